"""Killed between any two steps, the bot forgets no reminder and says none more often than promised.

The whole bot runs on a real file: it is stopped dead before or after a commit, a call to Telegram,
or the note that a message has arrived, and started again on what it left; sometimes hours later.
"""

import asyncio
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from everything_read import CARDS, to_the_card
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rehearsing import rehearsal
from stand_ins.mortal import Mortal, Outside
from test_reminded_at_any_time import STARTS

from bot.rehearsal.rehearsal import PARENT
from state.case import Case, Chased
from state.plan import reminders, saying
from state.store.documents import CASE

RARE = ("w", "u", "died", "erase", "card", "enough", "pause")


class Step(msgspec.Struct, frozen=True):
    """What a parent does, how long it takes then; after how many points the bot dies each time.

    `down`: so many hours nobody starts it again, if it died while it had something to say.
    """

    what: str
    number: int
    hours: int
    dies: int
    dies_waking: int
    down: int


steps = st.builds(
    Step,
    what=st.sampled_from(["plan", "press", "press", "book", "stop", "back", "wait", "wait"]),
    number=st.integers(0, 20),
    hours=st.sampled_from([0, 2, 5, 11, 24, 48, 100]),
    dies=st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6]),
    dies_waking=st.sampled_from([0, 1, 2, 3, 4, 5, 6]),
    down=st.sampled_from([0, 0, 1, 6, 14, 30]),
)


async def lived(card: str, start: datetime, life: list[Step]) -> tuple[Case, Outside]:
    """The case after such a life, and what its parent has heard."""
    outside = Outside(start)
    with tempfile.TemporaryDirectory() as folder:
        async with Mortal(Path(folder), outside) as bot:
            await bot.begins(await with_card(card, start))
            for step in life:
                await do(bot, step)
                await bot.is_down(timedelta(hours=step.down), step.dies_waking)
                await bot.lives(timedelta(hours=step.hours), step.dies_waking)
                await wakes_again(bot)
            await bot.lives(timedelta(days=4))
            case = await bot.case()
            assert await bot.bot.store.pending() == []
    assert case is not None
    return case, outside


async def with_card(card: str, start: datetime) -> Case:
    async with rehearsal(start) as one:
        await to_the_card(one, CARDS[card])
        assert one.case is not None
        return CASE.read(CASE.write(one.case))


async def do(bot: Mortal, step: Step) -> None:
    """A message or a press; a button of the last screen, if there is one."""
    outside = bot.outside
    buttons = [
        data
        for data in outside.messages.get(outside.screen_id, [])
        if data.partition(":")[0] not in RARE
    ]
    match step.what:
        case "plan":
            await bot.hears(outside.message("/plan"), step.dies)
        case "press" if buttons:
            data = buttons[step.number % len(buttons)]
            await bot.hears(outside.press(data), step.dies)
        case "book":
            await bot.hears(outside.press("visit_when:new"))
            day = outside.now + timedelta(days=step.number)
            await bot.hears(outside.message(f"{day:%-d %B %Y} at 2:30 pm"), step.dies)
        case "stop":
            await bot.hears(outside.message("/stop"))
            await bot.hears(outside.press(["enough", "pause_for:days"][step.number % 2]), step.dies)
        case "back":
            await bot.hears(outside.press("write_again"), step.dies)


async def wakes_again(bot: Mortal) -> None:
    """There is always a next wake, and it is ahead."""
    wake = await bot.bot.store.next_wake()
    assert wake is not None
    assert wake > bot.outside.now
    assert wake - bot.outside.now <= timedelta(days=7)


def check(case: Case, outside: Outside) -> None:
    """What is kept as said has arrived; what arrived more often is no more than the deaths.

    Telegram cannot be asked whether a message arrived. One that did, just before a death, may come
    once more, or count as not said if its time was over when the bot came back.
    """
    arrived = Counter((one.kind, one.at) for one, _ in outside.reminded)
    kept = {("digest", one.at) for one in case.said if one.steps}
    kept |= {("chase", one.at) for one in case.events if isinstance(one, Chased)}
    assert kept <= set(arrived), "a reminder is lost"
    assert arrived.total() - len(kept) <= outside.deaths, "too many repeats"
    habits = reminders.habits(case.member(PARENT))
    for reminder, at in outside.reminded:
        assert reminder.kind == "chase" or not habits.is_quiet(at), "arrived in quiet hours"
    for one, other in pairwise(case.said):
        assert other.at - one.at >= saying.APART
    names = [name for one in case.said for name in one.steps]
    assert len(names) == len(set(names)), "the same is said twice"


ALWAYS = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)
SHORT = settings(ALWAYS, max_examples=15, derandomize=True, phases=[Phase.generate])
LONG = settings(ALWAYS, max_examples=1500)
lives = given(
    card=st.sampled_from(sorted(CARDS)),
    start=st.sampled_from(STARTS),
    life=st.lists(steps, min_size=2, max_size=8),
)


@SHORT
@lives
def test_no_reminder_is_lost_or_repeated_whenever_the_bot_dies(
    card: str, start: datetime, life: list[Step]
) -> None:
    """A few lives in every run, always the same ones."""
    check(*asyncio.run(lived(card, start, life)))


@pytest.mark.soak
@LONG
@lives
def test_no_reminder_is_lost_or_repeated_for_a_long_time(
    card: str, start: datetime, life: list[Step]
) -> None:
    """Many more, others each time: `pytest -m soak tests/conversations`."""
    check(*asyncio.run(lived(card, start, life)))
