"""Whoever writes rules in YAML is told what is wrong, where, in a sentence; nothing is guessed."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from state import assessment_files, yaml_files
from state.assessment import AssessmentError
from state.assessment_checks import review_notes

ONCOLOGY, FINDINGS, RULES = "oncology_referral.yaml", "findings.yaml", "rules.yaml"

MISTAKES: list[tuple[str, str, str, str, str]] = [
    (
        "an unknown finding in a line",
        ONCOLOGY,
        "breathing: [breathing_hard]",
        "breathing: [breathing_hart]",
        (
            "oncology_referral.yaml, the question 'em_breathing': its option 'breathing' "
            "establishes 'breathing_hart', which is no finding."
        ),
    ),
    (
        "an unknown trigger",
        ONCOLOGY,
        "result: {trigger: abnormal_labs}",
        "result: {trigger: odd_labs}",
        (
            "oncology_referral.yaml, the question 'said': its option 'result' sets the trigger "
            "'odd_labs', which is none."
        ),
    ),
    (
        "an unknown circumstance",
        ONCOLOGY,
        '"yes": {circumstances: [known_risk]}',
        '"yes": {circumstances: [luck]}',
        (
            "oncology_referral.yaml, the question 'known_risk': its option 'yes' sets 'luck', "
            "which no modifier is about."
        ),
    ),
    (
        "an unknown question in a condition",
        ONCOLOGY,
        '{all: ["said is doctor"]}',
        '{all: ["sayd is doctor"]}',
        (
            "oncology_referral.yaml, the question 'doctor_kind': in 'enable_when', "
            "'sayd is doctor': there is no question 'sayd'."
        ),
    ),
    (
        "an unknown option in a condition",
        ONCOLOGY,
        '{all: ["said is doctor"]}',
        '{all: ["said is doctors"]}',
        (
            "oncology_referral.yaml, the question 'doctor_kind': in 'enable_when', "
            "'said is doctors': 'said' has no option 'doctors'."
        ),
    ),
    (
        "a condition that is no sentence",
        ONCOLOGY,
        '{all: ["said is doctor"]}',
        '{all: ["said = doctor"]}',
        (
            "oncology_referral.yaml, the question 'doctor_kind': in 'enable_when', "
            "'said = doctor': write 'QUESTION is OPTION', 'finding ID' or 'trigger ID'."
        ),
    ),
    (
        "a condition on a later question",
        ONCOLOGY,
        '{all: ["said is doctor"]}',
        '{all: ["age is 1_3"]}',
        (
            "oncology_referral.yaml, the question 'doctor_kind': in 'enable_when', 'age is 1_3': "
            "'age' is not asked before 'doctor_kind', so the path would never end."
        ),
    ),
    (
        "a condition on itself",
        ONCOLOGY,
        '{all: ["said is doctor"]}',
        '{all: ["doctor_kind is other"]}',
        (
            "oncology_referral.yaml, the question 'doctor_kind': in 'enable_when', 'doctor_kind is "
            "other': 'doctor_kind' is not asked before 'doctor_kind', so the path would never end."
        ),
    ),
    (
        "a condition on a finding that nothing establishes before",
        ONCOLOGY,
        '{all: ["said is doctor"]}',
        '{all: ["finding mole_changing"]}',
        (
            "oncology_referral.yaml, the question 'doctor_kind': in 'enable_when', "
            "'finding mole_changing': no question before 'doctor_kind' establishes it."
        ),
    ),
    (
        "a question that can never be asked",
        ONCOLOGY,
        '{all: ["said is doctor"]}',
        '{all: ["said is doctor", "reason is worried"]}',
        "oncology_referral.yaml: the question 'doctor_kind' can never be asked.",
    ),
    (
        "a question written twice",
        ONCOLOGY,
        "- id: em_head",
        "- id: em_breathing",
        (
            "oncology_referral.yaml: the question 'em_breathing' is written twice (also in "
            "oncology_referral.yaml); rename one, or ask it again by 'use: em_breathing'."
        ),
    ),
    (
        "an option written twice",
        ONCOLOGY,
        "      blood: {}\n",
        "      head: {}\n",
        "oncology_referral.yaml, line N: 'head' is written twice.",
    ),
    (
        "a fifth option",
        ONCOLOGY,
        "      nobody: {}",
        "      nobody: {}\n      a_friend: {}",
        (
            "oncology_referral.yaml, the question 'who_told': it has 5 options; a parent is given 4 "
            "at most."
        ),
    ),
    (
        "a seventh line",
        ONCOLOGY,
        "      belly: [belly_rigid]",
        "      belly: [belly_rigid]\n      more: [severe_pain]",
        "oncology_referral.yaml, the question 'em_bleeding': it has 7 lines; a screen holds 6.",
    ),
    (
        "a question that does not say what 'not sure' means",
        ONCOLOGY,
        "    not_sure: {unsure: [lump_growing]}\n",
        "",
        (
            "oncology_referral.yaml, the question 'lump_kind': it does not say what 'Not sure' means "
            "('not_sure')."
        ),
    ),
    (
        "an emergency nobody is asked about",
        ONCOLOGY,
        "      pain: [severe_pain]\n",
        "",
        "oncology_referral.yaml: no emergency screen asks for the emergency 'severe_pain'.",
    ),
    (
        "an emergency screen that is not for everyone",
        ONCOLOGY,
        "  - id: em_head\n    kind: signs\n",
        '  - id: em_head\n    kind: signs\n    enable_when: {all: ["em_breathing is none"]}\n',
        "oncology_referral.yaml: the emergency screen 'em_head' must be for everyone.",
    ),
    (
        "a calm line on an emergency screen",
        ONCOLOGY,
        "      pain: [severe_pain]\n",
        "      pain: [severe_pain]\n      mole: [mole_changing]\n",
        (
            "oncology_referral.yaml, the question 'em_bleeding': its line 'mole' is calmer than "
            "'one of these' on its screen."
        ),
    ),
    (
        "an unknown word in a question",
        ONCOLOGY,
        "    phase: reason\n    options:\n      someone_said",
        "    fase: reason\n    options:\n      someone_said",
        "oncology_referral.yaml, the question 'reason': it does not know the word 'fase'.",
    ),
    (
        "a floor that gives way to nothing known",
        ONCOLOGY,
        "gives_way_to: [imaging_incidental]",
        "gives_way_to: [imaging_accidental]",
        "The trigger 'imaging_concern' gives way to 'imaging_accidental', which is no finding.",
    ),
    (
        "a floor that gives way to something no calmer",
        ONCOLOGY,
        "gives_way_to: [imaging_incidental]",
        "gives_way_to: [imaging_suspicious]",
        "The trigger 'imaging_concern' gives way to 'imaging_suspicious', which is no calmer.",
    ),
    (
        "an unknown level",
        FINDINGS,
        "breathing_hard:\n  level: EMERGENCY",
        "breathing_hard:\n  level: URGENT",
        "findings.yaml, 'breathing_hard': 'URGENT' is not one of the words allowed (at level).",
    ),
    (
        "a missing review",
        FINDINGS,
        "  reviewed: null\ncannot_lie_flat",
        "cannot_lie_flat",
        "findings.yaml, 'breathing_hard': 'reviewed' is missing.",
    ),
    (
        "no source",
        FINDINGS,
        "  sources: [rch_mediastinal]\n",
        "  sources: []\n",
        "findings.yaml, 'cannot_lie_flat': it names no source.",
    ),
    (
        "a source nobody can find",
        FINDINGS,
        "  sources: [rch_mediastinal]\n",
        "  sources: [a_friend]\n",
        "findings.yaml, 'cannot_lie_flat': its source 'a_friend' is not in sources.yaml.",
    ),
    (
        "a finding written twice",
        FINDINGS,
        "cannot_lie_flat:",
        "breathing_hard:",
        "findings.yaml, line N: 'breathing_hard' is written twice.",
    ),
    (
        "a rule over an unknown finding",
        RULES,
        "          - pale\n",
        "          - pail\n",
        "rules.yaml, 'three_blood_signs': 'pail' is no finding.",
    ),
    (
        "a rule that can never be met",
        RULES,
        "at_least: 3",
        "at_least: 9",
        "rules.yaml, 'three_blood_signs': it asks for 9 of 8 findings.",
    ),
    (
        "a rule that asks for an absence",
        RULES,
        "      - at_least: 3\n",
        "      - at_least: 3\n        none: [seizure]\n",
        "rules.yaml: it does not know the word 'none' (at rules[0].when[0]).",
    ),
    (
        "two rules of one name",
        RULES,
        "id: unsure_two_emergencies",
        "id: unsure_critical",
        "rules.yaml: the id 'unsure_critical' is used 2 times.",
    ),
    (
        "a level without a meaning for 'not sure'",
        RULES,
        "of: [SAME_DAY, WITHIN_48_HOURS, WITHIN_2_WEEKS, PLANNED]",
        "of: [SAME_DAY, WITHIN_48_HOURS, WITHIN_2_WEEKS]",
        "rules.yaml: nothing says what 'not sure' means for a finding at PLANNED.",
    ),
    (
        "a modifier that changes nothing",
        RULES,
        "    needs_sign: WITHIN_2_WEEKS\n    steps: 1\n    at_most",
        "    needs_sign: WITHIN_2_WEEKS\n    at_most",
        "rules.yaml, 'known_risk': it changes nothing (neither steps nor at_least).",
    ),
    (
        "an unknown trigger for those who do not know",
        RULES,
        "unknown_trigger: not_sure",
        "unknown_trigger: no_idea",
        "rules.yaml: there is no trigger 'no_idea' (unknown_trigger).",
    ),
    (
        "no YAML",
        RULES,
        "unknown_trigger: not_sure",
        "unknown_trigger: [not_sure",
        "rules.yaml, line N: did not find expected ',' or ']'.",
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(assessment_files.FOLDER, tmp_path / "assessments"))


def sentences(folder: Path) -> tuple[str, ...]:
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    return caught.value.sentences


@pytest.mark.parametrize(
    ("name", "right", "wrong", "sentence"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES]
)
def test_a_mistake_is_named_with_its_place(
    folder: Path, name: str, right: str, wrong: str, sentence: str
) -> None:
    text = (folder / name).read_text()
    assert right in text
    (folder / name).write_text(text.replace(right, wrong, 1))
    told = [re.sub(r"line \d+", "line N", one) for one in sentences(folder)]
    assert sentence in told


def test_the_line_of_a_slip_of_the_pen_is_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "slip.yaml").write_text("one: 1\ntwo:\n  - a\n  b: [\n")
    with pytest.raises(yaml_files.YamlError, match=r"^slip.yaml, line 4: "):
        yaml_files.read(tmp_path / "slip.yaml", "slip.yaml")


def test_yes_no_and_numbers_with_underscores_are_words(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("yes: no\n1_3: on\nday: 2026-01-01\nnone:\nten: 10\n")
    read = yaml_files.read(tmp_path / "words.yaml", "words.yaml")
    assert read == {"yes": "no", "1_3": "on", "day": "2026-01-01", "none": None, "ten": 10}


def test_the_files_as_they_are_have_no_mistake(folder: Path) -> None:
    assert assessment_files.load(folder).assessments


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    text = (folder / ONCOLOGY).read_text()
    text = text.replace("[breathing_hard]", "[one]").replace("[mole_changing]", "[two]")
    (folder / ONCOLOGY).write_text(text)
    assert sum("which is no finding" in sentence for sentence in sentences(folder)) == 2


@pytest.mark.parametrize("name", ["findings.yaml", "rules.yaml", "sources.yaml"])
def test_a_missing_or_empty_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_text("")
    assert any(sentence.startswith(name) for sentence in sentences(folder))
    (folder / name).unlink()
    assert sentences(folder) == (f"{name} is missing.",)


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / RULES).write_bytes(b"\xff\xfe\x00")
    assert sentences(folder)[0].startswith("rules.yaml cannot be read as text")


def test_comments_do_not_change_the_version_and_a_rule_does(folder: Path) -> None:
    version = assessment_files.load(folder).version
    text = (folder / RULES).read_text()
    (folder / RULES).write_text("# A comment.\n" + text)
    assert assessment_files.load(folder).version == version
    (folder / RULES).write_text(text.replace("age_under_years: 0.25", "age_under_years: 0.26"))
    assert assessment_files.load(folder).version != version


def test_reviews_that_wait_or_are_old_are_notes_not_mistakes(folder: Path) -> None:
    text = (folder / FINDINGS).read_text()
    review = "  reviewed: {by: Dr. Example, on: 2026-01-01}\ncannot_lie_flat"
    (folder / FINDINGS).write_text(text.replace("  reviewed: null\ncannot_lie_flat", review, 1))
    library = assessment_files.load(folder)
    waiting = [note for note in review_notes(library, date(2026, 6, 1)) if "wait" in note]
    assert len(waiting) == 1
    old = "findings.yaml, 'breathing_hard': the review by Dr. Example is older than a year."
    assert old not in review_notes(library, date(2027, 1, 1))
    assert old in review_notes(library, date(2027, 1, 2))
