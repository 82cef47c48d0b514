"""One writer for all: what waits is made durable together (group commit).

The sync to disk is the cost, not the row. While one batch is being written the next one gathers,
so nobody waits for a batch to fill.
"""

import asyncio
import contextlib
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from state.store.sqlite import Sqlite, is_busy
from state.store.statements import Steps

T = TypeVar("T")
MOST_TOGETHER = 256
TIDY_AGAIN = 1.0
"""Seconds after which the log is emptied once more, if a reader was in the way."""


class _Job(msgspec.Struct):
    """A transaction that waits; `about` names the cases it changes: only one may at a time."""

    steps: Callable[[], Steps[Any]]
    about: frozenset[str]
    erases: bool
    done: asyncio.Future[Any]


class Writer:
    """Writes transactions in the order they came; two about the same case never together."""

    def __init__(self, database: Sqlite) -> None:
        self._database = database
        self._waiting: deque[_Job] = deque()
        self._current: list[_Job] = []
        self._wake = asyncio.Event()
        self._closing = False
        self._is_untidy = False
        self._task = asyncio.create_task(self._run())

    async def write(
        self,
        steps: Callable[[], Steps[T]],
        *,
        about: frozenset[str] = frozenset(),
        erases: bool = False,
    ) -> T:
        """Returns when it is durable. Cancelled before its batch begins, it is not done at all.

        `steps` begins the transaction and may be called twice: in a batch, then alone.
        """
        if self._closing or self._task.done():
            raise RuntimeError("The store is closed.")
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Job(steps, about, erases, done))
        self._wake.set()
        return await done

    async def close(self) -> None:
        """Writes what waits, then ends."""
        self._closing = True
        self._wake.set()
        await asyncio.wait([self._task])

    async def _run(self) -> None:
        try:
            await self._write_what_comes()
        finally:
            for job in (*self._current, *self._waiting):
                job.done.cancel()

    async def _write_what_comes(self) -> None:
        while self._waiting or not self._closing:
            self._wake.clear()
            self._current = self._next_batch()
            if self._current:
                await self._write(self._current)
                await self._tidy(self._current)
            elif not self._closing:
                await self._rest()

    def _next_batch(self) -> list[_Job]:
        batch: list[_Job] = []
        about = set[str]()
        while self._waiting and len(batch) < MOST_TOGETHER:
            if not about.isdisjoint(self._waiting[0].about):
                break
            job = self._waiting.popleft()
            if job.done.cancelled():
                continue
            batch.append(job)
            about |= job.about
        return batch

    async def _write(self, batch: Sequence[_Job]) -> None:
        """Writes all in one transaction; if that fails, one by one, so that each fails alone."""
        try:
            results = await self._database.write(_together(batch))
        except Exception as error:  # noqa: BLE001 - it belongs to whoever waits
            if len(batch) == 1 or is_busy(error):
                _fail(batch, error)
            else:
                for job in batch:
                    await self._write([job])
        else:
            for job, result in zip(batch, results, strict=True):
                if not job.done.done():
                    job.done.set_result(result)

    async def _rest(self) -> None:
        """Until there is something to write; what could not be tidied is tried again meanwhile."""
        try:
            async with asyncio.timeout(TIDY_AGAIN if self._is_untidy else None):
                await self._wake.wait()
        except TimeoutError:
            await self._tidy([])

    async def _tidy(self, batch: Sequence[_Job]) -> None:
        """After a deletion nothing of it stays in the log, or soon, if a reader is in the way."""
        self._is_untidy = self._is_untidy or any(job.erases for job in batch)
        if self._is_untidy:
            with contextlib.suppress(sqlite3.Error):
                self._is_untidy = not await self._database.scrub()


def _fail(batch: Sequence[_Job], error: Exception) -> None:
    for job in batch:
        if not job.done.done():
            job.done.set_exception(error)


def _together(batch: Sequence[_Job]) -> Steps[list[Any]]:
    results = []
    for job in batch:
        results.append((yield from job.steps()))  # noqa: PERF401 - no yield in comprehensions
    return results
