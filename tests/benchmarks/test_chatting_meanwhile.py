"""Thousands of families are written to in the same minute; who chats meanwhile must not wait.

Bot, sandbox and those who measure are processes of their own, as they are outside: what Telegram
and the people cost is not counted as the bot's. The pace is Telegram's, the time is real.
"""

import asyncio
import contextlib
import statistics
import time
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from stand_ins.fake_telegram import TOKEN
from stand_ins.morning import MORNING, to_come
from stand_ins.people import Person, Sandbox
from stand_ins.program import REAL, SANDBOX, running

from benchmarks.many_families import HALF_AN_HOUR, fill, kind_of
from bot.settings import Settings
from bot.storage import open_store

pytestmark = pytest.mark.bench
DUE = 3_000
CHATTERS = 8
"""People who write all the time, while the others are written to."""
THINKING = 2.5
IDLE_SECONDS = 40.0
LONGEST = 400.0


@dataclass
class Chatter:
    """Someone who writes, waits for the answer, thinks and writes again."""

    person: Person
    revision: int = 0
    waited: list[float] = field(default_factory=list)

    async def chat(self, begin_after: float) -> None:
        await asyncio.sleep(begin_after)
        while True:
            began = time.perf_counter()
            await self.person.write("/menu")
            while not await self._answered():
                pass
            self.waited.append(time.perf_counter() - began)
            await asyncio.sleep(THINKING)

    async def _answered(self) -> bool:
        new = await self.person.messages(after=self.revision, wait=30)
        self.revision = max([self.revision, *(one["revision"] for one in new)])
        return any(one["from"]["is_bot"] for one in new)


@dataclass
class Drained:
    """The reminders that have left, in their order."""

    sandbox: Sandbox
    families: frozenset[int]
    order: list[int] = field(default_factory=list)
    _last: int = 0

    async def all(self) -> None:
        async with asyncio.timeout(LONGEST):
            while len(self.order) < len(self.families):
                await asyncio.sleep(0.5)
                await self._look()

    async def _look(self) -> None:
        calls = await self.sandbox.get("requests", after=self._last, method="sendMessage")
        for call in calls:
            self._last = call["seq"]
            chat_id = int(call["parameters"]["chat_id"])
            if call["status"] == 200 and chat_id in self.families:
                self.order.append(chat_id)


async def test_the_most_urgent_hear_first_and_nobody_who_chats_waits(tmp_path: Path) -> None:
    async with busy_morning(tmp_path) as (sandbox, families, nine):
        chatters = [Chatter(await sandbox.person(f"C{n}")) for n in range(CHATTERS)]
        idle = await waits(chatters, asyncio.sleep(IDLE_SECONDS))
        drained = Drained(sandbox, families)
        await sandbox.post("clock", {"now": nine.isoformat()})
        began = time.perf_counter()
        busy = await waits(chatters, drained.all())
        seconds = time.perf_counter() - began
    order = [kind_of(chat_id) for chat_id in drained.order]
    early = sum(before > after for before, after in pairwise(order))
    print(
        f"\n{DUE} families heard in {DUE / seconds:.0f} messages a second, "
        f"{early} of them before one more urgent."
        f"\n| answers to people who chat | {len(idle)} while idle | {len(busy)} meanwhile | ratio |"
        f"\n|---|---|---|---|"
        f"\n{row('half of them wait at most', middle(idle), middle(busy))}"
        f"\n{row('nineteen of twenty wait at most', slowest(idle), slowest(busy))}"
    )
    assert early <= 3
    assert middle(busy) < 3 * middle(idle)


def row(words: str, idle: float, busy: float) -> str:
    return f"| {words} | {idle * 1000:.0f} ms | {busy * 1000:.0f} ms | {busy / idle:.1f} |"


@contextlib.asynccontextmanager
async def busy_morning(folder: Path) -> AsyncIterator[tuple[Sandbox, frozenset[int], datetime]]:
    """A running bot, half an hour before so many families are due: in which chats, and when."""
    data = folder / "bot"
    data.mkdir()
    nine = to_come(MORNING - HALF_AN_HOUR) + HALF_AN_HOUR
    plain: dict[str, Any] = {"LOG_LEVEL": "error"}
    async with contextlib.AsyncExitStack() as stack:
        settings = plain | {"DATA_DIR": str(folder), "SANDBOX_PORT": "0"}
        url = await (await stack.enter_async_context(running(SANDBOX, **settings))).opened()
        sandbox = Sandbox(await stack.enter_async_context(aiohttp.ClientSession()), url)
        await sandbox.post("clock", {"now": (nine - HALF_AN_HOUR).isoformat()})
        families = await acquainted(sandbox)
        settings = plain | {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "DATA_DIR": str(data)}
        await kept(data, families, nine)
        bot = await stack.enter_async_context(running(REAL, **settings))
        await bot.opened()
        yield sandbox, families, nine


async def acquainted(sandbox: Sandbox) -> frozenset[int]:
    """Families that have written to the bot once, some time ago: else it may not write to them."""
    calls = f"{sandbox.url}/bot{TOKEN}"
    await (await sandbox.session.get(f"{calls}/getMe")).read()
    families = [await sandbox.person("F") for _ in range(DUE)]
    for one in families:
        await one.write("Hello")
    newest = await (await sandbox.session.get(f"{calls}/getUpdates?offset=-1")).json()
    done = newest["result"][-1]["update_id"] + 1
    await (await sandbox.session.get(f"{calls}/getUpdates?offset={done}")).read()
    return frozenset(one.chat_id for one in families)


async def kept(data: Path, families: frozenset[int], nine: datetime) -> None:
    """The families in the bot's file, before it runs."""
    store = await open_store(Settings(data_dir=data))
    try:
        await fill(store, store._cipher, sorted(families), nine)
    finally:
        await store.close()


async def waits(chatters: list[Chatter], meanwhile: Awaitable[None]) -> list[float]:
    """How long people who chat wait for answers until that is over."""
    apart = THINKING / len(chatters)  # they do not all write in the same moment
    tasks = [asyncio.create_task(one.chat(n * apart)) for n, one in enumerate(chatters)]
    try:
        await meanwhile
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    waited = [seconds for one in chatters for seconds in one.waited]
    for one in chatters:
        one.waited.clear()
    return waited


def middle(seconds: list[float]) -> float:
    return statistics.median(seconds)


def slowest(seconds: list[float]) -> float:
    """All but one of twenty are faster."""
    return statistics.quantiles(seconds, n=20)[-1]
