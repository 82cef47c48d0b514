"""Texts and rules are read and checked before the first parent is answered."""

import shutil
from pathlib import Path

import pytest
import yaml

from bot.commands import check
from bot.problems import Problem
from bot.settings import Settings
from bot.telegram_server import local_sandbox
from bot.texts import FOLDER
from bot.wiring import conversation, read_content, read_texts


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy to break."""
    copy = tmp_path / "templates"
    shutil.copytree(FOLDER, copy)
    return copy


def test_the_bot_is_introduced_in_every_language() -> None:
    settings = Settings()
    made = conversation(settings, local_sandbox(settings, "http://127.0.0.1:1"))
    assert set(made.profiles) == {"", *read_texts().languages}
    for profile in made.profiles.values():
        assert profile.description
        assert len(profile.description) <= 512
        assert len(profile.short_description) <= 120
        assert (profile.commands[0][0], profile.commands[-1][0]) == ("start", "delete")
        assert all(1 <= len(words) <= 256 for _, words in profile.commands)


@pytest.mark.parametrize("name", ["labels.yaml", "oncology_referral.yaml", "safety.yaml"])
def test_a_broken_file_is_named(templates: Path, name: str) -> None:
    (templates / "en" / name).write_text("a: [broken")
    with pytest.raises(Problem, match=name):
        read_content(templates) and read_texts(templates)


def test_a_language_that_is_not_complete_is_refused(templates: Path) -> None:
    labels = yaml.safe_load((templates / "en" / "labels.yaml").read_text())
    del labels["worse"]
    shutil.copytree(templates / "en", templates / "xx")
    (templates / "xx" / "labels.yaml").write_text(yaml.safe_dump(labels, allow_unicode=True))
    with pytest.raises(Problem, match=r"templates/xx/labels\.yaml: the label 'worse' is missing"):
        read_texts(templates)


def test_check_prints_notes_and_is_content(capsys: pytest.CaptureFixture[str]) -> None:
    """A review that is pending is a note."""
    assert check.main([]) == 0
    printed = capsys.readouterr().out
    assert "Nothing is wrong." in printed
    assert "note: " in printed


def test_check_names_every_mistake(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEND_RATE", "fast")
    assert check.main([]) == 1
    assert "wrong: SEND_RATE must be a number above 0." in capsys.readouterr().out
    monkeypatch.delenv("SEND_RATE")
    monkeypatch.setenv("BOT_TOKEN", "1:x")
    assert check.main([]) == 1
    assert "wrong: OPERATOR_NAME must be set" in capsys.readouterr().out
