"""Opens the store as the settings say."""

from functools import partial

from bot.keys import FILE, keys_of
from bot.locks import usable_folder
from bot.problems import Problem
from bot.settings import Settings
from state.store.cipher import Cipher
from state.store.refusals import Unusable, WrongKey
from state.store.sqlite import is_used
from state.store.store import Store


def _as_they_are_now(settings: Settings) -> list[bytes]:
    """The keys once more: `companion rekey` may have put a new one in the file."""
    return keys_of(settings.data_key, settings.data_dir, database_is_used=True)


async def open_store(settings: Settings) -> Store:
    """The store. Raises Problem: one sentence why it cannot be opened."""
    path = settings.database_path
    usable_folder(settings.data_dir)
    usable_folder(path.parent)
    try:
        used = is_used(path)
        keys = keys_of(settings.data_key, settings.data_dir, database_is_used=used)
        return await Store.open(path, Cipher(keys, again=partial(_as_they_are_now, settings)))
    except WrongKey as error:
        raise Problem(
            f"{error} Set DATA_KEY to that key, or put back the file {FILE} that was in DATA_DIR."
        ) from None
    except Unusable as error:
        raise Problem(str(error)) from None
