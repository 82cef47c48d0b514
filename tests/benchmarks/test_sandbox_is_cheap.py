"""The stand-in for Telegram must not be what one measures: under load it uses less than the bot."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from stand_ins.fake_telegram import TOKEN
from stand_ins.held import NOTES
from stand_ins.people import Person, Sandbox, buttons
from stand_ins.program import REAL, SANDBOX, Program, running

from benchmarks.processor import seconds_used

pytestmark = pytest.mark.bench

PEOPLE = 1000
SCREENS = 10
"""How many each of them sees after the first."""


@dataclass
class Presser:
    """Someone who presses a button as soon as there is one to press."""

    person: Person
    dice: random.Random
    revision: int = 0
    seen: dict[int, list[str]] = field(default_factory=dict)

    async def use(self) -> int:
        """From /start on; says how many screens came."""
        await self.person.write("/start")
        while not any(self.seen.values()):
            await self._answered()
        for number in range(SCREENS):
            message_id, data = self._button()
            if not await self._press(message_id, data):
                return number
            await self._answered()
        return SCREENS

    def _button(self) -> tuple[int, str]:
        """Any of the newest message's that has some; to say yes first, so that it goes on."""
        message_id = max(number for number, data in self.seen.items() if data)
        found = self.seen[message_id]
        eager = [data for data in found if data in {"start", "agree"}]
        return message_id, self.dice.choice(eager or found)

    async def _press(self, message_id: int, data: str) -> bool:
        try:
            await self.person.press(message_id, data)
        except aiohttp.ClientResponseError as error:
            if error.status != 400:  # the button has gone meanwhile
                raise
            return False
        return True

    async def _answered(self) -> None:
        """Waits for what the bot writes or changes; a press may also come to nothing."""
        for message in await self.person.messages(after=self.revision, wait=10):
            self.revision = max(self.revision, message["revision"])
            if message["from"]["is_bot"]:
                self.seen[message["message_id"]] = buttons(message)


async def test_sandbox_uses_less_than_the_bot(tmp_path: Path) -> None:
    plain: dict[str, Any] = {"SANDBOX_PACING": "off", "LOG_LEVEL": "error", NOTES: ""}
    data = tmp_path / "bot"
    data.mkdir()
    async with running(SANDBOX, DATA_DIR=str(tmp_path), SANDBOX_PORT="0", **plain) as sandbox:
        url = await sandbox.opened()
        settings = plain | {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "SEND_RATE": "100000"}
        async with running(REAL, DATA_DIR=str(data), **settings) as bot:
            await bot.opened()
            used, screens = await _crowd(url, sandbox, bot)
    ratio = used["sandbox"] / used["bot"]
    print(
        f"\n{PEOPLE} people saw {screens} screens: the bot used {used['bot']:.1f} s of processor "
        f"time, the sandbox {used['sandbox']:.1f} s, {ratio:.2f} of the bot's."
    )
    assert screens > PEOPLE * SCREENS / 2
    assert ratio < 1


async def _crowd(url: str, sandbox: Program, bot: Program) -> tuple[Counter[str], int]:
    """Seconds used by each while the crowd talks, and how many screens it saw."""
    processes = {"sandbox": sandbox.process.pid, "bot": bot.process.pid}
    connector, timeout = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(total=300)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        world = Sandbox(session, url)
        people = [await world.person(f"P{number}") for number in range(PEOPLE)]
        before = Counter({name: seconds_used(pid) for name, pid in processes.items()})
        pressers = [Presser(one, random.Random(number)) for number, one in enumerate(people)]
        seen = await asyncio.gather(*(presser.use() for presser in pressers))
        used = Counter({name: seconds_used(pid) for name, pid in processes.items()})
        used.subtract(before)
    return used, sum(seen)
