"""What each answer to a deciding question comes to, when no emergency sign was found."""

import pytest
from rule_samples import NOTHING_URGENT, Given, answers, library, oncology, signs

from state.assessments.judging import judge_case
from state.case import Value

SAID_BY_A_DOCTOR = {
    "doctor_kind blood_brain_spine": "SAME_DAY",
    "doctor_kind lymphoma": "WITHIN_48_HOURS",
    "doctor_kind lymphoma, lymphoma_breath yes": "SAME_DAY",
    "doctor_kind lymphoma, lymphoma_breath unsure": "SAME_DAY",
    "doctor_kind lymphoma, lymphoma_breath no": "WITHIN_48_HOURS",
    "doctor_kind other": "WITHIN_48_HOURS",
    "doctor_kind unsure": "WITHIN_48_HOURS",
    "doctor_kind rule_out": "WITHIN_48_HOURS",
    "doctor_kind rule_out, rule_out_kind date": "WITHIN_2_WEEKS",
    "doctor_kind rule_out, rule_out_kind no_date": "WITHIN_48_HOURS",
    "doctor_kind rule_out, rule_out_kind family": "PLANNED",
    "doctor_kind rule_out, rule_out_kind unsure": "WITHIN_48_HOURS",
    "time_given now": "EMERGENCY",
    "time_given today": "SAME_DAY",
    "time_given later": "WITHIN_48_HOURS",
    "time_given unsure": "WITHIN_48_HOURS",
}
RESULT = {
    "lab_kind very_high": "EMERGENCY",
    "lab_kind serious": "SAME_DAY",
    "lab_kind unexplained": "WITHIN_48_HOURS",
    "lab_kind explained": "WITHIN_2_WEEKS",
    "lab_kind unsure": "SAME_DAY",
    "lab_kind explained, who_told hospital, time_given two_days": "WITHIN_48_HOURS",
    "lab_kind explained, who_told letter, time_given two_days": "WITHIN_2_WEEKS",
}
SCAN = {
    "scan_kind pressure": "EMERGENCY",
    "scan_kind central": "SAME_DAY",
    "scan_kind suspicious": "WITHIN_48_HOURS",
    "scan_kind harmless": "WITHIN_2_WEEKS",
    "scan_kind unsure": "WITHIN_48_HOURS",
}
LUMP = {
    "lump_kind place": "WITHIN_48_HOURS",
    "lump_kind growing": "WITHIN_48_HOURS",
    "lump_kind small": "WITHIN_2_WEEKS",
    "lump_kind after_cold": "PLANNED",
    "lump_kind unsure": "WITHIN_48_HOURS",
    "lump_kind small, age under_3mo": "SAME_DAY",
    "lump_kind small, known_risk yes": "WITHIN_48_HOURS",
    "lump_kind small, worse_24h yes": "WITHIN_48_HOURS",
    "lump_kind small, instinct yes": "SAME_DAY",
    "lump_kind small, instinct unsure": "SAME_DAY",
}
DIAGNOSIS = {
    "dx_kind acute_unseen": "SAME_DAY",
    "dx_kind solid_unseen": "WITHIN_48_HOURS",
    "dx_kind unsure": "SAME_DAY",
    "dx_kind team": "SAME_DAY",
    "dx_kind team, team_state unwell": "SAME_DAY",
    "dx_kind team, team_state exposure": "SAME_DAY",
    "dx_kind team, team_state stable": "PLANNED",
    "dx_kind team, team_state unsure": "SAME_DAY",
}
OPINION = {
    "opinion_kind soon": "WITHIN_48_HOURS",
    "opinion_kind relapse": "WITHIN_2_WEEKS",
    "opinion_kind stable": "PLANNED",
    "opinion_kind unsure": "WITHIN_48_HOURS",
}
WORRIED = {
    "worry_part head, worry_pattern mild": "WITHIN_2_WEEKS",
    "worry_part head, worry_pattern three": "WITHIN_48_HOURS",
    "worry_part head, worry_pattern two_weeks": "WITHIN_2_WEEKS",
    "worry_part head, worry_pattern instinct": "SAME_DAY",
    "worry_part head, worry_pattern unsure": "WITHIN_48_HOURS",
}

TABLES: list[tuple[tuple[Given, ...], dict[str, str]]] = [
    ((("reason", "someone_said"), ("said", "doctor")), SAID_BY_A_DOCTOR),
    ((("reason", "someone_said"), ("said", "result")), RESULT),
    ((("reason", "someone_said"), ("said", "scan")), SCAN),
    ((("reason", "someone_said"), ("said", "lump")), LUMP),
    ((("reason", "diagnosis"),), DIAGNOSIS),
    ((("reason", "second_opinion"),), OPINION),
    ((("reason", "worried"),), WORRIED),
]
ROWS = [(start, given, level) for start, table in TABLES for given, level in table.items()]


def level(*given: Given) -> str:
    return judge_case(library(), answers(*NOTHING_URGENT, *given)).level.value


@pytest.mark.parametrize(("start", "given", "reaches"), ROWS, ids=[row[1] for row in ROWS])
def test_this_answer_reaches(start: tuple[Given, ...], given: str, reaches: str) -> None:
    named = [step.split() for step in given.split(", ")]
    assert level(*start, *((item, value) for item, value in named)) == reaches


@pytest.mark.parametrize(
    "given", [(("reason", "unsure"),), (("reason", "someone_said"), ("said", "unsure"))]
)
def test_not_sure_why_one_came_has_a_floor_of_its_own(given: tuple[Given, ...]) -> None:
    assert level(*given) == "WITHIN_48_HOURS"


@pytest.mark.parametrize(
    ("part", "body_list", "mild", "pattern"),
    [
        ("blood", "body_blood", "mild_blood", "cold"),
        ("lumps", "body_lumps", "mild_lumps", "gland"),
        ("lumps", "body_lumps", "mild_lumps", "injury"),
        ("bones", "body_bones", "mild_bones", "growing"),
        ("bones", "body_bones", "mild_bones", "injury"),
    ],
)
def test_a_harmless_pattern_with_its_list_denied_is_planned(
    part: str, body_list: str, mild: str, pattern: str
) -> None:
    none: Value = signs()
    start: list[Given] = [("reason", "worried"), ("worry_part", part), (body_list, none)]
    start.append(("worry_pattern", "mild"))
    if part != "blood":
        assert level(*start, (mild, pattern)) == "WITHIN_2_WEEKS"
        assert level(*start, ("mild_clear", "yes"), (mild, pattern)) == "WITHIN_48_HOURS"
        assert level(*start, ("mild_clear", "unsure"), (mild, pattern)) == "WITHIN_48_HOURS"
        start.append(("mild_clear", "no"))
    assert level(*start, (mild, pattern)) == "PLANNED"
    assert level(*start, (mild, "unsure")) == "WITHIN_2_WEEKS"
    if pattern != "cold":
        assert level(*start, (mild, "other")) == "WITHIN_2_WEEKS"
    found: Value = {"*": "unsure"}
    assert level(*start, (body_list, found), (mild, pattern)) != "PLANNED"


def test_each_line_of_each_list_reaches_the_level_of_its_gravest_finding() -> None:
    for item in oncology().items.values():
        for line, effect in item.options.items() if item.kind == "signs" else ():
            levels = [library().findings[finding].level for finding in effect.findings]
            value: Value = {line: "yes", "*": "no"}
            assert level(("reason", "second_opinion"), (item.id, value)) == max(levels).value


def test_signs_of_the_cluster_stand_on_lines_of_their_own() -> None:
    """A line of two such signs would count twice for one yes."""
    cluster = set(library().rules[0].when[0].of)
    for item in oncology().items.values():
        for effect in item.options.values():
            assert len(cluster & set(effect.findings)) <= 1
