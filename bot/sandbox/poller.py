"""Long polling: one getUpdates waits, a newer one ends it, a new update answers it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import msgspec

from bot.sandbox.errors import POLL_ELSEWHERE, BotApiError
from bot.sandbox.updates import Updates, Waiting

_BATCHING = 0.002  # seconds after the first new update, so that its neighbours come along
_CONFLICT_PAUSE = 3.0
_SAME_OFFSET, _SAME_OFFSET_SOON = 3.0, 0.5
_MOST_BYTES = 4 * 1024 * 1024

Gone = Callable[[], Awaitable[None]]


class Poller:
    """Repeated and rival getUpdates calls, as the official server treats them.

    Client.cpp 15701-15721, 16225-16251, 16386-16428.
    """

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._waiting: asyncio.Future[BotApiError | None] | None = None
        self._offset: int | None = None
        self._asked_at = 0.0
        self._next_conflict = 0.0
        updates.listeners.append(self._arrived)

    @property
    def waiting(self) -> bool:
        return self._waiting is not None

    def _arrived(self, _: Waiting) -> None:
        waiting = self._waiting
        if waiting is not None:
            waiting.get_loop().call_later(_BATCHING, _settle, waiting, None)

    def end(self, error: BotApiError | None = None) -> None:
        """Ends the poll that waits, with an error or with nothing."""
        if self._waiting is not None:
            _settle(self._waiting, error)

    async def conflict(self, error: BotApiError) -> BotApiError:
        """The error, but no more than one every three seconds."""
        now = time.monotonic()
        if now < self._next_conflict:
            await asyncio.sleep(_CONFLICT_PAUSE)
        else:
            self._next_conflict = now + _CONFLICT_PAUSE
        return error

    async def poll(
        self, offset: int, limit: int, seconds: int, gone: Gone | None
    ) -> list[msgspec.Raw]:
        """The updates of one getUpdates call; raises BotApiError if another ends it."""
        seconds, limit = self._slowed(offset, limit, seconds)
        self._updates.confirm(offset)
        if not len(self._updates) and seconds:
            self.end(POLL_ELSEWHERE.error())
            error = await self._wait(seconds, gone)
            if error is not None:
                raise await self.conflict(error)
            self._updates.confirm(offset)
        return self._updates.head(limit, _MOST_BYTES)

    def _slowed(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        """A caller that repeats its offset at once is slowed down."""
        now = time.monotonic()
        if offset == self._offset:
            if now < self._asked_at + _SAME_OFFSET:
                seconds = max(seconds, int(_SAME_OFFSET))
            if now < self._asked_at + _SAME_OFFSET_SOON:
                limit = 1
        self._offset, self._asked_at = offset, now
        return seconds, limit

    async def _wait(self, seconds: int, gone: Gone | None) -> BotApiError | None:
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[BotApiError | None] = loop.create_future()
        self._waiting = waiting
        clock = loop.call_later(seconds, _settle, waiting, None)
        watch = asyncio.ensure_future(gone()) if gone else None
        if watch:
            watch.add_done_callback(lambda _: _settle(waiting, None))
        try:
            return await waiting
        finally:
            clock.cancel()
            if watch:
                watch.cancel()
            if self._waiting is waiting:
                self._waiting = None


def _settle(waiting: asyncio.Future[BotApiError | None], error: BotApiError | None) -> None:
    if not waiting.done():
        waiting.set_result(error)
