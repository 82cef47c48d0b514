"""Who holds the disk learns who has a case and when they hear from us, never what about."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from storage_samples import BOT, KEY, NOW, OTHER_KEY, bytes_in, case_of, database, opened, turn

from state.effects import Button, Outgoing, Restrict, Show
from state.store.cipher import Cipher, key_id
from state.store.refusals import WrongKey
from state.store.rows import Lost, Stuck
from state.store.store import Store, Unreadable

MARKER = "Zwetschgenwasser-4711"

CLEAR = {
    "cases": {"case_id", "revision", "wake_at", "purge_at"},
    "chats": {"chat_id", "case_id", "screen_id", "screen_case_id", "blocked_at"},
    "members": {"chat_id", "case_id"},
    "invites": {"secret_hmac", "invite_id", "case_id", "expires_at"},
    "guesses": {"chat_id", "at"},
    "outbox": {"id", "chat_id", "case_id", "priority", "expires_at"},
    "updates": {"bot_id", "update_id", "chat_id", "seen_at"},
    "keys": {"key_id", "retired"},
    "document_versions": {"kind", "version"},
    "schema_version": {"version"},
}
SEALED = {
    "cases": {"document", "wake_as"},
    "outbox": {"effect"},
    "updates": {"payload"},
    "keys": {"check_value"},
}


async def test_no_word_of_a_parent_is_in_any_byte_of_the_folder(tmp_path: Path) -> None:
    keyboard = ((Button(MARKER, MARKER),),)
    case = case_of(5, said=MARKER)
    case.notes[MARKER] = MARKER
    async with opened(tmp_path) as store:
        await store.commit(
            turn(
                5,
                case=case,
                outgoing=(Outgoing(5, Show(MARKER, keyboard)), Outgoing(5, Restrict(1, keyboard))),
                stuck=(Stuck(BOT, 7, 5, NOW, MARKER.encode()),),
            )
        )
        assert MARKER.encode() not in bytes_in(tmp_path)
    assert MARKER.encode() not in bytes_in(tmp_path)
    async with opened(tmp_path) as store:
        assert (await store.load(5)).case == case


async def test_what_stands_in_clear_is_a_closed_list(tmp_path: Path) -> None:
    async with opened(tmp_path):
        pass
    with contextlib.closing(sqlite3.connect(database(tmp_path))) as file:
        tables = file.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        columns = {
            table: {column for _, column, *_ in file.execute(f"PRAGMA table_info({table})")}
            for (table,) in tables
        }
    assert columns == {table: CLEAR[table] | SEALED.get(table, set()) for table in CLEAR}


@pytest.mark.parametrize(
    "blob",
    [
        "(SELECT document FROM cases WHERE case_id = 'case-6')",
        "(SELECT effect FROM outbox WHERE id = 1)",
        "substr(document, 1, length(document) - 1)",
        "zeroblob(10)",
        "zeroblob(0)",
    ],
)
async def test_a_document_that_is_not_that_cases_own_is_refused(tmp_path: Path, blob: str) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5), outgoing=(Outgoing(5, Show("a")),)))
        await store.commit(turn(6, case=case_of(6)))
        _tamper(tmp_path, f"UPDATE cases SET document = {blob} WHERE case_id = 'case-5'")
        with pytest.raises(Unreadable):
            await store.load(5)
        assert (await store.load(6)).case == case_of(6)


async def test_effects_and_payloads_cannot_be_swapped(tmp_path: Path) -> None:
    """Not even between two messages of the same chat."""
    async with opened(tmp_path) as store:
        await store.commit(
            turn(
                5,
                outgoing=(Outgoing(5, Show("a")), Outgoing(5, Show("b"))),
                stuck=(Stuck(BOT, 1, 5, NOW, b"a"), Stuck(BOT, 2, 5, NOW, b"b")),
            )
        )
        _tamper(
            tmp_path, "UPDATE outbox SET effect = (SELECT effect FROM outbox AS o WHERE o.id = 1)"
        )
        effects = [row.effect for row in await store.pending()]
        assert effects == [Show("a"), Lost()]
        _tamper(
            tmp_path,
            "UPDATE updates SET payload = (SELECT payload FROM updates AS u WHERE u.update_id = 1)",
        )
        with pytest.raises(Unreadable):
            await store.stuck()


async def test_a_wrong_key_is_told_at_once(tmp_path: Path) -> None:
    """Before anything is read or written, in a sentence that holds no key."""
    async with opened(tmp_path):
        pass
    before = bytes_in(tmp_path)
    with pytest.raises(WrongKey, match=key_id(KEY).hex()) as told:
        await Store.open(database(tmp_path), Cipher([OTHER_KEY]))
    assert KEY.hex() not in str(told.value)
    assert bytes_in(tmp_path) == before


async def test_the_newest_key_seals_and_all_open(tmp_path: Path) -> None:
    async with opened(tmp_path, KEY) as store:
        await store.commit(turn(5, case=case_of(5)))
    async with opened(tmp_path, OTHER_KEY, KEY) as store:
        await store.commit(turn(6, case=case_of(6)))
        assert (await store.load(5)).case == case_of(5)
        (sealed,) = _documents(tmp_path, "case-6")
    assert sealed.startswith(key_id(OTHER_KEY))
    async with opened(tmp_path, KEY, OTHER_KEY) as store:
        assert (await store.load(6)).case == case_of(6)


@pytest.mark.parametrize("left", [KEY, OTHER_KEY])
async def test_a_key_that_is_still_needed_cannot_be_left_out(tmp_path: Path, left: bytes) -> None:
    async with opened(tmp_path, KEY):
        pass
    async with opened(tmp_path, OTHER_KEY, KEY):
        pass
    with pytest.raises(WrongKey):
        await Store.open(database(tmp_path), Cipher([left]))


def test_the_same_text_never_looks_the_same_twice() -> None:
    cipher = Cipher([KEY])
    assert cipher.seal(b"x", "cases/1") != cipher.seal(b"x", "cases/1")
    assert cipher.open(cipher.seal(b"x", "cases/1"), "cases/1") == b"x"


def _tamper(folder: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(database(folder))) as file:
        file.execute(statement)
        file.commit()


def _documents(folder: Path, case_id: str) -> list[bytes]:
    with contextlib.closing(sqlite3.connect(database(folder))) as file:
        found = file.execute("SELECT document FROM cases WHERE case_id = ?", (case_id,))
        return [bytes(document) for (document,) in found]
