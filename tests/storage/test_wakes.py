"""A case says when it next has something to say."""

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from storage_samples import NOW, case_of, database, opened, turn

from state.effects import Priority, Wake


async def test_the_first_wake_is_known_and_due_cases_come_in_order(tmp_path: Path) -> None:
    hour = timedelta(hours=1)
    async with opened(tmp_path) as store:
        assert await store.next_wake() is None
        for chat_id, at in ((1, NOW + 2 * hour), (2, NOW + hour), (3, None), (4, NOW)):
            await store.commit(turn(chat_id, case=case_of(chat_id), wake=Wake(at) if at else None))
        assert await store.next_wake() == NOW
        assert await store.due(NOW - timedelta(microseconds=1)) == []
        assert await store.due(NOW + hour) == ["case-4", "case-2"]
        assert await store.due(NOW + 9 * hour, limit=1) == ["case-4"]


async def test_of_those_that_are_due_the_most_urgent_come_first(tmp_path: Path) -> None:
    """Of equals the longest waiting; what cannot be read is the last, and hides nobody."""
    hour = timedelta(hours=1)
    urgencies = (Priority.REMINDER, Priority.VISIT, Priority.CHASE, Priority.ASK_BACK)
    async with opened(tmp_path) as store:
        for chat_id, one in enumerate((*urgencies, *urgencies), 1):
            wake = Wake(NOW - chat_id * hour, one)
            await store.commit(turn(chat_id, case=case_of(chat_id), wake=wake))
        due = [8, 4, 7, 3, 6, 2, 5, 1]
        assert await store.due(NOW) == [f"case-{chat_id}" for chat_id in due]
    with contextlib.closing(sqlite3.connect(database(tmp_path))) as file, file:
        file.execute("UPDATE cases SET wake_as = x'00' WHERE case_id = 'case-8'")
        file.execute("UPDATE cases SET wake_as = NULL WHERE case_id = 'case-4'")
    async with opened(tmp_path) as store:
        due = [7, 3, 6, 2, 8, 5, 4, 1]
        assert await store.due(NOW) == [f"case-{chat_id}" for chat_id in due]


async def test_a_save_moves_the_wake(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(1, case=case_of(1), wake=Wake(NOW)))
        await store.commit(turn(1, case=case_of(1), revision=1))
        assert await store.next_wake() is None


async def test_a_wake_that_has_come_can_be_put_off(tmp_path: Path) -> None:
    """Also that of a case nobody can read; one that was moved meanwhile stays."""
    hour = timedelta(hours=1)
    async with opened(tmp_path) as store:
        await store.commit(turn(1, case=case_of(1), wake=Wake(NOW)))
        await store.postpone("case-1", NOW, NOW + hour)
        assert await store.next_wake() == NOW + hour
        await store.postpone("case-1", NOW, NOW + 9 * hour)
        assert await store.next_wake() == NOW + hour
        assert (await store.load(1)).revision == 1


async def test_times_of_other_zones_are_the_same_instants(tmp_path: Path) -> None:
    there = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=9)))
    async with opened(tmp_path) as store:
        await store.commit(turn(1, case=case_of(1), wake=Wake(there)))
        woken = await store.next_wake()
        assert woken == there
        assert woken.tzinfo == UTC
