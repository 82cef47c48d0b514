"""`companion restore FILE`: puts a backup in place; the bot must not run.

Plans that were erased since the backup stay erased, as far as the present database shows that: a
plan it does not have any more is not brought back (--everything brings it back). Nor is an adult
who left or was removed since, nor an invite that was used or taken back. What waited to be sent
then is not sent now.
"""

import argparse
import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.commands.backup import copy
from bot.locks import FolderLock
from bot.problems import Problem
from bot.settings import Settings, read_settings
from bot.storage import open_store
from state.effects import Wake
from state.forgetting import forget
from state.store.refusals import Unusable
from state.store.rows import Commit
from state.store.sqlite import is_used
from state.store.store import Store

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
        known = present is not None and not chosen.everything
        gone = _cases(draft) - (present or set()) if known else set()
        left = _pairs(draft, MEMBERS) - _pairs(path, MEMBERS) if known else set()
        closed = _pairs(draft, INVITES) - _pairs(path, INVITES) if known else set()
        asyncio.run(_prepare(settings, draft, gone, (left, closed)))
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


MEMBERS = "SELECT case_id, chat_id FROM members"
INVITES = "SELECT case_id, invite_id FROM invites"
Left = tuple[set[tuple[str, Any]], set[tuple[str, Any]]]
"""Who left, and which invites were closed since, each with the case."""


def _pairs(path: Path, statement: str) -> set[tuple[str, Any]]:
    with contextlib.closing(sqlite3.connect(path)) as file:
        try:
            return set(file.execute(statement).fetchall())
        except sqlite3.OperationalError:  # from before there were any
            return set()


async def _prepare(settings: Settings, draft: Path, gone: set[str], left: Left) -> None:
    """The copy is opened with the key, brought up to date, and rid of what must not come back."""
    here = settings.model_copy(update={"database_url": f"sqlite:///{draft}"})
    store = await open_store(here)
    try:
        await store.begin_restored(gone)
        for case_id in {case_id for pairs in left for case_id, _ in pairs} - gone:
            await _let_go(store, case_id, left)
        await store.scrub()
    finally:
        await store.close()


async def _let_go(store: Store, case_id: str, left: Left) -> None:
    """Takes out of a case who left since, and the invites that open nothing any more."""
    found = await store.load_case(case_id)
    if found is None:
        return
    (case, revision), (leavers, closed) = found, left
    for member in list(case.members):
        if (case_id, member.chat_id) in leavers and len(case.members) > 1:
            forget(case, member.chat_id)
    case.invites = [one for one in case.invites if (case_id, one.invite_id) not in closed]
    now = datetime.now(UTC)
    await store.commit(
        Commit(
            bot_id=0,
            chat_id=case.members[0].chat_id,
            at=now,
            case=case,
            revision=revision,
            wake=Wake(now),
        )
    )
