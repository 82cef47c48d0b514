"""`companion sandbox`: the local stand-in for Telegram, alone."""

import argparse
import asyncio
from collections.abc import Sequence

from bot import logs
from bot.events import run_in_loop
from bot.sandbox.server import serve
from bot.settings import Settings, read_settings


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="companion sandbox", description=__doc__)
    parser.parse_args(arguments)
    settings = read_settings()
    logs.configure(settings.log_level, settings.log_format)
    run_in_loop(lambda: _run(settings))
    return 0


async def _run(settings: Settings) -> None:
    sandbox = await serve(settings.data_dir, settings.sandbox_port, pacing=settings.sandbox_pacing)
    print(f"Open {sandbox.url}", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await sandbox.stop()
