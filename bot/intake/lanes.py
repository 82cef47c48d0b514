"""One chat, one turn at a time; a turn takes all that waits for its chat. Chats do not wait
for each other, except those of one case.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager

from bot.intake.updates import Received

Handle = Callable[[int, Sequence[Received]], Awaitable[None]]


class Lanes:
    """Brings updates to their turns. `handle` runs one turn and returns after its commit."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._lanes: dict[int, list[tuple[Received, asyncio.Future[None]]]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def submit(self, update: Received) -> asyncio.Future[None]:
        """The future is done once the update's turn is committed; it fails if that failed."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting = self._lanes.get(update.chat_id)
        if waiting is not None:
            waiting.append((update, done))
            return done
        self._lanes[update.chat_id] = [(update, done)]
        task = asyncio.create_task(self._run(update.chat_id))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return done

    async def settle(self) -> None:
        """Returns when every turn that has begun, or waits for its chat, is over."""
        while self._running:
            await asyncio.wait(self._running)

    async def _run(self, chat_id: int) -> None:
        while waiting := self._lanes[chat_id]:
            self._lanes[chat_id] = []
            try:
                await self._handle(chat_id, [update for update, _ in waiting])
            except Exception as error:  # noqa: BLE001 - it goes to whoever submitted
                _finish(waiting, error)
            else:
                _finish(waiting, None)
        del self._lanes[chat_id]


def _finish(waiting: list[tuple[Received, asyncio.Future[None]]], error: Exception | None) -> None:
    for _, done in waiting:
        if done.cancelled():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)


class Alone:
    """Locks by key, kept only while somebody holds or awaits them."""

    def __init__(self) -> None:
        self._locks: dict[Hashable, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def __call__(self, key: Hashable) -> AsyncIterator[None]:
        """Waits until nobody else is in with this key."""
        lock, users = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks.pop(key)
            if users > 1:
                self._locks[key] = (lock, users - 1)
