"""Two widely used libraries take the sandbox for Telegram, as they are."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiogram
import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from asking import Asker
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

Library = Application[Any, Any, Any, Any, Any, Any]
_BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_html(f"<b>{update.message.text}</b>", reply_markup=_BUTTONS)


async def _again(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Yes", show_alert=True)
    await update.callback_query.edit_message_text("again")


async def _file(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    await update.message.reply_document(bytes(await file.download_as_bytearray()), filename="b")


@pytest.fixture
def library(bot: Asker, sandbox_url: str) -> Library:
    """The library as it is, told only where its server is."""
    builder = ApplicationBuilder().token(bot.token).job_queue(None)
    builder = builder.base_url(f"{sandbox_url}/bot").base_file_url(f"{sandbox_url}/file/bot")
    return builder.build()


@pytest.fixture
async def echo(library: Library) -> AsyncIterator[Library]:
    """An echo bot with the library's own Updater."""
    application = library
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.add_handler(MessageHandler(filters.Document.ALL, _file))
    application.add_handler(CallbackQueryHandler(_again))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(timeout=5)
        yield application
        await application.updater.stop()
        await application.stop()


async def _seen(bot: Asker, chat_id: int, after: int) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = await bot.get(f"chats/{chat_id}/messages?after={after}&wait=5")
    return messages


async def test_echo_bot(bot: Asker, echo: object) -> None:
    """Texts, buttons and files go to and fro."""
    person = await bot.person()
    await person.says("hi")
    reply = (await _seen(bot, person.chat_id, 1))[0]
    assert reply["html"] == "<b>hi</b>"
    press = {"message_id": reply["message_id"], "callback_data": "again"}
    _, answer = await person.does("presses", press)
    assert answer == {"answered": True, "text": "Yes", "show_alert": True}
    assert (await _seen(bot, person.chat_id, 2))[0]["text"] == "again"
    document = {"file_name": "a", "content_base64": "YQ=="}
    await person.does("messages", {"document": document})
    file_id = (await _seen(bot, person.chat_id, 4))[0]["document"]["file_id"]
    async with bot.session.get(f"/sandbox/files/{file_id}") as response:
        assert await response.read() == b"a"


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_errors_are_understood(bot: Asker, library: Library) -> None:
    """The library raises what it raises with Telegram."""
    person = await bot.acquaintance()
    async with library:
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


async def test_second_instance_is_noticed(bot: Asker, library: Library) -> None:
    async with library:
        first = asyncio.create_task(library.bot.get_updates(timeout=20))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(bot.call("getUpdates", offset=1, timeout=20))
        with pytest.raises(Conflict):
            await first
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)


async def test_aiogram_reads_the_answers(bot: Asker, sandbox_url: str) -> None:
    """A library with strict models of its own parses what the sandbox says."""
    person = await bot.acquaintance()
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox_url))
    async with aiogram.Bot(bot.token, session=session) as library:
        assert (await library.get_me()).id == bot.id
        sent = await library.send_message(person.chat_id, "<b>hi</b>", parse_mode="HTML")
        assert sent.html_text == "<b>hi</b>"
        await person.says("/start x")
        update = (await library.get_updates(offset=1))[0]
        assert update.message is not None
        assert update.message.text == "/start x"
