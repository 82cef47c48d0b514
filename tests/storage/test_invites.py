"""An invite works once, for two days; nobody finds one by trying, nor in a stolen file."""

import contextlib
import hashlib
import sqlite3
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from storage_samples import NOW, OTHER_KEY, bytes_in, case_of, database, fresh_key, opened, turn

from state import invites
from state.case import Case, Invite, Role
from state.invites import ALPHABET, OPEN_FOR, SHORT, Secret
from state.store import transactions
from state.store.cipher import Cipher
from state.store.refusals import Conflict
from state.store.statements import Steps
from state.store.store import Store
from state.store.transactions import GUESSES_COUNT, GUESSES_OF_A_CHAT, GUESSES_OF_ALL

LINK = invites.link_secret("one", "two")
CODE = invites.code(SHORT, "three")
WRONG = invites.code(SHORT, "four")
UNTIL = NOW + OPEN_FOR


def inviting() -> Case:
    case = case_of(5)
    case.invites = [Invite("i1", 5, NOW, Role.FULL, "parent", expires_at=UNTIL)]
    return case


async def invited(store: Store) -> Case:
    secrets = (Secret("case-5", "i1", LINK, UNTIL), Secret("case-5", "i1", CODE, UNTIL))
    case = inviting()
    await store.commit(turn(5, case=case, secrets=secrets))
    return case


async def opens(store: Store, secret: str, chat_id: int = 9, at: timedelta = timedelta()) -> object:
    short = invites.is_short(secret)
    return await store.find_invite(secret, chat_id, NOW + at, is_short=short)


async def test_link_and_code_open_the_same_invite(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await invited(store)
        assert await opens(store, LINK) == await opens(store, CODE) == ("case-5", "i1")
        assert await opens(store, WRONG) is None


async def test_after_two_days_neither_does(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await invited(store)
        assert await opens(store, CODE, at=OPEN_FOR - timedelta(seconds=1))
        assert await opens(store, LINK, at=OPEN_FOR) is None
        assert await opens(store, CODE, at=OPEN_FOR) is None


async def test_an_invite_that_left_its_case_is_found_no_more(tmp_path: Path) -> None:
    """Used and taken back are the same: it is not in the case any longer."""
    async with opened(tmp_path) as store:
        case = await invited(store)
        case.invites = []
        await store.commit(turn(5, case=case, revision=1))
        assert await opens(store, LINK) is None
        assert await opens(store, CODE) is None


async def test_of_two_who_use_it_at_once_one_joins(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await invited(store)
        used = msgspec.structs.replace(inviting(), invites=[])
        first = msgspec.structs.replace(used, members=case_of(5, 6).members)
        second = msgspec.structs.replace(used, members=case_of(5, 7).members)
        await store.commit(turn(6, case=first, revision=1))
        with pytest.raises(Conflict):
            await store.commit(turn(7, case=second, revision=1))
        assert (await store.load(6)).case == first
        assert (await store.load(7)).case is None
        assert await opens(store, LINK) is None


async def test_erasing_the_case_closes_its_invites(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        case = await invited(store)
        await store.commit(turn(5, case=case, revision=1, delete_case=True))
        assert await opens(store, LINK) is None


async def test_a_secret_that_is_taken_makes_the_turn_run_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await invited(store)
        other = msgspec.structs.replace(inviting(), case_id="case-6")
        with pytest.raises(Conflict):
            await store.commit(turn(6, case=other, secrets=(Secret("case-6", "i1", CODE, UNTIL),)))


async def test_it_is_found_under_an_older_key(tmp_path: Path) -> None:
    async with opened(tmp_path, OTHER_KEY) as store:
        await invited(store)
    async with opened(tmp_path, fresh_key(), OTHER_KEY) as store:
        assert await opens(store, CODE) == ("case-5", "i1")


# Guessing


def guesses(chats: range, each: int, cipher: Cipher) -> Steps[set[object]]:
    """What all these guesses find, and at last the right code from every chat."""
    found = set[object]()
    for number in range(each):
        for chat_id in chats:
            code = invites.code(SHORT, f"{number}/{chat_id}")
            found.add((yield from transactions.guess(chat_id, cipher.digests(code), NOW)))
    for chat_id in chats:
        found.add((yield from transactions.guess(chat_id, cipher.digests(CODE), NOW)))
    return found


async def test_a_hundred_thousand_guesses_of_ten_accounts_never_join(tmp_path: Path) -> None:
    """Once a chat has tried too often its guesses are not even looked up: the right one neither."""
    async with opened(tmp_path) as store:
        await invited(store)
        tried = guesses(range(100, 110), 10_000, store._cipher)
        assert await store._database.write(tried) == {None}
        assert await opens(store, CODE) == ("case-5", "i1")
    with contextlib.closing(sqlite3.connect(database(tmp_path))) as file:
        looked_up = file.execute("SELECT count(*) FROM guesses").fetchone()
    assert looked_up == (10 * GUESSES_OF_A_CHAT,)


async def test_a_restart_forgets_no_guess(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await invited(store)
        for number in range(GUESSES_OF_A_CHAT):
            await opens(store, invites.code(SHORT, str(number)))
    async with opened(tmp_path) as store:
        assert await opens(store, CODE) is None
        assert await opens(store, CODE, chat_id=10) == ("case-5", "i1")
        assert await opens(store, LINK) == ("case-5", "i1")
        assert await opens(store, CODE, at=GUESSES_COUNT) == ("case-5", "i1")


async def test_many_chats_together_may_not_try_on_for_ever(tmp_path: Path) -> None:
    """A link works all the same: nobody can guess one, so nobody can lock a family out."""
    async with opened(tmp_path) as store:
        await invited(store)
        many = guesses(range(1000, 1000 + GUESSES_OF_ALL), 1, store._cipher)
        assert await store._database.write(many) == {None}
        assert await opens(store, CODE) is None
        assert await opens(store, LINK) == ("case-5", "i1")


async def test_a_day_later_nothing_is_kept_of_a_guess(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await invited(store)
        await opens(store, WRONG)
        await store.purge(NOW + OPEN_FOR)
        with contextlib.closing(sqlite3.connect(database(tmp_path))) as file:
            assert file.execute("SELECT count(*) FROM guesses").fetchone() == (0,)
            assert file.execute("SELECT count(*) FROM invites").fetchone() == (0,)


# A stolen file


async def test_a_stolen_file_does_not_tell_the_code(tmp_path: Path) -> None:
    """All codes can be tried by whoever holds the file; without the key none can be recognised.

    Tried here are the right code and a few others, by every hash of them that needs no key, and
    by those with another key.
    """
    async with opened(tmp_path) as store:
        await invited(store)
    stolen = bytes_in(tmp_path)
    for secret in (CODE, LINK):
        assert secret.encode() not in stolen
        assert invites.spaced(CODE).encode() not in stolen
        assert Cipher([OTHER_KEY]).digests(secret)[0] not in stolen
        assert Cipher([bytes(32)]).digests(secret)[0] not in stolen
        assert hashlib.sha256(secret.encode()).digest() not in stolen


def test_codes_are_many_and_spread() -> None:
    """About 739 million: letters and digits in any order, but only letters or only digits."""
    some = {invites.code(SHORT, str(number)) for number in range(3000)}
    assert len(some) == 3000
    for place in range(SHORT):
        assert {code[place] for code in some} == set(ALPHABET)
    assert all(invites.secret_in(code) == code for code in some)
    assert not set("01OIL") & set(ALPHABET)
    assert len(ALPHABET) ** SHORT > 700_000_000


@pytest.mark.parametrize(
    "text", ["BREATH", "222333", "fever", "K7M4Q", "K7M4QXX", "K7M-4Q0", "", "j_short", "38.5 C"]
)
def test_words_and_numbers_are_no_codes(text: str) -> None:
    assert invites.secret_in(text) is None


@pytest.mark.parametrize("text", [" k7m 4qx ", "K7M-4QX", "k7m\u20134qx", "K7M4QX\n"])
def test_a_code_is_read_as_it_may_be_typed(text: str) -> None:
    assert invites.secret_in(text) == "K7M4QX"


def test_a_whole_link_is_read_too() -> None:
    assert invites.secret_in(f"https://t.me/companion_bot?start={LINK}") == LINK
    assert len(LINK) <= 64
