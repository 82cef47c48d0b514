"""Another assessment is data only: it shares the case, its findings, and questions it borrows."""

from pathlib import Path
from shutil import copytree

import pytest
from rule_samples import NONE, NOTHING_URGENT, Given, answers

from state.assessments import assessment_files, progress, wording
from state.assessments.assessment import AssessmentError, Library
from state.assessments.facts import facts
from state.assessments.judging import judge_case
from state.case import Value
from state.levels import Level

FEVER = """
triggers:
  fever_on_treatment:
    floor: WITHIN_48_HOURS
    sources: [on_treatment]
    reviewed: null
items:
  - use: em_breathing
  - use: em_head
  - use: em_bleeding
  - use: em_fever
  - id: since
    kind: one
    phase: reason
    options:
      today: {trigger: fever_on_treatment}
      days: {trigger: fever_on_treatment, yes: [fever_unexplained]}
    not_sure: {trigger: fever_on_treatment, unsure: [fever_unexplained]}
  - id: measured
    kind: number
    phase: short
    enable_when: {all: ["since is today"]}
  - id: first_day
    kind: date
    phase: short
    enable_when: {any: ["finding fever_unexplained"]}
  - id: told_team
    kind: text
    phase: after
    enable_when: {all: ["measured is answered"]}
  - use: body_blood
    phase: short
  - use: fever_too
    phase: after
  - use: age
    phase: after
    enable_when: {all: ["trigger fever_on_treatment"]}
"""

WORDS = """
since:
  ask: "Since when?"
  options:
    today: {short: "Today", words: [today]}
    days: {short: "For days", words: [days]}
measured: {ask: "How high is it?"}
first_day: {ask: "Which day was the first?"}
told_team: {ask: "What did the team say?"}
"""

RECORDS = """
  fever_on_treatment: {papers: [notes], sources: [on_treatment], reviewed: null}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = Path(copytree(assessment_files.FOLDER, tmp_path / "assessments"))
    (copied / "fever.yaml").write_text(FEVER)
    guidance = copied / "guidance.yaml"
    written = guidance.read_text("utf-8")
    guidance.write_text(written.replace("\nrecords:\n", f"\nrecords:\n{RECORDS}"))
    return copied


@pytest.fixture
def both(folder: Path) -> Library:
    return assessment_files.load(folder)


def test_it_is_loaded_checked_and_walked_beside_the_first(both: Library) -> None:
    assert {"fever", "oncology_referral"} < set(both.assessments)
    assert both.assessments["fever"].items["age"].home == "oncology_referral"


def test_numbers_dates_and_texts_are_asked_and_can_be_conditions(both: Library) -> None:
    fever = both.assessments["fever"]
    given = [*NOTHING_URGENT, ("since", "today")]
    item = progress.next_item(fever, answers(*given))
    assert item is not None
    assert item.id == "measured"
    given += [("measured", "38.4"), ("body_blood", NONE)]
    assert progress.next_item(fever, answers(*given)) is None
    after = progress.next_item(fever, answers(*given), ["after"])
    assert after is not None
    assert after.id == "told_team"


def test_a_condition_may_rest_on_a_finding(both: Library) -> None:
    fever = both.assessments["fever"]
    for says, asked in (("days", True), ("unsure", True), ("today", False)):
        given = answers(*NOTHING_URGENT, ("since", says), ("body_blood", NONE), ("measured", "1"))
        assert (progress.next_item(fever, given) is not None) is asked


def test_findings_of_one_count_in_the_level_of_the_case(both: Library) -> None:
    given = [("reason", "second_opinion"), ("opinion_kind", "stable")]
    assert judge_case(both, answers(*given)).level is Level.PLANNED
    more = [*given, ("since", "days")]
    known = facts(both, answers(*more))
    assert known.yes == {"second_opinion_stable", "fever_unexplained"}
    assert set(known.triggers) == {"second_opinion", "fever_on_treatment"}
    assert judge_case(both, answers(*more)).level is Level.WITHIN_48_HOURS


def test_a_borrowed_question_is_answered_once_for_both(both: Library) -> None:
    given = answers(*NOTHING_URGENT)
    for assessment in both.assessments.values():
        item = progress.next_item(assessment, given)
        assert item is not None
        assert item.phase != "emergency"


def test_what_nobody_began_does_not_make_an_answer_count(both: Library) -> None:
    """`fever` asks `fever_too` of everyone; that alone must not make an old answer count."""
    not_sure: Value = {"*": "unsure"}
    for_blood: list[Given] = [
        ("reason", "worried"),
        ("worry_part", "blood"),
        ("body_blood", not_sure),
    ]
    with_fever = answers(*for_blood, ("fever_too", "yes"), ("body_blood", NONE))
    assert "fever_with_blood_signs" not in facts(both, with_fever).yes
    begun = answers(*for_blood, ("fever_too", "yes"), ("body_blood", NONE), ("since", "today"))
    assert "fever_with_blood_signs" in facts(both, begun).yes


def test_its_words_are_asked_for_and_the_borrowed_ones_are_there(
    both: Library, tmp_path: Path
) -> None:
    texts = tmp_path / "templates"
    copytree(Path(wording.__file__).parents[2] / "templates" / "en", texts / "en")
    with pytest.raises(AssessmentError, match=r"templates/en/fever\.yaml cannot be opened"):
        wording.load(texts, both)
    (texts / "en" / "fever.yaml").write_text(WORDS)
    findings = texts / "en" / "findings.yaml"
    findings.write_text(findings.read_text("utf-8") + '  floor_fever_on_treatment: "ring them"\n')
    words = wording.load(texts, both)["en"]
    assert {"since", "em_head", "age"} <= set(words.items)


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("- use: age", "- use: shoe_size", "uses the question 'shoe_size', which no file has"),
        ("- id: since", "- id: reason", "'reason' is written twice (also in fever.yaml)"),
        ("  fever_on_treatment:\n", "  not_sure:\n", "the trigger 'not_sure' is in another file"),
        ("  - use: em_head\n", "", "no emergency screen asks for the emergency 'seizure'"),
        ("- use: age", "- use: em_head", "the question 'em_head' is used twice"),
        ("- use: age", "- kind: one", "it needs either 'id' or 'use'"),
        ("items:", "questions:", "there is no list called 'items'"),
        ("kind: number", "kind: weight", "'weight' is not one of the words allowed"),
    ],
)
def test_mistakes_between_the_files_are_named(
    folder: Path, right: str, wrong: str, sentence: str
) -> None:
    (folder / "fever.yaml").write_text(FEVER.replace(right, wrong, 1))
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    assert sentence in str(caught.value)
