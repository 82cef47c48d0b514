"""A bot's parts without Telegram, for commands that work beside a running bot."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.application import Companion, built
from bot.clock import Clock, SandboxClock
from bot.conversation import Conversation
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage import open_store
from bot.telegram_server import LOCAL_TOKEN, TELEGRAM, TelegramServer


class _NoTelegram(BaseRequest):
    """Knows who the bot is by its token, which python-telegram-bot asks first; nothing else."""

    def __init__(self, token: str) -> None:
        bot_id = int(token.partition(":")[0])
        me = {"id": bot_id, "is_bot": True, "first_name": "", "username": "offline"}
        self._me = orjson.dumps({"ok": True, "result": me})

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, url: str, *_others: Any, **_named: Any) -> tuple[int, bytes]:
        if url.endswith("/getMe"):
            return 200, self._me
        raise NetworkError("offline")


def local_server(settings: Settings) -> TelegramServer:
    """The server as the settings have it, without asking whether it is there."""
    if not settings.bot_token:
        return TelegramServer(
            f"http://127.0.0.1:{settings.sandbox_port}", LOCAL_TOKEN, is_sandbox=True
        )
    url = settings.telegram_api_url.rstrip("/") or TELEGRAM
    return TelegramServer(url, settings.bot_token, is_sandbox=False)


@contextlib.asynccontextmanager
async def offline(settings: Settings, conversation: Conversation) -> AsyncIterator[Companion]:
    """A bot whose turns can be run; what it says waits in the store for the one that is online."""
    server = local_server(settings)
    application = built(server, _NoTelegram(server.token))
    async with contextlib.AsyncExitStack() as stack:
        store = await open_store(settings)
        stack.push_async_callback(store.close)
        await application.initialize()
        stack.push_async_callback(application.shutdown)
        conversation.register(application)
        yield Companion(
            settings=settings,
            conversation=conversation,
            application=application,
            store=store,
            clock=await _clock(server),
            metrics=Metrics(),
            chat_rate=None,
        )


async def _clock(server: TelegramServer) -> Clock:
    """The time the running bot lives in, if that is a sandbox's and it answers."""
    if server.url == TELEGRAM:
        return Clock()
    async with aiohttp.ClientSession() as session:
        clock = SandboxClock(session, server.url)
        with contextlib.suppress(aiohttp.ClientError, TimeoutError, ValueError, KeyError):
            await clock.read()
    return clock
