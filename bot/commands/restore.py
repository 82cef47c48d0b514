"""`companion restore FILE`: puts a backup in place; the bot must not run.

Plans that were erased since the backup stay erased, as far as the present database shows that: a
plan it does not have any more is not brought back (--everything brings it back). What waited to be
sent then is not sent now.
"""

import argparse
import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bot.commands.backup import copy
from bot.locks import FolderLock
from bot.problems import Problem
from bot.settings import Settings, read_settings
from bot.storage import open_store
from state.store.refusals import Unusable
from state.store.sqlite import is_used

SIDE_FILES = ("-wal", "-shm")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="companion restore",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="a file that `companion backup` wrote")
    parser.add_argument("--replace", action="store_true", help="put it in place of what is kept")
    parser.add_argument("--everything", action="store_true", help="also what was erased since")
    chosen = parser.parse_args(arguments)
    settings = read_settings()
    if not chosen.file.is_file():
        raise Problem(f"There is no file {chosen.file}.")
    with FolderLock(settings.data_dir):
        kept, dropped = _restore(settings, chosen.file, chosen)
    print(f"Restored plans: {kept}. Erased since the backup, and left out: {dropped}.")
    return 0


def _restore(settings: Settings, file: Path, chosen: argparse.Namespace) -> tuple[int, int]:
    path = settings.database_path
    present = _present(path)
    if present is not None and not chosen.replace:
        raise Problem(
            f"{path} holds data. Back that up first; then `--replace` puts the copy in its place."
        )
    draft = path.with_name(f"{path.name}.restoring")
    try:
        draft.unlink(missing_ok=True)
        if not is_used(file):
            raise Problem(f"{file} holds nothing that was kept.")
        copy(file, draft)
        gone = set() if chosen.everything or present is None else _cases(draft) - present
        asyncio.run(_prepare(settings, draft, gone))
        for name in SIDE_FILES:
            path.with_name(path.name + name).unlink(missing_ok=True)
        shutil.move(draft, path)
    except Unusable as error:
        raise Problem(str(error)) from None
    finally:
        for name in ("", *SIDE_FILES):
            draft.with_name(draft.name + name).unlink(missing_ok=True)
    return len(_cases(path)), len(gone)


def _present(path: Path) -> set[str] | None:
    """The cases there are now; None if there is no database, or none that can be read."""
    try:
        return _cases(path) if is_used(path) else None
    except (sqlite3.Error, Unusable):
        return None


def _cases(path: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(path)) as file:
        return {case_id for (case_id,) in file.execute("SELECT case_id FROM cases")}


async def _prepare(settings: Settings, draft: Path, gone: set[str]) -> None:
    """The copy is opened with the key, brought up to date, and rid of what must not come back."""
    here = settings.model_copy(update={"database_url": f"sqlite:///{draft}"})
    store = await open_store(here)
    try:
        await store.begin_restored(gone)
        await store.scrub()
    finally:
        await store.close()
