"""What a parent deletes is gone, from the tables and from the bytes on disk."""

import contextlib
import random
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from storage_samples import BOT, NOW, bytes_in, case_of, database, message, opened, turn

from state.store.rows import ChatRow, Loaded, Stuck


async def test_a_deleted_case_leaves_only_the_goodbye(tmp_path: Path) -> None:
    """Both adults' unsent messages go, and what got stuck; another family's stay."""
    async with opened(tmp_path) as store:
        await store.commit(
            turn(5, case=case_of(5, 6), outgoing=(message(5), message(6), message(7)))
        )
        await store.keep_stuck(Stuck(BOT, 1, 6, NOW, b"text"))
        await store.keep_stuck(Stuck(BOT, 2, 7, NOW, b"text"))
        await store.delivered([], 5, screen_id=70)
        (goodbye,) = await store.commit(
            turn(5, case=case_of(5, 6), revision=1, delete_case=True, outgoing=(message(5, "Bye"),))
        )
        assert await store.load(5) == Loaded(ChatRow(5, screen_id=70))
        assert await store.load(6) == Loaded(ChatRow(6))
        assert [(row.chat_id, row.id) for row in await store.pending()] == [(7, 3), (5, goodbye)]
        assert [stuck.chat_id for stuck in await store.stuck()] == [7]
    assert _count(tmp_path, "cases") == _count(tmp_path, "members") == 0


async def test_a_case_that_was_never_saved_can_be_deleted(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5), delete_case=True, outgoing=(message(5),)))
        assert await store.load(5) == Loaded(ChatRow(5))


async def test_deleting_needs_to_know_which_case(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        with pytest.raises(ValueError, match="delete_case"):
            await store.commit(turn(5, delete_case=True))


@pytest.mark.parametrize("size", [300, 6000])
async def test_no_piece_of_its_ciphertext_stays_on_disk(tmp_path: Path, size: int) -> None:
    """Searched for in pieces, for every version it ever had, in the database and its log."""
    chance = random.Random(size)
    async with opened(tmp_path) as store:
        sealed: set[bytes] = set()
        for revision in range(12):
            for chat_id in range(1, 13):
                case = case_of(chat_id, said="x" * chance.randrange(size))
                await store.commit(
                    turn(chat_id, case=case, revision=revision, outgoing=(message(chat_id),))
                )
            sealed |= _sealed_of_odd_chats(tmp_path)
        assert any(piece in bytes_in(tmp_path) for piece in _pieces(sealed))
        for chat_id in range(1, 13, 2):
            await store.commit(turn(chat_id, case=case_of(chat_id), revision=12, delete_case=True))
        assert await store.scrub()
        disk = bytes_in(tmp_path)
        assert not [piece for piece in _pieces(sealed) if piece in disk]
        assert (await store.load(2)).revision == 12


async def test_deleting_a_case_empties_the_log_by_itself(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5)))
        await store.commit(turn(5, case=case_of(5), revision=1, delete_case=True))
        await store.block(9, NOW)
        log = database(tmp_path).with_name("companion.sqlite3-wal").read_bytes()
        assert b"case-5" not in log


async def test_a_reader_in_the_way_delays_the_scrubbing_but_no_commit(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5)))
        with contextlib.closing(sqlite3.connect(database(tmp_path))) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM cases").fetchall()
            await store.commit(turn(5, case=case_of(5), revision=1, delete_case=True))
            assert not await store.scrub()
        assert await store.scrub()


async def test_what_is_kept_no_longer_is_erased(tmp_path: Path) -> None:
    """Cases at their time, handled updates after 48 hours, chats without a case after those."""
    hour = timedelta(hours=1)
    async with opened(tmp_path) as store:
        await store.commit(turn(1, update_ids=(1,), case=case_of(1), purge_at=NOW))
        await store.commit(turn(2, update_ids=(2,), case=case_of(2), purge_at=NOW + hour))
        await store.commit(turn(3, update_ids=(3,)))
        await store.delivered([], 3, screen_id=30)
        assert (await store.purge(NOW - hour)).cases == set()
        purged = await store.purge(NOW)
        assert purged.cases == {"case-1"}
        assert purged.chats == {1}
        assert await store.load_case("case-1") is None
        assert (await store.load(2)).revision == 1
        await store.purge(NOW + 47 * hour)
        assert await store.seen(BOT, [1, 2, 3]) == {1, 2, 3}
        assert (await store.load(3)).chat.screen_id == 30
        await store.purge(NOW + 49 * hour)
        assert await store.seen(BOT, [1, 2, 3]) == set()
        assert (await store.load(3)).chat.screen_id is None


async def test_a_case_that_cannot_be_read_can_be_erased(tmp_path: Path) -> None:
    """With all that waits for its chats; the others' stays."""
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5, 6), outgoing=(message(6), message(7))))
        assert await store.chats_of_case("case-5") == {5, 6}
        with contextlib.closing(sqlite3.connect(database(tmp_path))) as file, file:
            file.execute("UPDATE cases SET document = x'00'")
        assert (await store.load_chat(5)).case_id == "case-5"
        await store.commit(turn(5, delete_unreadable="case-5"))
        assert (await store.load(5)).chat.case_id is None
        assert [row.chat_id for row in await store.pending()] == [7]
        assert await store.chats_of_case("case-5") == set()


async def test_a_turn_that_names_no_time_leaves_the_time_of_erasure_as_it_was(
    tmp_path: Path,
) -> None:
    """A reminder that nobody answers does not keep a case alive; an answer does."""
    day = timedelta(days=1)
    async with opened(tmp_path) as store:
        await store.commit(turn(1, case=case_of(1), purge_at=NOW))
        await store.commit(turn(1, case=case_of(1), revision=1, purge_at=NOW + day))
        await store.commit(turn(1, case=case_of(1), revision=2))
        assert (await store.purge(NOW)).cases == set()
        assert (await store.purge(NOW + day)).cases == {"case-1"}


async def test_a_stuck_update_waits_thirty_days_for_someone_to_look(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.keep_stuck(Stuck(BOT, 1, 5, NOW, b"text"))
        await store.purge(NOW + timedelta(days=29))
        assert len(await store.stuck()) == 1
        await store.purge(NOW + timedelta(days=31))
        assert await store.stuck() == []


def _count(folder: Path, table: str) -> int:
    with contextlib.closing(sqlite3.connect(database(folder))) as file:
        return int(file.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _sealed_of_odd_chats(folder: Path) -> set[bytes]:
    with contextlib.closing(sqlite3.connect(database(folder))) as file:
        found = file.execute(
            "SELECT document FROM cases JOIN chats USING (case_id) WHERE chat_id % 2 "
            "UNION SELECT effect FROM outbox WHERE chat_id % 2"
        )
        return {bytes(sealed) for (sealed,) in found}


def _pieces(sealed: set[bytes]) -> list[bytes]:
    """Pieces of 16 bytes, leaving out the beginning, which names only the key."""
    return [one[at : at + 16] for one in sealed for at in range(8, len(one) - 16, 160)]
