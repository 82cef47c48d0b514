"""What a queue keeps, for how long and how much of it at once; real time is made to pass."""

import asyncio
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from asking import Asker

from bot.sandbox import callbacks, poller, updates, webhooks
from bot.sandbox.methods import updates as methods

PassTime = Callable[[float], None]
DAY = 86_400


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> PassTime:
    """So many seconds later than now, for queues and presses."""

    def later(seconds: float) -> None:
        now = SimpleNamespace(time=lambda: time.time() + seconds, monotonic=time.monotonic)
        for module in (updates, callbacks, webhooks):
            monkeypatch.setattr(module, "time", now)

    return later


async def _waiting(bot: Asker) -> int:
    return int((await bot.result("getWebhookInfo"))["pending_update_count"])


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("callback_query", 150),
        ("inline_query", 30),
        ("chosen_inline_result", 600),
        ("message", DAY),
        ("edited_message", DAY),
        ("my_chat_member", DAY),
        ("poll", DAY),
    ],
)
async def test_updates_are_kept_for_a_time(
    bot: Asker, pass_time: PassTime, kind: str, kept: int
) -> None:
    await bot.result("getMe")
    await bot.do("updates", {kind: {}})
    pass_time(kept - 5)
    assert await _waiting(bot) == 1
    pass_time(kept + 1)
    assert await _waiting(bot) == 0


async def test_full_queue_takes_no_more(bot: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds a hundred thousand; three here."""
    assert updates.LONGEST == 100_000
    monkeypatch.setattr(updates, "LONGEST", 3)
    person = await bot.acquaintance()
    for text in "abcde":
        await person.says(text)
    assert [u["message"]["text"] for u in await bot.updates()] == ["a", "b", "c"]


async def test_answer_of_four_megabytes_at_most(bot: Asker) -> None:
    await bot.result("getMe")
    bot.strict = False
    for _ in range(5):
        await bot.do("updates", {"message": {"text": "a" * 1_000_000}})
    assert len(await bot.result("getUpdates", offset=1)) == 4


async def test_poll_waits_fifty_seconds_at_most(
    bot: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it asks to; none here."""
    assert methods._LONGEST_POLL == 50
    monkeypatch.setattr(methods, "_LONGEST_POLL", 0)
    assert await bot.result("getUpdates", offset=1, timeout=999) == []


async def test_second_conflict_is_held_back(bot: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """For three seconds; less here."""
    assert poller._CONFLICT_PAUSE == 3
    monkeypatch.setattr(poller, "_CONFLICT_PAUSE", 0.3)
    await bot.result("setWebhook", url="http://127.0.0.1:9/")
    assert (await bot.call("getUpdates")).status == 409
    began = time.monotonic()
    assert (await bot.call("getUpdates")).status == 409
    assert time.monotonic() - began > 0.25
    await bot.result("deleteWebhook")


async def test_same_offset_within_three_seconds_waits(bot: Asker) -> None:
    """Also a caller that does not want to; what comes meanwhile ends the wait."""
    person = await bot.acquaintance()
    assert await bot.result("getUpdates", offset=5) == []
    again = asyncio.create_task(bot.result("getUpdates", offset=5))
    await asyncio.sleep(0.1)
    assert not again.done()
    await person.says("here")
    assert len(await again) == 1


async def test_answer_that_comes_too_late(bot: Asker, pass_time: PassTime) -> None:
    """A press can be answered as long as its update is kept."""
    await bot.result("getMe")
    press = {"id": "17", "from": {"id": 1}, "chat_instance": "1", "data": "a"}
    await bot.do("updates", {"callback_query": press})
    pass_time(151)
    reply = await bot.call("answerCallbackQuery", callback_query_id="17")
    assert reply.refusal == (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
