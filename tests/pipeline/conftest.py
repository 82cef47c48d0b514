"""A bot of this process, with the small conversation, talking to the small server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from stand_ins.echo import echo
from stand_ins.fake_telegram import TOKEN, FakeTelegram, fake_telegram
from stand_ins.morning import MORNING

from bot.application import Companion, companion
from bot.settings import Settings
from bot.telegram_server import TelegramServer
from bot.transport import AiohttpRequest

Start = Callable[..., contextlib.AbstractAsyncContextManager[Companion]]


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as fake:
        yield fake


@pytest.fixture
def build(telegram: FakeTelegram, tmp_path: Path) -> Start:
    """Puts a bot together on the test's database, in the morning, without running it."""

    @contextlib.asynccontextmanager
    async def built(*, paced: bool = False, **settings: Any) -> AsyncIterator[Companion]:
        chosen = Settings(
            bot_token=TOKEN,
            telegram_api_url=telegram.url,
            data_dir=tmp_path,
            **{"send_rate": 1000, **settings},
        )
        server = TelegramServer(telegram.url, TOKEN, is_sandbox=False, is_paced=paced)
        request = AiohttpRequest(direct=True)
        await request.initialize()
        try:
            async with companion(chosen, echo(), server, request) as bot:
                bot.clock.set(MORNING)
                yield bot
        finally:
            await request.shutdown()

    return built


@pytest.fixture
def start(build: Start) -> Start:
    """Runs a bot; leaving it stops it as a signal would."""

    @contextlib.asynccontextmanager
    async def started(**settings: Any) -> AsyncIterator[Companion]:
        async with build(**settings) as bot, running(bot):
            yield bot

    return started


@contextlib.asynccontextmanager
async def running(bot: Companion) -> AsyncIterator[None]:
    """Runs a bot that was put together."""
    task = asyncio.create_task(bot.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
