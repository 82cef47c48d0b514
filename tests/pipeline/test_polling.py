"""Long polling loses nothing: an update is confirmed only after its commit."""

import asyncio
import sqlite3
from typing import Any

import pytest
from stand_ins.echo import SORRY
from stand_ins.fake_telegram import Failure, FakeTelegram

from bot.intake.updates import past
from bot.problems import Problem
from pipeline.conftest import Start
from state.store.refusals import Conflict
from state.store.rows import Commit


async def test_a_message_is_answered_and_then_confirmed(
    telegram: FakeTelegram, start: Start
) -> None:
    """Also by a server that is not the sandbox."""
    telegram.write(7, "hello")
    async with start():
        await telegram.until(lambda: telegram.shown(7) and not telegram.queue)
    assert telegram.shown(7) == ["<b>1</b> hello"]


async def test_nothing_is_confirmed_before_its_commit(
    telegram: FakeTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as bot:
        may_go = asyncio.Event()
        commit, begun = bot.store.commit, asyncio.Event()

        async def slowly(what: Commit) -> tuple[int, ...]:
            begun.set()
            await may_go.wait()
            return await commit(what)

        monkeypatch.setattr(bot.store, "commit", slowly)
        update_id = telegram.write(7, "hello")
        await asyncio.wait_for(begun.wait(), 10)
        offsets = [call.parameters["offset"] for call in telegram.called("getUpdates")]
        assert all(offset <= update_id for offset in offsets)
        assert telegram.queue
        may_go.set()
        await telegram.until(lambda: not telegram.queue)
    assert telegram.shown(7) == ["<b>1</b> hello"]


async def test_a_database_in_trouble_keeps_the_updates_with_telegram(
    telegram: FakeTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is acknowledged, nothing is said; when it is well again, all is handled."""
    async with start() as bot:
        commit, failed = bot.store.commit, asyncio.Event()

        async def troubled(_what: Commit) -> tuple[int, ...]:
            failed.set()
            raise sqlite3.OperationalError("disk I/O error")

        monkeypatch.setattr(bot.store, "commit", troubled)
        telegram.write(7, "hello")
        await asyncio.wait_for(failed.wait(), 10)
        assert telegram.queue
        assert telegram.shown(7) == []
        monkeypatch.setattr(bot.store, "commit", commit)
        await telegram.until(lambda: not telegram.queue and telegram.shown(7))
        assert await bot.store.stuck() == []
    assert telegram.shown(7) == ["<b>1</b> hello"]


@pytest.mark.parametrize(
    "failure",
    [
        Failure("getUpdates", 502, "Bad Gateway"),
        Failure("getUpdates", 429, "Too Many Requests: retry after 1", retry_after=1),
        Failure("getUpdates", drop=True),
        Failure("getUpdates", 409, "Conflict: terminated by other getUpdates request"),
        Failure("deleteWebhook", 500),
        Failure("getMe", drop=True),
    ],
    ids=lambda failure: f"{failure.method} {failure.status} {failure.drop}",
)
async def test_a_call_that_fails_is_tried_again(
    telegram: FakeTelegram, start: Start, failure: Failure
) -> None:
    telegram.failures.append(failure)
    telegram.write(7, "hello")
    async with start():
        await telegram.until(lambda: telegram.shown(7) and not telegram.queue)
    assert telegram.shown(7) == ["<b>1</b> hello"]


async def test_another_process_that_polls_is_named(
    telegram: FakeTelegram, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    telegram.other_poller = True
    async with start():
        await telegram.until(lambda: len(telegram.called("getUpdates")) > 1)
        telegram.other_poller = False
        telegram.write(7, "hello")
        await telegram.until(lambda: telegram.shown(7))
    printed = capsys.readouterr()
    assert "another process polls with this token" in printed.out + printed.err


async def test_a_refused_token_ends_the_program(telegram: FakeTelegram, build: Start) -> None:
    """At the start and later on."""
    async with build() as bot:
        running = asyncio.create_task(bot.run())
        await telegram.until(lambda: telegram.called("deleteWebhook"))
        telegram.refuse_token = True
        telegram.write(7, "hello")
        with pytest.raises(Problem, match="refuses the token"):
            await asyncio.wait_for(running, 10)
    with pytest.raises(Problem, match="refuses the token"):
        async with build():
            pass


async def test_an_update_that_cannot_be_parsed_does_not_stop_the_rest(
    telegram: FakeTelegram, start: Start
) -> None:
    """It is kept aside."""
    broken: dict[str, Any] = {"message": {"message_id": 1, "chat": {"id": 7}}}
    broken_id = telegram.put(broken)
    telegram.put({"message": "no message at all"})
    telegram.put({"news": [1, 2, 3]})
    telegram.write(7, "hello")
    async with start() as bot:
        await telegram.until(lambda: telegram.shown(7) and not telegram.queue)
        stuck = [one.update_id for one in await bot.store.stuck()]
    assert broken_id in stuck
    assert any("hello" in text for text in telegram.shown(7))


async def test_an_update_that_comes_twice_is_handled_once(
    telegram: FakeTelegram, start: Start
) -> None:
    """As after a crash between commit and confirmation."""
    telegram.write(7, "hello")
    again = dict(telegram.queue[0])
    async with start():
        await telegram.until(lambda: telegram.shown(7) and not telegram.queue)
    telegram.put(again)
    telegram.write(7, "more")
    async with start():
        await telegram.until(lambda: len(telegram.shown(7)) > 1 and not telegram.queue)
    assert telegram.shown(7) == ["<b>1</b> hello", "<b>2</b> more"]


async def test_one_chat_whose_updates_all_fail_stops_nobody(
    telegram: FakeTelegram, start: Start
) -> None:
    """Each of them costs a try, and no number of them is too many."""
    ids = {telegram.write(7, "boom") for _ in range(70)}
    telegram.write(8, "hello")
    async with start() as bot:
        await telegram.until(lambda: not telegram.queue and telegram.shown(8), seconds=30)
        assert {one.update_id for one in await bot.store.stuck()} == ids
        await telegram.until(lambda: telegram.shown(7))
    assert telegram.shown(8) == ["<b>1</b> hello"]
    assert telegram.shown(7) == [SORRY]


async def test_a_case_that_always_moves_on_stops_nobody(
    telegram: FakeTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its update is set aside, and the parent told."""
    async with start() as bot:
        commit = bot.store.commit

        async def conflicting(what: Commit) -> tuple[int, ...]:
            if what.chat_id == 7 and what.case is not None:
                raise Conflict
            return await commit(what)

        monkeypatch.setattr(bot.store, "commit", conflicting)
        update_id = telegram.write(7, "hello")
        telegram.write(8, "hello")
        await telegram.until(lambda: telegram.shown(7) and telegram.shown(8))
        await telegram.until(lambda: not telegram.queue)
        assert [one.update_id for one in await bot.store.stuck()] == [update_id]
    assert telegram.shown(7) == [SORRY]


@pytest.mark.parametrize(
    "broken",
    [
        {"message": {"chat": {"id": 2**63}, "text": "too far"}},
        {"message": {"chat": {"id": -(2**63) - 1}, "text": "too far"}},
        {"message": {"chat": {"id": "seven"}, "text": "no number"}},
        {"message": {"chat": {"id": True}, "text": "no number"}},
    ],
)
async def test_a_chat_that_cannot_be_named_stops_nobody(
    telegram: FakeTelegram, start: Start, broken: dict[str, Any]
) -> None:
    """It is passed over."""
    telegram.put(broken)
    telegram.write(7, "hello")
    async with start():
        await telegram.until(lambda: telegram.shown(7) and not telegram.queue)
    assert telegram.shown(7) == ["<b>1</b> hello"]


@pytest.mark.parametrize("update_id", [2**63, 2**80])
async def test_an_update_whose_id_cannot_be_kept_is_passed_over(
    telegram: FakeTelegram, start: Start, update_id: int
) -> None:
    telegram.write(7, "hello")
    telegram.put({"update_id": update_id})
    async with start():
        await telegram.until(lambda: telegram.shown(7) and not telegram.queue)


def test_the_offset_goes_on_past_what_has_no_number() -> None:
    assert past([{"update_id": 4}, {"update_id": "x"}, None], 3) == 5
    assert past([{"update_id": True}], 7) == 8
    assert past([{}], 7) == 8
