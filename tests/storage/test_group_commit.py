"""Turns that come at the same time share one sync to disk, and only that."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from storage_samples import BOT, NOW, case_of, message, opened, turn

from state.store.rows import Commit
from state.store.statements import Steps
from state.store.store import AlreadyHandled, Conflict, Store


class Watch:
    """Counts a store's transactions, and can hold the next one back."""

    def __init__(self, store: Store) -> None:
        self.transactions = 0
        self.begun = asyncio.Event()
        self._write = store._database.write
        store._database.write = self._count  # type: ignore[method-assign]

    async def _count(self, steps: Steps[Any]) -> Any:
        self.transactions += 1
        self.begun.set()
        return await self._write(steps)


async def together(store: Store, *commits: Commit) -> list[Any]:
    return await asyncio.gather(*map(store.commit, commits), return_exceptions=True)


async def test_turns_of_different_cases_are_one_transaction(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        watch = Watch(store)
        ids = await together(
            store, *(turn(n, case=case_of(n), outgoing=(message(n),)) for n in range(1, 51))
        )
        assert watch.transactions == 1
        rows = {row.id: row.chat_id for row in await store.pending()}
        assert [rows[row_id] for (row_id,) in ids] == list(range(1, 51))


async def test_deliveries_share_it_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        ids = await store.commit(turn(1, outgoing=tuple(message(n) for n in range(30))))
        watch = Watch(store)
        await asyncio.gather(*(store.delivered([row_id], 1) for row_id in ids))
        assert watch.transactions == 1
        assert await store.pending() == []


async def test_a_bad_turn_fails_alone(tmp_path: Path) -> None:
    """The others of its batch are kept, and it leaves nothing."""
    async with opened(tmp_path) as store:
        await store.commit(turn(100, update_ids=(1,), case=case_of(100)))
        watch = Watch(store)
        results = await together(
            store,
            turn(1, case=case_of(1)),
            turn(100, case=case_of(100, said="late"), revision=0, update_ids=(2,)),
            turn(2, case=case_of(2)),
            turn(3, case=case_of(3), update_ids=(1,)),
            turn(4, case=case_of(4)),
        )
        assert [type(result) for result in results] == [
            tuple,
            Conflict,
            tuple,
            AlreadyHandled,
            tuple,
        ]
        assert watch.transactions == 1 + len(results)
        assert [(await store.load(n)).revision for n in (1, 2, 3, 4, 100)] == [1, 1, 0, 1, 1]
        assert await store.seen(BOT, [2]) == set()


async def test_two_turns_of_one_case_are_never_in_one_batch(tmp_path: Path) -> None:
    """In order both are kept; a second one that knows nothing of the first conflicts."""
    async with opened(tmp_path) as store:
        watch = Watch(store)
        first, second, blind = await together(
            store,
            turn(1, case=case_of(1, said="one")),
            turn(1, case=case_of(1, said="two"), revision=1),
            turn(1, case=case_of(1, said="blind"), revision=1),
        )
        assert (first, second, type(blind)) == ((), (), Conflict)
        assert watch.transactions == 3
        assert (await store.load(1)).case == case_of(1, said="two")


async def test_a_database_error_reaches_everybody_and_keeps_nothing(tmp_path: Path) -> None:
    """Another process holds the database for longer than one waits."""
    async with opened(tmp_path) as store:
        await store._database._writer.execute("PRAGMA busy_timeout = 1")
        watch = Watch(store)
        for _ in _another_process_writes(tmp_path):
            results = await together(store, turn(1, case=case_of(1)), turn(2, case=case_of(2)))
            assert [type(result) for result in results] == [sqlite3.OperationalError] * 2
        assert watch.transactions == 1
        assert await together(store, turn(1, case=case_of(1))) == [()]


def _another_process_writes(folder: Path) -> Iterator[None]:
    other = sqlite3.connect(folder / "companion.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


async def test_cancelled_before_it_begins_a_turn_is_not_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        waiting = asyncio.create_task(store.commit(turn(1, case=case_of(1))))
        await asyncio.sleep(0)
        waiting.cancel()
        await store.commit(turn(2, case=case_of(2)))
        assert (await store.load(1)).revision == 0


async def test_cancelled_after_it_began_a_turn_is_kept_whole(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        watch = Watch(store)
        waiting = asyncio.create_task(
            store.commit(turn(1, update_ids=(1,), case=case_of(1), outgoing=(message(1),)))
        )
        await watch.begun.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await store.commit(turn(2, case=case_of(2)))
        assert (await store.load(1)).revision == 1
        assert await store.seen(BOT, [1]) == {1}
        assert len(await store.pending()) == 1


async def test_a_store_that_closes_writes_what_waits(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        waiting = [
            asyncio.create_task(store.commit(turn(n, case=case_of(n)))) for n in range(1, 20)
        ]
        await asyncio.sleep(0)
        await store.close()
        assert await asyncio.gather(*waiting) == [()] * 19
    async with opened(tmp_path) as store:
        assert (await store.load(19)).revision == 1


async def test_a_closed_store_refuses(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.close()
        with pytest.raises(RuntimeError, match="closed"):
            await store.block(1, NOW)


async def test_nobody_waits_for_a_writer_that_was_cancelled(tmp_path: Path) -> None:
    """A loop that shuts down cancels every task: those who wait are told."""
    async with opened(tmp_path) as store:
        watch = Watch(store)
        first = asyncio.create_task(store.commit(turn(1, case=case_of(1))))
        await watch.begun.wait()
        second = asyncio.create_task(store.commit(turn(2, case=case_of(2))))
        await asyncio.sleep(0)
        store._writer._task.cancel()
        results = await asyncio.gather(first, second, return_exceptions=True)
        assert [type(result) for result in results] == [asyncio.CancelledError] * 2
