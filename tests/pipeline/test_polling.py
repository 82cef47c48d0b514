"""Long polling loses nothing: an update is confirmed only after its commit."""

import asyncio
import sqlite3
from typing import Any

import pytest
from stand_ins.fake_telegram import Failure, FakeTelegram

from bot.problems import Problem
from pipeline.conftest import Start
from state.rows import Commit


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
        commit = bot.store.commit

        async def slowly(what: Commit) -> tuple[int, ...]:
            await may_go.wait()
            return await commit(what)

        monkeypatch.setattr(bot.store, "commit", slowly)
        update_id = telegram.write(7, "hello")
        await asyncio.sleep(0.3)
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
        commit, failures = bot.store.commit, iter(range(2))

        async def troubled(what: Commit) -> tuple[int, ...]:
            if next(failures, None) is not None:
                raise sqlite3.OperationalError("disk I/O error")
            return await commit(what)

        monkeypatch.setattr(bot.store, "commit", troubled)
        telegram.write(7, "hello")
        await asyncio.sleep(0.3)
        assert telegram.queue
        assert telegram.shown(7) == []
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
