"""One sandbox at a time in a folder."""

import fcntl
import os
from pathlib import Path

from bot.problems import Problem


class FolderLock:
    """Held until released or until the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Problem(
                f"The sandbox cannot keep its things in {folder}: {error.strerror}."
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            raise Problem(
                f"Another sandbox is already running in {folder}; "
                "stop it or choose another DATA_DIR."
            ) from error

    def release(self) -> None:
        os.close(self._file)
