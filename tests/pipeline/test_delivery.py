"""What was committed arrives: in order, once, edited in place only while that is right."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from stand_ins.effects import (
    WORSE,
    emptied,
    labels,
    screen,
    screen_id_of,
    send,
    spoken_to,
    too_many,
)
from stand_ins.fake_telegram import Failure, FakeTelegram
from stand_ins.updates import text_update

from bot.delivery import drawing
from pipeline.conftest import Start, running
from state.effects import Document, Outgoing, Priority, Restrict, Show
from state.plan.calendar import CalendarEntry
from state.plan.charts import Chart, Line, Point, Tick
from state.store.rows import Commit

RETRY_AFTER = 1


async def test_effects_of_a_chat_arrive_in_their_order(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        texts = [str(number) for number in range(20)]
        await send(bot, *(Show(text, is_screen=False) for text in texts))
        await emptied(telegram, bot)
    assert telegram.shown(7) == texts


async def test_a_new_screen_leaves_only_worse_behind(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        await send(bot, screen("first"), screen("second"))
        await emptied(telegram, bot)
        assert await screen_id_of(bot) == telegram.last(7)["message_id"]
    first, second = (telegram.messages[key] for key in sorted(telegram.messages))
    assert labels(first) == ["Worse"]
    assert labels(second) == ["Go on"]


async def test_the_last_screen_is_edited_in_place(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        await send(bot, screen("first"))
        await emptied(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        await send(bot, screen("second", edit=message_id))
        await emptied(telegram, bot)
        assert await screen_id_of(bot) == message_id
    assert telegram.shown(7) == ["second"]


async def test_a_file_arrives_with_its_content_and_the_last_screen_stays_the_last(
    telegram: FakeTelegram, start: Start
) -> None:
    at = datetime(2026, 3, 9, 14, tzinfo=UTC)
    entry = CalendarEntry("one@appointment", "Appointment", at, at)
    async with start() as bot:
        await send(bot, screen("first"), Document("appointment.ics", entry))
        await emptied(telegram, bot)
        assert await screen_id_of(bot) == min(telegram.messages)[1]
    first, file = telegram.shown(7)
    assert first == "first"
    assert file.startswith("appointment.ics: BEGIN:VCALENDAR")
    assert "DTSTART:20260309T140000Z" in file


CHART = Chart(
    title="Temperature in °C",
    subtitle="Mar 3",
    across=(Tick(0.0, "12:00 am"),),
    up=(Tick(0.0, "36"), Tick(1.0, "40")),
    points=(Point(0.5, 0.5, "38.0", strong=True),),
    line=Line(0.5, "fever from 38.0°C"),
)
PICTURE = Document("temperature.png", CHART, "38.0 on Mar 3", "38.0 on Mar 3", WORSE)


async def test_a_picture_is_drawn_when_it_is_sent(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        await send(bot, PICTURE, screen("table"))
        await emptied(telegram, bot)
    picture, table = telegram.shown(7)
    assert picture.startswith("temperature.png: ")
    assert "PNG" in picture
    assert table == "table"
    (call,) = telegram.called("sendPhoto")
    assert call.parameters["caption"] == "38.0 on Mar 3"
    assert labels(telegram.messages[min(telegram.messages)]) == ["Worse"]


async def test_what_waits_of_a_picture_is_what_it_says_and_locked(
    telegram: FakeTelegram, build: Start, start: Start
) -> None:
    """Killed before it left, it is drawn by the next run; nobody reads it on the way."""
    async with build() as bot:
        await send(bot, PICTURE)
        rows = await bot.store.pending(0, 10)
        assert [row.effect for row in rows] == [PICTURE]
    async with start():
        await telegram.until(lambda: telegram.shown(7))
    assert [text.partition(":")[0] for text in telegram.shown(7)] == ["temperature.png"]


async def test_a_picture_that_cannot_be_drawn_is_said_in_words(
    telegram: FakeTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "PICTURES", Path("/nowhere"))
    async with start() as bot:
        await send(bot, PICTURE, screen("table"))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["38.0 on Mar 3", "table"]


async def test_a_picture_that_telegram_refuses_is_said_in_words(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        telegram.failures.append(Failure("sendPhoto", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
        await send(bot, PICTURE, screen("table"))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["38.0 on Mar 3", "table"]


async def test_an_older_screen_is_not_edited_but_followed(
    telegram: FakeTelegram, start: Start
) -> None:
    """Also if it was the last one when the turn ran."""
    async with start() as bot:
        await send(bot, screen("first"))
        await emptied(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        await send(bot, screen("reminder"), screen("answer", edit=message_id))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["first", "reminder", "answer"]
    keyboards = [labels(telegram.messages[key]) for key in sorted(telegram.messages)]
    assert keyboards == [["Worse"], ["Worse"], ["Go on"]]


async def test_the_last_screen_is_known_after_a_restart(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        await send(bot, screen("first"))
        await emptied(telegram, bot)
    async with start() as bot:
        await send(bot, screen("second"))
        await emptied(telegram, bot)
    assert labels(telegram.messages[min(telegram.messages)]) == ["Worse"]


async def test_only_the_newest_unsent_edit_of_a_message_leaves(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        await send(bot, screen("first"))
        await emptied(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        telegram.calls.clear()
        await send(bot, *(screen(str(number), edit=message_id) for number in range(5)))
        await emptied(telegram, bot)
    assert [call.parameters["text"] for call in telegram.called("editMessageText")] == [4]
    assert telegram.shown(7) == ["4"]


async def test_an_edit_that_changes_nothing_is_done(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        await send(bot, screen("same"))
        await emptied(telegram, bot)
        await send(bot, screen("same", edit=telegram.last(7)["message_id"]))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["same"]


async def test_a_screen_whose_message_is_gone_is_sent_anew(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        await send(bot, screen("first"))
        await emptied(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        telegram.messages.clear()
        await send(bot, screen("second", edit=message_id), Restrict(message_id, WORSE))
        await emptied(telegram, bot)
        assert await screen_id_of(bot) == telegram.last(7)["message_id"]
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
        await send(bot, screen("one"), screen("two"))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["one", "two"]


async def test_an_answer_lost_after_its_effect_repeats_once(
    telegram: FakeTelegram, start: Start
) -> None:
    """Telegram has no key to tell a repeat by; a loss would be worse."""
    async with start() as bot:
        telegram.failures.append(Failure("sendMessage", drop=True, after=True))
        await send(bot, screen("one"), screen("two"))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["one", "one", "two"]


async def test_retry_after_holds_only_the_chat_it_was_said_of(
    telegram: FakeTelegram, start: Start
) -> None:
    """One chat's flood must not silence the others, least of all an emergency."""
    async with start(paced=True) as bot:
        telegram.failures.append(too_many())
        await send(bot, screen("slow"))
        await telegram.until(lambda: telegram.called("sendMessage"))
        await send(bot, screen("other"), chat_id=8, priority=Priority.EMERGENCY)
        await emptied(telegram, bot)
    assert spoken_to(telegram) == [7, 8, 7]
    first, _, again = telegram.called("sendMessage")
    assert again.at - first.at >= RETRY_AFTER - 0.05


async def test_retry_after_said_of_two_chats_holds_all(
    telegram: FakeTelegram, start: Start
) -> None:
    """Then it is meant for the whole bot."""
    async with start(paced=True) as bot:
        telegram.failures += [too_many(), too_many()]
        await send(bot, screen("slow"))
        await send(bot, screen("slow"), chat_id=8)
        await telegram.until(lambda: len(telegram.called("sendMessage")) == 2)
        await telegram.until(lambda: not bot.outbox._working)
        await send(bot, screen("other"), chat_id=9)
        await emptied(telegram, bot)
    _, second, *later = telegram.called("sendMessage")
    assert sorted(spoken_to(telegram)) == [7, 7, 8, 8, 9]
    assert all(
        call.at - second.at >= RETRY_AFTER - 0.05
        for call in later
        if call.parameters["chat_id"] == 9
    )


async def test_what_has_expired_is_not_sent(telegram: FakeTelegram, start: Start) -> None:
    async with start() as bot:
        past = bot.clock.now() - timedelta(seconds=1)
        future = bot.clock.now() + timedelta(hours=1)
        await send(bot, screen("late"), expires_at=past)
        await send(bot, screen("in time"), expires_at=future)
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["in time"]


async def test_what_was_not_sent_before_a_restart_is_sent_after_it(
    telegram: FakeTelegram, build: Start, start: Start
) -> None:
    async with build() as bot:
        await send(bot, screen("one"), screen("two"))
    async with start() as bot:
        await telegram.until(lambda: len(telegram.shown(7)) == 2)
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["one", "two"]


async def test_what_another_program_commits_is_found(
    telegram: FakeTelegram, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a replay of a stuck update beside the running bot."""
    monkeypatch.setattr("bot.delivery.outbox.SWEEP_SECONDS", 0.1)
    async with start() as bot:
        outgoing = (Outgoing(7, screen("from beside")),)
        now = bot.clock.now()
        await bot.store.commit(Commit(bot_id=1, chat_id=7, at=now, outgoing=outgoing))
        await telegram.until(lambda: telegram.shown(7))
        await emptied(telegram, bot)
    assert telegram.shown(7) == ["from beside"]


async def test_the_most_urgent_chat_is_first(telegram: FakeTelegram, build: Start) -> None:
    """Priority chooses the chat; within it, what was said before is said before."""
    async with build(send_rate=20) as bot:
        for chat_id in range(100, 110):
            await send(bot, screen("digest"), chat_id=chat_id, priority=Priority.REMINDER)
        await send(bot, screen("answer"), chat_id=8)
        await send(bot, screen("digest"), chat_id=9, priority=Priority.REMINDER)
        await send(bot, screen("urgent"), chat_id=9, priority=Priority.EMERGENCY)
        async with running(bot):
            await emptied(telegram, bot)
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
        await send(bot, screen("unsent"))
        await bot.store.commit(Commit(bot_id=1, chat_id=7, at=bot.clock.now(), drop_unsent=(7,)))
        bot.outbox.forget([7], before=bot.outbox.newest + 1)
        await send(bot, screen("bye"))
        async with running(bot):
            await emptied(telegram, bot)
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
            await emptied(telegram, bot)
    assert telegram.shown(7) == ["Bye."]


async def test_a_call_that_fails_is_not_repeated_after_a_deletion(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        telegram.failures.append(Failure("sendMessage", 502))
        await send(bot, screen("secret"))
        await telegram.until(lambda: telegram.called("sendMessage"))
        now = bot.clock.now()
        await bot.store.commit(Commit(bot_id=1, chat_id=7, at=now, drop_unsent=(7,)))
        bot.outbox.forget([7], before=bot.outbox.newest + 1)
        await emptied(telegram, bot)
    assert telegram.shown(7) == []


async def test_the_seconds_since_a_delivery_are_known(telegram: FakeTelegram, start: Start) -> None:
    """For a press within 0.7 s of a screen's arrival; only of messages of this run."""
    async with start() as bot:
        begin = time.monotonic()
        await send(bot, screen("one"))
        await emptied(telegram, bot)
        message_id = telegram.last(7)["message_id"]
        seconds = bot.screens.seconds_since(7, message_id)
        assert seconds is not None
        assert 0 <= seconds <= time.monotonic() - begin
        assert bot.screens.seconds_since(8, message_id) is None
        assert bot.screens.seconds_since(7, message_id + 1) is None
