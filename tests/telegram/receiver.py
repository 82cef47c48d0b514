"""A bot's web server, as webhooks find it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web


class Receiver:
    """Notes what it gets and when, answers as told (200 if not told; None: hangs up)."""

    def __init__(self) -> None:
        self.got: asyncio.Queue[tuple[dict[str, Any], dict[str, str]]] = asyncio.Queue()
        self.answers: list[web.Response | None] = []
        self.times: list[float] = []
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.times.append(time.monotonic())
        self.got.put_nowait((await request.json(), dict(request.headers)))
        answer = self.answers.pop(0) if self.answers else web.Response()
        if answer is None:
            assert request.transport is not None
            request.transport.close()
        return answer or web.Response()

    async def next(self) -> dict[str, Any]:
        return (await asyncio.wait_for(self.got.get(), 5))[0]

    async def texts(self, count: int) -> list[str]:
        return [(await self.next())["message"]["text"] for _ in range(count)]


@asynccontextmanager
async def listening() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    application = web.Application()
    application.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()
