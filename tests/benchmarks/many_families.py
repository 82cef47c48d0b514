"""A database file with many families who all have something to hear in the same minute."""

import contextlib
import os
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.wiring import read_content
from handlers import reminders
from state.case import Case, Member, Reached
from state.effects import Priority
from state.levels import Level
from state.plan.steps import Said
from state.plan.visits import Visit, VisitEvent
from state.store.cipher import Cipher
from state.store.commits import commit_turn, sealed_case
from state.store.rows import CaseRow, Commit
from state.store.statements import Steps
from state.store.store import Store

NINE = datetime(2026, 3, 5, 9, tzinfo=UTC)
"""When all of them are due, and it is nine in the morning where they are."""
HALF_AN_HOUR = timedelta(minutes=30)
BEFORE = NINE - HALF_AN_HOUR
KINDS = (Priority.ASK_BACK, Priority.CHASE, Priority.VISIT, Priority.REMINDER)
LEVELS = {
    Priority.ASK_BACK: (Level.SAME_DAY, timedelta(hours=2)),
    Priority.CHASE: (Level.WITHIN_48_HOURS, timedelta(hours=12)),
    Priority.VISIT: (Level.PLANNED, timedelta(days=5)),
    Priority.REMINDER: (Level.PLANNED, timedelta(hours=20)),
}
"""The level of each, and how long before nine its card was shown."""
VISITS = {
    Priority.VISIT: timedelta(hours=2, minutes=30),
    Priority.REMINDER: timedelta(days=10, hours=2),
}
"""How long after nine their visit is, if they have one."""
MIXED = (0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3)
"""Of twelve families one is asked back, two are chased, three have a visit, six a digest."""


def kind_of(chat_id: int) -> Priority:
    """The kinds come mixed, as families do."""
    return KINDS[MIXED[chat_id * 7 % len(MIXED)]]


def family(chat_id: int, nine: datetime = NINE) -> Case:
    """One adult with a card, and with what is due at nine."""
    kind = kind_of(chat_id)
    level, before = LEVELS[kind]
    at = nine - before
    member = Member(chat_id, "en", at, country="gb", zone="UTC")
    case = Case(f"case-{chat_id}", at, members=[member])
    deadline = None if level is Level.PLANNED else at + timedelta(days=14)
    case.events.append(Reached(level, at, chat_id, deadline, (), "rules"))
    if kind in VISITS:
        moment = nine + VISITS[kind]
        booked = VisitEvent("booked", chat_id, at, moment)
        case.visits.append(Visit(1, "first", "UTC", events=[booked]))
    if kind is Priority.VISIT:
        parts = ("three_days", "evening")
        told = tuple(f"visit/1/{moment:%Y%m%d%H%M}/{part}" for part in parts)
        case.said.append(Said(nine - timedelta(days=1), chat_id, told))
    return case


async def fill(store: Store, cipher: Cipher, chats: Iterable[int], nine: datetime = NINE) -> None:
    """Adds the families, all in one transaction, as a turn half an hour earlier left them."""
    library = read_content().library
    wakes = {
        kind_of(chat_id): reminders.coming(library, family(chat_id, nine), nine - HALF_AN_HOUR)
        for chat_id in range(1, len(MIXED) + 1)  # of one kind all have the same
    }
    rows = (CaseRow(family(one, nine), 0, wakes[kind_of(one)]) for one in chats)
    await store._database.write(_all(rows, cipher, nine - HALF_AN_HOUR))


def _all(rows: Iterable[CaseRow], cipher: Cipher, at: datetime) -> Steps[None]:
    for row in rows:
        chat_id = row.case.members[0].chat_id
        commit = Commit(bot_id=1, chat_id=chat_id, at=at, case=row.case)
        yield from commit_turn(commit, sealed_case(row, cipher), [], cipher)


@contextlib.asynccontextmanager
async def filled(path: Path, count: int) -> AsyncIterator[Store]:
    """A store in a new file, with so many families."""
    cipher = Cipher([os.urandom(32)])
    store = await Store.open(path, cipher)
    try:
        await fill(store, cipher, range(1, count + 1))
        yield store
    finally:
        await store.close()
