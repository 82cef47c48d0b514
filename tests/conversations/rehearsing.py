"""What the proofs over the conversation share: a parent in memory, and a look at what they see."""

import contextlib
import functools
import html
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from bot.rehearsal.rehearsal import Rehearsal, Said
from bot.texts import Texts
from bot.wiring import read_content, read_texts
from handlers.content import Running
from handlers.context import Turn
from state.effects import Button

A_TUESDAY = datetime(2026, 3, 3, 15, 10, tzinfo=UTC)
FOLD = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


@functools.cache
def texts() -> Texts:
    return read_texts()


@functools.cache
def services() -> dict[str, Any]:
    return {"content": read_content(), "running": Running("", "", 90)}


def rehearsal(now: datetime = A_TUESDAY, language: str = "en") -> Rehearsal:
    """A parent who has not written yet. Enter it before use."""
    return Rehearsal(now, texts(), services(), language)


@contextlib.asynccontextmanager
async def parent(now: datetime = A_TUESDAY, language: str = "en") -> AsyncIterator[Rehearsal]:
    async with rehearsal(now, language) as one:
        yield one


def turn_of(rehearsed: Rehearsal) -> Turn:
    """A turn as the next update would have it, for a look at what the case means now."""
    return rehearsed._turn()


def buttons(said: Said) -> list[Button]:
    return [button for row in said.keyboard for button in row]


def unfolded(text: str) -> str:
    """What is read before anything is unfolded, as plain text."""
    return plain(FOLD.sub("", text))


def plain(text: str) -> str:
    return html.unescape(TAG.sub("", text))
