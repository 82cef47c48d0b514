"""Many families are due in the same minute: who is chosen, in which order they hear, who waits."""

import asyncio
import contextlib
import sqlite3
import statistics
import time
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from stand_ins.fake_telegram import TOKEN, FakeTelegram, fake_telegram

from benchmarks.many_families import BEFORE, NINE, fill, filled, kind_of
from bot.application import Companion, companion
from bot.settings import Settings
from bot.telegram_server import TelegramServer
from bot.transport import AiohttpRequest
from bot.wiring import conversation
from state.store.sqlite import QUERIES
from state.store.store import Store

pytestmark = pytest.mark.bench
FEW, MANY = 1_000, 100_000
DUE = 3_000
CHATTING = range(900_001, 900_009)
"""People who write all the time, while the others are written to."""
THINKING = 2.5
IDLE_SECONDS = 25.0


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


@dataclass
class Chatter:
    """Someone who writes, waits for the answer, thinks and writes again."""

    telegram: FakeTelegram
    chat_id: int
    waited: list[float] = field(default_factory=list)

    async def chat(self, begin_after: float) -> None:
        await asyncio.sleep(begin_after)
        while True:
            before = len(self.telegram.shown(self.chat_id))
            began = time.perf_counter()
            self.telegram.write(self.chat_id, "/menu")
            await self.telegram.until(
                lambda before=before: len(self.telegram.shown(self.chat_id)) > before, 60
            )
            self.waited.append(time.perf_counter() - began)
            await asyncio.sleep(THINKING)


async def test_the_most_urgent_hear_first_and_nobody_who_chats_waits(tmp_path: Path) -> None:
    """At Telegram's pace of thirty messages a second, in real time."""
    async with fake_telegram() as telegram, due_at_nine(telegram, tmp_path) as bot:
        idle = await waits(telegram, asyncio.sleep(IDLE_SECONDS))
        bot.clock.set(NINE)
        began = time.perf_counter()
        busy = await waits(telegram, telegram.until(lambda: heard(telegram) == DUE, 600))
        seconds = time.perf_counter() - began
    order = [kind_of(chat_id) for chat_id in reminded(telegram)]
    early = sum(before > after for before, after in pairwise(order))
    ratios = [middle(busy) / middle(idle), slowest(busy) / slowest(idle)]
    print(
        f"\n{DUE} families heard in {DUE / seconds:.0f} messages a second, "
        f"{early} of them before one more urgent."
        f"\n| answers to people who chat | {len(idle)} while idle | {len(busy)} meanwhile |"
        f"\n|---|---|---|\n| half of them wait at most | 1 | {ratios[0]:.1f} |"
        f"\n| nineteen of twenty wait at most | 1 | {ratios[1]:.1f} |"
    )
    assert early <= 3
    assert middle(busy) < 10 * middle(idle)


@contextlib.asynccontextmanager
async def due_at_nine(telegram: FakeTelegram, folder: Path) -> AsyncIterator[Companion]:
    """A running bot, half an hour before so many families are due."""
    settings = Settings(
        bot_token=TOKEN,
        telegram_api_url=telegram.url,
        data_dir=folder,
        operator_name="A clinic",
        operator_contact="a@example.org",
    )
    server = TelegramServer(telegram.url, TOKEN, is_sandbox=False, is_paced=True)
    async with contextlib.AsyncExitStack() as stack:
        request = AiohttpRequest(direct=True)
        await request.initialize()
        stack.push_async_callback(request.shutdown)
        made = companion(settings, conversation(settings, server), server, request)
        bot = await stack.enter_async_context(made)
        bot.clock.set(BEFORE)
        await fill(bot.store, bot.store._cipher, range(1, DUE + 1))
        task = asyncio.create_task(bot.run())
        try:
            yield bot
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def waits(telegram: FakeTelegram, meanwhile: Awaitable[None]) -> list[float]:
    """How long people who chat wait for answers until that is over."""
    chatters = [Chatter(telegram, chat_id) for chat_id in CHATTING]
    apart = THINKING / len(chatters)  # they do not all write in the same moment
    tasks = [asyncio.create_task(one.chat(n * apart)) for n, one in enumerate(chatters)]
    try:
        await meanwhile
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return [seconds for one in chatters for seconds in one.waited]


def reminded(telegram: FakeTelegram) -> list[int]:
    """The chats of the families, in the order in which they heard."""
    sent = [int(call.parameters["chat_id"]) for call in telegram.called("sendMessage")]
    return [chat_id for chat_id in sent if chat_id <= DUE]


def heard(telegram: FakeTelegram) -> int:
    return len(reminded(telegram))


def middle(seconds: list[float]) -> float:
    return statistics.median(seconds)


def slowest(seconds: list[float]) -> float:
    """All but one of twenty are faster."""
    return statistics.quantiles(seconds, n=20)[-1]
