"""A case says when it next has something to say."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from storage_samples import NOW, case_of, opened, turn


async def test_the_first_wake_is_known_and_due_cases_come_in_order(tmp_path: Path) -> None:
    hour = timedelta(hours=1)
    async with opened(tmp_path) as store:
        assert await store.next_wake() is None
        for chat_id, wake_at in ((1, NOW + 2 * hour), (2, NOW + hour), (3, None), (4, NOW)):
            await store.commit(turn(chat_id, case=case_of(chat_id), wake_at=wake_at))
        assert await store.next_wake() == NOW
        assert await store.due(NOW - timedelta(microseconds=1)) == []
        assert await store.due(NOW + hour) == ["case-4", "case-2"]
        assert await store.due(NOW + 9 * hour, limit=1) == ["case-4"]


async def test_a_save_moves_the_wake(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(1, case=case_of(1), wake_at=NOW))
        await store.commit(turn(1, case=case_of(1), revision=1))
        assert await store.next_wake() is None


async def test_a_wake_that_has_come_can_be_put_off(tmp_path: Path) -> None:
    """Also that of a case nobody can read; one that was moved meanwhile stays."""
    hour = timedelta(hours=1)
    async with opened(tmp_path) as store:
        await store.commit(turn(1, case=case_of(1), wake_at=NOW))
        await store.postpone("case-1", NOW, NOW + hour)
        assert await store.next_wake() == NOW + hour
        await store.postpone("case-1", NOW, NOW + 9 * hour)
        assert await store.next_wake() == NOW + hour
        assert (await store.load(1)).revision == 1


async def test_times_of_other_zones_are_the_same_instants(tmp_path: Path) -> None:
    there = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=9)))
    async with opened(tmp_path) as store:
        await store.commit(turn(1, case=case_of(1), wake_at=there))
        woken = await store.next_wake()
        assert woken == there
        assert woken.tzinfo == UTC
