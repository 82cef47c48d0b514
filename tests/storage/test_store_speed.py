"""What one sync for many turns is worth: printed as ratios, for speeds differ from disk to disk."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiosqlite
import pytest
from storage_samples import KEY, NOW, case_of, database, message, opened, turn

from state.case import Case
from state.store.cipher import Cipher
from state.store.commits import sealed_case
from state.store.documents import EFFECT, StoredEffect
from state.store.instants import instant
from state.store.rows import CaseRow
from state.store.sqlite import QUERIES

pytestmark = pytest.mark.bench
CHATS = range(1, 51)
TURNS = 20


def grown(chat_id: int, revision: int) -> Case:
    return case_of(chat_id, said=f"{revision}" * 1000)


async def test_turns_a_second(tmp_path: Path) -> None:
    """Against the plain way: a transaction a turn, a statement a visit to the thread."""
    for way in ("naive", "single", "grouped"):
        (tmp_path / way).mkdir()
    naive = await _naive(tmp_path / "naive")
    single = await _through_store(tmp_path / "single", chats_at_once=1)
    grouped = await _through_store(tmp_path / "grouped", chats_at_once=len(CHATS))
    print(
        f"\nturns a second: plain {naive:.0f}, one by one {single:.0f} ({single / naive:.1f} x), "
        f"{len(CHATS)} chats at once {grouped:.0f} ({grouped / naive:.1f} x)"
    )
    assert grouped > 2 * naive


async def _rate(one_turn: Callable[[int, int], Awaitable[object]], chats_at_once: int) -> float:
    turns = asyncio.Semaphore(chats_at_once)

    async def chat(chat_id: int) -> None:
        for revision in range(TURNS):
            async with turns:
                await one_turn(chat_id, revision)

    began = time.perf_counter()
    await asyncio.gather(*map(chat, CHATS))
    return len(CHATS) * TURNS / (time.perf_counter() - began)


async def _through_store(folder: Path, chats_at_once: int) -> float:
    async with opened(folder) as store:

        async def one_turn(chat_id: int, revision: int) -> None:
            await store.commit(
                turn(
                    chat_id,
                    update_ids=(chat_id * 1000 + revision,),
                    case=grown(chat_id, revision),
                    revision=revision,
                    outgoing=(message(chat_id),),
                )
            )

        return await _rate(one_turn, chats_at_once)


async def _naive(folder: Path) -> float:
    cipher = Cipher([KEY])
    async with opened(folder):
        pass
    async with aiosqlite.connect(database(folder), isolation_level=None) as plain:
        await plain.execute("PRAGMA synchronous = FULL")

        async def one_turn(chat_id: int, revision: int) -> None:
            case = sealed_case(CaseRow(grown(chat_id, revision), revision), cipher)
            document = {
                "wake_at": None,
                "wake_as": None,
                "purge_at": None,
                "document": case.document,
            }
            await plain.execute("BEGIN IMMEDIATE")
            await plain.execute(
                QUERIES["add_update"],
                {
                    "bot_id": 1,
                    "update_id": chat_id * 1000 + revision,
                    "chat_id": chat_id,
                    "seen_at": instant(NOW),
                },
            )
            if revision:
                changes = {"case_id": case.case_id, "revision": revision, **document}
                await plain.execute(QUERIES["update_case"], changes)
            else:
                await plain.execute(QUERIES["insert_case"], {"case_id": case.case_id, **document})
            effect = EFFECT.write(StoredEffect(message(chat_id).effect))
            await plain.execute(
                QUERIES["add_to_outbox"],
                {
                    "id": None,
                    "chat_id": chat_id,
                    "priority": 1,
                    "expires_at": None,
                    "effect": cipher.seal(effect, f"outbox/{chat_id}"),
                    "case_id": None,
                },
            )
            await plain.execute("COMMIT")

        return await _rate(one_turn, chats_at_once=1)
