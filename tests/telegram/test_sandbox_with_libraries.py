"""Bots that nobody here wrote the inside of take the sandbox for Telegram."""

import asyncio
import importlib
from typing import Any

import pytest
from asking import Asker, Person
from libraries import ptb
from libraries.ways import Server, Way
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter

BOTS = {"python-telegram-bot": "ptb", "aiogram": "aiogram_", "pyTelegramBotAPI": "telebot_"}
"""By module of `libraries`. One takes seconds to import: only who runs its test does."""
EACH_WAY = [
    pytest.param(module, called, id=f"{name}, {'called' if called else 'polling'}")
    for name, module in BOTS.items()
    for called in (False, True)
]


@pytest.fixture
def server(bot: Asker, sandbox_url: str) -> Server:
    return Server(sandbox_url, bot.token)


async def _next(person: Person, revision: int) -> dict[str, Any]:
    """What came after a revision, once it has."""
    path = f"chats/{person.chat_id}/messages?after={revision}&wait=5"
    messages: list[dict[str, Any]] = await person.bot.get(path)
    return messages[0]


@pytest.mark.parametrize(("module", "called"), EACH_WAY)
async def test_echo_bot(bot: Asker, server: Server, module: str, *, called: bool) -> None:
    """Texts, a button, changes on both sides, a file there and back: polling and by webhook."""
    library = importlib.import_module(f"libraries.{module}")
    way: Way = library.webhook if called else library.polling
    person = await bot.person()
    async with way(server):
        said = await person.says("hi")
        reply = await _next(person, 1)
        assert reply["html"] == "<b>hi</b>"
        press = {"message_id": reply["message_id"], "callback_data": "again"}
        _, answer = await person.does("presses", press)
        assert answer == {"answered": True, "text": "Yes", "show_alert": True}
        edited = await _next(person, 2)
        assert (edited["text"], edited["edited"]) == ("again", 1)
        await person.does("edits", {"message_id": said, "text": "ho"})
        assert (await _next(person, 4))["text"] == "now ho"
        await person.does("messages", {"document": {"file_name": "a", "content_base64": "YQ=="}})
        sent = (await _next(person, 6))["document"]
        assert sent["file_name"] == "b"
        async with bot.session.get(f"/sandbox/files/{sent['file_id']}") as response:
            assert await response.read() == b"a"
        assert (await bot.get("health"))["bot"] == "connected"
        assert bool((await bot.result("getWebhookInfo"))["url"]) == called


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_errors_are_understood(bot: Asker, server: Server) -> None:
    """The library raises what it raises with Telegram."""
    person = await bot.acquaintance()
    async with ptb.built(server) as library:
        with pytest.raises(BadRequest, match="Message text is empty"):
            await library.bot.send_message(person.chat_id, "")
        with pytest.raises(BadRequest, match="Chat not found"):
            await library.bot.send_message(1, "hi")
        fault = {"kind": "error", "status": 429, "retry_after": 3, "method": "getMe"}
        await bot.do("faults", fault)
        with pytest.raises(RetryAfter):
            await library.bot.get_me()
        await person.does("block")
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await library.bot.send_message(person.chat_id, "hi")


async def test_second_instance_is_noticed(bot: Asker, server: Server) -> None:
    async with ptb.built(server) as library:
        first = asyncio.create_task(library.bot.get_updates(timeout=20))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(bot.call("getUpdates", offset=1, timeout=20))
        with pytest.raises(Conflict):
            await first
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
