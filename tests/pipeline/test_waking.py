"""A case is woken when it has something to say: never lost, never twice, never in a hot loop."""

import asyncio
import contextlib
import dataclasses
import sqlite3
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from stand_ins.fake_telegram import FakeTelegram
from stand_ins.updates import text_update

from bot.application import Companion
from pipeline.conftest import Start, running
from state.case import Case, Member
from state.effects import Outgoing, Show, Wake
from state.store.refusals import Conflict
from state.store.rows import Commit, OutboxRow

REMINDED = "It is time."


async def _woken(telegram: FakeTelegram, chat_id: int = 7) -> None:
    await telegram.until(lambda: REMINDED in telegram.shown(chat_id))


async def test_a_case_is_woken_when_its_time_has_come(telegram: FakeTelegram, start: Start) -> None:
    async with start():
        telegram.write(7, "wake 0.3")
        await _woken(telegram)
    assert telegram.shown(7).count(REMINDED) == 1


async def test_what_was_missed_while_stopped_is_said_after_the_start(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        telegram.write(7, "wake 0.5")
        await telegram.until(lambda: telegram.shown(7) and bot.outbox.is_empty)
    await asyncio.sleep(0.6)
    async with start():
        await _woken(telegram)


async def test_a_jump_of_the_clock_wakes(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        telegram.write(7, "wake 7200")
        await telegram.until(lambda: telegram.shown(7) and bot.outbox.is_empty)
        await asyncio.sleep(0.1)
        assert REMINDED not in telegram.shown(7)
        bot.clock.set(bot.clock.now() + timedelta(hours=3))
        await _woken(telegram)


async def test_a_sooner_wake_is_not_slept_through(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        telegram.write(7, "wake 7200")
        await telegram.until(lambda: telegram.shown(7) and bot.outbox.is_empty)
        telegram.write(8, "wake 0.2")
        await _woken(telegram, 8)


async def test_a_wake_that_fails_comes_again_later_and_stops_no_other(
    telegram: FakeTelegram, build: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with build() as bot:
        conversation = bot.conversation
        tried: list[int] = []

        def wake(turn: Any) -> object:
            tried.append(turn.chat_id)
            if turn.chat_id == 7:
                raise ValueError("no words for this")
            return conversation.wake(turn)

        broken = dataclasses.replace(conversation, wake=wake)
        monkeypatch.setattr(bot.turns._player, "_conversation", broken)
        async with running(bot):
            telegram.write(7, "wake 0.1")
            telegram.write(8, "wake 0.3")
            await _woken(telegram, 8)
            assert tried.count(7) == 1
            monkeypatch.setattr(bot.turns._player, "_conversation", conversation)
            bot.clock.set(bot.clock.now() + timedelta(hours=2))
            await _woken(telegram, 7)


async def test_reminders_wait_for_replies(telegram: FakeTelegram, build: Start) -> None:
    async with build(send_rate=5) as bot:
        answers = [Outgoing(chat, Show("answer", is_screen=False)) for chat in range(20, 24)]
        now = bot.clock.now()
        ids = await bot.store.commit(
            Commit(bot_id=bot.bot.id, chat_id=9, at=now, outgoing=tuple(answers))
        )
        bot.outbox.add(
            OutboxRow(row_id, one.chat_id, one.priority, one.expires_at, one.effect)
            for row_id, one in zip(ids, answers, strict=True)
        )
        telegram.write(7, "wake 0")
        async with running(bot):
            await _woken(telegram)
    texts = [call.parameters["text"] for call in telegram.called("sendMessage")]
    assert texts.index(REMINDED) > max(i for i, text in enumerate(texts) if text == "answer")


async def test_a_case_is_erased_when_nobody_has_written_for_long(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        telegram.write(7, "hello")
        await telegram.until(lambda: telegram.shown(7) and bot.outbox.is_empty)
        bot.clock.set(bot.clock.now() + timedelta(days=91))
        await _until_erased(bot)


async def _until_erased(bot: Companion) -> None:
    async with asyncio.timeout(10):
        while (await bot.store.load(7)).case is not None:  # noqa: ASYNC110 - nothing to await
            await asyncio.sleep(0.02)


async def test_every_case_is_looked_at_within_a_week(build: Start) -> None:
    """So that new rules and new zone data take hold."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "hello")])
        wake = await bot.store.next_wake()
        assert wake is not None
        assert timedelta(days=6) < wake - bot.clock.now() <= timedelta(days=7)
        eight_days = timedelta(days=8).total_seconds()
        await bot.turns.handle(8, [text_update(2, f"wake {eight_days}", chat_id=8)])
        case = (await bot.store.load(8)).case
        assert case is not None
        assert await bot.store.due(bot.clock.now() + timedelta(days=6)) == []
        assert case.case_id in await bot.store.due(bot.clock.now() + timedelta(days=7))


async def test_cases_that_cannot_be_read_do_not_hide_the_others(
    telegram: FakeTelegram, build: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are: they are put off, and are not asked again and again."""
    async with build() as bot:
        past = bot.clock.now() - timedelta(hours=1)
        for chat_id in range(100, 201):
            case = Case(f"case-{chat_id}", past, members=[Member(chat_id, "en", past)])
            await bot.store.commit(
                Commit(bot_id=1, chat_id=chat_id, at=past, case=case, wake=Wake(past))
            )
        with contextlib.closing(sqlite3.connect(bot.settings.database_path)) as file, file:
            file.execute("UPDATE cases SET document = x'00'")
        await bot.turns.handle(7, [text_update(1, "wake 0")])
        load, asked = bot.store.load_case, Counter[str]()

        async def counted(case_id: str) -> tuple[Case, int] | None:
            asked[case_id] += 1
            return await load(case_id)

        monkeypatch.setattr(bot.store, "load_case", counted)
        async with running(bot):
            await _woken(telegram)
        assert [asked[f"case-{chat_id}"] for chat_id in range(100, 201)] == [1] * 101


async def test_a_case_nobody_is_on_is_not_woken_again_and_again(build: Start) -> None:
    async with build() as bot:
        now = bot.clock.now()
        case = Case("lonely", now)
        await bot.store.commit(Commit(bot_id=1, chat_id=7, at=now, case=case, wake=Wake(now)))
        await bot.turns.wake("lonely")
        assert await bot.store.due(bot.clock.now()) == []


async def test_a_wake_that_is_always_overtaken_is_put_off_and_counted(
    build: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "wake 0")])
        loaded = await bot.store.load(7)
        assert loaded.case is not None
        bot.clock.set(bot.clock.now() + timedelta(minutes=1))

        async def conflicting(_what: Commit) -> tuple[int, ...]:
            raise Conflict

        monkeypatch.setattr(bot.store, "commit", conflicting)
        await bot.turns.wake(loaded.case.case_id)
        assert await bot.store.due(bot.clock.now()) == []
        labels = {"kind": "wake", "end": "stuck"}
        assert bot.metrics.registry.get_sample_value("companion_turns_total", labels) == 1


async def test_what_waits_for_an_erased_case_does_not_leave_any_more(
    telegram: FakeTelegram, build: Start
) -> None:
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "hello")])
        assert not bot.outbox.is_empty
        bot.clock.set(bot.clock.now() + timedelta(days=91))
        await bot.waker._purge()
        assert bot.outbox.is_empty
    assert telegram.shown(7) == []
