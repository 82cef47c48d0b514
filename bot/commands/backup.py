"""`companion backup FILE`: a copy of all that is kept, also beside a running bot.

It holds what was kept at one moment, and nothing that was erased before. It is sealed as the
database is, and the key is not in it: keep that apart, or the copy opens for nobody.
"""

import argparse
import contextlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bot.problems import Problem
from bot.settings import read_settings
from state.store.sqlite import is_used


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="companion backup",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="the file to write; it must not be there yet")
    target: Path = parser.parse_args(arguments).file
    source = read_settings().database_path
    if not is_used(source):
        raise Problem(f"There is nothing to copy: {source} holds nothing yet.")
    if target.exists():
        raise Problem(f"{target} is there already: name another file.")
    plans = copy(source, target)
    print(f"Written: {target} (plans: {plans}). The key is not in it: keep it apart.")
    return 0


def copy(source: Path, target: Path) -> int:
    """Writes a whole file or none; how many cases are in it. Raises Problem."""
    draft = target.with_name(f"{target.name}.part")
    try:
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with contextlib.closing(sqlite3.connect(source, timeout=10)) as database:
            database.execute("VACUUM INTO ?", (str(draft),))
        plans = _checked(draft)
        _on_disk(draft)
        draft.rename(target)
        _on_disk(target.parent)
    except (OSError, sqlite3.Error) as error:
        draft.unlink(missing_ok=True)
        raise Problem(f"{target} cannot be written: {error}.") from None
    return plans


def _checked(file: Path) -> int:
    with contextlib.closing(sqlite3.connect(file)) as copied:
        if copied.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the copy is damaged")
        return int(copied.execute("SELECT count(*) FROM cases").fetchone()[0])


def _on_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
