"""What the store does besides turns, as statements."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from state.effects import Priority
from state.store.commits import erase
from state.store.instants import instant
from state.store.rows import Purged
from state.store.statements import Steps, ask

Rows = list[tuple[Any, ...]]
HANDLED_KEPT = timedelta(hours=48)
"""Longer than Telegram keeps an update that was not acknowledged (24 h)."""
STUCK_KEPT = timedelta(days=30)
"""Long enough for somebody to look; what parents write is not kept for ever."""

GUESSES_COUNT = timedelta(hours=24)
"""For how long a wrong code counts."""
GUESSES_OF_A_CHAT = 10
"""A parent who mistypes gets this many tries in that time."""
GUESSES_OF_ALL = 300
"""Wrong codes of all chats together; links still work then. Among 700 million codes, 300 tries a
day find one of a thousand open ones less than once in six years."""


def handled_among(bot_id: int, update_ids: tuple[int, ...]) -> Steps[set[int]]:
    known = set[int]()
    for update_id in update_ids:
        found = yield from ask("update_is_known", bot_id=bot_id, update_id=update_id)
        if found.rows:
            known.add(update_id)
    return known


def the_chat(chat_id: int) -> dict[str, int]:
    """What `load_chat` wants to know of a chat."""
    return {"chat_id": chat_id, "reminders": int(Priority.ASK_BACK)}


def chat_and_cases(chat_id: int) -> Steps[tuple[Rows, Rows]]:
    """The row of a chat, if it has one, and those of all its cases, as of one moment."""
    chat = yield from ask("load_chat", **the_chat(chat_id))
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


def find_invite(digests: Sequence[bytes], now: datetime) -> Steps[tuple[str, str] | None]:
    """The case and the invite that a secret with one of these digests is of, while it is open."""
    for digest in digests:
        found = yield from ask("find_invite", secret_hmac=digest, now=instant(now))
        if found.rows:
            case_id, invite_id = found.rows[0]
            return case_id, invite_id
    return None


def may_guess(chat_id: int, now: datetime) -> Steps[bool]:
    """Whether a code of this chat is looked at: not after too many wrong ones, its own or all."""
    since = instant(now - GUESSES_COUNT)
    own = yield from ask("guesses_of_chat", chat_id=chat_id, since=since)
    if own.rows[0][0] >= GUESSES_OF_A_CHAT:
        return False
    every = yield from ask("guesses_of_all", since=since)
    return bool(every.rows[0][0] < GUESSES_OF_ALL)


def guess(chat_id: int, digests: Sequence[bytes], now: datetime) -> Steps[tuple[str, str] | None]:
    """The same for a code short enough to be guessed. A wrong one is counted, before any answer."""
    if not (yield from may_guess(chat_id, now)):
        return None
    found = yield from find_invite(digests, now)
    if found is None:
        yield from ask("add_guess", chat_id=chat_id, at=instant(now))
    return found


def begin_restored(gone: tuple[str, ...]) -> Steps[None]:
    for case_id in gone:
        yield from erase(case_id)
    yield from ask("drop_unsent")


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
    yield from ask("purge_invites", now=instant(now))
    yield from ask("purge_guesses", since=instant(now - GUESSES_COUNT))
    cases = frozenset(case_id for (case_id,) in expired.rows)
    return Purged(cases, frozenset(chats), last.rows[0][0])
