"""python-telegram-bot with its own Updater."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from libraries.ways import SECRET, Server, new_hook

Library = Application[Any, Any, Any, Any, Any, Any]
_BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_html(f"<b>{update.message.text}</b>", reply_markup=_BUTTONS)


async def _again(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Yes", show_alert=True)
    await update.callback_query.edit_message_text("again")


async def _changed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.edited_message is not None
    await update.edited_message.reply_text(f"now {update.edited_message.text}")


async def _file(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    await update.message.reply_document(bytes(await file.download_as_bytearray()), filename="b")


def built(server: Server) -> Library:
    builder = ApplicationBuilder().token(server.token).job_queue(None)
    builder = builder.base_url(f"{server.url}/bot").base_file_url(f"{server.url}/file/bot")
    return builder.build()


def _echoing(server: Server) -> Library:
    application = built(server)
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, _changed))
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.add_handler(MessageHandler(filters.Document.ALL, _file))
    application.add_handler(CallbackQueryHandler(_again))
    return application


@asynccontextmanager
async def polling(server: Server) -> AsyncIterator[None]:
    async with _echoing(server) as application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(timeout=5)
        yield
        await application.updater.stop()
        await application.stop()


@asynccontextmanager
async def webhook(server: Server) -> AsyncIterator[None]:
    hook = new_hook()
    async with _echoing(server) as application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_webhook(
            "127.0.0.1", hook.port, hook.path, webhook_url=hook.url, secret_token=SECRET
        )
        yield
        await application.updater.stop()
        await application.stop()
