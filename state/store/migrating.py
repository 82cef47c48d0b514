"""Brings a SQLite database up to date: numbered SQL files, all that are missing or none."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from state.store.refusals import Unusable

FOLDER = Path(__file__).with_name("migrations")


def migrate(database: sqlite3.Connection, folder: Path = FOLDER) -> None:
    """Runs the migrations that are missing in one transaction.

    Raises Unusable if the database was written by a newer program.
    """
    files = {int(file.name.split("_")[0]): file for file in folder.glob("*.sql")}
    if _version(database) == max(files):
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        _bring_up_to_date(database, files)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def _bring_up_to_date(database: sqlite3.Connection, files: dict[int, Path]) -> None:
    present, newest = _version(database), max(files)
    if present > newest:
        raise Unusable(
            f"The database has version {present}, but this program knows versions up to {newest}: "
            "run the newer program that wrote it."
        )
    database.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)")
    for number in range(present + 1, newest + 1):
        for statement in _statements(files[number].read_text(encoding="utf-8")):
            database.execute(statement)
    database.execute("DELETE FROM schema_version")
    database.execute("INSERT INTO schema_version (version) VALUES (?)", (newest,))


def _version(database: sqlite3.Connection) -> int:
    """The version of the database; 0 of a new one."""
    known = "SELECT 1 FROM sqlite_master WHERE name = 'schema_version'"
    if database.execute(known).fetchone() is None:
        return 0
    (version,) = database.execute("SELECT max(version) FROM schema_version").fetchone()
    return int(version)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit before it starts."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
