"""Many families are due in the same minute: what it costs to choose them, the most urgent first."""

import contextlib
import sqlite3
import time
from pathlib import Path

import pytest

from benchmarks.many_families import NINE, filled, kind_of
from state.store.sqlite import QUERIES
from state.store.store import Store

pytestmark = pytest.mark.bench
FEW, MANY = 1_000, 100_000


async def test_choosing_among_a_hundred_thousand(tmp_path: Path) -> None:
    """What it costs grows with those who are due, not with the file; no document is read."""
    async with filled(tmp_path / "few", FEW) as few, filled(tmp_path / "many", MANY) as many:
        assert "USING COVERING INDEX cases_wake" in plan_of_due(tmp_path / "many")
        first, of_few = await chosen(few, FEW)
        _, of_many = await chosen(many, FEW)
        everybody, all_of_many = await chosen(many, MANY)
        kinds = [kind_of(int(case_id.removeprefix("case-"))) for case_id in everybody]
    assert len(first) == FEW
    assert len(everybody) == MANY
    assert kinds == sorted(kinds)
    per_case = all_of_many / MANY / (of_few / FEW)
    print(
        f"\n| due and chosen | families in the file | time, where {FEW} of {FEW} take 1 |\n"
        f"|---|---|---|\n| {FEW} | {FEW} | 1 |\n"
        f"| {FEW} | {MANY} | {of_many / of_few:.1f} |\n"
        f"| {MANY} | {MANY} | {all_of_many / of_few:.0f}; for each family {per_case:.1f} |"
    )
    assert of_many < 5 * of_few
    assert per_case < 5


async def chosen(store: Store, limit: int) -> tuple[list[str], float]:
    """Those who are due, the most urgent first, and the least time it took of three tries."""
    tries = []
    for _ in range(3):
        began = time.perf_counter()
        found = await store.due(NINE, limit)
        tries.append(time.perf_counter() - began)
    return found, min(tries)


def plan_of_due(path: Path) -> str:
    """How SQLite goes about the choice."""
    with contextlib.closing(sqlite3.connect(path)) as file:
        query = QUERIES["due"]
        rows = file.execute(f"EXPLAIN QUERY PLAN {query}", {"now": "2026", "limit": 1})
        return "\n".join(row[-1] for row in rows)
