"""The event loop of a program: uvloop's where there is one, ended by SIGTERM or SIGINT."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from bot import logs


def run_in_loop(program: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Runs until the program ends, or cancels it at the first signal and waits for its end."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_until_signal(program))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop  # noqa: PLC0415 - not on every platform

    return uvloop.new_event_loop


async def _until_signal(program: Callable[[], Coroutine[Any, Any, None]]) -> None:
    loop = asyncio.get_running_loop()
    logs.watch(loop)
    running = asyncio.create_task(program())
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        logs.log().info("stopping")
        running.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        await running
    except asyncio.CancelledError:
        if not stopped:
            raise
