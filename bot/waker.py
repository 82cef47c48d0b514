"""Wakes cases when they have something to say, and erases what is kept no longer."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

from bot.backoff import Backoff
from bot.clock import Clock, sleep_or
from bot.delivery.outbox import Outbox
from bot.logs import log
from bot.turns.faults import complain
from bot.turns.turns import Turns
from state.store.store import Store

LOOK_AGAIN = 30.0
"""Seconds after which those that have become due meanwhile may go before the rest."""
LONGEST_SLEEP = 60.0
"""So that a jump of the system's clock, or a machine that slept, is noticed."""
CALM_SECONDS = 5.0
"""How long the due ones wait for replies to leave; replies that cannot leave must not stop them."""
PURGE_EVERY = timedelta(hours=1)


class Waker:
    """One loop: what is due is woken, then it sleeps until the next wake, a commit or a jump."""

    def __init__(self, *, store: Store, turns: Turns, outbox: Outbox, clock: Clock) -> None:
        self._store = store
        self._turns = turns
        self._outbox = outbox
        self._clock = clock
        self._next: datetime | None = None
        self._sooner = asyncio.Event()
        self._purge_at = datetime.min.replace(tzinfo=UTC)

    def note(self, wake_at: datetime) -> None:
        """A wake was committed."""
        if self._next is None or wake_at < self._next:
            self._sooner.set()

    async def run(self) -> None:
        """Wakes and purges until cancelled."""
        backoff = Backoff()
        while True:
            moved = self._clock.moved
            try:
                seconds = await self._round()
                backoff.reset()
            except Exception as error:  # noqa: BLE001 - the loop goes on
                complain(error)
                seconds = backoff.seconds()
            await sleep_or(seconds, self._sooner, moved)

    async def _round(self) -> float:
        """Does what is due; how long to sleep then."""
        self._sooner.clear()
        self._next = None
        await self._purge()
        now = self._clock.now()
        due = await self._store.due(now)
        end = time.monotonic() + LOOK_AGAIN
        for case_id in due:  # one at a time: whoever writes meanwhile does not wait for many
            await self._until_calm()
            await self._turns.wake(case_id)
            if time.monotonic() > end:
                break
        if due:
            return 0
        self._next = await self._store.next_wake()
        return self._seconds_until(self._next)

    def _seconds_until(self, wake_at: datetime | None) -> float:
        if wake_at is None:
            return LONGEST_SLEEP
        seconds = (wake_at - self._clock.now()).total_seconds()
        return min(seconds, LONGEST_SLEEP) if seconds > 0 else LONGEST_SLEEP

    async def _until_calm(self) -> None:
        end = time.monotonic() + CALM_SECONDS
        while not self._outbox.is_calm and time.monotonic() < end:  # noqa: ASYNC110 - rarely, briefly
            await asyncio.sleep(0.05)

    async def _purge(self) -> None:
        now = self._clock.now()
        if now >= self._purge_at:
            purged = await self._store.purge(now)
            self._outbox.forget(purged.chats, before=purged.last_row + 1, cases=purged.cases)
            self._purge_at = now + PURGE_EVERY
            if purged.cases:
                log().info("purged", count=len(purged.cases))
