"""The assessments beside the first: every way ends, nothing in them makes a level calmer."""

import re
from itertools import product
from pathlib import Path
from shutil import copytree

import pytest
from rule_samples import NOTHING_URGENT, Given, answers, library
from stand_ins import loaded

from state.assessments import assessment_files, on_the_case, outcome_checks, outcomes, walk
from state.assessments.assessment import Assessment, AssessmentError, Item
from state.assessments.judging import judge_case
from state.assessments.outcomes import Outcome
from state.places.countries import countries

BESIDE = [one for one in library().catalogue if one.outcomes]
CASES: list[list[Given]] = [
    [],
    [("reason", "second_opinion"), ("opinion_kind", "stable")],
    [("reason", "someone_said"), ("said", "scan"), ("scan_kind", "harmless")],
    [("reason", "worried"), ("worry_part", "bones"), ("worry_pattern", "mild")],
]


def by_name(assessment: Assessment) -> str:
    return assessment.id


def own(assessment: Assessment) -> list[Item]:
    return [item for item in assessment.items.values() if item.home == assessment.id]


def test_there_are_four_in_the_catalogue_and_the_first_judges_the_level() -> None:
    assert [one.id for one in library().catalogue] == [
        "oncology_referral",
        "second_opinion",
        "insurance",
        "first_visit",
    ]
    assert [one.id for one in library().catalogue if not one.outcomes] == ["oncology_referral"]


@pytest.mark.parametrize("assessment", BESIDE, ids=by_name)
def test_every_way_ends_and_every_outcome_and_question_is_reached(assessment: Assessment) -> None:
    assert list(outcome_checks.endings(library(), assessment)) == []
    starts = on_the_case.starts(library(), assessment)
    reached = {visit.item.id for visit in walk.walk(assessment, starts=starts)}
    assert reached == set(assessment.items)


@pytest.mark.parametrize("assessment", BESIDE, ids=by_name)
def test_no_answer_to_its_questions_makes_a_level_calmer(assessment: Assessment) -> None:
    for given, item in product(CASES, own(assessment)):
        before = judge_case(library(), answers(*NOTHING_URGENT, *given)).level
        for value in walk.every_answer(item):
            after = judge_case(library(), answers(*NOTHING_URGENT, *given, (item.id, value))).level
            assert after >= before, f"{item.id} {value}"


@pytest.mark.parametrize("assessment", BESIDE, ids=by_name)
def test_the_danger_signs_come_first(assessment: Assessment) -> None:
    first = [item for item in assessment.items.values() if item.phase == "emergency"]
    assert [item.id for item in first] == [item for item, _ in NOTHING_URGENT]
    assert [*assessment.items.values()][: len(first)] == first


ROOM = 62
"""Words of an outcome: with the card's own line and the number, 75 stand before the fold."""


@pytest.mark.parametrize("assessment", BESIDE, ids=by_name)
def test_an_outcome_is_short(assessment: Assessment) -> None:
    words = loaded.content().wording["en"].beside[assessment.id].outcomes
    for outcome in assessment.outcomes:
        said = words[outcome.id]
        shown = f"{said.first} {said.by} {said.call} {said.say} {said.urgent}"
        assert len(shown.split()) <= ROOM, outcome.id


OF_US_PLANS = re.compile(
    r"\b(HMO|PPO|EPO|POS|Medicaid|CHIP|EPSDT|TRICARE)\b|gap exception|network|peer-to-peer|72 hours"
)


@pytest.mark.parametrize("assessment", BESIDE, ids=by_name)
def test_where_care_is_public_nothing_is_said_of_plans_in_the_us(assessment: Assessment) -> None:
    words = loaded.content().wording["en"].beside[assessment.id]
    for name, place in countries().items():
        start = on_the_case.of(name, place, None, ())
        for outcome in assessment.outcomes if name != "us" else ():
            if holds_somewhere(assessment, outcome, start):
                said = [
                    words.outcomes[outcome.id],
                    *(words.errands[one] for one in outcome.errands),
                ]
                assert not OF_US_PLANS.search(str(said)), f"{outcome.id} in {name}"


def holds_somewhere(assessment: Assessment, outcome: Outcome, start: frozenset[str]) -> bool:
    tests = frozenset(outcome.when.tests) if outcome.when else frozenset()
    ends = walk.ends(assessment, tests, walk.unalarmed, [start])
    return any(outcome.holds(truths) for truths in ends)


def test_nothing_of_the_first_comes_to_an_outcome() -> None:
    assert outcomes.reached((), frozenset()) == ()


WRONG = [
    ("errands: [doctors_talk]", "errands: [fly]", "there is no errand 'fly'"),
    ("topics: [find_center]", "topics: [find_moon]", "the topic 'find_moon', which is none"),
    ('"opinion_kind is soon", ', '"opinion_kind is late", ', "has no option 'late'"),
    ("  - id: time_enough\n", "  - id: time_enough\n    beside: true\n", "no outcome is for"),
    ("case denied", "case rich", "the case knows no such thing"),
    ("{yes: [second_opinion_7d]}", "{trigger: not_sure}", "asked by the first assessment alone"),
    ("{yes: [second_opinion_7d]}", "{yes: [imaging_incidental]}", "makes a level calmer"),
    ("  related: [", "  related: [nobody, ", "'nobody' is not another of the catalogue"),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), WRONG)
def test_a_mistake_is_named(tmp_path: Path, right: str, wrong: str, sentence: str) -> None:
    folder = Path(copytree(assessment_files.FOLDER, tmp_path / "assessments"))
    file = folder / "second_opinion.yaml"
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), "utf-8")
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    assert any(one.startswith("second_opinion.yaml") for one in caught.value.sentences)
    assert sentence in str(caught.value)
