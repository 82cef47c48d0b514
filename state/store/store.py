"""Where cases, chats, updates and the outbox are kept."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from state.case import Case
from state.effects import Priority
from state.forgetting import named
from state.store import rekeying, transactions
from state.store.cipher import Cipher
from state.store.commits import commit_turn, keep_stuck, sealed_case, wake_row
from state.store.documents import CASE, EFFECT
from state.store.guards import guard
from state.store.instants import instant, maybe_moment
from state.store.refusals import AlreadyHandled, Conflict, KeyRetired, Unreadable, Unusable
from state.store.rows import CaseRow, ChatRow, Commit, Loaded, Lost, OutboxRow, Purged, Stuck
from state.store.sqlite import Sqlite
from state.store.statements import Result, Steps, ask
from state.store.writer import Writer

__all__ = [
    "AlreadyHandled",
    "ChatRow",
    "Commit",
    "Conflict",
    "Loaded",
    "OutboxRow",
    "Store",
    "Stuck",
    "Unreadable",
    "Unusable",
]

T = TypeVar("T")
LAST_ROW = 2**63 - 1
KEYS_CHANGE = 3
MOST_DUE = 100_000
"""Cases that are put in order at once: an hour of messages at Telegram's pace."""
LATEST = datetime.max.replace(tzinfo=UTC)


class Store:
    """All that is kept, encrypted; made by `Store.open`. Times are UTC.

    Every write is durable when it returns. Database errors (sqlite3.Error) pass through: the
    caller tries again.
    """

    def __init__(self, database: Sqlite, cipher: Cipher) -> None:
        self._database = database
        self._cipher = cipher
        self._writer = Writer(database)

    @classmethod
    async def open(cls, path: Path, cipher: Cipher) -> "Store":
        """Opens the database file, new or brought up to date.

        Raises Unusable: not a database, not writable, newer than this program, or another key's.
        """
        database = await Sqlite.open(path)
        try:
            await database.write(guard(cipher))
        except BaseException:
            await database.close()
            raise
        return cls(database, cipher)

    async def close(self) -> None:
        """Writes what waits and closes the file."""
        await self._writer.close()
        await self._database.close()

    # Turns

    async def load(self, chat_id: int) -> Loaded:
        """What is known of a chat. A chat never seen before has nothing but its id.

        One whose case is gone is in the oldest of its other cases, if it has any. Raises Unreadable
        if the case it is in cannot be read; another that cannot be is left out.
        """
        chat_rows, case_rows = await self._database.read(transactions.chat_and_cases(chat_id))
        chat = _chat(chat_id, chat_rows[0]) if chat_rows else ChatRow(chat_id)
        in_now, others = None, list[CaseRow]()
        for case_id, revision, sealed in case_rows:
            if case_id == chat.case_id:
                in_now = CaseRow(self._case(case_id, sealed), revision)
            else:
                with contextlib.suppress(Unreadable):
                    others.append(CaseRow(self._case(case_id, sealed), revision))
        others.sort(key=lambda row: (row.case.created_at, row.case.case_id))
        if in_now is None and others:
            in_now = others.pop(0)
        if in_now is None:
            return Loaded(chat)
        chat = msgspec.structs.replace(chat, case_id=in_now.case.case_id)
        return Loaded(chat, in_now.case, in_now.revision, tuple(others))

    async def load_chat(self, chat_id: int) -> ChatRow:
        """A chat without its case: nothing of this is encrypted."""
        found = await self._read("load_chat", **transactions.the_chat(chat_id))
        return _chat(chat_id, found.rows[0]) if found.rows else ChatRow(chat_id)

    async def chats_of_case(self, case_id: str) -> frozenset[int]:
        """The chats that are in a case, also of one that cannot be read."""
        found = await self._read("chats_of_case", case_id=case_id)
        return frozenset(chat_id for (chat_id,) in found.rows)

    async def kept_about(self, chat_id: int, case_id: str, *, but_for: int = 0) -> int:
        """How many things are kept that name this chat: about a case, or at all if on no other.

        Rows of tables, and places in the case, should it go on for others. The row `but_for` of
        the outbox does not count: it is the message that says how many.
        """
        found = await self._read("rows_about", chat_id=chat_id, case_id=case_id, but=but_for)
        of_case, (on_others, *of_chat) = found.rows[0][:4], found.rows[0][4:]
        rows = sum(of_case) if on_others else sum(of_chat) + of_case[0]
        try:
            loaded = await self.load_case(case_id)
        except Unreadable:
            return int(rows) + 1
        return int(rows) + sum(one == chat_id for one in named(loaded[0])) if loaded else int(rows)

    async def load_case(self, case_id: str) -> tuple[Case, int] | None:
        """A case and its revision, or None if there is none (any more)."""
        found = await self._read("load_case", case_id=case_id)
        if not found.rows:
            return None
        sealed, revision = found.rows[0]
        return self._case(case_id, sealed), revision

    async def seen(self, bot_id: int, update_ids: Iterable[int]) -> set[int]:
        """Which of these updates have been handled."""
        return await self._database.read(transactions.handled_among(bot_id, tuple(update_ids)))

    async def commit(self, commit: Commit) -> tuple[int, ...]:
        """Makes a turn durable; returns the ids of its outbox rows, in order.

        Raises Conflict (load again, run the turn again) and AlreadyHandled; then nothing of the
        turn is kept.
        """
        if commit.delete_case and commit.case is None:
            raise ValueError("delete_case needs the case that is to be deleted.")
        for _ in range(KEYS_CHANGE):
            with contextlib.suppress(KeyRetired):
                return await self._commit(commit)
            self._cipher.look_again()
        return await self._commit(commit)

    async def _commit(self, commit: Commit) -> tuple[int, ...]:
        case = None
        if commit.case is not None:
            row = CaseRow(commit.case, commit.revision, commit.wake, commit.purge_at)
            case = sealed_case(row, self._cipher)
        also = [sealed_case(row, self._cipher) for row in commit.also]
        about = {one.case_id for one in (*also, case) if one} | {commit.delete_unreadable}
        return await self._writer.write(
            partial(commit_turn, commit, case, also, self._cipher),
            about=frozenset(case_id for case_id in about if case_id),
            erases=commit.delete_case or commit.forgets or commit.delete_unreadable is not None,
        )

    # Invites

    async def find_invite(
        self, secret: str, chat_id: int, now: datetime, *, is_short: bool
    ) -> tuple[str, str] | None:
        """The case and the invite a secret is of; None alike if it is used, expired, taken back,
        unknown, or if too many codes were tried.

        One that `is_short` could be guessed: if it is wrong, that is counted durably first.
        """
        digests = self._cipher.digests(secret)
        chat_id = self._cipher.stand_in(chat_id)  # who tried is nobody's to know
        if not is_short:
            return await self._database.read(transactions.find_invite(digests, now))
        if not await self._database.read(transactions.may_guess(chat_id, now)):
            return None
        return await self._write(transactions.guess, chat_id, digests, now)

    # Delivery

    async def pending(self, after_id: int = 0, limit: int = 100) -> list[OutboxRow]:
        """Effects not delivered yet, oldest first, with ids greater than `after_id`.

        One that cannot be read stands there as Lost: it must not keep the others back.
        """
        found = await self._read("pending", after_id=after_id, limit=limit)
        return [self._outbox_row(row) for row in found.rows]

    async def delivered(
        self,
        row_ids: Iterable[int],
        chat_id: int,
        screen_id: int | None = None,
        case_id: str | None = None,
    ) -> None:
        """These rows have left.

        `screen_id` is the chat's last screen from now on, if given, and about this case.
        """
        await self._write(transactions.delivered, tuple(row_ids), chat_id, screen_id, case_id)

    async def dropped(self, row_ids: Iterable[int]) -> None:
        """These rows will never leave."""
        await self._write(transactions.dropped, tuple(row_ids))

    async def block(
        self, chat_id: int, at: datetime, *, since: datetime | None = None, up_to: int | None = None
    ) -> None:
        """The chat does not want to hear from us: nothing waits for it any more.

        This was learnt `since` (at most `at`), of its rows `up_to` this id: if it has written
        since, it is not blocked, and what was said after that row stays.
        """
        last = LAST_ROW if up_to is None else up_to
        await self._write(transactions.block, chat_id, at, since or LATEST, last)

    # Keys

    async def rekey(self) -> int:
        """Seals everything with the newest key and lets the others go, beside a running bot.

        Returns how many rows no key opens; if there are any, the others are kept for them.
        """
        await self._write(rekeying.retire_others, self._cipher)
        case_id: str | None = ""
        while case_id is not None:
            case_id = await self._write(rekeying.reseal_cases, self._cipher, case_id)
        row_id: int | None = 0
        while row_id is not None:
            row_id = await self._write(rekeying.reseal_outbox, self._cipher, row_id)
        await self._write(rekeying.reseal_stuck, self._cipher)
        return await self._write(rekeying.forget_retired, self._cipher)

    async def begin_restored(self, gone: Iterable[str]) -> None:
        """Before a copy is put in place: these cases are erased, and nothing waits to be sent."""
        await self._writer.write(partial(transactions.begin_restored, tuple(gone)), erases=True)

    # Stuck updates

    async def keep_stuck(self, stuck: Stuck) -> None:
        """Keeps an update that failed; it counts as handled. Also part of a commit."""
        await self._write(keep_stuck, stuck, self._cipher)

    async def stuck(self) -> list[Stuck]:
        """The updates that failed, oldest first."""
        return [self._stuck(*row) for row in (await self._read("stuck")).rows]

    async def forget_stuck(self, bot_id: int, update_id: int) -> None:
        """The update is dealt with; it still counts as handled."""
        await self._write(ask, "forget_stuck", bot_id=bot_id, update_id=update_id)

    # Time

    async def next_wake(self) -> datetime | None:
        """When the first case has something to say, also if that has passed."""
        return maybe_moment((await self._read("next_wake")).rows[0][0])

    async def due(self, now: datetime, limit: int = MOST_DUE) -> list[str]:
        """Cases whose wake has come, the most urgent first, of equals the longest waiting."""
        found = await self._read("due", now=instant(now), limit=limit)
        return await asyncio.to_thread(self._by_urgency, found.rows)

    def _by_urgency(self, rows: Sequence[tuple[str, bytes | None]]) -> list[str]:
        ranked = [(self._urgency(*row), row[0]) for row in rows]
        return [case_id for _, case_id in sorted(ranked, key=itemgetter(0))]

    async def postpone(self, case_id: str, now: datetime, wake_at: datetime) -> None:
        """Moves a wake that has come (`now`), also of a case that cannot be read."""
        await self._write(
            ask, "postpone", case_id=case_id, now=instant(now), wake_at=instant(wake_at)
        )

    async def purge(self, now: datetime) -> Purged:
        """Erases what is kept no longer."""
        return await self._writer.write(partial(transactions.purge, now), erases=True)

    async def scrub(self) -> bool:
        """Takes what was deleted out of the files on disk; False if a reader was in the way.

        Deleting a case does this by itself.
        """
        return await self._database.scrub()

    # Within

    def _urgency(self, case_id: str, sealed: bytes | None) -> int:
        """As sealed with its wake; the least if that is not known or cannot be read."""
        if sealed is None:
            return Priority.REMINDER
        try:
            return self._cipher.open(sealed, wake_row(case_id))[0]
        except Unreadable:
            return Priority.REMINDER

    async def _read(self, query: str, **parameters: Any) -> Result:
        return await self._database.read(ask(query, **parameters))

    async def _write(self, steps: Callable[..., Steps[T]], *about: Any, **named: Any) -> T:
        return await self._writer.write(partial(steps, *about, **named))

    def _case(self, case_id: str, sealed: bytes) -> Case:
        return CASE.read(self._cipher.open(sealed, f"cases/{case_id}"))

    def _outbox_row(self, found: tuple[Any, ...]) -> OutboxRow:
        row_id, chat_id, priority, expires_at, sealed, case_id = found
        expires = maybe_moment(expires_at)
        row = OutboxRow(row_id, chat_id, Priority(priority), expires, Lost(), case_id=case_id)
        try:
            stored = EFFECT.read(self._cipher.open(sealed, f"outbox/{row_id}"))
        except Unreadable:
            return row
        return msgspec.structs.replace(row, effect=stored.effect, reminder=stored.reminder)

    def _stuck(
        self, bot_id: int, update_id: int, chat_id: int, seen_at: str, sealed: bytes
    ) -> Stuck:
        payload = self._cipher.open(sealed, f"updates/{bot_id}/{update_id}") or None
        return Stuck(bot_id, update_id, chat_id, datetime.fromisoformat(seen_at), payload)


def _chat(chat_id: int, row: tuple[Any, ...]) -> ChatRow:
    case_id, screen_id, blocked_at, screen_case_id, waits = row
    blocked = maybe_moment(blocked_at)
    return ChatRow(chat_id, case_id, screen_id, blocked, screen_case_id, bool(waits))
