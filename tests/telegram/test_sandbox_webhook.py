"""Webhooks: delivered in order, tried again, with a secret, answered in the body."""

import asyncio
import json

from aiohttp import web
from asking import Asker
from receiver import Receiver


async def test_update_arrives_with_the_secret(bot: Asker, receiver: Receiver) -> None:
    person = await bot.acquaintance()
    reply = await bot.call("setWebhook", url=receiver.url, secret_token="s-3_cret")
    assert reply.document["description"] == "Webhook was set"
    assert (await bot.get("health"))["bot"] == "connected"
    await person.says("hi")
    update, headers = await asyncio.wait_for(receiver.got.get(), 5)
    assert update["message"]["text"] == "hi"
    assert headers["X-Telegram-Bot-Api-Secret-Token"] == "s-3_cret"
    assert headers["Content-Type"] == "application/json"
    assert headers["Connection"].lower() == "keep-alive"
    assert headers["Accept-Encoding"] == "gzip, deflate"
    info = await bot.result("getWebhookInfo")
    assert (receiver.url, 40, "127.0.0.1") == (
        info["url"],
        info["max_connections"],
        info["ip_address"],
    )
    assert (await bot.call("deleteWebhook")).document["description"] == "Webhook was deleted"
    reply = await bot.call("deleteWebhook")
    assert reply.document["description"] == "Webhook is already deleted"


async def test_what_waits_is_delivered_when_a_webhook_is_set(
    bot: Asker, receiver: Receiver
) -> None:
    person = await bot.acquaintance()
    for text in "abc":
        await person.says(text)
    await bot.result("setWebhook", url=receiver.url)
    assert list("abc") == await receiver.texts(3)


async def test_failure_holds_up_its_chat_only(bot: Asker, receiver: Receiver) -> None:
    """The first retry comes at once, and what came later in that chat comes after it."""
    ana, ben = await bot.acquaintance(), await bot.person("Ben")
    await bot.result("setWebhook", url=receiver.url)
    receiver.answers = [web.Response(status=500, headers={"Retry-After": "1"})]
    await ana.says("a")
    assert await receiver.texts(1) == ["a"]
    info = await bot.result("getWebhookInfo")
    assert (
        (info["last_error_message"]) == "Wrong response from the webhook: 500 Internal Server Error"
    )
    assert (await bot.get("health"))["bot"] == "waiting"
    await ana.says("b")
    await ben.says("c")
    assert await receiver.texts(3) == ["c", "a", "b"]
    assert (await bot.result("getWebhookInfo"))["pending_update_count"] == 0
    assert (await bot.get("health"))["bot"] == "connected"


async def test_press_may_overtake_a_message(bot: Asker, receiver: Receiver) -> None:
    """They wait in different lines."""
    ana = await bot.acquaintance()
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    sent = await bot.result("sendMessage", chat_id=ana.chat_id, text="hi", reply_markup=markup)
    await bot.result("setWebhook", url=receiver.url)
    receiver.answers = [web.Response(status=500, headers={"Retry-After": "1"})]
    await ana.says("a")
    await receiver.next()
    press = {"message_id": sent["message_id"], "callback_data": "a"}
    task = asyncio.create_task(ana.does("presses", press))
    query = (await receiver.next())["callback_query"]
    await bot.result("answerCallbackQuery", callback_query_id=query["id"])
    assert (await task)[1]["answered"] is True
    assert await receiver.texts(1) == ["a"]


async def test_call_in_the_answer(bot: Asker, receiver: Receiver) -> None:
    """Is done, as JSON or as a form, unless it asks for something."""
    person = await bot.acquaintance()
    await bot.result("setWebhook", url=receiver.url)
    call = {"method": "sendMessage", "chat_id": person.chat_id, "text": "by the way"}
    receiver.answers = [web.json_response(call), web.json_response({"method": "deleteWebhook"})]
    await person.says("a")
    await person.says("b")
    await receiver.texts(2)
    for _ in range(100):
        if "by the way" in [m["text"] for m in await person.sees()]:
            break
        await asyncio.sleep(0.01)
    assert "by the way" in [m["text"] for m in await person.sees()]
    assert receiver.url == (await bot.result("getWebhookInfo"))["url"]


async def test_pending_updates_survive_unless_dropped(bot: Asker) -> None:
    person = await bot.acquaintance()
    await bot.result("setWebhook", url="http://127.0.0.1:9/")
    await person.says("kept")
    await asyncio.sleep(0.05)
    info = await bot.result("getWebhookInfo")
    assert (
        info["pending_update_count"],
        info["last_error_message"],
    ) == (1, "Can't connect to the webhook")
    await bot.result("deleteWebhook")
    assert [u["message"]["text"] for u in await bot.result("getUpdates", offset=1)] == ["kept"]
    await bot.result("deleteWebhook", drop_pending_updates=True)
    assert await bot.result("getUpdates", offset=2) == []


async def test_webhook_set_twice(bot: Asker, receiver: Receiver) -> None:
    """Within a second the second is refused."""
    await bot.result("setWebhook", url=receiver.url, max_connections=1000)
    reply = await bot.call("setWebhook", url=receiver.url)
    assert reply.refusal == (429, "Too Many Requests: retry after 1")
    await asyncio.sleep(1.05)
    reply = await bot.call("setWebhook", url=receiver.url, max_connections=100)
    assert reply.document["description"] == "Webhook is already set"
    assert (await bot.result("getWebhookInfo"))["max_connections"] == 100


async def test_allowed_updates_are_shown_and_shared(bot: Asker, receiver: Receiver) -> None:
    person = await bot.acquaintance()
    wanted = json.dumps(["callback_query"])
    await bot.result("setWebhook", url=receiver.url, allowed_updates=wanted)
    assert (await bot.result("getWebhookInfo"))["allowed_updates"] == ["callback_query"]
    await bot.result("deleteWebhook")
    await person.says("not wanted")
    assert await bot.result("getUpdates", offset=1) == []
