"""Whoever writes rules in YAML is told what is wrong, where, in a sentence; nothing is guessed."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from state.assessments import assessment_files, yaml_files
from state.assessments.assessment import AssessmentError
from state.assessments.assessment_checks import review_notes

ONCOLOGY, FINDINGS, RULES = "oncology_referral.yaml", "findings.yaml", "rules.yaml"

MISTAKES = yaml.safe_load((Path(__file__).parent / "mistakes.yaml").read_text("utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(assessment_files.FOLDER, tmp_path / "assessments"))


def sentences(folder: Path) -> tuple[str, ...]:
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    return caught.value.sentences


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["what"] for mistake in MISTAKES])
def test_a_mistake_is_named_with_its_place(folder: Path, mistake: dict[str, str]) -> None:
    file = folder / mistake["file"]
    text = file.read_text("utf-8")
    assert mistake["right"] in text
    file.write_text(text.replace(mistake["right"], mistake["wrong"], 1))
    told = [re.sub(r"line \d+", "line N", one) for one in sentences(folder)]
    assert mistake["says"] in told


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
    text = text.replace("breathing: [breathing_hard]", "breathing: [one]").replace(
        "[mole_changing]", "[two]"
    )
    (folder / ONCOLOGY).write_text(text)
    assert sum("which is no finding" in sentence for sentence in sentences(folder)) == 2


@pytest.mark.parametrize(
    "name", ["findings.yaml", "guidance.yaml", "rules.yaml", "sign_off.yaml", "sources.yaml"]
)
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
    waiting = [note for note in review_notes(library, date(2026, 6, 1)) if "wait for" in note]
    assert len(waiting) == 1
    old = "findings.yaml, 'breathing_hard': the review by Dr. Example is older than a year."
    assert old not in review_notes(library, date(2027, 1, 1))
    assert old in review_notes(library, date(2027, 1, 2))
