"""Who erases is told that nothing is left, and it is so: counted, and in every byte."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from stand_ins.fake_telegram import FakeTelegram
from stand_ins.waiting import eventually

from bot.application import Companion
from privacy.conftest import Build
from state.case import Case
from state.store.documents import CASE
from state.store.rows import Commit

FULL = Path(__file__).parent.parent / "storage" / "documents" / "case-1.json"
MARKER = "Zqoxwelt8"
ONE, OTHER = 70005, 70006


def shared() -> Case:
    """A case of two adults, with something in each of its fields, and the marker in its words."""
    case = CASE.read(_marked(msgspec.json.decode(FULL.read_bytes())))
    for member in case.members:
        member.place = member.expecting = None
        member.nickname, member.language = "", "en"
    return case


def _marked(document: Any) -> bytes:
    text = msgspec.json.encode(document).decode()
    for chat, known in ((ONE, 5), (OTHER, 6)):
        for name in ("by", "to", "chat_id"):
            text = text.replace(f'"{name}":{known},', f'"{name}":{chat},')
            text = text.replace(f'"{name}":{known}}}', f'"{name}":{chat}}}')
    for words in ("low platelets", "38.4 in the evening", "Can she swim?", "by fax", "the lab"):
        assert words in text
        text = text.replace(words, f"{words} {MARKER}")
    return text.encode()


async def keep(bot: Companion, case: Case) -> None:
    commit = Commit(bot_id=bot.bot.id, chat_id=ONE, at=bot.clock.now(), case=case)
    await bot.store.commit(commit)


async def erases(telegram: FakeTelegram, chat_id: int) -> str:
    """This adult sends /delete and presses its first button; what the bot says then."""
    telegram.put(_command(telegram, chat_id, "/delete"))
    await telegram.until(lambda: _asks(telegram, chat_id))
    telegram.press(chat_id, telegram.last(chat_id)["message_id"], "erase")
    await telegram.until(lambda: not _asks(telegram, chat_id))
    return str(telegram.last(chat_id)["text"])


def _asks(telegram: FakeTelegram, chat_id: int) -> bool:
    shown = telegram.shown(chat_id)
    return bool(shown) and shown[-1].startswith("<b>Erase")


def _command(telegram: FakeTelegram, chat_id: int, text: str) -> dict[str, Any]:
    telegram.write(chat_id, text)
    update = telegram.queue.pop()
    entity = {"type": "bot_command", "offset": 0, "length": len(text)}
    update["message"]["entities"] = [entity]
    return update


async def test_one_of_two_leaves_and_nothing_names_them(
    build: Build, telegram: FakeTelegram, tmp_path: Path
) -> None:
    """The other keeps the plan; of whoever left there is nothing in any table."""
    async with build() as bot:
        case = shared()
        await keep(bot, case)
        sealed = _sealed(bot)
        said = await erases(telegram, ONE)
        assert said.startswith("<b>0 things are kept about you")
        await telegram.until(lambda: bot.outbox.is_empty)
        assert not _rows_with(bot, ONE)
        left = (await bot.store.load(OTHER)).case
        assert left is not None
        assert [one.chat_id for one in left.members] == [OTHER]
        assert left.visits[0].place == "Children's clinic, door 3"
        assert telegram.shown(OTHER) == []
        await eventually(lambda: _is_clean(sealed, tmp_path))


async def test_the_last_one_out_erases_everything(
    build: Build, telegram: FakeTelegram, tmp_path: Path
) -> None:
    """No piece of what was sealed is in any file, though the program still runs."""
    async with build() as bot:
        await keep(bot, shared())
        sealed = _sealed(bot)
        await erases(telegram, ONE)
        sealed |= _sealed(bot)
        said = await erases(telegram, OTHER)
        assert said.startswith("<b>0 things are kept about you")
        await telegram.until(lambda: bot.outbox.is_empty)
        assert not _rows_with(bot, ONE) + _rows_with(bot, OTHER)
        await eventually(lambda: _is_clean(sealed, tmp_path))
    _nothing_of(sealed, tmp_path)


async def test_whoever_has_nothing_is_told_so(build: Build, telegram: FakeTelegram) -> None:
    """Not even the number of the message that asked is theirs."""
    async with build() as bot:
        telegram.put(_command(telegram, ONE, "/delete"))
        await telegram.until(lambda: telegram.shown(ONE) and bot.outbox.is_empty)
        assert telegram.shown(ONE)[0].startswith("<b>0 things are kept about you")
        assert not _rows_with(bot, ONE)


async def test_who_tried_codes_is_nobodys_to_know(build: Build, telegram: FakeTelegram) -> None:
    """Tries are counted for a day, under a number that only the key leads back from."""
    async with build() as bot:
        found = await bot.store.find_invite("K7M4QX", ONE, bot.clock.now(), is_short=True)
        assert found is None
        assert not _rows_with(bot, ONE)


async def test_nothing_is_promised_that_is_not_so(build: Build, telegram: FakeTelegram) -> None:
    """Had something stayed, the message would say how much."""
    async with build() as bot:
        await keep(bot, shared())
        telegram.put(_command(telegram, ONE, "/delete"))
        await telegram.until(lambda: _asks(telegram, ONE))
        with contextlib.closing(sqlite3.connect(bot.settings.database_path)) as file, file:
            file.execute(
                "CREATE TRIGGER stays AFTER DELETE ON chats BEGIN "
                "INSERT INTO updates VALUES (1, 1, old.chat_id, '2026', NULL); END"
            )
        telegram.press(ONE, telegram.last(ONE)["message_id"], "erase")
        await telegram.until(lambda: not _asks(telegram, ONE))
        assert "Things left: 1" in telegram.last(ONE)["text"]


def _rows_with(bot: Companion, chat_id: int) -> list[tuple[str, int]]:
    """The tables that have this chat in a row, and how many."""
    with contextlib.closing(sqlite3.connect(bot.settings.database_path)) as file:
        tables = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found = []
        for (table,) in tables:
            columns = [name for _, name, *_ in file.execute(f"PRAGMA table_info({table})")]
            if "chat_id" in columns:
                query = f"SELECT count(*) FROM {table} WHERE chat_id = ?"
                found.append((table, file.execute(query, (chat_id,)).fetchone()[0]))
        return [(table, rows) for table, rows in found if rows]


def _sealed(bot: Companion) -> set[bytes]:
    """Everything sealed that is in the database now."""
    with contextlib.closing(sqlite3.connect(bot.settings.database_path)) as file:
        found = file.execute(
            "SELECT document FROM cases UNION SELECT wake_as FROM cases "
            "UNION SELECT effect FROM outbox UNION SELECT payload FROM updates"
        )
        return {bytes(one) for (one,) in found if one}


def _pieces(sealed: set[bytes]) -> Iterator[bytes]:
    """All of it in pieces of 16 bytes, but for the beginning, which names only the key."""
    for one in sealed:
        for at in range(4, max(5, len(one) - 16), 16):
            yield one[at : at + 16]


async def _is_clean(sealed: set[bytes], folder: Path) -> bool:
    """The log is emptied right after the commit, or a second later if a reader was in the way."""
    with contextlib.suppress(AssertionError):
        _nothing_of(sealed, folder)
        return True
    return False


def _nothing_of(sealed: set[bytes], folder: Path) -> None:
    assert sealed
    pieces = list(_pieces(sealed))
    for path in (path for path in folder.rglob("*") if path.is_file()):
        disk = path.read_bytes()
        assert MARKER.encode() not in disk
        found = [piece for piece in pieces if piece in disk]
        assert not found, f"{path.name} still has {len(found)} of {len(pieces)} pieces"
