"""aiogram with its own dispatcher; every answer goes through its strict models."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from libraries.ways import SECRET, Server, listening, new_hook

_BUTTONS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Again", callback_data="again")]]
)


async def _echo(message: Message) -> None:
    await message.answer(f"<b>{message.text}</b>", parse_mode="HTML", reply_markup=_BUTTONS)


async def _again(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    await query.answer("Yes", show_alert=True)
    await query.message.edit_text("again")


async def _changed(message: Message) -> None:
    await message.answer(f"now {message.text}")


async def _file(message: Message, bot: Bot) -> None:
    assert message.document is not None
    content = await bot.download(message.document, io.BytesIO())
    assert content is not None
    await message.answer_document(BufferedInputFile(content.read(), "b"))


def _dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()
    dispatcher.message.register(_echo, F.text)
    dispatcher.message.register(_file, F.document)
    dispatcher.edited_message.register(_changed)
    dispatcher.callback_query.register(_again)
    return dispatcher


def built(server: Server) -> Bot:
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    return Bot(server.token, session=session)


@asynccontextmanager
async def polling(server: Server) -> AsyncIterator[None]:
    dispatcher = _dispatcher()
    async with built(server) as bot:
        running = asyncio.create_task(
            dispatcher.start_polling(bot, handle_signals=False, polling_timeout=5)
        )
        yield
        await dispatcher.stop_polling()
        await running


@asynccontextmanager
async def webhook(server: Server) -> AsyncIterator[None]:
    hook, dispatcher, application = new_hook(), _dispatcher(), web.Application()
    async with built(server) as bot:
        SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(
            application, f"/{hook.path}"
        )
        setup_application(application, dispatcher, bot=bot)
        async with listening(application, hook):
            await bot.set_webhook(hook.url, secret_token=SECRET)
            yield
