"""The key is changed while people write: then the old one opens nothing, and nothing is lost."""

import asyncio
import base64
import contextlib
import sqlite3
from pathlib import Path

import pytest

from bot import keys
from bot.commands import rekey
from bot.keys import FILE
from bot.locks import FolderLock
from bot.problems import Problem
from bot.settings import Settings
from bot.storage import open_store
from privacy.test_retention import BEGAN
from state.case import Case, Member
from state.effects import Outgoing, Show
from state.store.cipher import Cipher, key_id
from state.store.refusals import KeyRetired, Unusable
from state.store.rows import Commit, Stuck
from state.store.store import Store

BOT = 900
SEALED = (
    ("cases", "document"),
    ("cases", "wake_as"),
    ("outbox", "effect"),
    ("updates", "payload"),
    ("keys", "check_value"),
)


def settings_in(folder: Path, data_key: str = "") -> Settings:
    return Settings(data_dir=folder, bot_token="", data_key=data_key)


def case_of(chat_id: int) -> Case:
    return Case(f"case-{chat_id}", BEGAN, members=[Member(chat_id, "en", BEGAN)])


async def fill(store: Store, families: int) -> None:
    for chat_id in range(1, families + 1):
        await store.commit(
            Commit(
                bot_id=BOT,
                chat_id=chat_id,
                at=BEGAN,
                case=case_of(chat_id),
                outgoing=(Outgoing(chat_id, Show("Hello")),),
                stuck=(Stuck(BOT, chat_id, chat_id, BEGAN, b"text"),),
            )
        )


def sealed_with(folder: Path) -> set[bytes]:
    """The keys that anything in the database is sealed with."""
    with contextlib.closing(sqlite3.connect(folder / "companion.sqlite3")) as file:
        return {
            bytes(key)
            for table, column in SEALED
            for (key,) in file.execute(f"SELECT DISTINCT substr({column}, 1, 4) FROM {table}")
            if key is not None
        }


async def changed(settings: Settings) -> int:
    rekey._add_key(settings)
    left = await rekey._seal(settings)
    if not left and not settings.data_key:
        keys.keep_only_newest(settings.data_dir)
    return left


async def test_everything_is_sealed_with_the_new_key_and_the_old_one_is_gone(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    store = await open_store(settings)
    await fill(store, 120)
    await store.close()
    (old,) = keys.keys_of("", tmp_path, database_is_used=True)
    assert await changed(settings) == 0
    (new,) = keys.keys_of("", tmp_path, database_is_used=True)
    assert new != old
    assert sealed_with(tmp_path) == {key_id(new)}
    store = await open_store(settings)
    assert len(await store.pending(limit=1000)) == len(await store.stuck()) == 120
    for chat_id in range(1, 121):
        assert (await store.load(chat_id)).case == case_of(chat_id)
    await store.close()


async def test_a_running_bot_takes_the_new_key_up_and_loses_nothing(tmp_path: Path) -> None:
    """It writes all the while, by the key it knows; what is sealed with the old one is refused."""
    settings = settings_in(tmp_path)
    store = await open_store(settings)
    await fill(store, 60)
    saved = dict.fromkeys(range(1, 61), 0)

    async def writes(chat_id: int) -> None:
        for _ in range(12):
            loaded = await store.load(chat_id)
            assert loaded.case is not None
            loaded.case.notes["n"] = str(saved[chat_id] + 1)
            await store.commit(
                Commit(
                    bot_id=BOT,
                    chat_id=chat_id,
                    at=BEGAN,
                    case=loaded.case,
                    revision=loaded.revision,
                )
            )
            saved[chat_id] += 1
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as tasks:
        for chat_id in range(1, 61, 5):
            tasks.create_task(writes(chat_id))
        done = tasks.create_task(changed(settings))
    assert done.result() == 0
    await writes(2)
    (new,) = keys.keys_of("", tmp_path, database_is_used=True)
    for chat_id, number in saved.items():
        loaded = await store.load(chat_id)
        assert loaded.case is not None
        assert loaded.case.notes.get("n", "0") == str(number)
    await store.close()
    assert sealed_with(tmp_path) == {key_id(new)}


async def test_nothing_sealed_with_a_retired_key_is_taken(tmp_path: Path) -> None:
    """Not even from a program that cannot find the new key: it is told, and waits."""
    settings = settings_in(tmp_path)
    store = await open_store(settings)
    await fill(store, 1)
    old = keys.keys_of("", tmp_path, database_is_used=True)
    behind = await Store.open(tmp_path / "companion.sqlite3", Cipher(old))
    await changed(settings)
    with pytest.raises(KeyRetired):
        await behind.commit(Commit(bot_id=BOT, chat_id=2, at=BEGAN, case=case_of(2)))
    await behind.close()
    await store.close()


async def test_broken_off_at_any_place_it_is_ended_by_running_it_again(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    store = await open_store(settings)
    await fill(store, 3)
    await store.close()
    rekey._add_key(settings)  # and there it ended
    text = (tmp_path / FILE).read_text(encoding="ascii")
    rekey._add_key(settings)
    assert (tmp_path / FILE).read_text(encoding="ascii") == text
    assert await rekey._seal(settings) == 0  # and here, before the file was written
    assert await changed(settings) == 0
    assert len(sealed_with(tmp_path)) == 1


async def test_a_row_that_no_key_opens_keeps_the_old_key(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    store = await open_store(settings)
    await fill(store, 2)
    await store.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "companion.sqlite3")) as file, file:
        file.execute("UPDATE cases SET document = x'0000' WHERE case_id = 'case-1'")
    assert await changed(settings) == 1
    assert len(keys.keys_of("", tmp_path, database_is_used=True)) == 2


def text_of(*held: bytes) -> str:
    return ",".join(base64.urlsafe_b64encode(key).decode() for key in held)


async def test_with_keys_of_ones_own_the_newest_is_put_first(tmp_path: Path) -> None:
    old, new = keys.fresh(), keys.fresh()
    store = await open_store(settings_in(tmp_path, text_of(old)))
    await fill(store, 3)
    with pytest.raises(Problem, match="A new one: "):
        rekey._add_key(settings_in(tmp_path, text_of(old)))
    with FolderLock(tmp_path), pytest.raises(Problem, match="restart it"):
        rekey._add_key(settings_in(tmp_path, text_of(new, old)))
    await store.close()
    assert await changed(settings_in(tmp_path, text_of(new, old))) == 0
    store = await open_store(settings_in(tmp_path, text_of(new)))
    assert (await store.load(3)).case == case_of(3)
    await store.close()
    with pytest.raises(Problem, match="written with the key"):
        await open_store(settings_in(tmp_path, text_of(old)))


async def test_a_retired_key_put_first_again_is_said_at_the_start(tmp_path: Path) -> None:
    old, new = keys.fresh(), keys.fresh()
    path = tmp_path / "companion.sqlite3"
    for held in ([old], [new, old]):
        store = await Store.open(path, Cipher(held))
        await store.close()
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE keys SET retired = 1 WHERE key_id = ?", (key_id(old),))
    with pytest.raises(Unusable, match="put the newest one first"):
        await Store.open(path, Cipher([old, new]))
