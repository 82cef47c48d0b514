"""What Telegram refuses is said in plainer words, and stops nothing else."""

import contextlib
import sqlite3
from typing import Any

import pytest
from stand_ins.echo import SORRY
from stand_ins.effects import WORSE, emptied, labels, screen, screen_id_of, send
from stand_ins.fake_telegram import Failure, FakeTelegram
from stand_ins.updates import text_update

from pipeline.conftest import Start
from state.effects import Button, Show

REFUSAL = "Bad Request: can't parse entities: secret words"


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: PEER_ID_INVALID"),
    ],
)
async def test_a_chat_that_is_gone_is_marked_and_left_alone(
    telegram: FakeTelegram, start: Start, status: int, description: str
) -> None:
    async with start() as bot:
        telegram.failures.append(Failure("sendMessage", status, description))
        await send(bot, screen("one"), screen("two"))
        await emptied(telegram, bot)
        assert (await bot.store.load(7)).chat.blocked_at is not None
    assert telegram.shown(7) == []


async def test_a_refused_message_is_said_in_plain_words(
    telegram: FakeTelegram, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    """The refusal is logged by its code, without a word of it."""
    async with start() as bot:
        telegram.failures.append(Failure("sendMessage", 400, REFUSAL))
        await send(bot, screen("<b>secret</b> &lt; words"), screen("two"))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["secret < words", "two"]
    _, again, _ = telegram.called("sendMessage")
    assert "parse_mode" not in again.parameters
    assert again.parameters["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "w"
    printed = "".join(capsys.readouterr())
    assert "delivery refused" in printed
    assert "secret" not in printed


async def test_an_edit_that_is_refused_is_said_anew(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        await send(bot, screen("first"))
        await emptied(telegram, bot)
        telegram.failures.append(Failure("editMessageText", 400, REFUSAL))
        await send(bot, screen("second", edit=telegram.last(7)["message_id"]))
        await emptied(telegram, bot)
        assert await screen_id_of(bot) == telegram.last(7)["message_id"]
    assert telegram.shown(7) == ["first", "second"]


async def test_what_is_refused_twice_is_apologised_for(
    telegram: FakeTelegram, start: Start
) -> None:
    """The parent is never left with silence."""
    async with start() as bot:
        telegram.failures += [Failure("sendMessage", 400, REFUSAL) for _ in range(2)]
        await send(bot, screen("words"), screen("two"))
        await emptied(telegram, bot)
    assert telegram.shown(7) == [SORRY, "two"]


async def test_what_is_always_refused_stops_nothing_else(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        telegram.failures += [Failure("sendMessage", 400, REFUSAL) for _ in range(3)]
        await send(bot, screen("words"), screen("two"))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["two"]


async def test_a_button_that_is_too_long_silences_nobody(
    telegram: FakeTelegram, start: Start
) -> None:
    """Its data is over 64 bytes; the words arrive without it."""
    async with start() as bot:
        long = Button("Long", "x" * 65)
        telegram.failures.append(Failure("sendMessage", 400, "Bad Request: BUTTON_DATA_INVALID"))
        await send(bot, Show("words", ((long,),), leave_behind=((long,), *WORSE)))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["words"]
    assert labels(telegram.last(7)) == ["Worse"]


async def test_an_effect_that_cannot_be_read_is_apologised_for_once_and_stops_no_start(
    telegram: FakeTelegram, build: Start, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is logged by its id, and those after it leave."""
    async with build() as bot:
        await send(bot, screen("one"), screen("two"), screen("three"))
        ids = [row.id for row in await bot.store.pending()]
        with contextlib.closing(sqlite3.connect(bot.settings.database_path)) as file, file:
            file.execute("UPDATE outbox SET effect = x'00' WHERE id < ?", ids[2:])
    async with start() as bot:
        await telegram.until(lambda: telegram.shown(7)[-1:] == ["three"])
        await emptied(telegram, bot)
    assert telegram.shown(7) == [SORRY, "three"]
    printed = "".join(capsys.readouterr())
    assert "effect cannot be read" in printed
    assert f"row_id={ids[0]}" in printed


async def test_a_parent_who_comes_back_during_a_refusal_is_answered(
    telegram: FakeTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal was about what was said before; the chat is not blocked any more."""
    async with start() as bot:
        block = bot.store.block

        async def overtaken(*what: Any, **how: Any) -> None:
            await bot.turns.handle(7, [text_update(1, "back")])
            await block(*what, **how)

        monkeypatch.setattr(bot.store, "block", overtaken)
        telegram.failures.append(Failure("sendMessage", 403, "Forbidden: bot was blocked"))
        await send(bot, screen("one"))
        await emptied(telegram, bot)
        assert (await bot.store.load(7)).chat.blocked_at is None
    assert telegram.shown(7) == ["<b>1</b> back"]
