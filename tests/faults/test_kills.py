"""Killed at any moment, the bot loses nothing and repeats itself at most once a chat."""

import asyncio
import html
import random
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stand_ins.crowd import Talker, buttons, crowd
from stand_ins.people import Sandbox
from stand_ins.program import ECHO, REAL

from bot.conversation import Conversation
from bot.keys import keys_of
from bot.settings import Settings
from bot.telegram_server import local_sandbox
from bot.wiring import conversation as real_conversation
from faults.conftest import Bot
from handlers import screens
from handlers.context import Turn
from state.case import Case
from state.cipher import Cipher
from state.store import Store

QUICK = pytest.param(8, 12, id="quick")
SOAK = pytest.param(200, 50, marks=pytest.mark.soak, id="soak")
WORDS = ["word {0}"]


@pytest.mark.parametrize(("kills", "chats"), [QUICK, SOAK])
async def test_every_message_counts_once_and_is_answered(
    sandbox: Sandbox, tmp_path: Path, kills: int, chats: int
) -> None:
    """With a conversation that counts what it hears, all of it can be checked."""
    bot = Bot(ECHO, tmp_path / "bot", sandbox)
    talkers = await _talk_while_killing(bot, kills, chats, WORDS)
    cases = await _cases(bot.folder, talkers)
    said = await _said(sandbox)
    for talker in talkers:
        chat_id = talker.person.chat_id
        case = cases[chat_id]
        assert case is not None
        assert [answer.value for answer in case.answers] == talker.done
        answered = Counter(text for chat, text in said if chat == chat_id)
        for number, words in enumerate(talker.done, start=1):
            assert words == "pressed" or answered[f"{number} {words}"] >= 1
        assert sum(answered.values()) - len(answered) <= kills
        await _stands_where_its_screen_says(talker, case)


async def _stands_where_its_screen_says(talker: Talker, case: Case) -> None:
    place = case.member(talker.person.chat_id).place
    assert place is not None
    screen = (await talker.person.heard())[-1]
    assert screen["text"].split()[0] == place.about
    assert buttons(screen) == [f"n:{place.about}"]


@pytest.mark.parametrize(("kills", "chats"), [QUICK, SOAK])
async def test_every_parent_stands_where_the_last_screen_says(
    sandbox: Sandbox, tmp_path: Path, kills: int, chats: int
) -> None:
    """With the product's own conversation, pressed and written to at random."""
    bot = Bot(REAL, tmp_path / "bot", sandbox)
    words = ["/start", "/menu", "/why", "not sure", "no", "2", "fever since monday"]
    talkers = await _talk_while_killing(bot, kills, chats, words)
    (handled,) = bot.sql("SELECT count(*) FROM updates")[0]
    assert handled >= sum(len(talker.done) for talker in talkers)
    assert bot.sql("SELECT update_id FROM updates WHERE payload IS NOT NULL") == []
    conversation = real_conversation(Settings(), local_sandbox(Settings(), sandbox.url))
    cases = await _cases(bot.folder, talkers)
    for talker in talkers:
        case = cases[talker.person.chat_id]
        if case is not None:
            await _shows_its_place(talker, case, conversation)
    assert any(cases.values())


async def _shows_its_place(talker: Talker, case: Case, conversation: Conversation) -> None:
    """Its newest screen has the buttons of the place that is stored."""
    chat_id = talker.person.chat_id
    turn = Turn(
        chat_id=chat_id,
        now=datetime.now(UTC),
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
    shown = [set(buttons(message)) for message in await talker.person.heard()]
    assert shown[-1] >= expected, (place, shown[-1])


async def _talk_while_killing(
    bot: Bot, kills: int, chats: int, words: list[str]
) -> Sequence[Talker]:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    dice = random.Random(seed)
    await bot.start()
    async with crowd(bot.sandbox, chats, seed, words, pause=0.5) as talkers:
        for number in range(kills):
            await asyncio.sleep(dice.uniform(0, 0.7))
            await bot.kill()
            await bot.start()
            print(f"\rkilled {number + 1} of {kills}", end="", flush=True)
    await bot.settled()
    await bot.stop()
    return talkers


async def _cases(folder: Path, talkers: Sequence[Talker]) -> dict[int, Case | None]:
    keys = keys_of("", folder, database_is_used=True)
    store = await Store.open(folder / "companion.sqlite3", Cipher(keys))
    try:
        return {
            talker.person.chat_id: (await store.load(talker.person.chat_id)).case
            for talker in talkers
        }
    finally:
        await store.close()


async def _said(sandbox: Sandbox) -> list[tuple[int, str]]:
    """Every message that was sent, with its chat, as plain text."""
    sent = await sandbox.get("requests", method="sendMessage")
    return [
        (
            int(one["parameters"]["chat_id"]),
            html.unescape(re.sub("<[^>]+>", "", one["parameters"]["text"])),
        )
        for one in sent
        if one["status"] == 200
    ]
