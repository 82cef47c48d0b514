"""What an answer means, and what two adults' answers mean together."""

import pytest
from rule_samples import (
    NONE,
    NOT_SURE,
    NOTHING_URGENT,
    SOME,
    Given,
    answers,
    library,
    oncology,
    signs,
)

from state.assessments import conditions, progress
from state.assessments.facts import Facts, facts
from state.assessments.judging import judge_case
from state.case import Value
from state.levels import Level


def of(*given: Given) -> Facts:
    return facts(library(), answers(*given))


def level(*given: Given) -> Level:
    return judge_case(library(), answers(*given)).level


def test_none_of_these_is_a_no_to_every_finding_of_the_screen() -> None:
    assert of(("em_breathing", NONE)).no == {
        *("breathing_hard", "cannot_lie_flat", "face_neck_swelling", "neck_lump_airway"),
        *("hard_to_wake", "confused", "sepsis_look", "pale_breathless_faint"),
    }


def test_not_sure_left_unnamed_means_every_line_of_the_screen() -> None:
    known = of(("em_bleeding", NOT_SURE))
    assert len(known.unsure) == 6
    assert level(("em_bleeding", NOT_SURE)) is Level.EMERGENCY


def test_one_of_these_on_an_emergency_screen_is_an_emergency_without_naming_a_sign() -> None:
    known = of(("em_head", SOME))
    assert (known.unnamed, known.yes, known.unsure) == (("em_head",), frozenset(), frozenset())
    assert level(("em_head", SOME)) is Level.EMERGENCY


def test_once_named_it_is_that_sign() -> None:
    known = of(("em_head", SOME), ("em_head", signs(weak="yes")))
    assert (known.unnamed, known.yes) == ((), frozenset({"leg_weakness_new"}))


def test_one_of_these_on_a_list_of_the_body_leaves_each_line_unsure_until_named() -> None:
    assert of(("body_bones", SOME)).unsure >= {"bone_swelling", "limp_refuses_walk"}
    named = of(("body_bones", signs(swelling="yes")))
    assert (named.yes, named.unsure) == (frozenset({"bone_swelling"}), frozenset())


def test_a_line_nobody_spoke_of_was_not_asked() -> None:
    half_done: Value = {"swelling": "unsure"}
    known = of(("body_bones", half_done))
    assert (known.unsure, known.no) == (frozenset({"bone_swelling"}), frozenset())


def test_one_of_these_not_said_which_counts_for_each() -> None:
    known = of(*RESULT, ("lab_kind", "serious"))
    assert {"blasts_on_blood", "hb_under_7"} <= known.unsure


def test_naming_one_result_adds_to_what_is_known_and_takes_nothing_away() -> None:
    known = of(*RESULT, ("lab_kind", "serious"), ("which_lab", signs(platelets="yes")))
    assert known.yes == {"platelets_under_20"}
    assert "hb_under_7" in known.unsure


def test_not_sure_which_test_it_was_keeps_the_floor() -> None:
    assert level(*NOTHING_URGENT, *RESULT, ("lab_kind", "unsure")) is Level.SAME_DAY


def test_an_age_a_time_and_a_circumstance_become_facts() -> None:
    known = of(
        ("reason", "someone_said"),
        ("said", "doctor"),
        ("age", "under_3mo"),
        ("time_given", "two_days"),
        ("known_risk", "yes"),
        ("worse_24h", "no"),
    )
    assert known.age_years is not None
    assert known.age_years < 0.25
    assert known.clinician_time is Level.WITHIN_48_HOURS
    assert (known.known_risk, known.worse_last_24h) == (True, False)


@pytest.mark.parametrize(
    ("item", "circumstance"), [("known_risk",) * 2, ("worse_24h", "worse_last_24h")]
)
def test_not_sure_about_a_circumstance_counts_as_yes(item: str, circumstance: str) -> None:
    assert circumstance in of((item, "unsure")).circumstances


RESULT: tuple[tuple[str, Value], ...] = (("reason", "someone_said"), ("said", "result"))


def test_an_answer_whose_question_no_longer_applies_stops_counting_and_counts_again_later() -> None:
    found = (*RESULT, ("lab_kind", "very_high"))
    assert level(*found) is Level.EMERGENCY
    changed = (*found, ("reason", "second_opinion"))
    assert of(*changed).unsure == frozenset()
    assert of(*changed).triggers == ("second_opinion",)
    back = (*changed, ("reason", "someone_said"))
    assert of(*back).unsure == {"wbc_over_100", "tls_signs"}


def test_taking_an_answer_back_leaves_the_question_open() -> None:
    given = answers(*NOTHING_URGENT, ("reason", "worried"), ("reason", None))
    item = progress.next_item(oncology(), given)
    assert item is not None
    assert item.id == "reason"


def test_the_gravest_word_of_two_adults_counts_for_each_finding() -> None:
    one = ("body_blood", signs(pale="yes", tired="no", fever="unsure"), 1)
    two = ("body_blood", signs(pale="no", tired="unsure", fever="no"), 2)
    for given in ((one, two), (two, one)):
        known = of(*given)
        assert known.yes == {"pale"}
        assert known.unsure == {"fatigue_persistent", "fever_unexplained"}
        assert len(known.no) == 3


def test_one_adult_corrects_their_own_word_and_not_the_others() -> None:
    yes: Value = signs(pale="yes")
    assert of(("body_blood", yes, 1), ("body_blood", NONE, 2)).yes == {"pale"}
    assert of(("body_blood", yes, 1), ("body_blood", NONE, 2), ("body_blood", NONE, 1)).yes == set()


def test_the_newest_answer_of_all_decides_what_is_asked() -> None:
    given = answers(
        *NOTHING_URGENT,
        ("reason", "worried", 1),
        ("reason", "someone_said", 2),
        ("said", "lump", 2),
    )
    item = progress.next_item(oncology(), given)
    assert item is not None
    assert item.id == "lump_kind"


def test_one_adult_taking_another_way_does_not_silence_what_the_other_said() -> None:
    first = (("reason", "someone_said", 1), ("said", "result", 1), ("lab_kind", "very_high", 1))
    known = of(*first, ("reason", "second_opinion", 2))
    assert known.unsure == {"wbc_over_100", "tls_signs"}
    assert known.triggers == ("abnormal_labs", "second_opinion")
    assert level(*first, ("reason", "second_opinion", 2)) is Level.EMERGENCY


def test_one_adults_reassurance_does_not_replace_the_floor_of_one_who_is_not_sure() -> None:
    told: tuple[Given, ...] = (*RESULT, ("lab_kind", "explained", 1))
    assert level(*told) is Level.WITHIN_2_WEEKS
    assert level(*told, ("lab_kind", "unsure", 2)) is Level.SAME_DAY
    assert level(*RESULT, ("lab_kind", "unsure", 2), ("lab_kind", "explained", 1)) is Level.SAME_DAY
    assert level(*told, ("age", "1_3", 2)) is Level.WITHIN_2_WEEKS


def test_the_younger_age_and_the_sooner_time_of_two_adults_count() -> None:
    base = (("reason", "someone_said", 1), ("said", "doctor", 1))
    known = of(
        *base,
        ("age", "under_1", 1),
        ("age", "under_3mo", 2),
        ("age", "4_6", 1),
        ("time_given", "today", 1),
        ("time_given", "later", 2),
    )
    assert known.age_years == 0.1
    assert known.clinician_time is Level.SAME_DAY


def test_a_value_from_a_former_version_is_ignored_and_harms_nothing() -> None:
    values: tuple[Value, ...] = ("no_such_option", signs(no_such_line="yes"))
    for old in values:
        assert not of(("lump_kind", old)).yes
        assert not of(("no_such_item", old)).yes


def test_what_conditions_can_say_of_a_list() -> None:
    item = oncology().items["body_blood"]
    words: dict[str, Value] = {
        "none": NONE,
        "some": signs(pale="yes"),
        "unsure": signs(pale="unsure"),
    }
    for word, value in words.items():
        found = conditions.truths(item, value)
        assert {w for w in words if f"body_blood is {w}" in found} == {word}
    assert "body_blood is none" not in conditions.truths(item, {"pale": "no"})
    assert "body_blood is some" in conditions.truths(item, SOME)
    assert "body_blood is pale" not in conditions.truths(item, SOME)
    assert "finding pale" in conditions.truths(item, SOME)
