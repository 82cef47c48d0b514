"""The glossary: what it finds in what people type and read, and what it refuses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from stand_ins import loaded

from bot.texts import FOLDER
from state import glossary_files
from state.assessments.assessment import AssessmentError

SOURCES = loaded.library().sources
KNOWN = glossary_files.load(FOLDER, ["en"], SOURCES)["en"]


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("biopsy", "biopsy"),
        ("Biopsies", "biopsy"),
        ("the ANC", "neutrophils"),
        ("anc", "neutrophils"),
        ("haemoglobin", "hemoglobin"),
        ("petichiae", "petechiae"),
        ("neutrofils", "neutrophils"),
        ("A&E", "emergency_department"),
        ("er", "emergency_department"),
        ("prior authorisation", "prior_authorization"),
        ("hello", None),
        ("", None),
    ],
)
def test_a_word_is_found_however_it_is_spelled(typed: str, term: str | None) -> None:
    assert KNOWN.named(typed) == term


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("what is a biopsy?", ["biopsy"]),
        ("What does MRI stand for", ["mri"]),
        ("whats bone marrow", ["bone_marrow"]),
        ("what is a bone marrow biopsy", ["bone_marrow_test"]),
        ("meaning of benign please", ["benign"]),
        ("what is the difference between CT and MRI", ["ct", "mri"]),
        ("what is wrong with him", []),
        ("biopsy", []),
        ("we had a biopsy", []),
        ("what is the next thing we do after the biopsy comes back from the lab", []),
    ],
)
def test_a_question_is_told_from_a_story(typed: str, terms: list[str]) -> None:
    assert KNOWN.asked_about(typed) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Blasts and low platelets.", ["blasts", "platelets"]),
        ("A spinal cord compression", ["cord_compression"]),
        ("The bone marrow test", ["bone_marrow_test"]),
        ("He petted the cat", []),
        ("PET and CT", ["pet", "ct"]),
        ("Airports report", []),
    ],
)
def test_words_are_found_in_what_is_read(text: str, terms: list[str]) -> None:
    """The longest one counts; words in capitals only are found only in capitals."""
    assert KNOWN.inside(text) == terms


def test_common_words_are_not_explained_on_every_screen() -> None:
    hard = KNOWN.hard("A referral to the emergency department for a Biopsy")
    assert hard == [("Biopsy", KNOWN.terms["biopsy"].says)]


def test_every_spelling_of_every_term_leads_to_it() -> None:
    for name, term in KNOWN.terms.items():
        for spelling in term.spellings:
            assert KNOWN.named(spelling) == name, spelling
            assert KNOWN.inside(f"x {spelling} x") == [name], spelling


Change = Callable[[dict[str, Any]], object]
MISTAKES: dict[str, tuple[Change, str]] = {
    "no source": (
        lambda raw: raw["terms"]["biopsy"].update(sources=[]),
        "the term 'biopsy': it names no source.",
    ),
    "unknown source": (
        lambda raw: raw["terms"]["biopsy"].update(sources=["hearsay"]),
        "the term 'biopsy': its source 'hearsay' is not in sources.yaml.",
    ),
    "unknown group": (
        lambda raw: raw["terms"]["biopsy"].update(group="other"),
        "the term 'biopsy': there is no group 'other'.",
    ),
    "empty group": (
        lambda raw: raw["groups"].update(other="Other words"),
        "the group 'other' has no terms.",
    ),
    "long": (
        lambda raw: raw["terms"]["biopsy"].update(says="a word " * 11 + "end."),
        "the term 'biopsy': its sentence has more than 20 words.",
    ),
    "no full stop": (
        lambda raw: raw["terms"]["biopsy"].update(says="a tiny piece"),
        "the term 'biopsy': its sentence should end with a full stop.",
    ),
    "long name": (
        lambda raw: raw["terms"]["biopsy"].update(term="a biopsy of the thyroid gland"),
        "the term 'biopsy': its name is longer than a button holds (24 letters).",
    ),
    "twice": (
        lambda raw: raw["terms"]["slide"].update(also=["biopsies"]),
        "the term 'slide': 'biopsies' belongs to 'biopsy' already.",
    ),
    "misspelled field": (
        lambda raw: raw["terms"]["biopsy"].update(say="x"),
        "it does not know the word 'say'",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_file_is_named(mistake: str, tmp_path: Path) -> None:
    change, sentence = MISTAKES[mistake]
    raw = msgspec.to_builtins(KNOWN)
    change(raw)
    _write(tmp_path, raw)
    with pytest.raises(AssessmentError) as refused:
        glossary_files.load(tmp_path, ["en"], SOURCES)
    assert f"{tmp_path.name}/en/glossary.yaml" in str(refused.value)
    assert sentence in str(refused.value)


def test_a_language_without_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssessmentError, match=r"/xx/glossary\.yaml cannot be opened"):
        glossary_files.load(tmp_path, ["xx"], SOURCES)


def test_each_term_says_where_it_is_written() -> None:
    places = dict(glossary_files.entries({"en": KNOWN}))
    assert places["templates/en/glossary.yaml, the term 'biopsy'"] is KNOWN.terms["biopsy"]
    assert len(places) == len(KNOWN.terms)


def _write(folder: Path, raw: object) -> None:
    (folder / "en").mkdir()
    (folder / "en" / "glossary.yaml").write_text(yaml.safe_dump(raw), encoding="utf-8")
