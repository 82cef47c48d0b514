"""How an echo bot is run: it polls, or is called."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from stand_ins.ports import free_port

SECRET = "s-3_cret"


@dataclass(frozen=True)
class Server:
    """The sandbox, and the token to call it with."""

    url: str
    token: str


@dataclass(frozen=True)
class Hook:
    """Where a bot listens."""

    port: int
    path: str = "hook"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/{self.path}"


Way = Callable[[Server], AbstractAsyncContextManager[None]]


def new_hook() -> Hook:
    return Hook(free_port())


@asynccontextmanager
async def listening(application: web.Application, hook: Hook) -> AsyncIterator[None]:
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", hook.port).start()
    try:
        yield
    finally:
        await runner.cleanup()
