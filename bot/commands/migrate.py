"""`companion migrate`: brings the database up to date, as `run` does at its start."""

import argparse
import asyncio
from collections.abc import Sequence

from bot import logs
from bot.settings import Settings, read_settings
from bot.storage import open_store


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="companion migrate", description=__doc__)
    parser.parse_args(arguments)
    settings = read_settings()
    logs.configure(settings.log_level, settings.log_format)
    asyncio.run(_migrate(settings))
    print("The database is up to date.")
    return 0


async def _migrate(settings: Settings) -> None:
    store = await open_store(settings)
    await store.close()
