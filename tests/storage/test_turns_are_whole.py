"""A turn is kept whole or not at all."""

from pathlib import Path

import pytest
from storage_samples import BOT, NOW, case_of, message, opened, turn

from state.case import Case
from state.store.rows import ChatRow, Loaded, Stuck
from state.store.store import AlreadyHandled, Conflict, Store


async def test_a_chat_never_seen_has_nothing_but_its_id(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        assert await store.load(5) == Loaded(ChatRow(5))


async def test_a_turn_is_there_after_a_restart(tmp_path: Path) -> None:
    case = case_of(5, said="no")
    async with opened(tmp_path) as store:
        ids = await store.commit(
            turn(5, update_ids=(1, 2), case=case, outgoing=(message(5, "a"), message(5, "b")))
        )
    async with opened(tmp_path) as store:
        assert await store.load(5) == Loaded(ChatRow(5, case.case_id), case, revision=1)
        assert await store.load_case(case.case_id) == (case, 1)
        assert [row.id for row in await store.pending()] == list(ids)
        assert await store.seen(BOT, [1, 2, 3]) == {1, 2}


async def test_each_save_takes_the_revision_one_further(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        for revision in range(3):
            await store.commit(turn(5, case=case_of(5, said=str(revision)), revision=revision))
        loaded = await store.load(5)
        assert loaded.revision == 3
        assert loaded.case == case_of(5, said="2")


async def test_a_case_is_kept_as_it_was_when_the_turn_was_handed_over(tmp_path: Path) -> None:
    """A handler that goes on changing its working copy changes nothing that is kept."""
    async with opened(tmp_path) as store:
        case = case_of(5)
        commit = store.commit(turn(5, case=case))
        await commit
        case.notes["later"] = "not kept"
        assert (await store.load(5)).case == case_of(5)


async def test_the_slower_of_two_turns_conflicts_and_leaves_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5, said="first")))
        late = turn(
            5, update_ids=(7,), case=case_of(5, said="late"), outgoing=(message(5),), revision=0
        )
        with pytest.raises(Conflict):
            await store.commit(late)
        await _has_only(store, case_of(5, said="first"))


@pytest.mark.parametrize("revision", [0, 2, 9])
async def test_any_other_revision_conflicts(tmp_path: Path, revision: int) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5)))
        for delete in (False, True):
            if revision or not delete:
                with pytest.raises(Conflict):
                    await store.commit(
                        turn(5, case=case_of(5), revision=revision, delete_case=delete)
                    )


async def test_a_turn_on_a_deleted_case_conflicts(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5)))
        await store.commit(turn(5, case=case_of(5), revision=1, delete_case=True))
        with pytest.raises(Conflict):
            await store.commit(turn(5, case=case_of(5), revision=1))
        assert await store.load_case("case-5") is None


async def test_an_update_is_handled_once(tmp_path: Path) -> None:
    """One known update among new ones refuses the whole turn; another bot's ids are its own."""
    async with opened(tmp_path) as store:
        await store.commit(turn(5, update_ids=(7,), case=case_of(5)))
        again = turn(
            5, update_ids=(8, 7), case=case_of(5, said="x"), revision=1, outgoing=(message(5),)
        )
        with pytest.raises(AlreadyHandled):
            await store.commit(again)
        await _has_only(store, case_of(5))
        assert await store.seen(BOT, [7, 8]) == {7}
        assert await store.seen(BOT + 1, [7]) == set()


async def test_before_consent_only_updates_and_messages_are_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, update_ids=(1,), outgoing=(message(5),)))
        assert await store.load(5) == Loaded(ChatRow(5))
        assert len(await store.pending()) == 1


async def test_unsent_messages_are_dropped_before_new_ones_are_added(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, outgoing=(message(5, "old"), message(6, "other"))))
        (kept,) = await store.commit(turn(5, drop_unsent=(5,), outgoing=(message(5, "new"),)))
        assert [(row.chat_id, row.id) for row in await store.pending()] == [(6, 2), (5, kept)]


async def test_chats_follow_the_members_of_their_case(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5, 6)))
        assert (await store.load(6)).revision == 1
        await store.commit(turn(6, case=case_of(5), revision=1))
        assert await store.load(6) == Loaded(ChatRow(6))
        assert (await store.load(5)).revision == 2


async def test_a_stuck_update_is_kept_with_the_turn_that_says_so(tmp_path: Path) -> None:
    stuck = Stuck(BOT, 7, 5, NOW, b'{"text": "x"}')
    async with opened(tmp_path) as store:
        await store.commit(turn(5, update_ids=(7,), stuck=(stuck,), outgoing=(message(5),)))
        with pytest.raises(AlreadyHandled):
            await store.commit(turn(5, update_ids=(7,)))
        assert await store.stuck() == [stuck]


async def test_a_stuck_update_without_payload_is_still_listed(tmp_path: Path) -> None:
    stuck = Stuck(BOT, 7, 5, NOW)
    async with opened(tmp_path) as store:
        await store.keep_stuck(stuck)
        assert await store.stuck() == [stuck]
        await store.forget_stuck(BOT, 7)
        assert await store.stuck() == []
        assert await store.seen(BOT, [7]) == {7}


async def _has_only(store: Store, case: Case) -> None:
    """This case at its first revision, and nothing to send."""
    assert await store.load(5) == Loaded(ChatRow(5, case.case_id), case, revision=1)
    assert await store.pending() == []
