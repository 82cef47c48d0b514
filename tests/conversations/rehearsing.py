"""What the proofs over the conversation share: a parent in memory, and a look at what they see."""

import contextlib
import functools
import html
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from stand_ins import loaded

from bot.rehearsal.household import Household
from bot.rehearsal.rehearsal import Rehearsal, Said
from bot.texts import Texts
from handlers.content import Running
from handlers.context import Turn
from state.case import Member, Place
from state.effects import Button

A_TUESDAY = datetime(2026, 3, 3, 15, 10, tzinfo=UTC)
FOLD = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def texts() -> Texts:
    return loaded.texts()


@functools.cache
def services() -> dict[str, Any]:
    return {"content": loaded.content(), "running": Running("", "", 90)}


def rehearsal(now: datetime = A_TUESDAY, language: str = "en") -> Rehearsal:
    """A parent who has not written yet. Enter it before use."""
    return Rehearsal(now, texts(), services(), language)


def household(now: datetime = A_TUESDAY, **languages: str) -> Household:
    """Adults who have not written yet, by name and language. Enter it before use."""
    return Household(now, texts(), services(), languages)


def joins(all_of_them: Household, name: str, zone: str = "America/New_York", **more: Any) -> Member:
    """Puts this adult on the oldest case, without an invite, as if they had just accepted one."""
    case, phone = all_of_them.cases[0], all_of_them[name]
    new = Member(
        phone.chat_id,
        "en",
        phone.now,
        country=case.members[0].country,
        zone=zone,
        place=Place("card"),
        joined_at=phone.now,
        **more,
    )
    case.members.append(new)
    phone.case = case
    return new


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
