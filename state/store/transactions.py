"""What the store does besides turns, as statements."""

from datetime import datetime, timedelta
from typing import Any

from state.store.commits import erase
from state.store.instants import instant
from state.store.rows import Purged
from state.store.statements import Steps, ask

Rows = list[tuple[Any, ...]]
HANDLED_KEPT = timedelta(hours=48)
"""Longer than Telegram keeps an update that was not acknowledged (24 h)."""
STUCK_KEPT = timedelta(days=30)
"""Long enough for somebody to look; what parents write is not kept for ever."""


def handled_among(bot_id: int, update_ids: tuple[int, ...]) -> Steps[set[int]]:
    known = set[int]()
    for update_id in update_ids:
        found = yield from ask("update_is_known", bot_id=bot_id, update_id=update_id)
        if found.rows:
            known.add(update_id)
    return known


def chat_and_cases(chat_id: int) -> Steps[tuple[Rows, Rows]]:
    """The row of a chat, if it has one, and those of all its cases, as of one moment."""
    chat = yield from ask("load_chat", chat_id=chat_id)
    cases = yield from ask("cases_of_chat", chat_id=chat_id)
    return chat.rows, cases.rows


def delivered(
    row_ids: tuple[int, ...], chat_id: int, screen_id: int | None, case_id: str | None
) -> Steps[None]:
    yield from dropped(row_ids)
    if screen_id is not None:
        yield from ask("set_screen", chat_id=chat_id, screen_id=screen_id, case_id=case_id)


def dropped(row_ids: tuple[int, ...]) -> Steps[None]:
    for row_id in row_ids:
        yield from ask("remove_from_outbox", id=row_id)


def block(chat_id: int, at: datetime, since: datetime, up_to: int) -> Steps[None]:
    heard = yield from ask("heard_since", chat_id=chat_id, since=instant(since))
    if not heard.rows:
        yield from ask("block_chat", chat_id=chat_id, blocked_at=instant(at))
    yield from ask("drop_unsent_up_to", chat_id=chat_id, up_to=up_to)


def purge(now: datetime) -> Steps[Purged]:
    last = yield from ask("last_outbox_id")
    expired = yield from ask("expired_cases", now=instant(now))
    chats = set[int]()
    for (case_id,) in expired.rows:
        found = yield from ask("chats_of_case", case_id=case_id)
        chats.update(chat_id for (chat_id,) in found.rows)
        yield from erase(case_id)
    yield from ask(
        "purge_updates",
        handled_before=instant(now - HANDLED_KEPT),
        stuck_before=instant(now - STUCK_KEPT),
    )
    yield from ask("purge_chats")
    cases = frozenset(case_id for (case_id,) in expired.rows)
    return Purged(cases, frozenset(chats), last.rows[0][0])
