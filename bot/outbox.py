"""Delivers what was committed: in order within a chat, the most urgent chat first, at Telegram's
pace. What has left is removed only then, so nothing is lost with the process.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.backoff import Backoff
from bot.clock import Clock, sleep_or
from bot.delivered import Screens
from bot.delivery import Delivery, Parcel, nobody_there
from bot.faults import is_systems
from bot.logs import about, log
from bot.metrics import Delivered, Metrics
from bot.pacing import Pace
from bot.recent import Recent
from bot.waiting import Chat, Waiting
from state.effects import Priority, Show
from state.rows import OutboxRow
from state.store import Store

CHAT_RATE = 1.0
IN_FLIGHT = 64
FEW = 60
KNOWN_ROWS = 50_000
SWEEP_SECONDS = 20.0
PAGE = 500


class Outbox:
    """`rate` is messages a second over all chats, `chat_rate` for each (None: no limit)."""

    def __init__(
        self,
        *,
        store: Store,
        delivery: Delivery,
        screens: Screens,
        clock: Clock,
        metrics: Metrics,
        rate: float,
        chat_rate: float | None = CHAT_RATE,
    ) -> None:
        self._store = store
        self._delivery = delivery
        self._screens = screens
        self._clock = clock
        self._metrics = metrics
        self._pace = Pace(rate)
        self._waiting = Waiting(chat_rate)
        self._known: Recent[int, None] = Recent(KNOWN_ROWS)
        self._swept = 0
        self._news = asyncio.Event()
        self._working: set[asyncio.Task[None]] = set()

    # What comes in

    def add(self, rows: Iterable[OutboxRow]) -> None:
        """Takes committed rows; those it has taken before are left alone."""
        now = time.monotonic()
        for row in rows:
            if row.id not in self._known:
                self._known.put(row.id, None)
                replaced = self._waiting.add(Parcel(row), now)
                self._metrics.delivery("replaced", replaced)
        self._news.set()

    def forget(self, chat_id: int) -> None:
        """Lets go of what waits for a chat: its rows are gone. What is on its way arrives."""
        self._waiting.forget(chat_id)

    async def sweep(self) -> None:
        """Takes what is in the store but not here: left by an earlier run or another process."""
        after = self._swept
        while rows := await self._store.pending(after, PAGE):
            self.add(rows)
            after = self._swept = rows[-1].id

    # What is known from outside

    @property
    def is_calm(self) -> bool:
        """Whether no reply waits, and few reminders do."""
        waiting = self._waiting
        return len(waiting) < FEW and len(waiting) == waiting.count(Priority.REMINDER)

    @property
    def is_empty(self) -> bool:
        return not self._working and not self._waiting

    # What goes out

    async def run(self) -> None:
        """Delivers until cancelled."""
        sweeping = asyncio.create_task(self._sweep_on())
        try:
            while True:
                await self._turn_to_next()
        finally:
            sweeping.cancel()

    async def settle(self) -> None:
        """Returns when every call that has begun is over."""
        while self._working:
            await asyncio.wait(self._working)

    async def _sweep_on(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                await self.sweep()
            except Exception as error:  # noqa: BLE001 - the next one may do better
                log().error("database trouble, trying again", **about(error))

    async def _turn_to_next(self) -> None:
        self._news.clear()
        now = time.monotonic()
        pause = self._pace.wait(now)
        if pause > 0:
            await asyncio.sleep(pause)
        elif len(self._working) < IN_FLIGHT and (chat := self._waiting.next(now)):
            self._start(chat, now)
        else:
            await sleep_or(min(self._waiting.until_next(now), SWEEP_SECONDS), self._news)

    def _start(self, chat: Chat, now: float) -> None:
        rested = chat.pace.is_rested(now)
        chat.busy = True
        chat.pace.take(now)
        self._pace.take(now)
        task = asyncio.create_task(self._work(chat, rested=rested))
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _work(self, chat: Chat, *, rested: bool) -> None:
        """One call for a chat, then the next chat's turn."""
        try:
            await self._advance(chat, chat.parcels[0], rested=rested)
        except Exception as error:  # noqa: BLE001 - it must not end the delivery of all
            log().error("unexpected error", **about(error))
            chat.pace.pause(time.monotonic() + chat.backoff.seconds())
        finally:
            chat.busy = False
            self._waiting.schedule(chat, time.monotonic())
            self._metrics.waiting(len(self._waiting))
            self._news.set()

    async def _advance(self, chat: Chat, parcel: Parcel, *, rested: bool) -> None:
        if self._is_stale(parcel):
            await self._end(chat, parcel, "expired")
            return
        try:
            left = await self._delivery.step(parcel)
        except TelegramError as error:
            await self._refused(chat, parcel, error, rested=rested)
            return
        chat.backoff.reset()
        if left == "done":
            await self._end(chat, parcel, "delivered")

    def _is_stale(self, parcel: Parcel) -> bool:
        expires_at = parcel.row.expires_at
        begun = parcel.shown_as is not None
        return expires_at is not None and expires_at <= self._clock.now() and not begun

    async def _refused(
        self, chat: Chat, parcel: Parcel, error: TelegramError, *, rested: bool
    ) -> None:
        match error:
            case RetryAfter():
                self._hold(chat, error, everybody=rested)
            case Forbidden():
                await self._block(chat, parcel)
            case BadRequest() if nobody_there(error):
                await self._block(chat, parcel)
            case BadRequest() | ChatMigrated():
                log().error("delivery refused", code=400, method=parcel.method)
                await self._end(chat, parcel, "refused")
            case _:
                self._metrics.delivery("later")
                chat.pace.pause(time.monotonic() + chat.backoff.seconds())

    def _hold(self, chat: Chat, error: RetryAfter, *, everybody: bool) -> None:
        """Obeys "retry after". Said of a chat that was quiet, it is meant for the whole bot."""
        self._metrics.delivery("later")
        until = time.monotonic() + _seconds(error.retry_after)
        chat.pace.pause(until)
        if everybody:
            self._pace.pause(until)

    async def _block(self, chat: Chat, parcel: Parcel) -> None:
        log().info("delivery to a chat that is gone")
        at = self._clock.now()
        await self._durably(lambda: self._store.block(chat.chat_id, at))
        self._metrics.delivery("blocked")
        self._waiting.forget(chat.chat_id)
        self._waiting.remove(chat, parcel)

    async def _end(self, chat: Chat, parcel: Parcel, how: Delivered) -> None:
        show = parcel.row.effect
        is_screen = isinstance(show, Show) and show.is_screen
        screen_id = parcel.shown_as if is_screen else None
        await self._durably(lambda: self._store.delivered(parcel.row_ids, chat.chat_id, screen_id))
        self._metrics.delivery(how)
        self._waiting.remove(chat, parcel)

    async def _durably(self, write: Callable[[], Awaitable[None]]) -> None:
        """Notes what has happened, however long the database takes: it must not happen twice."""
        backoff = Backoff()
        while True:
            try:
                await write()
            except Exception as error:
                if not is_systems(error):
                    raise
                log().warning("database trouble, trying again", **about(error))
                await backoff.sleep()
            else:
                return


def _seconds(span: timedelta | int) -> float:
    return span.total_seconds() if isinstance(span, timedelta) else float(span)
