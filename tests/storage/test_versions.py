"""Old documents are read for ever; what is newer than the program is refused, never half read."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from storage_samples import KEY, case_of, database, opened, turn

from state.case import Case
from state.effects import Effect
from state.store.cipher import Cipher
from state.store.documents import CASE, EFFECT, KINDS, Kind, StoredEffect
from state.store.migrating import FOLDER, migrate
from state.store.refusals import Unreadable, Unusable
from state.store.store import Store

EXAMPLES = Path(__file__).parent / "documents"


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.json")), ids=lambda file: file.stem)
def test_every_document_ever_written_is_read(file: Path) -> None:
    """Nothing in it is lost: written again, it says all it said before, if it is of this version.

    After a change to what is kept, the old examples stay as they are; the change comes with a new
    version, an upgrade in state/store/documents.py and an example of the new version.
    """
    kind = next(kind for kind in KINDS if file.name.startswith(kind.name))
    stored = file.read_bytes()
    document = kind.read(stored)
    if msgspec.json.decode(stored)["version"] == kind.version:
        _says_all_of(msgspec.json.decode(kind.write(document)), msgspec.json.decode(stored))


def _says_all_of(now: Any, before: Any) -> None:
    if isinstance(before, dict):
        for key, value in before.items():
            _says_all_of(now[key], value)
    elif isinstance(before, list):
        assert len(now) == len(before)
        for one, other in zip(now, before, strict=True):
            _says_all_of(one, other)
    else:
        assert now == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_example_of_every_version_is_kept(kind: Kind[Any]) -> None:
    versions = {
        int(match[1])
        for file in EXAMPLES.iterdir()
        if (match := re.match(rf"{kind.name}-(\d+)\b", file.name))
    }
    assert versions == set(range(1, kind.version + 1))
    assert set(kind._upgrades) == set(range(1, kind.version))


def test_a_new_document_has_the_present_version() -> None:
    assert case_of(5).version == CASE.version
    for effect in get_args(Effect):
        fields = {field.name: 1 for field in msgspec.structs.fields(effect) if field.required}
        assert StoredEffect(effect(**fields)).version == EFFECT.version


def test_an_old_document_climbs_every_step() -> None:
    def named(plain: dict[str, Any]) -> dict[str, Any]:
        return {"case_id": plain["name"], **{k: v for k, v in plain.items() if k != "name"}}

    def noted(plain: dict[str, Any]) -> dict[str, Any]:
        return plain | {"notes": {"from": "before"}}

    third = Kind("case", Case, 3, {1: named, 2: noted})
    old = b'{"name": "c", "created_at": "2026-01-01T00:00:00Z", "version": 1}'
    case = third.read(old)
    assert (case.case_id, case.notes, case.version) == ("c", {"from": "before"}, 3)


def test_a_newer_document_is_refused_with_a_sentence() -> None:
    newer = b'{"version": 99, "whatever": "it holds"}'
    with pytest.raises(Unreadable, match=r"case has version 99.*run the newer program") as told:
        CASE.read(newer)
    assert "it holds" not in str(told.value)


@pytest.mark.parametrize(
    "stored",
    [
        b'{"case_id": "c", "created_at": "2026-01-01T00:00:00Z", "version": 1, "secret": "x"}',
        b'{"case_id": 7, "created_at": "secret", "version": 1}',
        b'{"secret": 1}',
        b"secret",
    ],
)
def test_a_document_that_is_not_understood_is_refused_without_quoting_it(stored: bytes) -> None:
    with pytest.raises(Unreadable) as told:
        CASE.read(stored)
    assert "secret" not in str(told.value)
    assert told.value.__suppress_context__


def test_no_unknown_field_is_ever_dropped() -> None:
    """Every struct that a stored document can hold refuses fields it does not know."""
    kept = {struct for kind in KINDS for struct in _structs(kind.shape)}
    assert Case in kept
    assert {s.__name__ for s in kept if not s.__struct_config__.forbid_unknown_fields} == set()


def _structs(shape: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        yield shape
        for field in get_type_hints(shape).values():
            yield from _structs(field)
    for part in get_args(shape):
        yield from _structs(part)


async def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    async with opened(tmp_path):
        pass
    _execute(tmp_path, "UPDATE schema_version SET version = 99")
    with pytest.raises(Unusable, match=r"version 99.*run the newer program"):
        await Store.open(database(tmp_path), Cipher([KEY]))


async def test_newer_documents_are_refused_when_the_database_is_opened(tmp_path: Path) -> None:
    """Not weeks later, when the first of them is met."""
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5)))
    _execute(tmp_path, "UPDATE document_versions SET version = 99 WHERE kind = 'effect'")
    with pytest.raises(Unusable, match=r"effect has version 99.*run the newer program"):
        await Store.open(database(tmp_path), Cipher([KEY]))


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(file.name.split("_")[0]) for file in FOLDER.glob("*.sql"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_missing_migrations_run_in_order_once(tmp_path: Path) -> None:
    with _migrated(tmp_path, "CREATE TABLE one (a)") as file:
        _migration(tmp_path, 2, "ALTER TABLE one ADD b;\nINSERT INTO one VALUES (1, 'x;y')")
        migrate(file, tmp_path)
        migrate(file, tmp_path)
        assert file.execute("SELECT * FROM one").fetchall() == [(1, "x;y")]


def test_all_missing_migrations_run_or_none(tmp_path: Path) -> None:
    with _migrated(tmp_path, "CREATE TABLE one (a)") as file:
        _migration(tmp_path, 2, "CREATE TABLE two (a)")
        _migration(tmp_path, 3, "CREATE TABLE three (a);\nnonsense")
        with pytest.raises(sqlite3.Error):
            migrate(file, tmp_path)
        tables = file.execute("SELECT name FROM sqlite_master").fetchall()
        assert tables == [("schema_version",), ("one",)]
        assert file.execute("SELECT version FROM schema_version").fetchall() == [(1,)]


@contextlib.contextmanager
def _migrated(folder: Path, script: str) -> Iterator[sqlite3.Connection]:
    """A database with this first migration."""
    _migration(folder, 1, script)
    with contextlib.closing(sqlite3.connect(folder / "db", isolation_level=None)) as file:
        migrate(file, folder)
        yield file


def _migration(folder: Path, number: int, script: str) -> None:
    (folder / f"{number:04}_test.sql").write_text(script + ";\n", encoding="utf-8")


def _execute(folder: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(database(folder))) as file:
        file.execute(statement)
        file.commit()
