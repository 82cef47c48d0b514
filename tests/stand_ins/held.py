"""Every sandbox that a test starts is held to the schema: whatever it answers and whatever update
it makes must have the shape that Bot API 10.0 gives it. Raw updates may be anything on purpose.

Sandboxes of this process and of programs that tests start note what is wrong in one file, whose
name is in the environment; the test that was running then fails.
"""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec

from bot.sandbox import bots, dispatch
from bot.sandbox.call import Call
from stand_ins.bot_api import why_not_result, why_not_update

NOTES = "COMPANION_SCHEMA_NOTES"


def hold() -> None:
    """From now on, where the environment names a file."""
    if notes := os.environ.get(NOTES):
        _hold_answers(Path(notes))
        _hold_updates(Path(notes))


def _note(notes: Path, wrong: str) -> None:
    if wrong:
        with notes.open("a", encoding="utf-8") as file:
            file.write(f"{wrong}\n")


def _hold_answers(notes: Path) -> None:
    answered: Callable[[str, Call], Awaitable[Any]] = dispatch._result

    async def held(name: str, call: Call) -> Any:
        result = await answered(name, call)
        if name.lower() != "getupdates":  # they are held where they are made
            _note(notes, why_not_result(name, result))
        return result

    dispatch._result = held


def _hold_updates(notes: Path) -> None:
    enqueue = bots.Bot.enqueue

    def held(bot: bots.Bot, kind: str, content: dict[str, Any], lane: str) -> None:
        plain = msgspec.json.decode(msgspec.json.encode(content))
        _note(notes, why_not_update({"update_id": 1, kind: plain}))
        enqueue(bot, kind, content, lane)

    bots.Bot.enqueue = held  # type: ignore[method-assign, assignment]
