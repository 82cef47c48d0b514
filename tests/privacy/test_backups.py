"""A backup holds what is kept, sealed, and nothing that was erased; it brings none of that back."""

import asyncio
import contextlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from stand_ins.waiting import eventually

from bot.commands import backup, restore
from bot.keys import FILE
from bot.locks import FolderLock
from bot.problems import Problem
from bot.storage import open_store
from privacy.test_deleting import _is_clean, _nothing_of
from privacy.test_rekeying import BOT, case_of, fill, settings_in
from privacy.test_retention import BEGAN
from state import invites
from state.case import Invite, Member, Role
from state.forgetting import forget
from state.invites import Secret
from state.store.rows import Commit


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    monkeypatch.chdir(tmp_path)


async def restored(arguments: list[str]) -> int:
    """As a program of its own would do it."""
    return await asyncio.to_thread(restore.main, arguments)


def sealed_in(path: Path) -> set[bytes]:
    with contextlib.closing(sqlite3.connect(path)) as file:
        return {bytes(one) for (one,) in file.execute("SELECT document FROM cases")}


async def erase(folder: Path, chat_id: int) -> None:
    store = await open_store(settings_in(folder))
    loaded = await store.load(chat_id)
    await store.commit(
        Commit(
            bot_id=BOT,
            chat_id=chat_id,
            at=BEGAN,
            case=loaded.case,
            revision=loaded.revision,
            delete_case=True,
        )
    )
    await store.close()


async def test_what_was_erased_is_in_no_byte_of_a_backup_made_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = await open_store(settings_in(folder))
    await fill(store, 30)
    gone = {one for chat in range(1, 31, 2) for one in _document(folder, chat)}
    for chat_id in range(1, 31, 2):
        await store.commit(
            Commit(
                bot_id=BOT,
                chat_id=chat_id,
                at=BEGAN,
                case=case_of(chat_id),
                revision=1,
                delete_case=True,
                forgets=True,
            )
        )
    assert backup.main([str(tmp_path / "copy")]) == 0  # while it runs
    await eventually(lambda: _is_clean(gone, folder))
    (tmp_path / "backups").mkdir()
    (tmp_path / "copy").rename(tmp_path / "backups" / "copy")
    _nothing_of(gone, tmp_path / "backups")
    assert len(sealed_in(tmp_path / "backups" / "copy")) == 15
    await store.close()


def _document(folder: Path, chat_id: int) -> set[bytes]:
    with contextlib.closing(sqlite3.connect(folder / "companion.sqlite3")) as file:
        query = "SELECT document FROM cases WHERE case_id = ?"
        return {bytes(one) for (one,) in file.execute(query, (f"case-{chat_id}",))}


async def test_a_backup_is_for_the_owners_eyes_and_never_over_another_file(tmp_path: Path) -> None:
    store = await open_store(settings_in(tmp_path / "data"))
    await fill(store, 1)
    await store.close()
    backup.main(["copy"])
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600
    with pytest.raises(Problem, match="is there already"):
        backup.main(["copy"])
    assert b"DATA_KEY" not in (tmp_path / "copy").read_bytes()


async def test_what_was_erased_since_is_not_brought_back(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = await open_store(settings_in(folder))
    await fill(store, 3)
    await store.close()
    backup.main(["copy"])
    await erase(folder, 2)
    with pytest.raises(Problem, match="--replace"):
        await restored(["copy"])
    assert await restored(["copy", "--replace"]) == 0
    store = await open_store(settings_in(folder))
    assert [(await store.load(chat_id)).case is None for chat_id in (1, 2, 3)] == [0, 1, 0]
    assert await store.pending() == []
    await store.close()
    await restored(["copy", "--replace", "--everything"])
    store = await open_store(settings_in(folder))
    assert (await store.load(2)).case == case_of(2)
    await store.close()


async def test_who_was_removed_since_and_what_was_taken_back_is_not_brought_back(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    store = await open_store(settings_in(folder))
    case = case_of(1)
    case.members.append(Member(2, "en", BEGAN))
    case.invites = [Invite("used", 1, BEGAN, Role.FULL), Invite("open", 1, BEGAN, Role.FULL)]
    links = {one: invites.link_secret(one) for one in ("used", "open")}
    secrets = tuple(Secret(case.case_id, one, link, None) for one, link in links.items())
    await store.commit(Commit(bot_id=BOT, chat_id=1, at=BEGAN, case=case, secrets=secrets))
    backup.main(["copy"])
    forget(case, 2)
    case.invites = case.invites[1:]
    await store.commit(Commit(bot_id=BOT, chat_id=1, at=BEGAN, case=case, revision=1))
    await store.close()
    assert await restored(["copy", "--replace"]) == 0
    store = await open_store(settings_in(folder))
    assert (await store.load(2)).case is None
    assert (await store.load(1)).case == case
    for one, opens in (("used", None), ("open", (case.case_id, "open"))):
        assert await store.find_invite(links[one], 3, BEGAN, is_short=False) == opens
    await store.close()


@pytest.mark.parametrize("readable", [True, False])
async def test_who_was_removed_since_is_not_left_with_the_plan_as_its_last_adult(
    tmp_path: Path, *, readable: bool
) -> None:
    """A telephone was lost, its adult came back on another one and took the lost one off."""
    folder = tmp_path / "data"
    store = await open_store(settings_in(folder))
    await fill(store, 1)
    backup.main(["copy"])
    case = case_of(1)
    forget(case, 1)
    case.members.append(Member(2, "en", BEGAN, expecting="note"))
    await store.commit(Commit(bot_id=BOT, chat_id=2, at=BEGAN, case=case, revision=1))
    await store.close()
    if not readable:
        with contextlib.closing(sqlite3.connect(folder / "companion.sqlite3")) as file:
            file.execute("UPDATE cases SET document = x'00'")
            file.commit()
    assert await restored(["copy", "--replace"]) == 0
    store = await open_store(settings_in(folder))
    assert (await store.load(1)).case is None
    loaded = await store.load_case(case.case_id)
    assert (loaded is not None) == readable
    if loaded:
        assert loaded[0].members == [Member(2, "en", BEGAN)]
        assert (await store.load(2)).case == loaded[0]
    await store.close()


@pytest.mark.parametrize("at", [0, 4096])
async def test_a_database_that_cannot_be_read_is_moved_aside_and_only_when_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: int
) -> None:
    folder = tmp_path / "data"
    store = await open_store(settings_in(folder))
    await fill(store, 1)
    await store.close()
    backup.main(["copy"])
    database = folder / "companion.sqlite3"
    content = database.read_bytes()
    content = content[:at] + bytes(len(content) - at)
    database.write_bytes(content)
    with pytest.raises(Problem, match="erased since the backup is not known"):
        await restored(["copy"])
    assert database.read_bytes() == content
    assert await restored(["copy", "--replace"]) == 0
    [aside] = folder.glob("*.damaged-*")
    assert aside.read_bytes() == content
    assert str(aside) in capsys.readouterr().out
    store = await open_store(settings_in(folder))
    assert (await store.load(1)).case == case_of(1)
    await store.close()


async def test_a_lost_database_comes_back_with_its_key_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = await open_store(settings_in(folder))
    await fill(store, 2)
    await store.close()
    backup.main(["copy"])
    key = (folder / FILE).read_bytes()
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(Problem, match="key of the database is missing"):
        await restored(["copy"])
    (folder / FILE).write_bytes(key)
    assert await restored(["copy"]) == 0
    store = await open_store(settings_in(folder))
    assert (await store.load(1)).case == case_of(1)
    await store.close()


@pytest.mark.parametrize("content", [b"", b"hello", os.urandom(4096)])
async def test_what_is_no_backup_is_refused_and_nothing_changes(
    tmp_path: Path, content: bytes
) -> None:
    folder = tmp_path / "data"
    store = await open_store(settings_in(folder))
    await fill(store, 1)
    await store.close()
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(Problem):
        await restored(["copy", "--replace"])
    store = await open_store(settings_in(folder))
    assert (await store.load(1)).case == case_of(1)
    await store.close()
    assert not list(folder.glob("*.restoring*"))


async def test_nothing_is_restored_under_a_running_bot(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = await open_store(settings_in(folder))
    await fill(store, 1)
    await store.close()
    backup.main(["copy"])
    with FolderLock(folder), pytest.raises(Problem, match="already running"):
        await restored(["copy", "--replace"])
