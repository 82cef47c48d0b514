"""The control API, exactly as promised: people, presses, messages, clock, faults, record."""

import asyncio
import time
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest
from asking import Asker, Person

from bot.sandbox.control import chats


async def _with_button(bot: Asker) -> tuple[Person, int]:
    person = await bot.acquaintance()
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    message = await bot.result(
        "sendMessage", chat_id=person.chat_id, text="hi", reply_markup=markup
    )
    return person, message["message_id"]


async def test_deep_link_arrives_as_a_command(bot: Asker) -> None:
    person = await bot.person()
    await person.says("/start abc_-1")
    message = (await bot.updates())[-1]["message"]
    assert ("/start abc_-1", person.chat_id) == (message["text"], message["from"]["id"])
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_press_returns_the_answer(bot: Asker) -> None:
    person, number = await _with_button(bot)
    press = asyncio.create_task(
        person.does("presses", {"message_id": number, "callback_data": "a"})
    )
    update = (await bot.result("getUpdates", offset=9, timeout=5))[0]
    query = update["callback_query"]
    assert ("a", number) == (query["data"], query["message"]["message_id"])
    assert query["chat_instance"]
    await bot.result("answerCallbackQuery", callback_query_id=query["id"], text="Done")
    assert await press == (200, {"answered": True, "text": "Done", "show_alert": False})
    again = await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    assert again.status == 400


async def test_press_without_an_answer_ends_after_five_seconds(
    bot: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sooner here."""
    assert chats._ANSWER_WITHIN == 5
    monkeypatch.setattr(chats, "_ANSWER_WITHIN", 0.3)
    person, number = await _with_button(bot)
    began = time.monotonic()
    _, answer = await person.does("presses", {"message_id": number, "callback_data": "a"})
    assert answer == {"answered": False, "text": "", "show_alert": False}
    assert 0.25 < time.monotonic() - began < 4


async def test_only_a_button_that_is_there_can_be_pressed(bot: Asker) -> None:
    person, number = await _with_button(bot)
    status, answer = await person.does("presses", {"message_id": number, "callback_data": "b"})
    assert (400, {"error"}) == (status, answer.keys())


async def test_stale_press_of_a_message_that_is_gone(bot: Asker) -> None:
    """The bot gets a message it can do nothing with: date 0."""
    person, number = await _with_button(bot)
    await bot.result("deleteMessage", chat_id=person.chat_id, message_id=number)
    press = {"message_id": number, "callback_data": "a", "stale": True}
    task = asyncio.create_task(person.does("presses", press))
    query = (await bot.result("getUpdates", offset=9, timeout=5))[0]["callback_query"]
    assert {"chat", "message_id", "date"} == query["message"].keys()
    assert query["message"]["date"] == 0
    await bot.result("answerCallbackQuery", callback_query_id=query["id"])
    assert (await task)[1]["answered"] is True


async def test_edit_of_ones_own_message(bot: Asker) -> None:
    person = await bot.acquaintance()
    number = await person.says("one")
    ours = await bot.result("sendMessage", chat_id=person.chat_id, text="hi")
    assert (await person.does("edits", {"message_id": number, "text": "two"}))[0] == 200
    edited = (await bot.updates())[-1]["edited_message"]
    assert ("two", number) == (edited["text"], edited["message_id"])
    assert edited["edit_date"] >= edited["date"]
    refused = {"message_id": ours["message_id"], "text": "x"}
    assert (await person.does("edits", refused))[0] == 400
    assert (await person.does("edits", {"message_id": 1, "text": "x"}))[0] == 404


async def test_reply_to_a_message(bot: Asker) -> None:
    """The bot gets the message that is answered along with the answer."""
    person = await bot.acquaintance()
    ours = await bot.result("sendMessage", chat_id=person.chat_id, text="question")
    reply = {"text": "answer", "reply_to_message_id": ours["message_id"]}
    assert (await person.does("messages", reply))[0] == 200
    assert (await bot.updates())[-1]["message"]["reply_to_message"]["text"] == "question"
    assert (await person.does("messages", reply | {"reply_to_message_id": 1}))[0] == 404


async def test_messages_after_a_revision(bot: Asker) -> None:
    """Each new message, edit and deletion raises the revision of its chat by one."""
    person = await bot.acquaintance()
    start = (await person.sees())[-1]["revision"]
    message = await bot.result("sendMessage", chat_id=person.chat_id, text="a")
    where = {"chat_id": person.chat_id, "message_id": message["message_id"]}
    await bot.result("sendMessage", chat_id=person.chat_id, text="b")
    await bot.result("editMessageText", **where, text="c")
    seen = await person.sees(start)
    assert [("c", 1, False, start + 3), ("b", 0, False, start + 2)] == [
        (m["text"], m["edited"], m["deleted"], m["revision"]) for m in seen
    ]
    await bot.result("deleteMessage", **where)
    assert [(True, start + 4)] == [
        (m["deleted"], m["revision"]) for m in await person.sees(start + 3)
    ]


async def test_waiting_for_a_message(bot: Asker) -> None:
    person = await bot.acquaintance()
    revision = (await person.sees())[-1]["revision"]
    path = f"chats/{person.chat_id}/messages?after={revision}&wait=20"
    waiting = asyncio.create_task(bot.get(path))
    await asyncio.sleep(0.05)
    await bot.result("sendMessage", chat_id=person.chat_id, text="here")
    assert [m["text"] for m in await waiting] == ["here"]


async def test_block_and_unblock_tell_the_bot(bot: Asker) -> None:
    """Once each; while blocked the person cannot write."""
    person = await bot.acquaintance()
    for what in ("block", "block", "unblock", "unblock"):
        assert (await person.does(what))[0] == 200
    changes = [update["my_chat_member"] for update in await bot.updates()]
    assert [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    await person.does("block")
    assert (await person.does("messages", {"text": "hi"}))[0] == 400
    users = await bot.get("users")
    assert [u["blocked"] for u in users if u["chat_id"] == person.chat_id] == [True]


async def test_people_and_bots_are_listed(bot: Asker) -> None:
    person = await bot.acquaintance()
    await bot.result("sendChatAction", chat_id=person.chat_id, action="typing")
    listed = [u for u in await bot.get("users") if u["user_id"] == person.chat_id]
    assert listed == [
        {
            "user_id": person.chat_id,
            "chat_id": person.chat_id,
            "first_name": "Ana",
            "language_code": None,
            "blocked": False,
            "typing": True,
            "bot_ids": [bot.id],
        }
    ]
    await bot.result("sendMessage", chat_id=person.chat_id, text="done")
    listed = [u for u in await bot.get("users") if u["user_id"] == person.chat_id]
    assert listed[0]["typing"] is False
    await bot.result("setMyCommands", commands=[{"command": "a", "description": "d"}])
    shown = next(b for b in await bot.get("bots") if b["id"] == bot.id)
    assert shown["commands"] == [{"command": "a", "description": "d"}]


async def test_health(bot: Asker) -> None:
    await bot.result("getMe")
    assert await bot.get("health") == {"ok": True, "bot": "waiting"}
    await bot.result("getUpdates")
    assert await bot.get("health") == {"ok": True, "bot": "connected"}


async def test_without_a_name_the_bot_that_connected_last(bot: Asker) -> None:
    """A bot connects when it begins to ask for updates, not with every call."""
    other = Asker(bot.session)
    await bot.result("getUpdates")
    await other.result("getUpdates")
    await bot.result("getMe")
    person = await bot.person()
    async with bot.session.post(
        f"/sandbox/chats/{person.chat_id}/messages", json={"text": "hi"}
    ) as response:
        assert response.status == 200
    assert len(await other.updates()) == 1


async def test_clock_moves_forward_only(bot: Asker) -> None:
    before = await bot.get("clock")
    after = await bot.do("clock", {"advance_seconds": 3600})
    moved = datetime.fromisoformat(after["now"]) - datetime.fromisoformat(before["now"])
    assert timedelta(hours=1) <= moved < timedelta(hours=1, minutes=1)
    assert before["revision"] + 1 == after["revision"]
    tomorrow = datetime.fromisoformat(after["now"]) + timedelta(days=1)
    await bot.do("clock", {"now": tomorrow.isoformat()})
    status, answer = await bot.control("POST", "clock", {"now": before["now"]})
    assert (400, {"error"}) == (status, answer.keys())
    assert (await bot.control("POST", "clock", {"advance_seconds": -1}))[0] == 400
    assert (await bot.get("clock"))["revision"] == after["revision"] + 1


async def test_clock_dates_messages(bot: Asker) -> None:
    person = await bot.acquaintance()
    now = datetime.fromisoformat((await bot.do("clock", {"advance_seconds": 86_400}))["now"])
    message = await bot.result("sendMessage", chat_id=person.chat_id, text="hi")
    assert 0 <= message["date"] - int(now.timestamp()) < 60


async def test_waiting_for_the_clock(bot: Asker) -> None:
    revision = (await bot.get("clock"))["revision"]
    waiting = asyncio.create_task(bot.get(f"clock?after={revision}&wait=20"))
    await asyncio.sleep(0.05)
    moved = await bot.do("clock", {"advance_seconds": 1})
    assert (await waiting)["revision"] == moved["revision"]
    assert (await bot.get(f"clock?after={revision}&wait=20"))["revision"] == moved["revision"]


async def test_raw_update_is_queued_as_it_is(bot: Asker) -> None:
    """Also one that no library can read, or that comes a second time; no message appears."""
    person = await bot.acquaintance()
    bot.strict = False
    odd = {"message": {"chat": {"id": person.chat_id, "type": "private"}, "new": [1]}}
    given = await bot.do("updates", odd)
    assert [{"update_id": given["update_id"], **odd}] == await bot.updates()
    again = {"update_id": given["update_id"], "nobody_knows": {}}
    assert again["update_id"] == (await bot.do("updates", again))["update_id"]
    assert [again] == await bot.result("getUpdates", offset=given["update_id"] + 2)
    assert [m["text"] for m in await person.sees()] == ["/start"]


@pytest.mark.parametrize("after_effect", [False, True])
async def test_error_on_purpose(bot: Asker, *, after_effect: bool) -> None:
    """The next call fails as told, the one after it works; the work may be done all the same."""
    person = await bot.acquaintance()
    fault = {"kind": "error", "method": "sendMessage", "status": 502, "times": 1}
    await bot.do("faults", fault | {"after_effect": after_effect})
    assert (await bot.call("getMe")).status == 200
    reply = await bot.call("sendMessage", chat_id=person.chat_id, text="hi")
    assert reply.refusal == (502, "Bad Gateway")
    assert after_effect == ("hi" in [m["text"] for m in await person.sees()])
    assert (await bot.call("sendMessage", chat_id=person.chat_id, text="ho")).status == 200


async def test_too_many_requests_on_purpose(bot: Asker) -> None:
    await bot.result("getMe")
    await bot.do("faults", {"kind": "error", "status": 429, "retry_after": 7, "times": 1})
    reply = await bot.call("getMe")
    assert reply.refusal == (429, "Too Many Requests: retry after 7")
    assert reply.document["parameters"] == {"retry_after": 7}
    assert reply.headers["Retry-After"] == "7"


@pytest.mark.parametrize("kind", ["drop", "timeout"])
async def test_no_answer_on_purpose(bot: Asker, kind: str) -> None:
    """The connection ends without a word, at once or after a while; the record shows the call."""
    person = await bot.acquaintance()
    fault = {"kind": kind, "seconds": 0.05, "times": 1, "after_effect": True}
    await bot.do("faults", fault | {"chat_id": person.chat_id})
    with pytest.raises(aiohttp.ClientError):
        await bot.call("sendMessage", chat_id=person.chat_id, text="hi")
    assert "hi" in [m["text"] for m in await person.sees()]
    assert [r["status"] for r in await bot.get("requests?method=sendMessage")] == [None]


async def test_end_of_all_faults(bot: Asker) -> None:
    """Also of those that keep a call waiting."""
    await bot.result("getMe")
    await bot.do("faults", {"kind": "slow", "seconds": 60, "times": 5, "method": "getme"})
    slow = asyncio.create_task(bot.result("getMe"))
    await asyncio.sleep(0.05)
    assert not slow.done()
    await bot.do("faults", verb="DELETE")
    assert (await slow)["id"] == (await bot.result("getMe"))["id"] == bot.id


async def test_record_of_calls(bot: Asker) -> None:
    """In sequence, with time and status, parameters read from their JSON."""
    person = await bot.acquaintance()
    last = (await bot.get("requests"))[-1]["seq"]
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await bot.call("sendMessage", chat_id=person.chat_id, text="123", reply_markup=markup)
    await bot.call("SENDMESSAGE", chat_id=1, text="hi")
    first, second = await bot.get(f"requests?after={last}&method=sendmessage")
    expected: dict[str, Any] = {"chat_id": person.chat_id, "text": "123", "reply_markup": markup}
    assert ("sendMessage", expected, 200) == (
        first["method"],
        first["parameters"],
        first["status"],
    )
    assert (second["status"], second["seq"] > first["seq"] > last) == (400, True)
    assert datetime.fromisoformat(first["time"]).tzinfo is not None


@pytest.mark.parametrize(
    ("verb", "path", "document", "status"),
    [
        ("GET", "nowhere", None, 404),
        ("DELETE", "clock", None, 404),
        ("GET", "files/none", None, 404),
        ("GET", "chats/1/messages", None, 404),
        ("GET", "chats/x/messages", None, 404),
        ("POST", "chats/1/messages", {"text": "hi"}, 404),
        ("POST", "users", {}, 400),
        ("POST", "users", {"first_name": 5}, 400),
        ("POST", "users", [], 400),
        ("POST", "chats/CHAT/messages", {}, 400),
        ("POST", "chats/CHAT/messages", {"text": " "}, 400),
        ("POST", "chats/CHAT/messages", {"text": "a" * 4097}, 400),
        ("POST", "chats/CHAT/messages", {"voice": {"content_base64": "?"}}, 400),
        ("POST", "chats/CHAT/messages", {"document": {"content_base64": "YQ=="}}, 400),
        ("POST", "chats/CHAT/presses", {"message_id": 1}, 400),
        ("GET", "chats/CHAT/messages?after=x", None, 400),
        ("POST", "clock", {}, 400),
        ("POST", "clock", {"now": "soon"}, 400),
        ("POST", "clock", {"advance_seconds": 1e300}, 400),
        ("POST", "faults", {"kind": "flood"}, 400),
        ("POST", "faults", {"kind": "drop", "times": 0}, 400),
        ("POST", "faults", {"kind": "drop", "tmes": 1}, 400),
        ("POST", "updates", [], 400),
    ],
)
async def test_bad_input_is_answered_with_a_sentence(
    bot: Asker, verb: str, path: str, document: Any, status: int
) -> None:
    person = await bot.person()
    path = path.replace("CHAT", str(person.chat_id))
    given, answer = await bot.control(verb, path, document)
    assert (status, ["error"]) == (given, list(answer))
    assert answer["error"].endswith(".")


async def test_body_that_is_no_json(bot: Asker) -> None:
    async with bot.session.post("/sandbox/users", data=b"{") as response:
        assert (response.status, list(await response.json())) == (400, ["error"])


async def test_unknown_bot(bot: Asker) -> None:
    async with bot.session.get("/sandbox/health?bot=5") as response:
        assert response.status == 404


async def test_page_is_served(bot: Asker) -> None:
    async with bot.session.get("/") as response:
        assert "text/html" in response.headers["Content-Type"]
        assert response.headers["Cache-Control"] == "no-store"
    async with bot.session.get("/static/..%2F..%2Fpyproject.toml") as response:
        assert response.status == 404
