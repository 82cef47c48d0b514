"""What was committed arrives: in order, once, edited in place only while that is right."""

import time
from datetime import timedelta
from typing import Any

import pytest
from stand_ins.fake_telegram import Failure, FakeTelegram

from bot.application import Companion
from pipeline.conftest import Start, running
from state.effects import Button, Effect, Outgoing, Priority, Restrict, Show
from state.rows import Commit, OutboxRow

LAST = ((Button("Go on", "go"),),)
WORSE = ((Button("Worse", "w"),),)


def screen(text: str, edit: int | None = None) -> Show:
    return Show(text, LAST, edit=edit, leave_behind=WORSE)


async def _send(bot: Companion, *effects: Effect, chat_id: int = 7, **how: Any) -> None:
    """As a turn's commit does."""
    outgoing = tuple(Outgoing(chat_id, effect, **how) for effect in effects)
    ids = await bot.store.commit(
        Commit(bot_id=bot.bot.id, chat_id=chat_id, at=bot.clock.now(), outgoing=outgoing)
    )
    bot.outbox.add(
        OutboxRow(row_id, one.chat_id, one.priority, one.expires_at, one.effect)
        for row_id, one in zip(ids, outgoing, strict=True)
    )


async def _empty(telegram: FakeTelegram, bot: Companion) -> None:
    await telegram.until(lambda: bot.outbox.is_empty)
    assert await bot.store.pending() == []


async def test_effects_of_a_chat_arrive_in_their_order(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        texts = [str(number) for number in range(20)]
        await _send(bot, *(Show(text, is_screen=False) for text in texts))
        await _empty(telegram, bot)
    assert telegram.shown(7) == texts


async def test_a_new_screen_leaves_only_worse_behind(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        await _send(bot, screen("first"), screen("second"))
        await _empty(telegram, bot)
        assert await _screen_id(bot) == telegram.last(7)["message_id"]
    first, second = (telegram.messages[key] for key in sorted(telegram.messages))
    assert _labels(first) == ["Worse"]
    assert _labels(second) == ["Go on"]


async def test_the_last_screen_is_edited_in_place(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        await _send(bot, screen("first"))
        await _empty(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        await _send(bot, screen("second", edit=message_id))
        await _empty(telegram, bot)
        assert await _screen_id(bot) == message_id
    assert telegram.shown(7) == ["second"]


async def test_an_older_screen_is_not_edited_but_followed(
    telegram: FakeTelegram, start: Start
) -> None:
    """Also if it was the last one when the turn ran."""
    async with start() as bot:
        await _send(bot, screen("first"))
        await _empty(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        await _send(bot, screen("reminder"), screen("answer", edit=message_id))
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["first", "reminder", "answer"]
    keyboards = [_labels(telegram.messages[key]) for key in sorted(telegram.messages)]
    assert keyboards == [["Worse"], ["Worse"], ["Go on"]]


async def test_the_last_screen_is_known_after_a_restart(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        await _send(bot, screen("first"))
        await _empty(telegram, bot)
    async with start() as bot:
        await _send(bot, screen("second"))
        await _empty(telegram, bot)
    assert _labels(telegram.messages[min(telegram.messages)]) == ["Worse"]


async def test_only_the_newest_unsent_edit_of_a_message_leaves(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        await _send(bot, screen("first"))
        await _empty(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        telegram.calls.clear()
        await _send(bot, *(screen(str(number), edit=message_id) for number in range(5)))
        await _empty(telegram, bot)
    assert [call.parameters["text"] for call in telegram.called("editMessageText")] == [4]
    assert telegram.shown(7) == ["4"]


async def test_an_edit_that_changes_nothing_is_done(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        await _send(bot, screen("same"))
        await _empty(telegram, bot)
        await _send(bot, screen("same", edit=telegram.last(7)["message_id"]))
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["same"]


async def test_a_screen_whose_message_is_gone_is_sent_anew(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        await _send(bot, screen("first"))
        await _empty(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        telegram.messages.clear()
        await _send(bot, screen("second", edit=message_id), Restrict(message_id, WORSE))
        await _empty(telegram, bot)
        assert await _screen_id(bot) == telegram.last(7)["message_id"]
    assert telegram.shown(7) == ["second"]


@pytest.mark.parametrize(
    "failure",
    [
        Failure("sendMessage", 502, "Bad Gateway"),
        Failure("sendMessage", drop=True),
        Failure("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1),
    ],
    ids=lambda failure: f"{failure.status} {failure.drop}",
)
async def test_a_call_that_fails_is_tried_again_and_nothing_overtakes_it(
    telegram: FakeTelegram, start: Start, failure: Failure
) -> None:
    async with start() as bot:
        telegram.failures.append(failure)
        await _send(bot, screen("one"), screen("two"))
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["one", "two"]


async def test_an_answer_lost_after_its_effect_repeats_once(
    telegram: FakeTelegram, start: Start
) -> None:
    """Telegram has no key to tell a repeat by; a loss would be worse."""
    async with start() as bot:
        telegram.failures.append(Failure("sendMessage", drop=True, after=True))
        await _send(bot, screen("one"), screen("two"))
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["one", "one", "two"]


async def test_retry_after_is_obeyed(telegram: FakeTelegram, start: Start) -> None:
    """Said of a chat that was quiet, it is meant for the whole bot."""
    async with start(paced=True) as bot:
        telegram.failures.append(
            Failure("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
        )
        begin = time.monotonic()
        await _send(bot, screen("slow"))
        await telegram.until(lambda: telegram.called("sendMessage"))
        await _send(bot, screen("other"), chat_id=8)
        await _empty(telegram, bot)
    assert time.monotonic() - begin >= 1
    assert telegram.called("sendMessage")[0].parameters["chat_id"] == 7
    assert telegram.called("sendMessage")[1].at - telegram.called("sendMessage")[0].at >= 0.95


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
        await _send(bot, screen("one"), screen("two"))
        await _empty(telegram, bot)
        assert (await bot.store.load(7)).chat.blocked_at is not None
    assert telegram.shown(7) == []


async def test_a_refused_message_never_blocks_its_chat(
    telegram: FakeTelegram, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is logged by its code, without a word of it."""
    async with start() as bot:
        refusal = "Bad Request: can't parse entities: secret words"
        telegram.failures.append(Failure("sendMessage", 400, refusal))
        await _send(bot, screen("secret words"), screen("two"))
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["two"]
    printed = "".join(capsys.readouterr())
    assert "delivery refused" in printed
    assert "secret" not in printed


async def test_what_has_expired_is_not_sent(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        past = bot.clock.now() - timedelta(seconds=1)
        future = bot.clock.now() + timedelta(hours=1)
        await _send(bot, screen("late"), expires_at=past)
        await _send(bot, screen("in time"), expires_at=future)
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["in time"]


async def test_what_was_not_sent_before_a_restart_is_sent_after_it(
    telegram: FakeTelegram, build: Start, start: Start
) -> None:
    async with build() as bot:
        await _send(bot, screen("one"), screen("two"))
    async with start() as bot:
        await telegram.until(lambda: len(telegram.shown(7)) == 2)
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["one", "two"]


async def test_what_another_program_commits_is_found(
    telegram: FakeTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a replay of a stuck update beside the running bot."""
    monkeypatch.setattr("bot.outbox.SWEEP_SECONDS", 0.1)
    async with start() as bot:
        outgoing = (Outgoing(7, screen("from beside")),)
        now = bot.clock.now()
        await bot.store.commit(Commit(bot_id=1, chat_id=7, at=now, outgoing=outgoing))
        await telegram.until(lambda: telegram.shown(7))
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["from beside"]


async def test_the_most_urgent_chat_is_first(telegram: FakeTelegram, build: Start) -> None:
    """Priority chooses the chat; within it, what was said before is said before."""
    async with build(send_rate=50) as bot:
        for chat_id in range(100, 110):
            await _send(bot, screen("digest"), chat_id=chat_id, priority=Priority.REMINDER)
        await _send(bot, screen("answer"), chat_id=8)
        await _send(bot, screen("digest"), chat_id=9, priority=Priority.REMINDER)
        await _send(bot, screen("urgent"), chat_id=9, priority=Priority.EMERGENCY)
        async with running(bot):
            await _empty(telegram, bot)
    sent = [
        (call.parameters["chat_id"], call.parameters["text"])
        for call in telegram.called("sendMessage")
    ]
    assert sent[0] == (9, "digest")
    assert {(9, "urgent"), (8, "answer")} == set(sent[1:3])


async def test_a_deletion_takes_back_what_has_not_left(
    telegram: FakeTelegram, build: Start
) -> None:
    async with build() as bot:
        await _send(bot, screen("unsent"))
        bot.outbox.forget(7)
        await bot.store.commit(Commit(bot_id=1, chat_id=7, at=bot.clock.now(), drop_unsent=(7,)))
        await _send(bot, screen("bye"))
        async with running(bot):
            await _empty(telegram, bot)
    assert telegram.shown(7) == ["bye"]


async def test_the_seconds_since_a_delivery_are_known(telegram: FakeTelegram, start: Start) -> None:
    """For a press within 0.7 s of a screen's arrival; only of messages of this run."""
    async with start() as bot:
        await _send(bot, screen("one"))
        await _empty(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        seconds = bot.screens.seconds_since(7, message_id)
        assert seconds is not None
        assert 0 <= seconds < 5
        assert bot.screens.seconds_since(8, message_id) is None
        assert bot.screens.seconds_since(7, message_id + 1) is None


async def _screen_id(bot: Companion) -> int | None:
    return (await bot.store.load(7)).chat.screen_id


def _labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
    return [button["text"] for row in rows for button in row]
