"""A turn is committed whole; what fails in it is kept aside and stops nothing else."""

import asyncio
import contextlib
import dataclasses
import sqlite3
from typing import Any

import pytest
from stand_ins.echo import SORRY
from stand_ins.fake_telegram import FakeTelegram
from stand_ins.updates import text_update
from telegram import Update

from bot.application import Companion
from bot.intake.updates import Received, received
from handlers.context import Turn
from pipeline.conftest import Start
from state.case import Member
from state.store.rows import Commit, Loaded
from state.store.store import Store


async def _said(bot: Companion, chat_id: int = 7) -> list[Any]:
    case = (await bot.store.load(chat_id)).case
    return [answer.value for answer in case.answers] if case else []


async def _waiting(bot: Companion) -> list[str]:
    return [getattr(row.effect, "text", "") for row in await bot.store.pending()]


async def test_a_turn_takes_all_that_waits_for_its_chat(build: Start) -> None:
    """Loaded once, saved once, in the order it was written."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "one"), text_update(2, "two")])
        loaded = await bot.store.load(7)
        assert await _said(bot) == ["one", "two"]
        assert loaded.revision == 1


async def test_updates_of_one_chat_never_overlap_and_keep_their_order(build: Start) -> None:
    async with build() as bot:
        futures = [bot.lanes.submit(text_update(number, str(number))) for number in range(1, 21)]
        await asyncio.gather(*futures)
        assert await _said(bot) == [str(number) for number in range(1, 21)]


async def test_different_chats_do_not_wait_for_each_other(
    build: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with build() as bot:
        gate, load = asyncio.Event(), bot.store.load

        async def slow_for_seven(chat_id: int) -> Loaded:
            if chat_id == 7:
                await gate.wait()
            return await load(chat_id)

        monkeypatch.setattr(bot.store, "load", slow_for_seven)
        slow = bot.lanes.submit(text_update(1, "slow", chat_id=7))
        await asyncio.wait_for(bot.lanes.submit(text_update(2, "quick", chat_id=8)), 5)
        assert not slow.done()
        gate.set()
        await slow


async def test_a_turn_runs_again_when_its_case_has_moved_on(
    build: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of either change is lost."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "one")])
        commit, interfere = bot.store.commit, iter([True])

        async def overtaken(what: Commit) -> tuple[int, ...]:
            if next(interfere, False):
                await _change_elsewhere(bot, commit)
            return await commit(what)

        monkeypatch.setattr(bot.store, "commit", overtaken)
        await bot.turns.handle(7, [text_update(2, "two")])
        loaded = await bot.store.load(7)
        assert loaded.case is not None
        assert loaded.case.notes == {"elsewhere": "yes"}
        assert await _said(bot) == ["one", "two"]


async def _change_elsewhere(bot: Companion, commit: Any) -> None:
    loaded = await bot.store.load(7)
    assert loaded.case is not None
    loaded.case.notes["elsewhere"] = "yes"
    now = bot.clock.now()
    await commit(
        Commit(bot_id=bot.bot.id, chat_id=7, at=now, case=loaded.case, revision=loaded.revision)
    )


async def test_two_adults_of_one_case_write_at_once_and_both_count(build: Start) -> None:
    """They take turns: one case, one turn at a time."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "one")])
        loaded = await bot.store.load(7)
        assert loaded.case is not None
        now = bot.clock.now()
        loaded.case.members.append(Member(8, "en", consented_at=now))
        await bot.store.commit(
            Commit(bot_id=1, chat_id=7, at=now, case=loaded.case, revision=loaded.revision)
        )
        both = [text_update(10 + n, f"{n}", chat_id=7 + n % 2) for n in range(20)]
        await asyncio.gather(*map(bot.lanes.submit, both))
        assert sorted((await _said(bot))[1:], key=int) == [f"{n}" for n in range(20)]
        labels = {"kind": "updates", "end": "again"}
        again = bot.metrics.registry.get_sample_value("companion_turns_total", labels) or 0
        assert again <= 1  # at first it is not known that chat 8 is in the case of chat 7


async def test_what_was_handled_before_is_left_out(build: Start) -> None:
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "one")])
        await bot.turns.handle(7, [text_update(1, "one"), text_update(2, "two")])
        await bot.turns.handle(7, [text_update(1, "one")])
        assert await _said(bot) == ["one", "two"]
        assert len(await _waiting(bot)) == 2


async def test_one_update_that_fails_is_kept_and_the_others_count(build: Start) -> None:
    """The parent hears one calm sentence."""
    async with build() as bot:
        boom = text_update(2, "boom")
        await bot.turns.handle(7, [text_update(1, "one"), boom, text_update(3, "three")])
        assert await _said(bot) == ["one", "three"]
        assert (await _waiting(bot)).count(SORRY) == 1
        (stuck,) = await bot.store.stuck()
        assert (stuck.update_id, stuck.chat_id) == (2, 7)
        assert stuck.payload is not None
        assert b"boom" in stuck.payload


async def test_what_the_safety_net_caught_is_not_kept(build: Start) -> None:
    """Neither is it handled again."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "secret boom"), text_update(2, "boom")])
        kept = {one.update_id: one.payload is not None for one in await bot.store.stuck()}
        assert kept == {1: False, 2: True}
        await bot.turns.handle(7, [text_update(1, "secret boom")])
        assert (await _waiting(bot)).count(SORRY) == 1


async def test_what_cannot_be_stored_fails_alone(build: Start) -> None:
    """It must not hold up those that came with it, nor everybody behind them."""
    async with build() as bot:
        await bot.turns.handle(
            7, [text_update(1, "one"), text_update(2, "unkeepable"), text_update(3, "three")]
        )
        assert await _said(bot) == ["one", "three"]
        assert [one.update_id for one in await bot.store.stuck()] == [2]


async def test_a_case_that_cannot_be_read_stops_nobody_else(build: Start) -> None:
    """The parent is told; of what they said nothing is kept."""
    async with build() as bot:
        await _unreadable(bot)
        await bot.turns.handle(8, [text_update(2, "one", chat_id=8)])
        await bot.turns.handle(7, [text_update(3, "two")])
        (stuck,) = await bot.store.stuck()
        assert (stuck.update_id, stuck.payload) == (3, None)
        assert (await _waiting(bot)).count(SORRY) == 1
        assert await _said(bot, 8) == ["one"]


async def test_what_needs_no_case_works_though_it_cannot_be_read(build: Start) -> None:
    """The safety net and the emergency screens; nothing of a case is stored."""
    async with build() as bot:
        await _unreadable(bot)
        before = _sql(bot, "SELECT * FROM cases")
        alone = dataclasses.replace(bot.conversation, stands_alone=_asks_for_help)
        bot.turns._player._conversation = alone
        await bot.turns.handle(7, [text_update(3, "two"), text_update(4, "help")])
        assert [one.update_id for one in await bot.store.stuck()] == [3]
        assert "<b>1</b> help" in await _waiting(bot)
        assert _sql(bot, "SELECT * FROM cases") == before


def _asks_for_help(update: Update) -> bool:
    return update.message is not None and update.message.text == "help"


async def test_a_case_that_cannot_be_read_can_be_erased(build: Start) -> None:
    """With all that waits for its chats."""
    async with build() as bot:
        await _unreadable(bot)
        alone = dataclasses.replace(bot.conversation, stands_alone=lambda _update: True)
        bot.turns._player._conversation = alone
        await bot.turns.handle(7, [text_update(3, "bye"), text_update(4, "again")])
        assert await _waiting(bot) == ["Bye.", "<b>1</b> again"]
        assert await _said(bot) == ["again"]
        assert len(_sql(bot, "SELECT * FROM cases")) == 1


async def _unreadable(bot: Companion) -> None:
    """The case of chat 7 is there, but its document is spoilt."""
    await bot.turns.handle(7, [text_update(1, "one")])
    _sql(bot, "UPDATE cases SET document = x'00'")


@pytest.mark.parametrize("caption", [False, True])
async def test_words_that_cannot_be_parsed_are_heard_by_the_safety_net(
    build: Start, *, caption: bool
) -> None:
    """What is caught is answered and not kept, what is not may be kept."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "one")])
        _listen(bot)
        both = [_unparsable(2, "danger", caption=caption), _unparsable(3, "fine", caption=caption)]
        await bot.turns.handle(7, both)
        assert "Heard." in await _waiting(bot)
        kept = {one.update_id: one.payload is not None for one in await bot.store.stuck()}
        assert kept == {3: True}


async def test_what_nobody_has_scanned_is_not_kept(build: Start) -> None:
    """Neither what nobody listens to, nor words that are no text."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "one"), _unparsable(2, "words")])
        _listen(bot)
        await bot.turns.handle(7, [_unparsable(3, {"odd": "words"})])
        assert [one.payload for one in await bot.store.stuck()] == [None, None]


async def test_nothing_is_kept_of_what_was_said_before_consent(build: Start) -> None:
    async with build() as bot:
        _listen(bot)
        await bot.turns.handle(7, [_unparsable(2, "fine")])
        assert [one.payload for one in await bot.store.stuck()] == [None]


def _listen(bot: Companion) -> None:
    def listen(turn: Turn, text: str) -> bool:
        if text == "danger":
            turn.show("Heard.", is_screen=False)
        return text == "danger"

    listening = dataclasses.replace(bot.conversation, listen=listen)
    bot.turns._player._conversation = listening


def _unparsable(update_id: int, words: Any, *, caption: bool = False) -> Received:
    message = {"message_id": update_id, "chat": {"id": 7}, "caption" if caption else "text": words}
    return received({"update_id": update_id, "message": message})


async def test_after_an_erasure_the_next_message_begins_anew(build: Start) -> None:
    """Also if both came together."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "one")])
        first = (await bot.store.load(7)).case
        await bot.turns.handle(
            7, [text_update(2, "two"), text_update(3, "bye"), text_update(4, "four")]
        )
        second = (await bot.store.load(7)).case
        assert first is not None
        assert second is not None
        assert second.case_id != first.case_id
        assert await bot.store.load_case(first.case_id) is None
        assert await _said(bot) == ["four"]
        assert await _waiting(bot) == ["Bye.", "<b>1</b> four"]


async def test_somebody_who_blocks_the_bot_hears_no_more_until_they_write(build: Start) -> None:
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "one")])
        await bot.turns.handle(7, [_blocks(2)])
        assert await _waiting(bot) == []
        assert (await bot.store.load(7)).chat.blocked_at is not None
        await bot.turns.handle(7, [text_update(3, "again")])
        assert (await bot.store.load(7)).chat.blocked_at is None


async def test_a_block_is_committed_with_its_update(
    build: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a transaction of its own it could be lost."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "one")])
        monkeypatch.delattr(Store, "block")
        await bot.turns.handle(7, [text_update(2, "two"), _blocks(3)])
        assert await _waiting(bot) == []
        assert (await bot.store.load(7)).chat.blocked_at is not None


def _blocks(update_id: int) -> Received:
    person = {"id": 7, "is_bot": False, "first_name": "Pat"}
    bot = {"id": 700001, "is_bot": True, "first_name": "Fake"}
    change = {
        "chat": {"id": 7, "type": "private", "first_name": "Pat"},
        "from": person,
        "date": 1_700_000_000,
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
    }
    return received({"update_id": update_id, "my_chat_member": change})


async def test_every_press_is_answered(telegram: FakeTelegram, start: Start) -> None:
    """Also one whose handler says nothing: else its button would wait for a minute."""
    async with start() as bot:
        telegram.write(7, "hello")
        await telegram.until(lambda: telegram.shown(7) and bot.outbox.is_empty)
        telegram.press(7, telegram.last(7)["message_id"], "n:1")
        await telegram.until(lambda: telegram.called("answerCallbackQuery"))
        await telegram.until(lambda: telegram.shown(7) == ["<b>2</b> pressed"])


async def test_being_woken_does_not_keep_a_case_for_longer(build: Start) -> None:
    """Only a parent who writes does."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "wake 0")])
        case = (await bot.store.load(7)).case
        assert case is not None
        before = _sql(bot, "SELECT purge_at FROM cases")
        await asyncio.sleep(0.01)
        await bot.turns.wake(case.case_id)
        assert _sql(bot, "SELECT purge_at FROM cases") == before
        assert "It is time." in await _waiting(bot)


def _sql(bot: Companion, statement: str) -> list[Any]:
    """As another program would do it."""
    with contextlib.closing(sqlite3.connect(bot.settings.database_path)) as database, database:
        return database.execute(statement).fetchall()
