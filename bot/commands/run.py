"""`companion run`: the program."""

import argparse
import asyncio
import contextlib
import gc
from collections.abc import Callable, Sequence

import aiohttp

from bot import logs
from bot.application import Companion, companion
from bot.conversation import Conversation
from bot.events import run_in_loop
from bot.locks import FolderLock
from bot.metrics import Metrics, MetricsServer
from bot.settings import Settings, read_settings
from bot.telegram_server import TelegramServer, health, local_sandbox, named_server
from bot.transport import AiohttpRequest

Wiring = Callable[[Settings, TelegramServer], Conversation]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="companion run", description=__doc__)
    parser.parse_args(arguments)
    from bot.wiring import conversation  # noqa: PLC0415 - reads every text and rule

    return run(conversation)


def run(wiring: Wiring) -> int:
    """Runs the bot with this conversation until a signal comes. Raises Problem."""
    settings = read_settings()
    logs.configure(settings.log_level, settings.log_format)
    run_in_loop(lambda: _run(settings, wiring))
    return 0


async def _run(settings: Settings, wiring: Wiring) -> None:
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(FolderLock(settings.data_dir))
        metrics = Metrics()
        if settings.metrics_listen:
            host, port = settings.metrics_listen.rsplit(":", 1)
            stack.callback(MetricsServer(metrics, host, int(port)).stop)
        request = AiohttpRequest(direct=_is_local(settings))
        await request.initialize()
        stack.push_async_callback(request.shutdown)
        server = await _server(settings, request, stack)
        conversation = wiring(settings, server)
        gc.freeze()  # all that was read stays: the garbage collector need never look through it
        bot = await stack.enter_async_context(
            companion(settings, conversation, server, request, metrics=metrics)
        )
        logs.log().info("started", bot_id=bot.bot.id, mode=_mode(settings))
        announcing = asyncio.create_task(_announce(bot, server, request.session))
        try:
            await bot.run()
        finally:
            announcing.cancel()
            logs.log().info("stopped")


async def _server(
    settings: Settings, request: AiohttpRequest, stack: contextlib.AsyncExitStack
) -> TelegramServer:
    if settings.bot_token:
        return await named_server(settings, request.session)
    from bot.sandbox.server import serve  # noqa: PLC0415 - a real bot does without

    sandbox = await serve(settings.data_dir, settings.sandbox_port, pacing=settings.sandbox_pacing)
    stack.push_async_callback(sandbox.stop)
    return local_sandbox(settings, sandbox.url)


async def _announce(bot: Companion, server: TelegramServer, session: aiohttp.ClientSession) -> None:
    """Says where to open it, once page and bot answer."""
    if not server.is_sandbox:
        print(f"Open https://t.me/{bot.bot.username}", flush=True)
        return
    while not await _answers(server.url, session, bot.bot.id):  # noqa: ASYNC110 - it cannot tell us
        await asyncio.sleep(0.05)
    print(f"Open {server.url}", flush=True)


async def _answers(url: str, session: aiohttp.ClientSession, bot_id: int) -> bool:
    """Whether the sandbox sees the bot, and shows its page."""
    try:
        if await health(url, session, bot_id) != "connected":
            return False
        async with session.get(f"{url}/") as page:
            return page.ok
    except (aiohttp.ClientError, TimeoutError):
        return False


def _mode(settings: Settings) -> str:
    return "webhook" if settings.webhook_url else "polling"


def _is_local(settings: Settings) -> bool:
    """Whether the server is this machine, where no proxy leads."""
    url = settings.telegram_api_url
    return not settings.bot_token or any(
        host in url for host in ("//127.", "//localhost", "//[::1]")
    )
