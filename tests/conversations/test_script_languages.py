"""A language may have scripts and nothing else; then its scripts are complete, or it is refused."""

import re
import shutil
from pathlib import Path

import pytest
from rehearsing import services, texts
from stand_ins.readability import grade

from bot.texts import FOLDER, Texts
from state.assessments import said
from state.assessments.assessment import AssessmentError

LONGEST_SENTENCE = 20
HIGHEST_GRADE = 6.0
BLOCK = re.compile(r"\{[%#{].*?[%#}]\}", re.DOTALL)
SENTENCE = re.compile(r"(?<=[.?:;])[”\"]?\s+|\n+|(?<=[.?]”)\s+")
LIBRARY = services()["content"].library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The words of English, and the scripts of Spanish."""
    shutil.copytree(FOLDER / "en", tmp_path / "en")
    shutil.copytree(FOLDER / "es" / "scripts", tmp_path / "es" / "scripts")
    return tmp_path


def test_scripts_do_not_make_a_language_to_talk_in(folder: Path) -> None:
    found = Texts(folder)
    assert (found.languages, found.script_languages) == (["en"], ["en", "es"])
    assert found.missing() == []
    assert found.nearest("es-MX") == "en"


def test_a_missing_script_is_named(folder: Path) -> None:
    (folder / "es" / "scripts" / "letter.j2").unlink()
    assert Texts(folder).missing() == ["templates/es/scripts/letter.j2 is missing."]


def test_a_missing_label_is_named(folder: Path) -> None:
    labels = folder / "es" / "scripts" / "labels.yaml"
    kept = [line for line in labels.read_text("utf-8").splitlines() if "goal_mon" not in line]
    labels.write_text("\n".join(kept), "utf-8")
    assert Texts(folder).missing() == [
        "templates/es/scripts/labels.yaml: the label 'goal_monitoring' is missing."
    ]


def test_a_script_that_cannot_be_read_is_named_with_its_line(folder: Path) -> None:
    (folder / "es" / "scripts" / "add.j2").write_text("a\n{% if %}", "utf-8")
    (problem,) = Texts(folder).missing()
    assert problem.startswith("templates/es/scripts/add.j2, line 2:")


def test_a_finding_without_words_and_words_without_a_finding_are_named(folder: Path) -> None:
    path = folder / "es" / said.FILE
    path.write_text(path.read_text("utf-8").replace("  pale: ", "  pallid: "), "utf-8")
    with pytest.raises(AssessmentError) as refused:
        said.load(folder, LIBRARY)
    problems = str(refused.value)
    assert "templates/es/scripts/findings.yaml: 'pale' has no words." in problems
    assert "templates/es/scripts/findings.yaml: 'pallid' is no finding." in problems


@pytest.mark.parametrize("language", texts().script_languages)
def test_no_sentence_of_a_script_is_long(language: str) -> None:
    for path in sorted((FOLDER / language / "scripts").glob("*.j2")):
        for sentence in sentences(path):
            assert len(sentence.split()) <= LONGEST_SENTENCE, f"{path.name}: {sentence}"


def test_the_english_scripts_are_plain() -> None:
    for path in sorted((FOLDER / "en" / "scripts").glob("*.j2")):
        written = sentences(path)
        if sum(len(sentence.split()) for sentence in written) >= 30:
            assert grade(*written) <= HIGHEST_GRADE, path.name


def sentences(path: Path) -> list[str]:
    """What stands written in a script, whatever is chosen or filled in."""
    text = BLOCK.sub("\n", path.read_text("utf-8"))
    return [one.strip(" “”.") for one in SENTENCE.split(text) if one.strip(" “”.")]
