"""What the storage tests keep: small cases, and stores opened for a test."""

import contextlib
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from state.case import Answer, Case, Member
from state.effects import Outgoing, Show
from state.store.cipher import Cipher
from state.store.rows import Commit
from state.store.store import Store

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
BOT = 900


def database(folder: Path) -> Path:
    return folder / "companion.sqlite3"


@contextlib.asynccontextmanager
async def opened(folder: Path, *keys: bytes) -> AsyncIterator[Store]:
    """The store of this folder, closed at the end."""
    store = await Store.open(database(folder), Cipher(keys or (KEY,)))
    try:
        yield store
    finally:
        await store.close()


def case_of(*chat_ids: int, said: str = "", case_id: str | None = None) -> Case:
    """A case of these chats, in which the first has answered one question."""
    members = [Member(chat_id, "en", NOW) for chat_id in chat_ids]
    answers = [Answer(1, "em_breathing", said, chat_ids[0], NOW)] if said else []
    return Case(case_id or f"case-{chat_ids[0]}", NOW, members=members, answers=answers)


def turn(chat_id: int, **changes: Any) -> Commit:
    """A commit of this chat; without more, it changes nothing."""
    return Commit(bot_id=BOT, chat_id=chat_id, at=NOW, **changes)


def message(chat_id: int, text: str = "Hello") -> Outgoing:
    return Outgoing(chat_id, Show(text))


def bytes_in(folder: Path) -> bytes:
    """All that anyone who holds the folder can read."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def fresh_key() -> bytes:
    return os.urandom(32)
