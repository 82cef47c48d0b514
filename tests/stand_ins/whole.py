"""The whole bot of this process, with the real conversation, talking to a sandbox over HTTP."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot.application import Companion, companion
from bot.metrics import Metrics
from bot.sandbox.server import serve
from bot.settings import Settings
from bot.telegram_server import local_sandbox
from bot.transport import AiohttpRequest
from bot.wiring import conversation
from stand_ins.morning import MORNING, let_it_be
from stand_ins.people import Sandbox


@dataclass
class Whole:
    """A running bot and the sandbox it talks to."""

    bot: Companion
    sandbox: Sandbox

    async def settled(self) -> None:
        """Returns once all that was taken in is committed, and all that is to be said is said."""
        await self.bot.lanes.settle()
        await self.bot.outbox.settle()


@contextlib.asynccontextmanager
async def whole_bot(
    folder: Path,
    *,
    begins: datetime = MORNING,
    metrics: Metrics | None = None,
    **settings: Any,
) -> AsyncIterator[Whole]:
    """Starts both on this folder, as `companion run` does without a token."""
    chosen = Settings(data_dir=folder, send_rate=1000, sandbox_pacing=False, **settings)
    async with contextlib.AsyncExitStack() as stack:
        sandbox = await serve(folder, 0, pacing=False)
        stack.push_async_callback(sandbox.stop)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        await let_it_be(begins, session, sandbox.url)
        request = AiohttpRequest(direct=True)
        await request.initialize()
        stack.push_async_callback(request.shutdown)
        server = local_sandbox(chosen, sandbox.url)
        bot = await stack.enter_async_context(
            companion(chosen, conversation(chosen, server), server, request, metrics=metrics)
        )
        task = asyncio.create_task(bot.run())
        stack.push_async_callback(_stopped, task)
        yield Whole(bot, Sandbox(session, sandbox.url))


async def _stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
