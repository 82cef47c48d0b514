"""Killed at any moment, the bot loses nothing and repeats itself at most once a chat."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from benchmarks.many_families import fill
from stand_ins.crowd import Talker, crowd
from stand_ins.people import Sandbox, buttons, meaning
from stand_ins.ports import free_port
from stand_ins.program import ECHO, REAL
from stand_ins.waiting import eventually

from bot.conversation import Conversation
from bot.keys import keys_of
from bot.settings import Settings
from bot.telegram_server import local_sandbox
from bot.wiring import conversation as real_conversation
from faults.conftest import Bot
from faults.reckoning import cases_of, nothing_is_lost
from handlers import screens
from handlers.context import Turn
from state.case import Case
from state.store.cipher import Cipher
from state.store.store import Store

QUICK = pytest.param(4, 6, id="quick")
SOAK = pytest.param(200, 50, marks=pytest.mark.soak, id="soak")
REMINDED, KILLS = 300, 10
COUNTED = ["word {0}"]
WAYS_BACK = {"here", "keep", "speak:en"}
MEANT = ["/start", "/menu", "/why", "not sure", "no", "2", "fever since monday"]


@pytest.mark.parametrize(("kills", "chats"), [QUICK, SOAK])
async def test_every_message_counts_once_and_is_answered(
    sandbox: Sandbox, tmp_path: Path, kills: int, chats: int
) -> None:
    """With a conversation that counts what it hears, all of it can be checked."""
    bot = Bot(ECHO, tmp_path / "bot", sandbox)
    talkers = await _talk_while_killing(bot, kills, chats, COUNTED)
    await nothing_is_lost(bot, talkers, repeats=kills)


async def test_a_webhook_loses_nothing_either(sandbox: Sandbox, tmp_path: Path) -> None:
    """What was not answered 200 is called again."""
    address = f"127.0.0.1:{free_port()}"
    webhook = {"WEBHOOK_URL": f"http://{address}/hook", "WEBHOOK_LISTEN": address}
    bot = Bot(ECHO, tmp_path / "bot", sandbox, **webhook)
    talkers = await _talk_while_killing(bot, 2, 8, COUNTED)
    await nothing_is_lost(bot, talkers, repeats=2)


@pytest.mark.parametrize(("kills", "chats"), [QUICK, SOAK])
async def test_every_parent_stands_where_the_last_screen_says(
    sandbox: Sandbox, tmp_path: Path, kills: int, chats: int
) -> None:
    """With the product's own conversation, pressed and written to at random."""
    bot = Bot(REAL, tmp_path / "bot", sandbox)
    talkers = await _talk_while_killing(bot, kills, chats, MEANT)
    (handled,) = bot.sql("SELECT count(*) FROM updates")[0]
    assert handled >= sum(len(talker.done) for talker in talkers)
    assert [line for line in bot.logged if "error" in line] == []
    conversation = real_conversation(Settings(), local_sandbox(Settings(), sandbox.url))
    cases = await cases_of(bot, talkers)
    now = datetime.fromisoformat((await sandbox.get("clock"))["now"])
    compared = [
        await _shows_its_place(talker, case, conversation, now)
        for talker in talkers
        if (case := cases[talker.person.chat_id]) is not None
    ]
    assert any(compared)


@pytest.mark.soak
async def test_reminders_that_fall_due_are_all_said(sandbox: Sandbox, tmp_path: Path) -> None:
    """Many at once, and killed again and again meanwhile: none is lost, few come twice."""
    bot = Bot(REAL, tmp_path / "bot", sandbox, SEND_RATE="60")
    persons = [await sandbox.person(f"P{number}") for number in range(REMINDED)]
    await bot.start()
    for person in persons:
        await person.write("/start")
    await bot.settled()
    await bot.stop()
    before = (await sandbox.get("requests"))[-1]["seq"]
    people = [person.chat_id for person in persons]
    now = datetime.fromisoformat((await sandbox.get("clock"))["now"])
    nine = (now + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    cipher = Cipher(keys_of("", bot.folder, database_is_used=True))
    store = await Store.open(bot.folder / "companion.sqlite3", cipher)
    await fill(store, cipher, people, nine)
    await store.close()
    await sandbox.post("clock", {"now": nine.isoformat()})
    await bot.start()
    for _ in range(KILLS):
        await asyncio.sleep(random.uniform(0.2, 0.8))
        await bot.kill()
        await bot.start()
    await eventually(lambda: _all_heard(sandbox, people, before), 60)
    await bot.settled()
    await bot.stop()
    heard = await _heard(sandbox, before)
    print(
        f"\n{len(people)} families were reminded while the bot was killed {KILLS} times: "
        f"none was forgotten, {sum(count > 1 for count in heard.values())} heard it again."
    )
    assert max(heard.values()) <= 1 + KILLS, "more than one repeat for each chat and kill"


async def _all_heard(sandbox: Sandbox, people: Sequence[int], after: int) -> bool:
    return set(await _heard(sandbox, after)) == set(people)


async def _heard(sandbox: Sandbox, after: int) -> Counter[int]:
    """How many messages each chat has been sent after that request."""
    sent = await sandbox.get("requests", method="sendMessage", after=after)
    return Counter(int(one["parameters"]["chat_id"]) for one in sent if one["status"] == 200)


async def _shows_its_place(
    talker: Talker, case: Case, conversation: Conversation, now: datetime
) -> bool:
    """Its newest screen has the buttons of the place that is stored.

    False if there is nothing to compare: help, an answered question and the like are no places,
    but have a way back to the one that is stored.
    """
    shown = {meaning(data) for data in buttons((await talker.person.heard())[-1])}
    if shown & WAYS_BACK:
        return False
    chat_id = talker.person.chat_id
    turn = Turn(
        chat_id=chat_id,
        now=now,
        case=case,
        screen_id=None,
        texts=conversation.texts,
        new_id=str,
        seconds_since_delivery=lambda _message_id: None,
        services=conversation.services,
    )
    place = case.member(chat_id).place
    assert place is not None
    rows = screens.view(turn, place).rows
    expected = {button.data for row in rows for button in row}
    assert shown >= expected, place
    return True


async def _talk_while_killing(
    bot: Bot, kills: int, chats: int, words: list[str]
) -> Sequence[Talker]:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    dice = random.Random(seed)
    await bot.start()
    async with crowd(bot.sandbox, chats, seed, words, pause=chats / 20) as talkers:
        await eventually(lambda: all(len(talker.done) >= 4 for talker in talkers), 60)
        for number in range(kills):
            await asyncio.sleep(dice.uniform(0, 1))
            await bot.kill()
            await bot.start()
            print(f"\rkilled {number + 1} of {kills}", end="", flush=True)
    await bot.settled()
    await bot.stop()
    return talkers
