"""How calls are written and answered: names, parameters, kinds of bodies."""

import json
from typing import Any

import aiohttp
import pytest
from asking import Asker
from yarl import URL


@pytest.mark.parametrize("name", ["getMe", "getme", "GETME"])
async def test_names_without_regard_to_case(bot: Asker, name: str) -> None:
    assert bot.id == (await bot.result(name))["id"]


async def test_four_ways_to_send_parameters(bot: Asker) -> None:
    """Query, form, JSON and multipart say the same; JSON values need no quoting."""
    person = await bot.acquaintance()
    chat, markup = person.chat_id, {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    form = {"chat_id": str(chat), "text": "hi", "reply_markup": json.dumps(markup)}
    with aiohttp.MultipartWriter("form-data") as parts:
        for name, value in form.items():
            parts.append(value).set_content_disposition("form-data", name=name)
    bodies: list[dict[str, Any]] = [
        {"params": form},
        {"data": form},
        {"json": {"chat_id": chat, "text": "hi", "reply_markup": markup}},
        {"json": form},
        {"data": parts},
    ]
    for body in bodies:
        message = (await bot.post("sendMessage", **body)).result
        assert ("hi", markup) == (message["text"], message["reply_markup"])


async def test_first_of_two_values_counts(bot: Asker) -> None:
    """Those of the query come before those of the body."""
    person = await bot.acquaintance()
    message = (
        await bot.post(
            "sendMessage", params={"text": "query"}, data={"chat_id": person.chat_id, "text": "b"}
        )
    ).result
    assert message["text"] == "query"


async def test_method_as_parameter_and_by_get(bot: Asker) -> None:
    async with bot.session.get(f"/bot{bot.token}/", params={"method": "getMe"}) as response:
        assert response.status == 200
    async with bot.session.get(f"/bot{bot.token}/test/getMe") as response:
        assert response.status == 200
    async with bot.session.get(f"/bot{bot.token}") as response:
        assert (response.status, (await response.json())["description"]) == (404, "Not Found")


async def test_addresses_are_percent_decoded(bot: Asker) -> None:
    """Token and method alike."""
    path = f"/bot{bot.token.replace(':', '%3A')}/get%4De"
    async with bot.session.get(bot.session._build_url(URL(path, encoded=True))) as response:
        assert (await response.json())["result"]["id"] == bot.id


@pytest.mark.parametrize(
    ("written", "means"),
    [*((word, True) for word in ("true", "True", "yes", "1")), ("on", False), ("2", False)],
)
async def test_what_counts_as_true(bot: Asker, written: str, *, means: bool) -> None:
    person = await bot.acquaintance()
    message = await bot.result(
        "sendMessage", chat_id=person.chat_id, text="hi", protect_content=written
    )
    assert message.get("has_protected_content", False) == means


async def test_what_get_me_says(bot: Asker) -> None:
    me = await bot.result("getMe")
    assert (me["id"], me["is_bot"], me["first_name"]) == (bot.id, True, "Referral Companion")
    assert me["username"].endswith("_bot")
    assert me["can_join_groups"] is True
    assert me["can_read_all_group_messages"] is me["supports_inline_queries"] is False


async def test_body_that_is_no_json_loses_its_parameters(bot: Asker) -> None:
    reply = await bot.post("sendMessage", data=b"{", headers={"Content-Type": "application/json"})
    assert reply.refusal == (400, "Bad Request: message text is empty")


@pytest.mark.parametrize("none", [{}, {"reply_markup": {"inline_keyboard": []}}])
async def test_edit_without_keyboard_removes_it(bot: Asker, none: dict[str, Any]) -> None:
    person = await bot.acquaintance()
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    message = await bot.result(
        "sendMessage", chat_id=person.chat_id, text="hi", reply_markup=markup
    )
    where = {"chat_id": person.chat_id, "message_id": message["message_id"]}
    edited = await bot.result("editMessageText", **where, text="ho", **none)
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= message["date"]


async def test_options_are_echoed(bot: Asker) -> None:
    """Protection, effect and the message that is answered show in the new message."""
    person = await bot.acquaintance()
    number = await person.says("question")
    message = await bot.result(
        "sendMessage",
        chat_id=person.chat_id,
        text="answer",
        protect_content=True,
        message_effect_id="5046509860389126442",
        reply_parameters={"message_id": number},
    )
    assert message["has_protected_content"] is True
    assert message["effect_id"] == "5046509860389126442"
    assert message["reply_to_message"]["text"] == "question"
    lenient = {"message_id": 1, "allow_sending_without_reply": True}
    message = await bot.result(
        "sendMessage", chat_id=person.chat_id, text="answer", reply_parameters=lenient
    )
    assert "reply_to_message" not in message


async def test_copies_and_forwards(bot: Asker) -> None:
    person = await bot.acquaintance()
    chat = person.chat_id
    number = await person.says("hello")
    copied = await bot.result("copyMessage", chat_id=chat, from_chat_id=chat, message_id=number)
    forwarded = await bot.result(
        "forwardMessage", chat_id=chat, from_chat_id=chat, message_id=number
    )
    assert forwarded["forward_origin"]["sender_user"]["id"] == chat
    several = await bot.result(
        "copyMessages", chat_id=chat, from_chat_id=chat, message_ids=[number, 1]
    )
    await bot.result("forwardMessages", chat_id=chat, from_chat_id=chat, message_ids=[number])
    assert len(several) == 1
    assert {"hello"} == {m["text"] for m in (await person.sees()) if m["text"] != "/start"}
    assert number < copied["message_id"] < forwarded["message_id"]


async def test_protected_messages_are_not_passed_on(bot: Asker) -> None:
    person = await bot.acquaintance()
    chat = person.chat_id
    message = await bot.result("sendMessage", chat_id=chat, text="hi", protect_content=True)
    reply = await bot.call(
        "forwardMessage", chat_id=chat, from_chat_id=chat, message_id=message["message_id"]
    )
    assert reply.status == 400


async def test_deleted_messages_are_gone(bot: Asker) -> None:
    person = await bot.acquaintance()
    chat = person.chat_id
    numbers = [
        (await bot.result("sendMessage", chat_id=chat, text=text))["message_id"] for text in "abc"
    ]
    await bot.result("deleteMessage", chat_id=chat, message_id=numbers[0])
    await bot.result("deleteMessages", chat_id=chat, message_ids=[*numbers, 1])
    assert [m["deleted"] for m in (await person.sees())[-3:]] == [True] * 3


async def test_profile(bot: Asker) -> None:
    """Commands by scope and language, texts by language; what is not set in one falls back."""
    commands = [{"command": "/start ", "description": " Begin "}]
    await bot.result("setMyCommands", commands=commands)
    assert await bot.result("getMyCommands") == [{"command": "start", "description": "Begin"}]
    assert await bot.result("getMyCommands", language_code="es") == []
    assert await bot.result("getMyCommands", scope={"type": "all_private_chats"}) == []
    await bot.result("setMyCommands")
    assert await bot.result("getMyCommands") == []
    await bot.result("setMyCommands", commands=commands)
    await bot.result("deleteMyCommands")
    assert await bot.result("getMyCommands") == []
    await bot.result("setMyDescription", description="Long")
    await bot.result("setMyShortDescription", short_description="Short")
    await bot.result("setMyName", name="Name")
    await bot.result("setMyName", name="Nombre", language_code="es")
    assert await bot.result("getMyDescription", language_code="es") == {"description": "Long"}
    assert await bot.result("getMyShortDescription") == {"short_description": "Short"}
    assert await bot.result("getMyName", language_code="es") == {"name": "Nombre"}
    assert (await bot.result("getMe"))["first_name"] == "Name"
    assert await bot.result("getChatMenuButton") == {"type": "commands"}
    await bot.result("setChatMenuButton", menu_button={"type": "default"})
    assert await bot.result("getChatMenuButton") == {"type": "default"}


async def test_small_things(bot: Asker) -> None:
    person = await bot.acquaintance()
    number = await person.says("hi")
    chat = await bot.result("getChat", chat_id=person.chat_id)
    assert (chat["type"], chat["first_name"]) == ("private", "Ana")
    assert await bot.result("sendChatAction", chat_id=person.chat_id, action="typing")
    reaction = [{"type": "emoji", "emoji": "👍"}]
    assert await bot.result(
        "setMessageReaction", chat_id=person.chat_id, message_id=number, reaction=reaction
    )
    assert await bot.result("close")


async def test_group_that_a_raw_update_speaks_of(bot: Asker) -> None:
    """The bot may answer there, until it leaves."""
    await bot.acquaintance()
    group = {"id": -100, "type": "group", "title": "Family"}
    await bot.do("updates", {"message": {"message_id": 1, "date": 1, "chat": group}})
    assert (await bot.result("sendMessage", chat_id=-100, text="hi"))["chat"] == group
    await bot.result("leaveChat", chat_id=-100)
    reply = await bot.call("sendMessage", chat_id=-100, text="hi")
    assert reply.refusal == (403, "Forbidden: bot was kicked from the group chat")
