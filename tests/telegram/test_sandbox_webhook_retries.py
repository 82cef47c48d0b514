"""What becomes of an update that a webhook does not take."""

import itertools
import time

import pytest
from aiohttp import web
from asking import Asker, Person
from receiver import Receiver
from stand_ins.waiting import eventually

from bot.sandbox import throttle, webhooks


async def _hooked(bot: Asker, receiver: Receiver) -> Person:
    person = await bot.acquaintance()
    await bot.result("setWebhook", url=receiver.url)
    return person


async def _last_error(bot: Asker) -> str:
    """As getWebhookInfo tells it, once there is one."""
    await eventually(lambda: _failed(bot))
    return str((await bot.result("getWebhookInfo"))["last_error_message"])


async def _failed(bot: Asker) -> bool:
    return "last_error_date" in await bot.result("getWebhookInfo")


@pytest.mark.parametrize("status", [201, 204, 299])
async def test_any_success_will_do(bot: Asker, receiver: Receiver, status: int) -> None:
    person = await _hooked(bot, receiver)
    receiver.answers = [web.Response(status=status)]
    await person.says("a")
    await person.says("b")
    assert await receiver.texts(2) == ["a", "b"]


@pytest.mark.parametrize("status", [302, 403, 503])
async def test_anything_else_is_tried_again(bot: Asker, receiver: Receiver, status: int) -> None:
    person = await _hooked(bot, receiver)
    answer = web.Response(status=status, reason="Odd", headers={"Location": "http://a.org"})
    receiver.answers = [answer]
    await person.says("a")
    assert await receiver.texts(2) == ["a", "a"]
    assert await _last_error(bot) == f"Wrong response from the webhook: {status} Odd"


async def test_pauses_grow(bot: Asker, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """None, then two seconds, four, eight and so on up to one or two minutes; less here."""
    assert (webhooks._FIRST_PAUSE, webhooks._LONGEST_PAUSE) == (2, (60, 120))
    monkeypatch.setattr(webhooks, "_FIRST_PAUSE", 0.1)
    monkeypatch.setattr(webhooks, "_LONGEST_PAUSE", (0.25, 0.25))
    person = await _hooked(bot, receiver)
    receiver.answers = [web.Response(status=500) for _ in range(4)]
    await person.says("a")
    await receiver.texts(5)
    first, *pauses = [after - before for before, after in itertools.pairwise(receiver.times)]
    assert first < 0.09
    assert all(pause >= least for pause, least in zip(pauses, (0.1, 0.2, 0.25), strict=True))
    assert pauses[2] < 0.39


async def test_connection_that_ends(bot: Asker, receiver: Receiver) -> None:
    person = await _hooked(bot, receiver)
    receiver.answers = [None]
    await person.says("a")
    assert await receiver.texts(2) == ["a", "a"]
    assert await _last_error(bot) == "Webhook connection closed"


async def test_bot_that_is_gone_for_a_day_loses_its_webhook(
    bot: Asker, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After 23 hours of 410; at once here. The updates wait for it."""
    assert webhooks._DROPPED_AFTER == 23 * 3600
    monkeypatch.setattr(webhooks, "_DROPPED_AFTER", 0)
    person = await _hooked(bot, receiver)
    receiver.answers = [web.Response(status=410) for _ in range(3)]
    await person.says("a")
    await receiver.texts(2)
    await eventually(lambda: _has_no_webhook(bot))
    assert [u["message"]["text"] for u in await bot.result("getUpdates", offset=3)] == ["a"]


async def _has_no_webhook(bot: Asker) -> bool:
    return not (await bot.result("getWebhookInfo"))["url"]


async def test_failing_webhook_gets_few_new_connections(
    bot: Asker, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One every two seconds after ten without success; one every 0.2 s at once here."""
    assert (throttle._PATIENCE, throttle._SPACING) == (10, 2)
    monkeypatch.setattr(throttle, "_PATIENCE", 0)
    monkeypatch.setattr(throttle, "_SPACING", 0.2)
    monkeypatch.setattr(webhooks, "_FIRST_PAUSE", 0.1)
    people = [await bot.acquaintance(), await bot.person(), await bot.person()]
    await bot.result("setWebhook", url=receiver.url)
    began = time.monotonic()
    receiver.answers = [None, None, None]
    for person in people:
        await person.says("a")
    await receiver.texts(6)
    assert time.monotonic() - began > 0.75


async def test_setting_it_anew_can_drop_what_waits(bot: Asker, receiver: Receiver) -> None:
    person = await bot.acquaintance()
    await person.says("old")
    await bot.result("setWebhook", url=receiver.url, drop_pending_updates=True)
    await person.says("new")
    assert await receiver.texts(1) == ["new"]
