"""What was acknowledged is there after kill -9, and nothing is there by half."""

import random
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from committing_child import CHATS
from storage_samples import BOT, case_of, message, opened, turn

from state.store.store import Conflict, Store

CHILD = Path(__file__).with_name("committing_child.py")


async def test_every_acknowledged_commit_survives_kill_9(tmp_path: Path) -> None:
    """Killed six times in the same folder, each time after another random number of commits."""
    acknowledged = Counter[int]()
    for round_ in range(6):
        for chat_id, revision in _killed_after(tmp_path, random.Random(round_).randrange(30, 300)):
            acknowledged[chat_id] = revision
        async with opened(tmp_path) as store:
            for chat_id in CHATS:
                kept = await _whole_revision(store, chat_id)
                assert acknowledged[chat_id] <= kept <= acknowledged[chat_id] + 1
                acknowledged[chat_id] = kept
    assert sum(acknowledged.values()) > 100


def _killed_after(folder: Path, commits: int) -> list[tuple[int, int]]:
    """What a child that was killed in the middle of its work had said was durable."""
    child = subprocess.Popen([sys.executable, str(CHILD), str(folder)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child.stdout as said:
        lines = [said.readline() for _ in range(commits)]
        child.kill()
        lines += said.readlines()
    assert child.wait() == -9
    return [_line(line) for line in lines if line.endswith(b"\n")]


def _line(line: bytes) -> tuple[int, int]:
    chat_id, revision = line.split()
    return int(chat_id), int(revision)


async def _whole_revision(store: Store, chat_id: int) -> int:
    """The chat's revision, to which its document, updates and outbox belong exactly."""
    loaded = await store.load(chat_id)
    revision = loaded.revision
    updates = [chat_id * 1_000_000 + number for number in range(1, revision + 2)]
    assert await store.seen(BOT, updates) == set(updates[:-1])
    rows = [row for row in await store.pending(limit=1_000_000) if row.chat_id == chat_id]
    assert len(rows) == 2 * revision
    if revision:
        assert loaded.case == case_of(chat_id, said=str(revision) * 300)
    return revision


async def test_a_full_disk_refuses_a_turn_and_later_takes_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case_of(5)))
        big = turn(5, update_ids=(7,), case=case_of(5, said="x" * 100_000), revision=1)
        await store._database._writer.execute("PRAGMA max_page_count = 1")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            await store.commit(big)
        assert await store.seen(BOT, [7]) == set()
        assert (await store.load(5)).case == case_of(5)
        await store._database._writer.execute("PRAGMA max_page_count = 1000000")
        await store.commit(big)
        assert (await store.load(5)).revision == 2


async def test_two_programs_may_write_beside_each_other(tmp_path: Path) -> None:
    """As a maintenance command does beside a running bot: neither overwrites the other."""
    async with opened(tmp_path) as bot, opened(tmp_path) as command:
        await bot.commit(turn(5, case=case_of(5), outgoing=(message(5, "a"),)))
        await command.commit(turn(5, case=case_of(5), revision=1, outgoing=(message(5, "b"),)))
        with pytest.raises(Conflict):
            await bot.commit(turn(5, case=case_of(5), revision=1))
        await bot.commit(turn(5, case=case_of(5), revision=2, outgoing=(message(5, "c"),)))
        assert [row.id for row in await command.pending()] == [1, 2, 3]


async def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    """A log that is synced at every commit: what kill -9 cannot show, a power cut would."""
    async with opened(tmp_path) as store:
        pragmas = {
            pragma: await store._database._writer.execute_fetchall(f"PRAGMA {pragma}")
            for pragma in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    values = {pragma: next(iter(rows))[0] for pragma, rows in pragmas.items()}
    full, on = 2, 1
    assert values == {
        "journal_mode": "wal",
        "synchronous": full,
        "secure_delete": on,
        "foreign_keys": on,
    }
