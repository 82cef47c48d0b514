"""The suite notices when a sandbox says what the Bot API does not have."""

from pathlib import Path

import pytest
from asking import Asker

from bot.sandbox.methods import METHODS
from bot.sandbox.people import Person


def _noted(notes: Path) -> str:
    """What was noted, which is then forgotten, so that this test does not fail for it."""
    words = notes.read_text()
    notes.write_text("")
    return words


async def test_wrong_answer_is_noted(
    bot: Asker, schema_notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.strict = False
    monkeypatch.setitem(METHODS, "getme", lambda _: {"id": "7", "is_bot": True})
    await bot.call("getMe")
    assert "getMe.id is no Integer" in _noted(schema_notes)


async def test_wrong_update_is_noted(
    bot: Asker, schema_notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.strict = False
    person = await bot.person()
    monkeypatch.setattr(Person, "user", lambda self: {"id": self.user_id, "is_bot": False})
    await person.says("hi")
    assert "update.message.from.first_name is missing" in _noted(schema_notes)
