"""Who stays silent is told twice; then all of it goes, from every byte."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from stand_ins.fake_telegram import FakeTelegram
from stand_ins.updates import text_update
from stand_ins.waiting import eventually

from bot.application import Companion
from privacy.conftest import Build
from privacy.test_deleting import (
    ONE,
    OTHER,
    _is_clean,
    _nothing_of,
    _rows_with,
    _sealed,
    keep,
    shared,
)
from state.case import Case

BEGAN = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)


def quiet() -> Case:
    """The full case, of adults who may be written to."""
    case = shared()
    case.child_states = []
    for member in case.members:
        member.zone, member.unreachable = "America/New_York", False
        member.reminders.hidden, member.reminders.paused_until = False, None
    return case


async def at(bot: Companion, days: float) -> None:
    """The clock is moved, and what is due then is done."""
    bot.clock.set(BEGAN + timedelta(days=days))
    for case_id in await bot.store.due(bot.clock.now()):
        await bot.turns.wake(case_id)
    await bot.waker._purge()


async def warnings(bot: Companion, chat_id: int) -> int:
    """How many wait to be sent."""
    rows = await bot.store.pending(limit=1000)
    return sum(
        row.chat_id == chat_id and "A word about what I keep" in getattr(row.effect, "text", "")
        for row in rows
    )


async def test_it_is_said_twice_and_then_nothing_is_left(
    build: Build, telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with build(runs=False) as bot:
        bot.clock.set(BEGAN)
        await keep(bot, quiet())
        await bot.turns.handle(ONE, [text_update(1, "hello", ONE)])
        sealed = _sealed(bot)
        await at(bot, 70)
        assert await warnings(bot, ONE) == 0
        found = (await bot.store.load(ONE)).case
        assert found is not None
        assert found.kept_until is not None
        end = (found.kept_until - BEGAN) / timedelta(days=1)
        await at(bot, end - 13)
        assert (await warnings(bot, ONE), await warnings(bot, OTHER)) == (1, 1)
        await at(bot, end - 2)
        assert (await warnings(bot, ONE), await warnings(bot, OTHER)) == (2, 2)
        sealed |= _sealed(bot)
        await at(bot, end - 0.1)
        assert (await bot.store.load(ONE)).case is not None
        await at(bot, end + 0.1)
        assert not _rows_with(bot, ONE) + _rows_with(bot, OTHER)
        await eventually(lambda: _is_clean(sealed, tmp_path))
    _nothing_of(sealed, tmp_path)
    assert telegram.shown(ONE) == []


async def test_a_press_on_the_warning_keeps_it(build: Build, telegram: FakeTelegram) -> None:
    async with build() as bot:
        bot.clock.set(BEGAN)
        await keep(bot, quiet())
        await bot.turns.handle(ONE, [text_update(1, "hello", ONE)])
        case = (await bot.store.load(ONE)).case
        assert case is not None
        assert case.kept_until is not None
        bot.clock.set(case.kept_until - timedelta(days=2, hours=1))
        await bot.turns.wake(case.case_id)
        await telegram.until(lambda: any("A word about" in one for one in telegram.shown(OTHER)))
        await telegram.until(lambda: bot.outbox.is_empty)
        telegram.press(OTHER, telegram.last(OTHER)["message_id"], "keep_on")
        await telegram.until(lambda: any("It stays" in one for one in telegram.shown(OTHER)))
        kept = (await bot.store.load(ONE)).case
        assert kept is not None
        assert kept.kept_until is not None
        assert kept.kept_until > case.kept_until + timedelta(days=80)
