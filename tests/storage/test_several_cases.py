"""One chat may be on the cases of two children; what is kept of one never touches the other."""

import contextlib
import sqlite3
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from storage_samples import KEY, NOW, case_of, database, message, opened, turn

from state.case import Case
from state.effects import Outgoing, Priority, Wake
from state.store.cipher import Cipher
from state.store.migrating import FOLDER, migrate
from state.store.rows import CaseRow, Stuck
from state.store.store import Conflict, Store

OLDER, YOUNGER = "case-older", "case-younger"


def child(case_id: str, *chat_ids: int, said: str = "") -> Case:
    """A case begun at a time of its own."""
    begun = NOW if case_id == OLDER else NOW + timedelta(days=1)
    return msgspec.structs.replace(
        case_of(*(chat_ids or (5,)), said=said, case_id=case_id), created_at=begun
    )


async def two_children(store: Store) -> None:
    await store.commit(turn(5, case=child(OLDER, said="of the older")))
    await store.commit(turn(5, case=child(YOUNGER, said="of the younger")))


def about(case_id: str | None, chat_id: int = 5, **how: Priority) -> Outgoing:
    return msgspec.structs.replace(message(chat_id), case_id=case_id, **how)


async def test_a_chat_is_in_the_case_it_began_last_and_knows_the_other(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await two_children(store)
    async with opened(tmp_path) as store:
        loaded = await store.load(5)
        assert loaded.chat.case_id == YOUNGER
        assert loaded.case == child(YOUNGER, said="of the younger")
        assert loaded.others == (CaseRow(child(OLDER, said="of the older"), 1),)


async def test_it_goes_over_in_one_commit_and_the_other_is_left_as_it_was(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await two_children(store)
        await store.commit(turn(5, case=child(OLDER, said="new"), revision=1, enters=OLDER))
        loaded = await store.load(5)
        assert (loaded.chat.case_id, loaded.case) == (OLDER, child(OLDER, said="new"))
        assert loaded.others == (CaseRow(child(YOUNGER, said="of the younger"), 1),)


async def test_who_leaves_one_child_to_others_is_counted_nowhere_on_that_case(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=child(OLDER)))
        await store.commit(turn(5, case=child(YOUNGER, 5, 9)))
        await store.delivered([], 5, 77, YOUNGER)
        await store.commit(turn(5, case=child(YOUNGER, 9), revision=1, forgets=True))
        assert await store.kept_about(5, YOUNGER) == 0
        loaded = await store.load(5)
        assert loaded.case == child(OLDER)
        assert loaded.chat.screen_id is None


async def test_nothing_stays_of_the_chat_of_whoever_was_removed(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(9, case=child(OLDER, 5, 9)))
        await store.delivered([], 9, 77, OLDER)
        await store.commit(turn(5, case=child(OLDER, 5), revision=1))
        assert await store.kept_about(9, OLDER) == 0
        with contextlib.closing(sqlite3.connect(database(tmp_path))) as file:
            (rows,) = file.execute("SELECT count(*) FROM chats WHERE chat_id = 9").fetchone()
        assert rows == 0


async def test_a_turn_that_changes_both_keeps_both_or_neither(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await two_children(store)
        await store.commit(turn(9, case=child(YOUNGER, 5, 9), revision=1))
        late = turn(
            5,
            case=child(OLDER, said="late"),
            revision=1,
            enters=OLDER,
            also=(CaseRow(child(YOUNGER, 5, 9, said="late"), 1, wake=Wake(NOW)),),
        )
        with pytest.raises(Conflict):
            await store.commit(late)
        loaded = await store.load(5)
        assert loaded.chat.case_id == YOUNGER
        assert loaded.others == (CaseRow(child(OLDER, said="of the older"), 1),)
        again = msgspec.structs.replace(
            late, also=(CaseRow(child(YOUNGER, 5, 9, said="late"), 2, wake=Wake(NOW)),)
        )
        await store.commit(again)
        loaded = await store.load(5)
        assert (loaded.chat.case_id, loaded.revision) == (OLDER, 2)
        assert loaded.others == (CaseRow(child(YOUNGER, 5, 9, said="late"), 3),)
        assert await store.due(NOW) == [YOUNGER]


async def test_each_child_wakes_at_its_own_time(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        for case_id in (OLDER, YOUNGER):
            await store.commit(turn(5, case=child(case_id), wake=Wake(NOW)))
        assert set(await store.due(NOW)) == {OLDER, YOUNGER}


async def test_erasing_one_child_leaves_the_other_with_all_that_waits_for_it(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as store:
        await two_children(store)
        await store.commit(
            turn(5, outgoing=(about(OLDER), about(YOUNGER), about(None), about(OLDER, 6)))
        )
        await store.delivered([], 5, screen_id=70, case_id=YOUNGER)
        gone = turn(5, case=child(YOUNGER), revision=1, delete_case=True)
        await store.commit(gone)
        assert [row.case_id for row in await store.pending()] == [OLDER, OLDER]
        loaded = await store.load(5)
        assert (loaded.chat.case_id, loaded.chat.screen_id) == (OLDER, 70)
        assert loaded.chat.screen_case_id is None
        assert loaded.case == child(OLDER, said="of the older")
        assert loaded.others == ()


async def test_what_is_kept_no_longer_goes_alone(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=child(OLDER), purge_at=NOW))
        await store.commit(turn(5, case=child(YOUNGER), purge_at=NOW + timedelta(days=1)))
        await store.commit(turn(5, outgoing=(about(OLDER), about(YOUNGER))))
        purged = await store.purge(NOW)
        assert purged.cases == {OLDER}
        assert purged.chats == {5}
        assert [row.case_id for row in await store.pending()] == [YOUNGER]
        assert (await store.load(5)).case == child(YOUNGER)


async def test_reminders_of_one_child_are_taken_back_alone(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await two_children(store)
        reminders = (
            about(OLDER, priority=Priority.REMINDER),
            about(YOUNGER, priority=Priority.REMINDER),
            about(OLDER),
        )
        await store.commit(turn(5, outgoing=reminders))
        await store.commit(turn(5, case=child(OLDER), revision=1, take_back=(5,)))
        assert [row.case_id for row in await store.pending()] == [YOUNGER, OLDER]


async def test_the_case_of_the_last_screen_is_known_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await two_children(store)
        await store.delivered([], 5, screen_id=70, case_id=OLDER)
        await store.delivered([], 5)
    async with opened(tmp_path) as store:
        assert (await store.load(5)).chat.screen_case_id == OLDER
        await store.delivered([], 5, screen_id=71, case_id="one that is erased")
        chat = (await store.load(5)).chat
        assert (chat.screen_id, chat.screen_case_id) == (71, None)


async def test_a_child_whose_case_cannot_be_read_is_in_nobodys_way(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await two_children(store)
        await store.keep_stuck(Stuck(1, 1, 5, NOW, b"text"))
        with contextlib.closing(sqlite3.connect(database(tmp_path))) as file, file:
            file.execute("UPDATE cases SET document = x'00' WHERE case_id = ?", (OLDER,))
        loaded = await store.load(5)
        assert (loaded.case, loaded.others) == (child(YOUNGER, said="of the younger"), ())


async def test_a_database_of_one_case_a_chat_is_taken_over_as_it_is(tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    (before / "0001_first.sql").write_text((FOLDER / "0001_first_tables.sql").read_text())
    path = database(tmp_path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
        migrate(file, before)
    store = await Store.open(path, Cipher([KEY]))
    await store.commit(turn(5, case=child(OLDER), outgoing=(about(OLDER),)))
    assert (await store.load(5)).case == child(OLDER)
    await store.close()
