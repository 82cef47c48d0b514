"""`companion restore FILE`: puts a backup in place; the bot must not run.

Plans that were erased since the backup stay erased, as far as the present database shows that: a
plan it does not have any more is not brought back (--everything brings it back). Nor is an adult
who left or was removed since, nor an invite that was used or taken back; who joined a plan that
somebody left stays on it. What waited to be sent then is not sent now. A present database that
cannot be read shows nothing of this: it is moved aside.
"""

import argparse
import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bot.commands.backup import copy
from bot.locks import FolderLock
from bot.problems import Problem
from bot.settings import Settings, read_settings
from bot.storage import open_store
from state.case import Member
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
    is_damaged = False
    try:
        present = _present(path)
    except (sqlite3.Error, Unusable):
        present, is_damaged = None, True
    if present is not None and not chosen.replace:
        raise Problem(
            f"{path} holds data. Back that up first; then `--replace` puts the copy in its place."
        )
    if is_damaged and not chosen.replace:
        raise Problem(
            f"{path} cannot be read: what was erased since the backup is not known and would come "
            "back. `--replace` puts the copy in its place all the same, and moves that file aside."
        )
    draft = path.with_name(f"{path.name}.restoring")
    try:
        draft.unlink(missing_ok=True)
        if not is_used(file):
            raise Problem(f"{file} holds nothing that was kept.")
        copy(file, draft)
        known = present if present is not None and not chosen.everything else None
        gone = _cases(draft) - known.cases if known else set()
        left = _pairs(draft, MEMBERS) - known.members if known else set()
        closed = _pairs(draft, INVITES) - known.invites if known else set()
        gone |= asyncio.run(_prepare(settings, draft, gone, (left, closed)))
        _make_room(path, keep=is_damaged)
        shutil.move(draft, path)
    except Unusable as error:
        raise Problem(str(error)) from None
    finally:
        for name in ("", *SIDE_FILES):
            draft.with_name(draft.name + name).unlink(missing_ok=True)
    return len(_cases(path)), len(gone)


class _Present(NamedTuple):
    """What the present database shows: its cases, and who and which invites belong to them."""

    cases: set[str]
    members: set[tuple[str, Any]]
    invites: set[tuple[str, Any]]


def _present(path: Path) -> _Present | None:
    """None if nothing is kept there. Raises Unusable or sqlite3.Error if it cannot be read."""
    if not is_used(path):
        return None
    return _Present(_cases(path), _pairs(path, MEMBERS), _pairs(path, INVITES))


def _make_room(path: Path, *, keep: bool) -> None:
    """The present database makes way; with `keep` it is moved aside, and that is said."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}")
    for name in ("", *SIDE_FILES):
        file = path.with_name(path.name + name)
        if keep and file.exists():
            file.rename(aside.with_name(aside.name + name))
        elif name:
            file.unlink(missing_ok=True)
    if keep:
        print(f"What could not be read is now {aside}. What was erased since may be back.")


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


async def _prepare(settings: Settings, draft: Path, gone: set[str], left: Left) -> set[str]:
    """The copy is opened with the key, brought up to date, and rid of what must not come back.

    Returns the cases that went because nobody is known who may have them.
    """
    here = settings.model_copy(update={"database_url": f"sqlite:///{draft}"})
    changed = {case_id for pairs in left for case_id, _ in pairs} - gone
    since = await _members_now(settings, {case_id for case_id, _ in left[0]} - gone)
    store = await open_store(here)
    try:
        await store.begin_restored(gone)
        nobodys = {
            case_id
            for case_id in changed
            if not await _let_go(store, case_id, left, since.get(case_id, []))
        }
        await store.begin_restored(nobodys)
        await store.scrub()
    finally:
        await store.close()
    return nobodys


async def _members_now(settings: Settings, case_ids: set[str]) -> dict[str, list[Member]]:
    """Who is on these cases by the present database, as far as it can be read."""
    found: dict[str, list[Member]] = {}
    if not case_ids:
        return found
    with contextlib.suppress(Problem):
        store = await open_store(settings)
        try:
            for case_id in case_ids:
                with contextlib.suppress(Unusable):
                    loaded = await store.load_case(case_id)
                    found[case_id] = loaded[0].members if loaded else []
        finally:
            await store.close()
    return found


async def _let_go(store: Store, case_id: str, left: Left, since: list[Member]) -> bool:
    """Takes out of a case who left since, and the invites that open nothing any more.

    If somebody left, who came instead is on it; False if it is nobody's then.
    """
    found = await store.load_case(case_id)
    if found is None:
        return True
    (case, revision), (leavers, closed) = found, left
    for member in list(case.members):
        if (case_id, member.chat_id) in leavers:
            forget(case, member.chat_id)
    there = {member.chat_id for member in case.members}
    case.members += [
        msgspec.structs.replace(member, expecting=None, returning="", reminded=())
        for member in since
        if member.chat_id not in there
    ]
    if not case.members:
        return False
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
    return True
