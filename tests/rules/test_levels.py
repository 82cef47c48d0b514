"""What reaches which level, one promise a test. The findings' own levels are in a table apart."""

import pytest
from level_table import BLOOD_SIGNS, CRITICAL, FLOORS, GIVES_WAY
from rule_samples import (
    EMERGENCY,
    HOURS_48,
    PLANNED,
    SAME_DAY,
    WEEKS_2,
    facts,
    judged,
    level,
    library,
    rules_of,
)

from state.assessments.facts import Facts
from state.assessments.judging import judge
from state.levels import Level


@pytest.mark.parametrize(("trigger", "floor"), FLOORS.items())
def test_each_trigger_has_a_floor(trigger: str, floor: Level) -> None:
    assert level(trigger) is floor
    assert rules_of(trigger) == {f"floor_{trigger}"}


def test_no_trigger_has_escaped_the_table() -> None:
    assert set(FLOORS) == set(library().triggers)
    pairs = {
        (name, finding)
        for name, trigger in library().triggers.items()
        for finding in trigger.gives_way_to
    }
    assert pairs == {(trigger, finding) for trigger, finding, _ in GIVES_WAY}


@pytest.mark.parametrize(("trigger", "finding", "own"), GIVES_WAY)
def test_a_floor_gives_way_to_a_named_finding_only_when_it_is_a_clear_yes(
    trigger: str, finding: str, own: Level
) -> None:
    assert level(trigger, yes=finding) is own
    assert level(trigger, unsure=finding) is FLOORS[trigger]
    assert level(trigger, no=finding) is FLOORS[trigger]


@pytest.mark.parametrize("trigger", FLOORS)
def test_something_harmless_elsewhere_does_not_replace_a_floor(trigger: str) -> None:
    own = set(library().triggers[trigger].gives_way_to)
    for _, finding, _ in GIVES_WAY:
        if finding not in own:
            assert level(trigger, yes=finding) >= FLOORS[trigger]


def test_a_replaced_floor_still_counts_the_other_signs() -> None:
    assert level("imaging_concern", yes="imaging_incidental bone_swelling") is HOURS_48


@pytest.mark.parametrize("finding", CRITICAL)
def test_not_sure_about_a_critical_sign_is_an_emergency(finding: str) -> None:
    assert level("second_opinion", unsure=finding) is EMERGENCY
    assert rules_of("second_opinion", unsure=finding) == {"unsure_critical"}


def test_only_those_eight_are_critical() -> None:
    findings = library().findings.items()
    assert {name for name, finding in findings if finding.critical_unsure} == set(CRITICAL)


def test_not_sure_about_one_other_emergency_sign_is_the_same_day() -> None:
    for name, finding in library().findings.items():
        if finding.level is EMERGENCY and not finding.critical_unsure:
            assert level("second_opinion", unsure=name) is SAME_DAY


def test_not_sure_about_two_emergency_signs_is_an_emergency() -> None:
    assert level("second_opinion", unsure="belly_rigid confused") is EMERGENCY
    assert rules_of("second_opinion", unsure="belly_rigid confused") == {"unsure_two_emergencies"}


def test_not_sure_about_any_other_finding_counts_as_yes() -> None:
    for name, finding in library().findings.items():
        if finding.level is not EMERGENCY:
            assert level("second_opinion", unsure=name) is finding.level


def test_what_was_not_asked_or_denied_counts_for_nothing() -> None:
    everything = " ".join(library().findings)
    assert level("second_opinion") is PLANNED
    assert level("second_opinion", no=everything) is PLANNED


@pytest.mark.parametrize("left_out", BLOOD_SIGNS)
def test_three_blood_signs_make_the_same_day_and_two_do_not(left_out: str) -> None:
    signs = [sign for sign in BLOOD_SIGNS if sign != left_out]
    for first, second, third in zip(signs, signs[1:], signs[2:], strict=False):
        assert level("not_sure", yes=f"{first} {second}") is HOURS_48
        assert level("not_sure", yes=f"{first} {second} {third}") is SAME_DAY
        assert level("not_sure", yes=first, unsure=f"{second} {third}") is SAME_DAY
        assert level("not_sure", yes=f"{first} {second}", no=third) is HOURS_48


def test_other_signs_make_no_cluster() -> None:
    assert level("not_sure", yes="pale bruising_unexplained spleen_big general_two") is HOURS_48


def test_a_known_risk_raises_a_sign_one_step_to_the_same_day_at_most() -> None:
    assert level("second_opinion", yes="mole_changing", also="known_risk") is HOURS_48
    assert level("second_opinion", yes="spleen_big", also="known_risk") is SAME_DAY
    assert level("second_opinion", yes="jaundice_belly", also="known_risk") is SAME_DAY
    assert level("second_opinion", yes="seizure", also="known_risk") is EMERGENCY


def test_worse_within_a_day_raises_a_sign_one_step() -> None:
    steps = [("mole_changing", HOURS_48), ("pale", SAME_DAY), ("jaundice_belly", EMERGENCY)]
    for finding, raised in steps:
        assert level("second_opinion", yes=finding, also="worse_last_24h") is raised


def test_a_known_risk_is_counted_before_getting_worse() -> None:
    also = "known_risk worse_last_24h"
    assert level("second_opinion", yes="thyroid_lump", also=also) is SAME_DAY
    assert level("second_opinion", unsure="spleen_big", also=also) is EMERGENCY
    assert level("second_opinion", yes="jaundice_belly", also=also) is EMERGENCY


def test_under_three_months_any_listed_sign_is_the_same_day() -> None:
    assert level("second_opinion", unsure="mole_changing", age=0.24) is SAME_DAY
    assert level("second_opinion", yes="mole_changing", age=0.25) is WEEKS_2
    assert level("second_opinion", yes="seizure", age=0.1) is EMERGENCY
    assert level("second_opinion", age=0.1) is PLANNED


def test_age_comes_after_getting_worse_and_is_not_raised_by_it() -> None:
    assert level("not_sure", yes="mole_changing", also="worse_last_24h", age=0.1) is SAME_DAY


@pytest.mark.parametrize("known", [{"also": "known_risk worse_last_24h"}, {"age": 0.1}])
def test_circumstances_need_a_sign_at_two_weeks_or_sooner(known: dict[str, object]) -> None:
    assert level("unexplained_symptoms", yes="fever_simple_well", **known) is PLANNED
    assert level("unexplained_symptoms", **known) is WEEKS_2


def test_a_floor_is_never_raised() -> None:
    assert level("abnormal_labs", yes="mole_changing", also="worse_last_24h") is SAME_DAY


def test_a_clinicians_sooner_time_wins_and_a_later_one_changes_nothing() -> None:
    assert level("second_opinion", told=HOURS_48) is HOURS_48
    assert rules_of("second_opinion", told=HOURS_48) == {"clinician_time"}
    assert level("abnormal_labs", told=WEEKS_2) is SAME_DAY
    assert level("second_opinion", told=SAME_DAY, also="worse_last_24h") is SAME_DAY


def test_nothing_is_computed_that_a_finding_of_its_own_asks_for() -> None:
    assert level("abnormal_labs", yes="platelets_under_20 bruising_unexplained") is SAME_DAY
    assert level("abnormal_labs", yes="anc_under_05_no_fever fever_unexplained") is SAME_DAY


def test_yes_to_one_of_these_is_an_emergency_by_itself() -> None:
    answer = judge(library(), Facts(triggers=("second_opinion",), unnamed=("em_head",)))
    assert answer.level is EMERGENCY
    assert [cause.rule for cause in answer.causes] == ["one_of_these"]


def test_a_reason_nobody_knows_has_the_floor_of_not_sure() -> None:
    assert judge(library(), Facts()).level is HOURS_48


def test_two_reasons_have_the_higher_floor() -> None:
    both = Facts(triggers=("abnormal_labs", "second_opinion"))
    assert judge(library(), both).level is SAME_DAY


def test_the_causes_are_all_those_that_reached_the_level_and_no_others() -> None:
    causes = judged("not_sure", yes="pale mole_changing", unsure="spleen_big", told=HOURS_48).causes
    assert [(cause.rule, cause.findings) for cause in causes] == [
        ("floor_not_sure", ()),
        ("pale", ("pale",)),
        ("unsure_as_yes", ("spleen_big",)),
        ("clinician_time", ()),
    ]


def test_a_raised_level_names_what_raised_it_and_the_signs_beneath() -> None:
    causes = judged("second_opinion", yes="spleen_big pale", also="known_risk").causes
    assert [(cause.rule, set(cause.findings)) for cause in causes] == [
        ("known_risk", {"spleen_big", "pale"})
    ]


def test_every_cause_carries_a_source_a_stranger_can_find() -> None:
    for name in library().findings:
        for cause in judge(library(), facts("not_sure", yes=name)).causes:
            assert len(cause.source) > 15
