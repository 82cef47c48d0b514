"""Whatever Telegram does to the calls, nothing is lost; and the bot lives in the sandbox's time."""

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest
from stand_ins.crowd import crowd
from stand_ins.people import Sandbox
from stand_ins.program import ECHO
from stand_ins.waiting import eventually

from faults.conftest import Bot
from faults.reckoning import nothing_is_lost

KINDS: list[dict[str, Any]] = [
    {"kind": "error", "status": 500},
    {"kind": "error", "status": 502, "after_effect": True},
    {"kind": "error", "status": 429, "retry_after": 1},
    {"kind": "timeout", "seconds": 0.3},
    {"kind": "timeout", "seconds": 0.3, "after_effect": True},
    {"kind": "drop"},
    {"kind": "drop", "after_effect": True},
    {"kind": "slow", "seconds": 0.3},
]
METHODS = ["sendMessage", "editMessageText", "editMessageReplyMarkup", "getUpdates"]


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path) -> Any:
    bot = Bot(ECHO, tmp_path / "bot", sandbox)
    await bot.start()
    yield bot
    await bot.kill()


async def test_calls_that_fail_lose_nothing(bot: Bot) -> None:
    dice = random.Random(seed := random.randrange(10**6))
    print(f"seed {seed}")
    lost_answers = 0
    async with crowd(bot.sandbox, 8, seed, ["word {0}"], pause=0.6) as talkers:
        for _ in range(25):
            fault = dice.choice(KINDS) | {"method": dice.choice(METHODS), "times": 1}
            lost_answers += bool(fault.get("after_effect"))
            await bot.sandbox.post("faults", fault)
            await asyncio.sleep(dice.uniform(0, 0.3))
    await bot.sandbox.delete("faults")
    await bot.settled()
    await bot.stop()
    await nothing_is_lost(bot, talkers, repeats=lost_answers)


async def test_the_bot_lives_in_the_sandboxs_time_also_after_a_kill(bot: Bot) -> None:
    person = await bot.sandbox.person()
    await person.write("wake 7200")
    await eventually(person.heard)
    await bot.settled()
    await bot.sandbox.post("clock", {"advance_seconds": 3 * 3600})
    await eventually(lambda: person.has_heard("It is time."))
    await bot.kill()
    await bot.start()
    await person.write("wake 60")
    await eventually(lambda: person.has_heard("wake 60"))
    await bot.sandbox.post("clock", {"advance_seconds": 61})
    await eventually(lambda: _times(person, "It is time.", 2))


async def _times(person: Any, words: str, times: int) -> bool:
    return [message.get("text") for message in await person.heard()].count(words) == times


async def test_a_person_who_comes_back_is_answered(bot: Bot) -> None:
    person = await bot.sandbox.person()
    await person.write("hello")
    await eventually(lambda: person.has_heard("hello"))
    await bot.sandbox.post(f"chats/{person.chat_id}/block")
    await eventually(lambda: bot.sql("SELECT 1 FROM chats WHERE blocked_at IS NOT NULL"))
    await bot.sandbox.post(f"chats/{person.chat_id}/unblock")
    await person.write("again")
    await eventually(lambda: person.has_heard("again"))
    await bot.stop()
