"""`companion rekey`: seals everything with a new key, also beside a running bot.

Without DATA_KEY it makes the key itself, in DATA_DIR, and the running bot takes it up. With
DATA_KEY the new key is put first, the old one behind it, and the bot restarted; then this is run,
and the old one may go. If it is broken off, run it again. A backup made before needs the old key
still, and invites and written-down codes made before open nothing any more.
"""

import argparse
import asyncio
import base64
from collections.abc import Sequence

from bot import keys, logs
from bot.locks import FolderLock
from bot.problems import Problem
from bot.settings import Settings, read_settings
from bot.storage import open_store
from state.store.cipher import key_id
from state.store.sqlite import is_used, known_keys


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="companion rekey",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args(arguments)
    settings = read_settings()
    logs.configure(settings.log_level, settings.log_format)
    if not is_used(settings.database_path):
        raise Problem("There is nothing to seal anew: nothing is kept yet.")
    _add_key(settings)
    left = asyncio.run(_seal(settings))
    if left:
        print(f"Rows that no key opens: {left}. The old key stays, for their sake.")
        return 1
    if settings.data_key:
        print("Everything is sealed with the first key of DATA_KEY. The others may go.")
    else:
        keys.keep_only_newest(settings.data_dir)
        print(
            "Everything is sealed with a new key, and the old one is gone. Copy the new key file."
        )
    return 0


def _add_key(settings: Settings) -> None:
    """The new key stands first, and whoever runs knows it or will look for it. Raises Problem."""
    if not settings.data_key:
        keys.add_key(settings.data_dir)
        return
    held = keys.keys_of(settings.data_key, settings.data_dir, database_is_used=True)
    if len(held) == 1:
        new = base64.urlsafe_b64encode(keys.fresh()).decode()
        raise Problem(
            "DATA_KEY holds one key. Put a new one before it, with a comma between, restart the "
            f"bot, and run this again. A new one: {new}"
        )
    if key_id(held[0]) not in known_keys(settings.database_path) and _is_running(settings):
        raise Problem("The running bot does not have the new key: restart it, then run this again.")


def _is_running(settings: Settings) -> bool:
    try:
        FolderLock(settings.data_dir).release()
    except Problem:
        return True
    return False


async def _seal(settings: Settings) -> int:
    store = await open_store(settings)
    try:
        left = await store.rekey()
        await store.scrub()
    finally:
        await store.close()
    return left
