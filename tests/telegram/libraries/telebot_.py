"""pyTelegramBotAPI, in its asynchronous form."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aiohttp import web
from telebot import asyncio_helper, types
from telebot.async_telebot import AsyncTeleBot
from telebot.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    Message,
)

from libraries.ways import SECRET, Server, listening, new_hook

_BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])


def _echoing(server: Server) -> Any:
    """A bot; the library is not typed throughout."""
    bot: Any = AsyncTeleBot(server.token)

    async def echo(message: Message) -> None:
        words = f"<b>{message.text}</b>"
        await bot.send_message(message.chat.id, words, parse_mode="HTML", reply_markup=_BUTTONS)

    async def changed(message: Message) -> None:
        await bot.send_message(message.chat.id, f"now {message.text}")

    async def again(query: CallbackQuery) -> None:
        assert query.message is not None
        await bot.answer_callback_query(query.id, "Yes", show_alert=True)
        await bot.edit_message_text("again", query.message.chat.id, query.message.message_id)

    async def file(message: Message) -> None:
        assert message.document is not None
        lies = await bot.get_file(message.document.file_id)
        content = await bot.download_file(lies.file_path)
        await bot.send_document(message.chat.id, InputFile(io.BytesIO(content), file_name="b"))

    bot.register_message_handler(echo, content_types=["text"])
    bot.register_message_handler(file, content_types=["document"])
    bot.register_edited_message_handler(changed, content_types=["text"])
    bot.register_callback_query_handler(again, func=lambda _: True)
    return bot


@contextmanager
def _told(server: Server) -> Iterator[None]:
    """The library keeps its server's address for the whole process."""
    helper: Any = asyncio_helper
    before = helper.API_URL, helper.FILE_URL
    helper.API_URL = server.url + "/bot{0}/{1}"
    helper.FILE_URL = server.url + "/file/bot{0}/{1}"
    try:
        yield
    finally:
        helper.API_URL, helper.FILE_URL = before


@asynccontextmanager
async def polling(server: Server) -> AsyncIterator[None]:
    with _told(server):
        bot = _echoing(server)
        running = asyncio.create_task(bot.polling(non_stop=True, timeout=5))
        yield
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def webhook(server: Server) -> AsyncIterator[None]:
    """Called by a web server of one's own, as the library's examples do it."""
    hook, application = new_hook(), web.Application()
    update: Any = types.Update
    read = update.de_json

    async def called(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
        await bot.process_new_updates([read(await request.json())])
        return web.Response()

    application.router.add_post(f"/{hook.path}", called)
    with _told(server):
        bot = _echoing(server)
        async with listening(application, hook):
            await bot.set_webhook(hook.url, secret_token=SECRET)
            try:
                yield
            finally:
                await bot.close_session()
