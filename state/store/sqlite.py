"""The SQLite driver: runs a whole transaction in one visit to aiosqlite's thread.

What has begun in that thread also ends there, whoever is cancelled meanwhile.
"""

import contextlib
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiosqlite

from state.store.migrating import migrate
from state.store.refusals import Unusable
from state.store.statements import Result, Statement, Steps, named_queries

T = TypeVar("T")
QUERIES = named_queries(Path(__file__).with_name("queries.sql"))
_BUSY_SECONDS = 10
_PATIENCE_MS = 500


class Sqlite:
    """A database file, with one connection that writes and one that reads."""

    def __init__(self, writer: "_Thread", reader: "_Thread") -> None:
        self._writer = writer
        self._reader = reader

    @classmethod
    async def open(cls, path: Path) -> "Sqlite":
        """Opens the file, made if missing and brought up to date. Raises Unusable."""
        writer, reader = _Thread(partial(_writing, path)), _Thread(partial(_connect, path))
        try:
            await writer
            await writer.visit(_prepare)
            await reader
        except (sqlite3.Error, OSError, Unusable) as error:
            await writer.close()
            raise _unusable(path, error) from None
        return cls(writer, reader)

    async def read(self, steps: Steps[T]) -> T:
        return await self._reader.visit(partial(_transact, steps=steps, begin="BEGIN"))

    async def write(self, steps: Steps[T]) -> T:
        """Runs the transaction and makes it durable; if it raises, nothing of it remains."""
        return await self._writer.visit(partial(_transact, steps=steps, begin="BEGIN IMMEDIATE"))

    async def scrub(self) -> bool:
        """Takes what was deleted out of the files; False if a reader was in the way.

        Deleted content is overwritten in the database (secure_delete); this empties the log.
        """
        return await self._writer.visit(_empty_log)

    async def close(self) -> None:
        await self._reader.close()
        await self._writer.close()


def is_used(path: Path) -> bool:
    """Whether anything was ever sealed into this file. Raises Unusable if it is no database."""
    if not path.exists():
        return False
    try:
        with contextlib.closing(_connect(path)) as database:
            return _has_keys(database)
    except sqlite3.Error as error:
        raise _unusable(path, error) from None


def known_keys(path: Path) -> set[bytes]:
    """The short names of the keys that this database may be written with."""
    with contextlib.closing(_connect(path)) as database:
        return {key for (key,) in database.execute("SELECT key_id FROM keys")}


def is_busy(error: Exception) -> bool:
    """Whether another process kept the database to itself for as long as one waits."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


class _Thread(aiosqlite.Connection):
    """A connection in a thread of its own, which one can visit to do several things at once."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # a program that breaks off is not kept alive by it

    async def visit(self, work: Callable[[sqlite3.Connection], T]) -> T:
        result: T = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return result


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    database.execute("PRAGMA foreign_keys = ON")
    return database


def _writing(path: Path) -> sqlite3.Connection:
    if not path.exists():
        path.touch(0o600)  # its log files follow its mode
    database = _connect(path)
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            database.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection) -> None:
    troubles = database.execute("PRAGMA quick_check(1)").fetchone()
    if troubles != ("ok",):
        raise sqlite3.DatabaseError("malformed")
    migrate(database)


def _has_keys(database: sqlite3.Connection) -> bool:
    known = "SELECT 1 FROM sqlite_master WHERE name = 'keys'"
    if database.execute(known).fetchone() is None:
        return False
    return database.execute("SELECT 1 FROM keys").fetchone() is not None


def _empty_log(database: sqlite3.Connection) -> bool:
    database.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")  # commits are waiting behind this
    try:
        busy, _, _ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        database.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    return not busy


def _transact(database: sqlite3.Connection, *, steps: Steps[T], begin: str) -> T:
    database.execute(begin)
    try:
        result = _run(database, steps)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    return result


def _run(database: sqlite3.Connection, steps: Steps[T]) -> T:
    try:
        statement = next(steps)
        while True:
            statement = steps.send(_answer(database, statement))
    except StopIteration as end:
        result: T = end.value
        return result


def _answer(database: sqlite3.Connection, statement: Statement) -> Result:
    cursor = database.execute(QUERIES[statement.query], statement.parameters)
    return Result(cursor.fetchall(), cursor.rowcount)


def _unusable(path: Path, error: Exception) -> Unusable:
    if isinstance(error, Unusable):
        return error
    if isinstance(error, OSError):
        return Unusable(f"The database {path} cannot be opened: {error.strerror}.")
    if isinstance(error, sqlite3.OperationalError):
        return Unusable(f"The database {path} cannot be opened: {error}.")
    return Unusable(f"The file {path} is not a database or is damaged: restore it from a backup.")
