"""Which errors are the system's, to be waited out, and which belong to one update."""

import errno
import sqlite3

from bot.logs import about, log
from state.store.refusals import Unreadable, Unusable

_SYSTEM = {
    errno.EDQUOT,
    errno.EIO,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.ENOSPC,
    errno.EROFS,
}


def is_systems(error: BaseException) -> bool:
    """Whether the same work may succeed later: then nothing is acknowledged and nothing said.

    A missing file or a value that cannot be stored will not heal by waiting.
    """
    if isinstance(error, Unreadable | sqlite3.IntegrityError | sqlite3.InterfaceError):
        return False
    if isinstance(error, MemoryError | sqlite3.Error | Unusable):
        return True
    return isinstance(error, OSError) and error.errno in _SYSTEM


def complain(error: BaseException) -> None:
    """Says in the log whether it is trouble to be waited out or a mistake to be looked at."""
    event = "database trouble, trying again" if is_systems(error) else "unexpected error"
    log().error(event, **about(error))
