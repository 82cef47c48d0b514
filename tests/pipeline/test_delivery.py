"""What was committed arrives: in order, once, edited in place only while that is right."""

import contextlib
import sqlite3
import time
from datetime import timedelta
from typing import Any

import pytest
from stand_ins.echo import SORRY
from stand_ins.fake_telegram import Failure, FakeTelegram
from stand_ins.updates import text_update

from bot.application import Companion
from pipeline.conftest import Start, running
from state.effects import Button, Effect, Outgoing, Priority, Restrict, Show
from state.rows import Commit, OutboxRow

LAST = ((Button("Go on", "go"),),)
WORSE = ((Button("Worse", "w"),),)
RETRY_AFTER = 1


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


async def test_retry_after_holds_only_the_chat_it_was_said_of(
    telegram: FakeTelegram, start: Start
) -> None:
    """One chat's flood must not silence the others, least of all an emergency."""
    async with start(paced=True) as bot:
        telegram.failures.append(_too_many())
        await _send(bot, screen("slow"))
        await telegram.until(lambda: telegram.called("sendMessage"))
        await _send(bot, screen("other"), chat_id=8, priority=Priority.EMERGENCY)
        await _empty(telegram, bot)
    assert _spoken_to(telegram) == [7, 8, 7]
    first, _, again = telegram.called("sendMessage")
    assert again.at - first.at >= RETRY_AFTER - 0.05


async def test_retry_after_said_of_two_chats_holds_all(
    telegram: FakeTelegram, start: Start
) -> None:
    """Then it is meant for the whole bot."""
    async with start(paced=True) as bot:
        telegram.failures += [_too_many(), _too_many()]
        await _send(bot, screen("slow"))
        await _send(bot, screen("slow"), chat_id=8)
        await telegram.until(lambda: len(telegram.called("sendMessage")) == 2)
        await telegram.until(lambda: not bot.outbox._working)
        await _send(bot, screen("other"), chat_id=9)
        await _empty(telegram, bot)
    _, second, *later = telegram.called("sendMessage")
    assert sorted(_spoken_to(telegram)) == [7, 7, 8, 8, 9]
    assert all(
        call.at - second.at >= RETRY_AFTER - 0.05
        for call in later
        if call.parameters["chat_id"] == 9
    )


def _too_many() -> Failure:
    return Failure("sendMessage", 429, "Too Many Requests", retry_after=RETRY_AFTER)


def _spoken_to(telegram: FakeTelegram) -> list[int]:
    return [call.parameters["chat_id"] for call in telegram.called("sendMessage")]


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


REFUSAL = "Bad Request: can't parse entities: secret words"


async def test_a_refused_message_is_said_in_plain_words(
    telegram: FakeTelegram, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    """The refusal is logged by its code, without a word of it."""
    async with start() as bot:
        telegram.failures.append(Failure("sendMessage", 400, REFUSAL))
        await _send(bot, screen("<b>secret</b> &lt; words"), screen("two"))
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["secret < words", "two"]
    _, again, _ = telegram.called("sendMessage")
    assert "parse_mode" not in again.parameters
    assert again.parameters["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "w"
    printed = "".join(capsys.readouterr())
    assert "delivery refused" in printed
    assert "secret" not in printed


async def test_an_edit_that_is_refused_is_said_anew(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        await _send(bot, screen("first"))
        await _empty(telegram, bot)
        telegram.failures.append(Failure("editMessageText", 400, REFUSAL))
        await _send(bot, screen("second", edit=telegram.last(7)["message_id"]))
        await _empty(telegram, bot)
        assert await _screen_id(bot) == telegram.last(7)["message_id"]
    assert telegram.shown(7) == ["first", "second"]


async def test_what_is_refused_twice_is_apologised_for(
    telegram: FakeTelegram, start: Start
) -> None:
    """The parent is never left with silence."""
    async with start() as bot:
        telegram.failures += [Failure("sendMessage", 400, REFUSAL) for _ in range(2)]
        await _send(bot, screen("words"), screen("two"))
        await _empty(telegram, bot)
    assert telegram.shown(7) == [SORRY, "two"]


async def test_what_is_always_refused_stops_nothing_else(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        telegram.failures += [Failure("sendMessage", 400, REFUSAL) for _ in range(3)]
        await _send(bot, screen("words"), screen("two"))
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["two"]


async def test_a_button_that_is_too_long_silences_nobody(
    telegram: FakeTelegram, start: Start
) -> None:
    """Its data is over 64 bytes; the words arrive without it."""
    async with start() as bot:
        long = Button("Long", "x" * 65)
        telegram.failures.append(Failure("sendMessage", 400, "Bad Request: BUTTON_DATA_INVALID"))
        await _send(bot, Show("words", ((long,),), leave_behind=((long,), *WORSE)))
        await _empty(telegram, bot)
    assert telegram.shown(7) == ["words"]
    assert _labels(telegram.last(7)) == ["Worse"]


async def test_an_effect_that_cannot_be_read_is_apologised_for_once_and_stops_no_start(
    telegram: FakeTelegram, build: Start, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is logged by its id, and those after it leave."""
    async with build() as bot:
        await _send(bot, screen("one"), screen("two"), screen("three"))
        ids = [row.id for row in await bot.store.pending()]
        with contextlib.closing(sqlite3.connect(bot.settings.database_path)) as file, file:
            file.execute("UPDATE outbox SET effect = x'00' WHERE id < ?", ids[2:])
    async with start() as bot:
        await telegram.until(lambda: telegram.shown(7)[-1:] == ["three"])
        await _empty(telegram, bot)
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
        await _send(bot, screen("one"))
        await _empty(telegram, bot)
        assert (await bot.store.load(7)).chat.blocked_at is None
    assert telegram.shown(7) == ["<b>1</b> back"]


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
    digests = [place for place, (chat_id, _) in enumerate(sent) if chat_id >= 100]
    assert sent.index((9, "digest")) < sent.index((9, "urgent")) < min(digests)
    assert sent.index((8, "answer")) < min(digests)


async def test_a_deletion_takes_back_what_has_not_left(
    telegram: FakeTelegram, build: Start
) -> None:
    async with build() as bot:
        await _send(bot, screen("unsent"))
        await bot.store.commit(Commit(bot_id=1, chat_id=7, at=bot.clock.now(), drop_unsent=(7,)))
        bot.outbox.forget([7], before=bot.outbox.newest + 1)
        await _send(bot, screen("bye"))
        async with running(bot):
            await _empty(telegram, bot)
    assert telegram.shown(7) == ["bye"]


async def test_a_sweep_between_a_deletion_and_its_goodbye_loses_nothing(
    telegram: FakeTelegram, build: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is committed may be found by the sweep before its own turn has gone on."""
    async with build() as bot:
        await bot.turns.handle(7, [text_update(1, "hello")])
        commit = bot.store.commit

        async def swept(what: Commit) -> tuple[int, ...]:
            ids = await commit(what)
            await bot.outbox.sweep()
            return ids

        monkeypatch.setattr(bot.store, "commit", swept)
        await bot.turns.handle(7, [text_update(2, "bye")])
        async with running(bot):
            await _empty(telegram, bot)
    assert telegram.shown(7) == ["Bye."]


async def test_a_call_that_fails_is_not_repeated_after_a_deletion(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        telegram.failures.append(Failure("sendMessage", 502))
        await _send(bot, screen("secret"))
        await telegram.until(lambda: telegram.called("sendMessage"))
        now = bot.clock.now()
        await bot.store.commit(Commit(bot_id=1, chat_id=7, at=now, drop_unsent=(7,)))
        bot.outbox.forget([7], before=bot.outbox.newest + 1)
        await _empty(telegram, bot)
    assert telegram.shown(7) == []


async def test_the_seconds_since_a_delivery_are_known(telegram: FakeTelegram, start: Start) -> None:
    """For a press within 0.7 s of a screen's arrival; only of messages of this run."""
    async with start() as bot:
        begin = time.monotonic()
        await _send(bot, screen("one"))
        await _empty(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        seconds = bot.screens.seconds_since(7, message_id)
        assert seconds is not None
        assert 0 <= seconds <= time.monotonic() - begin
        assert bot.screens.seconds_since(8, message_id) is None
        assert bot.screens.seconds_since(7, message_id + 1) is None


async def _screen_id(bot: Companion) -> int | None:
    return (await bot.store.load(7)).chat.screen_id


def _labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
    return [button["text"] for row in rows for button in row]
