"""Delivers what was committed: in order within a chat, the most urgent chat first, at Telegram's
pace. What has left is removed only then, so nothing is lost with the process.
"""

import asyncio
import time
from collections.abc import Iterable

from bot.clock import Clock, sleep_or
from bot.delivery.calls import Delivery, Parcel
from bot.delivery.pacing import Pace
from bot.delivery.recent import Recent
from bot.delivery.sending import Sender, Unsay
from bot.delivery.waiting import Cases, Chat, Waiting
from bot.logs import about, log
from bot.metrics import Metrics
from bot.turns.faults import complain
from state.effects import Priority
from state.store.rows import Lost, OutboxRow
from state.store.store import Store

CHAT_RATE = 1.0
IN_FLIGHT = 64
FEW = 15
"""Reminders that may wait at once: half a second of them, so that they come in an even stream."""
LATE = 0.05
"""Seconds that a call may be late without slowing those after it."""
AHEAD = 5
"""Replies that may leave before their slot has come; reminders then wait for theirs."""
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
        clock: Clock,
        metrics: Metrics,
        rate: float,
        chat_rate: float | None = CHAT_RATE,
    ) -> None:
        self._store = store
        self._metrics = metrics
        self._pace = Pace(rate, late=LATE)
        self._waiting = Waiting(chat_rate)
        self._sender = Sender(
            store=store,
            delivery=delivery,
            waiting=self._waiting,
            pace=self._pace,
            clock=clock,
            metrics=metrics,
        )
        self._known: Recent[int, None] = Recent(KNOWN_ROWS)
        self._swept = 0
        self.newest = 0
        """The greatest id of a row it has taken."""
        self._news = asyncio.Event()
        self._working: set[asyncio.Task[None]] = set()

    def when_unsaid(self, unsay: Unsay) -> None:
        """Who is told of reminders that will never arrive."""
        self._sender.unsay = unsay

    # What comes in

    def add(self, rows: Iterable[OutboxRow]) -> None:
        """Takes committed rows; those it has taken before are left alone."""
        now = time.monotonic()
        for row in rows:
            if row.id not in self._known:
                self._known.put(row.id, None)
                self.newest = max(self.newest, row.id)
                replaced = self._waiting.add(Parcel(row), now)
                self._metrics.delivery("replaced", replaced)
        self._news.set()

    def forget(
        self,
        chats: Iterable[int],
        *,
        before: int,
        from_priority: Priority = Priority.EMERGENCY,
        cases: Cases = None,
    ) -> None:
        """Lets go of what waits for these chats: their rows below this id are gone.

        With `from_priority` only those that are not more urgent; with `cases` only those about one
        of these cases, or about none.

        A call that has begun may arrive; it is not tried again.
        """
        for chat_id in chats:
            self._waiting.forget(chat_id, before, from_priority, cases)

    async def sweep(self) -> None:
        """Takes what is in the store but not here: left by an earlier run or another process."""
        while rows := await self._store.pending(self._swept, PAGE):
            for row in rows:
                if isinstance(row.effect, Lost):
                    log().error("effect cannot be read", row_id=row.id)
            self.add(rows)
            self._swept = rows[-1].id

    # What is known from outside

    @property
    def is_calm(self) -> bool:
        """Whether no reply waits, and few reminders do."""
        return len(self._waiting) < FEW and not self._waiting.replies

    @property
    def is_empty(self) -> bool:
        return not self._working and not self._waiting

    # What goes out

    async def run(self) -> None:
        """Delivers until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._sweep_on())
            while True:
                await self._go_on()

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
                complain(error)

    async def _go_on(self) -> None:
        """Begins one call, or waits until there may be one to begin."""
        self._news.clear()
        now = time.monotonic()
        chat = self._waiting.first(now) if len(self._working) < IN_FLIGHT else None
        if chat is None:
            await sleep_or(min(self._waiting.until_next(now), SWEEP_SECONDS), self._news)
            return
        is_reply = chat.priority < Priority.ASK_BACK
        pause = self._pace.wait(now, ahead=AHEAD if is_reply else 0)
        if pause > 0:
            await sleep_or(pause, self._news)
        else:
            self._waiting.take(chat)
            self._begin(chat, now)

    def _begin(self, chat: Chat, now: float) -> None:
        chat.busy = True
        chat.pace.take(now)
        self._pace.take(now)
        task = asyncio.create_task(self._work(chat))
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _work(self, chat: Chat) -> None:
        """One call for a chat, then the next chat's turn."""
        try:
            await self._sender.advance(chat)
        except Exception as error:  # noqa: BLE001 - it must not end the delivery of all
            log().error("unexpected error", **about(error))
            chat.pace.pause(time.monotonic() + chat.backoff.seconds())
        finally:
            chat.busy = False
            self._waiting.schedule(chat, time.monotonic())
            self._metrics.waiting(len(self._waiting))
            self._news.set()
