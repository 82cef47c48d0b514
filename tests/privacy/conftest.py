"""The whole bot of this process, with its own conversation, talking to the small server."""

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from stand_ins.fake_telegram import TOKEN, FakeTelegram, fake_telegram

from bot.application import Companion, companion
from bot.conversation import Conversation
from bot.settings import Settings
from bot.telegram_server import TelegramServer
from bot.transport import AiohttpRequest
from bot.wiring import conversation

Build = Callable[..., contextlib.AbstractAsyncContextManager[Companion]]


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as fake:
        yield fake


@functools.cache
def wired(retention: timedelta) -> Conversation:
    """Reading every text and rule takes a second: it is read once."""
    settings = Settings(
        bot_token=TOKEN,
        operator_name="The house",
        operator_contact="the door",
        retention_days=retention.days,
    )
    return conversation(settings, TelegramServer("http://nowhere", TOKEN, is_sandbox=True))


@pytest.fixture
def build(telegram: FakeTelegram, tmp_path: Path) -> Build:
    """Puts the bot together on the test's folder; whether it runs is the test's choice."""

    @contextlib.asynccontextmanager
    async def built(*, runs: bool = True, **settings: Any) -> AsyncIterator[Companion]:
        chosen = Settings(
            bot_token=TOKEN,
            telegram_api_url=telegram.url,
            data_dir=tmp_path,
            **{"send_rate": 1000, **settings},
        )
        server = TelegramServer(telegram.url, TOKEN, is_sandbox=False, is_paced=False)
        request = AiohttpRequest(direct=True)
        await request.initialize()
        try:
            wiring = wired(timedelta(days=chosen.retention_days))
            async with companion(chosen, wiring, server, request) as bot:
                task = asyncio.create_task(bot.run()) if runs else None
                yield bot
                if task is not None:
                    task.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await task
        finally:
            await request.shutdown()

    return built
