"""What is committed to be said waits until it is delivered, dropped or refused."""

import contextlib
import sqlite3
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from storage_samples import NOW, case_of, database, message, opened, turn

from state.effects import Button, Outgoing, Priority, Restrict, Show
from state.store.refusals import Conflict
from state.store.rows import ChatRow, Lost, OutboxRow


async def test_an_effect_comes_out_as_it_went_in(tmp_path: Path) -> None:
    keyboard = ((Button("Worse", "w"),),)
    show = Show("<b>Call</b>", keyboard, edit=4, is_screen=False, leave_behind=keyboard)
    until = NOW + timedelta(hours=3, microseconds=7)
    async with opened(tmp_path) as store:
        await store.commit(
            turn(
                5,
                outgoing=(
                    Outgoing(5, show, Priority.EMERGENCY, until),
                    Outgoing(6, Restrict(9, keyboard)),
                ),
            )
        )
        assert await store.pending() == [
            OutboxRow(1, 5, Priority.EMERGENCY, until, show),
            OutboxRow(2, 6, Priority.ANSWER, None, Restrict(9, keyboard)),
        ]


async def test_reading_goes_on_where_it_stopped(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, outgoing=tuple(message(5, str(n)) for n in range(5))))
        assert [row.id for row in await store.pending(limit=2)] == [1, 2]
        assert [row.id for row in await store.pending(after_id=2, limit=2)] == [3, 4]


async def test_an_id_is_never_used_again(tmp_path: Path) -> None:
    """Else a reader that remembers how far it has read would pass a new message over."""
    async with opened(tmp_path) as store:
        (first,) = await store.commit(turn(5, outgoing=(message(5),)))
        await store.delivered([first], 5)
    async with opened(tmp_path) as store:
        (second,) = await store.commit(turn(5, outgoing=(message(5),)))
        assert second > first


async def test_delivery_tells_the_chats_last_screen(tmp_path: Path) -> None:
    """Also of a chat that has no case yet; rows without a screen leave it as it is."""
    async with opened(tmp_path) as store:
        ids = await store.commit(turn(5, outgoing=(message(5), message(5))))
        await store.delivered(ids[:1], 5, screen_id=70)
        await store.delivered(ids[1:], 5)
        assert (await store.load(5)).chat == ChatRow(5, screen_id=70)
        assert await store.pending() == []


async def test_dropped_rows_are_gone(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        ids = await store.commit(turn(5, outgoing=(message(5), message(5))))
        await store.dropped(ids[:1])
        assert [row.id for row in await store.pending()] == [ids[1]]


async def test_nothing_waits_for_a_blocked_chat_until_it_comes_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5), outgoing=(message(5), message(6))))
        await store.block(5, NOW)
        assert [row.chat_id for row in await store.pending()] == [6]
        assert (await store.load(5)).chat.blocked_at == NOW
        await store.commit(turn(5, case=case_of(5), revision=1))
        assert (await store.load(5)).chat.blocked_at == NOW
        await store.commit(turn(5, case=case_of(5), revision=2, clear_blocked=True))
        assert (await store.load(5)).chat.blocked_at is None


async def test_what_was_said_after_a_chat_came_back_stays(tmp_path: Path) -> None:
    """A refusal is about what was sent before it; whoever has written since is there."""
    async with opened(tmp_path) as store:
        first, second = await store.commit(turn(5, outgoing=(message(5), message(5))))
        before = NOW - timedelta(seconds=1)
        await store.block(5, NOW, since=before, up_to=first)
        assert (await store.load(5)).chat.blocked_at == NOW
        assert [row.id for row in await store.pending()] == [second]
        await store.commit(turn(5, update_ids=(1,), clear_blocked=True))
        await store.block(5, NOW, since=before, up_to=second)
        assert (await store.load(5)).chat.blocked_at is None
        assert await store.pending() == []


async def test_a_block_is_part_of_a_turn(tmp_path: Path) -> None:
    """All of it or nothing."""
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5)))
        with pytest.raises(Conflict):
            await store.commit(turn(5, case=case_of(5), revision=9, block=True))
        assert (await store.load(5)).chat.blocked_at is None
        await store.commit(turn(5, case=case_of(5), revision=1, block=True))
        assert (await store.load(5)).chat.blocked_at == NOW


async def test_one_effect_that_cannot_be_read_keeps_no_other_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        ids = await store.commit(turn(5, outgoing=tuple(message(5) for _ in range(3))))
        with contextlib.closing(sqlite3.connect(database(tmp_path))) as file, file:
            file.execute("UPDATE outbox SET effect = x'00' WHERE id <= ?", ids[1:2])
        rows = await store.pending(limit=2) + await store.pending(after_id=ids[1])
        assert [row.effect for row in rows] == [Lost(), Lost(), Show("Hello")]


async def test_reminders_are_taken_back_in_the_commit_that_silences_them(tmp_path: Path) -> None:
    """What is urgent, answers, and the other adult's messages stay."""
    reminder = Outgoing(5, Show("A note"), Priority.REMINDER)
    urgent = Outgoing(5, Show("Call"), Priority.EMERGENCY)
    others = Outgoing(6, Show("A note"), Priority.REMINDER)
    async with opened(tmp_path) as store:
        await store.commit(turn(5, outgoing=(reminder, urgent, others, message(5))))
        await store.commit(turn(5, take_back=(5,), outgoing=(message(5, "Quiet"),)))
        left = [(row.chat_id, row.effect.text) for row in await store.pending()]  # type: ignore[union-attr]
    assert left == [(5, "Call"), (6, "A note"), (5, "Hello"), (5, "Quiet")]


async def test_a_chat_knows_whether_a_reminder_has_not_left_yet(tmp_path: Path) -> None:
    """Of the case of its last screen: what is typed meanwhile cannot be an answer to it."""
    said = Outgoing(5, Show("Hello"), case_id="case-5")
    reminder = msgspec.structs.replace(said, priority=Priority.REMINDER)
    async with opened(tmp_path) as store:
        (first,) = await store.commit(turn(5, case=case_of(5), outgoing=(said,)))
        await store.delivered([first], 5, screen_id=70, case_id="case-5")
        (second,) = await store.commit(turn(5, outgoing=(reminder,)))
        assert (await store.load(5)).chat.reminder_waits
        await store.delivered([second], 5, screen_id=71, case_id="case-5")
        assert not (await store.load(5)).chat.reminder_waits
