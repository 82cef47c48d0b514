"""One program of a kind in a folder: the second one is told so."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.problems import Problem


class FolderLock:
    """Held from its creation until `release`, or until the process ends in whatever way.

    `what` names the program in the file ("bot" locks `<folder>/bot.lock`) and in the sentence of
    the Problem that is raised if another one holds it or if the folder cannot be used.
    """

    def __init__(self, folder: Path, what: str = "bot") -> None:
        self._file = _opened(folder, f"{what}.lock")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise Problem(
                f"Another {what} is already running in the folder {folder}: stop it first, "
                "or set DATA_DIR to another folder."
            ) from None

    def release(self) -> None:
        """Lets the next one in; a second call does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _opened(folder: Path, name: str) -> int:
    usable_folder(folder)
    try:
        return os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _cannot_write(folder, error) from None


def usable_folder(folder: Path) -> Path:
    """The folder, made if it is missing. Raises Problem if it is a file or cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Problem(f"The folder {folder} (setting DATA_DIR) is a file.") from None
    except OSError as error:
        raise _cannot_write(folder, error) from None
    return folder


def _cannot_write(folder: Path, error: OSError) -> Problem:
    return Problem(
        f"The folder {folder} (setting DATA_DIR) cannot be written to: {error.strerror}."
    )
