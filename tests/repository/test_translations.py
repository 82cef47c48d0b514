"""`companion check` and `companion translated` tell a translator exactly what is left to do."""

from pathlib import Path

import pytest

from bot.commands import check, translated
from bot.problems import Problem
from bot.texts import FOLDER
from bot.translations import checking, pieces, record
from bot.translations.record import Signed

ENGLISH = {
    "labels.yaml": 'start: Start\nby: "by {when}"\nclinic: Saint Ann\n',
    "hello.j2": "<b>Good day to you.</b>{% if kind == 'call' %} Ring {{ whom }}.{% endif %}\n",
    "lists/papers.yaml": "letter: {name: Letter, group: tests, words: [letter, note]}\n",
    "safety.yaml": "sure: []\n",
    "dates.yaml": "weekdays: []\n",
    "ordinary_words.txt": "day\n",
}
FRENCH = {
    "labels.yaml": 'start: Commencer\nby: "avant {when}"\nclinic: Saint Ann\n',
    "hello.j2": "<b>Bonjour.</b>{% if kind == 'call' %} Appelez {{ whom }}.{% endif %}\n",
    "lists/papers.yaml": "letter: {name: Lettre, group: tests, words: [lettre]}\n",
    "safety.yaml": "sure: []\n",
    "dates.yaml": "weekdays: []\n",
    "ordinary_words.txt": "jour\n",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    for language, files in {"en": ENGLISH, "fr": FRENCH}.items():
        for name, text in files.items():
            write(tmp_path / language / name, text)
    translated.main(["fr"], tmp_path)
    translated.main(["fr", "labels.yaml:clinic", "--same"], tmp_path)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sentences(templates: Path, *files: str) -> list[str]:
    return [lack.sentence for lack in checking.lacks(templates, "fr", files)]


def test_nothing_is_said_of_what_is_translated_and_signed(templates: Path) -> None:
    assert sentences(templates) == []


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "labels.yaml",
            "by: avant {when}\nclinic: Saint Ann\n",
            "labels.yaml: 'start' is missing.",
        ),
        ("labels.yaml", FRENCH["labels.yaml"] + "end: Fin\n", "'end' is left over"),
        ("labels.yaml", FRENCH["labels.yaml"].replace("{when}", "{quand}"), "has lost {when}"),
        ("labels.yaml", FRENCH["labels.yaml"].replace("Commencer", "Start"), "still English"),
        ("hello.j2", FRENCH["hello.j2"].replace("whom", "who"), "has lost {{ whom }}"),
        ("hello.j2", FRENCH["hello.j2"].replace("'call'", "'appel'"), "has the name 'appel'"),
        ("hello.j2", FRENCH["hello.j2"].replace("<b>", ""), "has lost <b> of the English."),
        ("hello.j2", FRENCH["hello.j2"].replace("Bonjour", "Good day to you"), "still English"),
        ("hello.j2", "{% if kind %}Bonjour", "hello.j2, line 1: Unexpected end of template."),
    ],
)
def test_each_mistake_has_its_sentence(
    templates: Path, name: str, text: str, sentence: str
) -> None:
    write(templates / "fr" / name, text)
    assert any(sentence in said for said in sentences(templates))


def test_what_changed_in_english_is_stale_until_it_is_signed_again(templates: Path) -> None:
    write(templates / "en" / "hello.j2", ENGLISH["hello.j2"].replace("day", "evening"))
    assert sentences(templates) == [
        (
            "templates/fr/hello.j2 is stale: the English has changed. "
            "Look again, then companion translated fr hello.j2"
        )
    ]
    assert translated.main(["fr", "hello.j2"], templates) == 0
    assert sentences(templates) == []


def test_other_line_breaks_make_nothing_stale(templates: Path) -> None:
    write(templates / "en" / "hello.j2", ENGLISH["hello.j2"].replace("day to", "day\nto"))
    assert sentences(templates) == []


def test_a_file_that_is_missing_is_named_once(templates: Path) -> None:
    (templates / "fr" / "lists" / "papers.yaml").unlink()
    (templates / "fr" / "safety.yaml").unlink()
    assert sentences(templates) == [
        "templates/fr/safety.yaml is missing: words of your own.",
        "templates/fr/lists/papers.yaml is missing.",
    ]


def test_only_the_files_that_are_named_are_looked_at(templates: Path) -> None:
    for name in ("hello.j2", "labels.yaml"):
        (templates / "fr" / name).unlink()
    assert sentences(templates, "*.j2") == ["templates/fr/hello.j2 is missing."]


def test_what_is_the_same_is_not_signed_by_accident(
    templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(templates / "fr" / "labels.yaml", FRENCH["labels.yaml"].replace("Commencer", "Start"))
    (templates / "fr" / pieces.RECORD).unlink()
    translated.main(["fr"], templates)
    assert "still the same as the English: labels.yaml:start" in capsys.readouterr().out
    signed = record.read(templates / "fr")
    assert {"labels.yaml:start", "labels.yaml:clinic"}.isdisjoint(signed)
    assert signed["labels.yaml:by"] == Signed(pieces.fingerprint("by {when}"))


def test_a_draft_has_notes_and_a_language_has_mistakes(
    templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (templates / "fr" / "hello.j2").unlink()
    assert check.main(["fr"], templates) == 1
    assert "wrong: templates/fr/hello.j2 is missing." in capsys.readouterr().out
    (templates / "fr" / "labels.yaml").rename(templates / "fr" / "labels.draft.yaml")
    assert check.main(["fr"], templates) == 0
    assert capsys.readouterr().out == "note: templates/fr/hello.j2 is missing.\n1 missing.\n"


def test_a_wrong_name_is_one_sentence(templates: Path) -> None:
    with pytest.raises(Problem, match="There is no folder templates/de"):
        check.main(["de"], templates)
    with pytest.raises(Problem, match="There is no folder templates/en to sign"):
        translated.main(["en"], templates)
    with pytest.raises(Problem, match=r"There is no text hallo\.j2 in both"):
        translated.main(["fr", "hallo.j2"], templates)


def test_every_language_to_talk_in_is_complete_and_fresh() -> None:
    spoken = [name for name in checking.languages(FOLDER) if checking.is_spoken(FOLDER, name)]
    lacks = [lack.sentence for name in spoken for lack in checking.lacks(FOLDER, name)]
    assert lacks == []
