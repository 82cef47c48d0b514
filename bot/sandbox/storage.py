"""Where the sandbox keeps its world: documents in one SQLite file, and the files of its chats.

What changes while one call is handled is written in one transaction, before the call is answered,
so a process that is killed at any moment loses nothing it has spoken of.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 4000;
CREATE TABLE IF NOT EXISTS documents (
    kind TEXT, key TEXT, value BLOB NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS requests (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, bot_id INTEGER, method TEXT, value BLOB NOT NULL
);
"""
_PUT = "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)"
_RECORD = "INSERT INTO requests (bot_id, method, value) VALUES (?, ?, ?)"
_DROP = "DELETE FROM documents WHERE kind = ? AND key = ?"

Document = TypeVar("Document")


class Storage:
    """Used from one event loop; every call is quick."""

    def __init__(self, folder: Path) -> None:
        self._files = folder / "files"
        self._files.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(folder / "sandbox.sqlite3", isolation_level=None)
        self._database.executescript(_SCHEMA)
        self._changes: dict[tuple[str, str], object] = {}
        self._records: list[tuple[int, str, dict[str, Any]]] = []
        self._encode = msgspec.json.Encoder().encode

    def all(self, kind: str, type_: type[Document]) -> Iterator[tuple[str, Document]]:
        """Every document of a kind with its key, as it was last committed."""
        decode = msgspec.json.Decoder(type_).decode
        rows = self._database.execute("SELECT key, value FROM documents WHERE kind = ?", (kind,))
        for key, value in rows:
            yield key, decode(value)

    def put(self, kind: str, key: object, document: object) -> None:
        """Keeps the document as it is at the next commit."""
        self._changes[kind, str(key)] = document

    def drop(self, kind: str, key: object) -> None:
        self._changes[kind, str(key)] = None

    def commit(self) -> None:
        """Writes what has changed, all or nothing."""
        if not self._changes and not self._records:
            return
        changes, self._changes = self._changes, {}
        records, self._records = self._records, []
        execute = self._database.execute
        execute("BEGIN")
        for (kind, key), document in changes.items():
            if document is None:
                execute(_DROP, (kind, key))
            else:
                execute(_PUT, (kind, key, self._encode(document)))
        for bot_id, method, request in records:
            execute(_RECORD, (bot_id, method, self._encode(request)))
        execute("COMMIT")

    def record(self, bot_id: int, method: str, request: dict[str, Any]) -> None:
        """Adds a call to the record of what bots asked, at the next commit."""
        self._records.append((bot_id, method.lower(), request))

    def recorded(
        self, after: int, method: str | None, bot_id: int | None
    ) -> Iterator[dict[str, Any]]:
        """The recorded calls in sequence, of all bots and methods unless named."""
        rows = self._database.execute(
            "SELECT seq, value FROM requests WHERE seq > ?1 AND (?2 IS NULL OR method = ?2)"
            " AND (?3 IS NULL OR bot_id = ?3) ORDER BY seq",
            (after, method and method.lower(), bot_id),
        )
        for seq, value in rows:
            yield {"seq": seq, **msgspec.json.decode(value)}

    def put_file(self, name: str, content: bytes) -> None:
        (self._files / name).write_bytes(content)

    def file(self, name: str) -> bytes:
        return (self._files / name).read_bytes()

    def close(self) -> None:
        self.commit()
        self._database.close()
