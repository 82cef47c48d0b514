"""A reminder that never arrived counts as not said: the case says it again, or knows why not."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from stand_ins.effects import emptied
from stand_ins.fake_telegram import TOKEN, Failure, FakeTelegram
from stand_ins.morning import MORNING

from bot.application import Companion, companion
from bot.rehearsal.rehearsal import PARENT
from bot.settings import Settings
from bot.telegram_server import TelegramServer
from bot.transport import AiohttpRequest
from bot.wiring import conversation
from handlers import reminders
from pipeline.conftest import running
from state import chases
from state.case import Case, Chased, Member, Reached
from state.effects import Outgoing, Priority, Reminder, Show
from state.levels import Level
from state.plan import saying
from state.plan.steps import Said
from state.store.rows import Commit, OutboxRow

NOTE = "A note from your helper."
BLOCKED = Failure("sendMessage", 403, "Forbidden: bot was blocked by the user")


@pytest.fixture
async def bot(telegram: FakeTelegram, tmp_path: Path) -> AsyncIterator[Companion]:
    """The real conversation, with a case that has something to say in a week."""
    settings = Settings(
        bot_token=TOKEN,
        telegram_api_url=telegram.url,
        data_dir=tmp_path,
        send_rate=1000,
        operator_name="A clinic",
        operator_contact="a@example.org",
    )
    server = TelegramServer(telegram.url, TOKEN, is_sandbox=False, is_paced=False)
    request = AiohttpRequest(direct=True)
    await request.initialize()
    try:
        async with companion(settings, conversation(settings, server), server, request) as made:
            yield made
    finally:
        await request.shutdown()


async def planned(bot: Companion) -> Case:
    """A card was shown a moment ago, at nine in the morning; a date is asked for in a week."""
    bot.clock.set(MORNING)
    now = bot.clock.now()
    member = Member(PARENT, "en", now, country="us", zone="UTC")
    case = Case("case", now, members=[member])
    case.events.append(Reached(Level.PLANNED, now, PARENT, None, (), "rules"))
    await commit(bot, case, 0)
    return case


async def commit(bot: Companion, case: Case, revision: int, *outgoing: Outgoing) -> None:
    content = bot.conversation.services["content"]
    now = bot.clock.now()
    row_ids = await bot.store.commit(
        Commit(
            bot_id=bot.bot.id,
            chat_id=PARENT,
            at=now,
            case=case,
            revision=revision,
            wake=reminders.coming(content.library, case, now),
            purge_at=now + timedelta(days=90),
            outgoing=outgoing,
        )
    )
    bot.outbox.add(
        OutboxRow(row_id, one.chat_id, one.priority, one.expires_at, one.effect, one.reminder)
        for row_id, one in zip(row_ids, outgoing, strict=True)
    )


async def kept(bot: Companion) -> Case:
    found = await bot.store.load_case("case")
    assert found is not None
    return found[0]


async def test_a_reminder_to_a_chat_that_is_gone_is_said_when_the_parent_is_back(
    telegram: FakeTelegram, bot: Companion
) -> None:
    await planned(bot)
    bot.clock.set(bot.clock.now() + timedelta(days=9))
    telegram.failures.append(BLOCKED)
    async with running(bot):
        await telegram.until(lambda: telegram.called("sendMessage"))
        await emptied(telegram, bot)
        case = await kept(bot)
        assert [one.steps for one in case.said] == [()]
        assert case.members[0].unreachable
        telegram.write(PARENT, "/menu")
        await telegram.until(lambda: telegram.shown(PARENT))
        assert not (await kept(bot)).members[0].unreachable
        bot.clock.set(bot.clock.now() + timedelta(days=1))
        await telegram.until(lambda: any(NOTE in text for text in telegram.shown(PARENT)))


async def test_a_chat_that_is_gone_is_left_alone(telegram: FakeTelegram, bot: Companion) -> None:
    await planned(bot)
    telegram.failures.append(BLOCKED)
    async with running(bot):
        for _ in range(3):
            bot.clock.set(bot.clock.now() + timedelta(days=9))
            await telegram.until(lambda: telegram.called("sendMessage"))
            await emptied(telegram, bot)
    assert len(telegram.called("sendMessage")) == 1


@pytest.mark.parametrize("kind", ["digest", "chase"])
async def test_a_reminder_that_expired_unsent_counts_as_not_said(
    telegram: FakeTelegram, bot: Companion, kind: str
) -> None:
    case, now = await planned(bot), bot.clock.now()
    case.said.append(Said(now, PARENT, ("date/1",), ("date",)))
    case.events.append(Chased(now))
    late = Outgoing(
        PARENT,
        Show(NOTE),
        Priority.REMINDER,
        now,
        Reminder("case", kind, now),  # type: ignore[arg-type]
    )
    await commit(bot, case, 1, late)
    async with running(bot):
        await emptied(telegram, bot)
    after = await kept(bot)
    assert telegram.called("sendMessage") == []
    assert [one.steps for one in after.said] == [() if kind == "digest" else ("date/1",)]
    assert [one for one in after.events if isinstance(one, Chased)] == (
        [Chased(now)] if kind == "digest" else []
    )


async def test_of_a_case_that_was_erased_meanwhile_nothing_comes_back(
    telegram: FakeTelegram, bot: Companion
) -> None:
    now = bot.clock.now()
    await bot.turns.unsay(PARENT, Reminder("gone", "digest", now), gone=True)
    assert await bot.store.load_case("gone") is None


def test_what_was_tried_keeps_the_next_message_at_a_distance() -> None:
    said = [Said(MORNING, 1, ("a",), ("date",)), Said(MORNING, 2, ("a",), ("date",))]
    for _ in range(2):
        saying.unsay(said, 1, MORNING)
    assert said == [Said(MORNING, 1, (), counts=False), Said(MORNING, 2, ("a",), ("date",))]


def test_two_adults_who_were_asked_are_not_asked_again_for_one_of_them() -> None:
    case = Case("case", MORNING, members=[Member(1, "en", MORNING), Member(2, "en", MORNING)])
    case.events.append(Chased(MORNING))
    chases.unsay(case, 1, MORNING)
    assert case.events == [Chased(MORNING)]


@pytest.mark.parametrize("why", ["unreachable", "stopped"])
def test_what_reached_neither_of_two_adults_is_asked_again(why: str) -> None:
    case = Case("case", MORNING, members=[Member(1, "en", MORNING), Member(2, "en", MORNING)])
    case.members[1].unreachable = why == "unreachable"
    case.members[1].reminders.stopped = why == "stopped"
    case.events.append(Chased(MORNING))
    chases.unsay(case, 1, MORNING)
    assert case.events == []
