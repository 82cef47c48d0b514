"""A parent plans, marks, moves, pauses, travels and sleeps: the promises of reminders hold.

The plan, the visit, the referral, the papers, the insurance, the notes, the settings and the
child's state are pressed and typed at random; days pass, the bot sleeps, clocks change. What must
hold of every message is in `watched.py`.
"""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from everything_read import CARDS, to_the_card
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from rehearsing import buttons, plain, turn_of
from watched import Watched

from bot.rehearsal.rehearsal import Said
from handlers import tasks
from state.case import Member
from state.plan import visits

T = TypeVar("T")

STARTS = [
    datetime(2026, 3, 5, 4, 20, tzinfo=UTC),
    datetime(2026, 3, 27, 22, 5, tzinfo=UTC),
    datetime(2026, 10, 22, 22, 40, tzinfo=UTC),
    datetime(2026, 10, 30, 13, 0, tzinfo=UTC),
]
"""A little before clocks change, in Europe and in America."""
SCREENS = ["plan", "plan", "visit", "papers", "notes", "reminders", "guide"]
WAYS_IN = ["referral", "insurance", "task:referral", "task:insurance/confirm", "missing", "plan"]
RARE = {"w", "u", "died", "enough", "erase", "stopping", "checked", "card"}
RARE |= {"pause", "pause_for", "now", "child_now"}
"""Buttons that end much, or lead away: pressed by rules of their own."""
TYPED = [
    "tomorrow 10:30",
    "tomorrow 7:30am",
    "next Tuesday 14:00",
    "in 3 days at 9am",
    "in 12 days",
    "4 June 9am",
    "today",
    "Dr. Lee, 212 555 0100",
    "St. Mary's, floor 3",
    "they said by Friday",
    "38.2",
    "7",
    "REF 12345",
    "10 pm to 7 am",
    "6",
    "22",
    "penicillin",
    "what can he eat?",
]
ZONES = ["America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Tokyo"]
HOURS = [0.2, 3, 9, 14, 24, 31, 72, 240]


class AnyWeeks(RuleBasedStateMachine):
    """The weeks of one parent, from their card on."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.one = Watched()
        self.do(self.one.__aenter__())

    def do(self, step: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(step)

    def teardown(self) -> None:
        self.do(self.one.__aexit__())
        self.loop.close()

    @initialize(card=st.sampled_from(sorted(CARDS)), start=st.sampled_from(STARTS))
    def begins(self, card: str, start: datetime) -> None:
        self.one.now = start
        self.do(to_the_card(self.one, CARDS[card]))

    @rule(name=st.sampled_from(SCREENS), which=st.lists(st.integers(0, 11), max_size=5))
    def opens(self, name: str, which: list[int]) -> None:
        self.do(self.one.write(f"/{name}"))
        for number in which:
            self.taps(number)

    @rule(data=st.sampled_from(WAYS_IN), which=st.lists(st.integers(0, 11), max_size=5))
    def goes_in(self, data: str, which: list[int]) -> None:
        self.tap(data)
        for number in which:
            self.taps(number)

    @rule(which=st.integers(0, 30))
    def taps(self, which: int) -> None:
        found = [data for data in self.last_buttons() if data.partition(":")[0] not in RARE]
        if found:
            self.tap(found[which % len(found)])

    @rule(text=st.sampled_from(TYPED))
    def types(self, text: str) -> None:
        self.do(self.one.write(text))

    @rule(day=st.integers(0, 25), hour=st.integers(7, 18))
    def books(self, day: int, hour: int) -> None:
        """As fast as the buttons allow: a visit on that day."""
        date = self.one.now + timedelta(days=day)
        self.tap("visit_when:new")
        half = "am" if hour < 12 else "pm"
        self.do(self.one.write(f"{date:%-d %B %Y} at {(hour - 1) % 12 + 1}:30 {half}"))

    @rule(hours=st.sampled_from(HOURS))
    def lives(self, hours: float) -> None:
        self.do(self.one.pass_time(timedelta(hours=hours)))

    @rule(hours=st.sampled_from(HOURS))
    def is_not_served(self, hours: float) -> None:
        """The bot is down so long; what it missed it says afterwards, if it is still true."""
        self.one.now += timedelta(hours=hours)
        self.do(self.one.pass_time(timedelta()))

    @rule(zone=st.sampled_from(ZONES))
    def travels(self, zone: str) -> None:
        self.member.zone = zone
        self.one.hours_changed = self.one.now

    @rule(start=st.integers(19, 23), end=st.integers(5, 10), digest=st.integers(0, 23))
    def sleeps_otherwise(self, start: int, end: int, digest: int) -> None:
        wishes = self.member.reminders
        wishes.quiet_from, wishes.quiet_to, wishes.digest_at = start, end, digest
        self.one.hours_changed = self.one.now

    @rule(
        stop=st.sampled_from(["pause_for:days", "pause_for:week", "enough", "died", "quiet:off"]),
        hours=st.sampled_from(HOURS),
        back=st.sampled_from(["write_again", "write_again", "not_died", ""]),
    )
    def stops(self, stop: str, hours: float, back: str) -> None:
        """For a while at least."""
        self.do(self.one.write("/stop"))
        self.tap(stop)
        self.lives(hours)
        for data in ("not_died", "write_again", "quiet:on") if back else ():
            self.tap(data)

    @rule(days=st.integers(1, 6))
    def lives_on(self, days: int) -> None:
        self.do(self.one.pass_time(timedelta(days=days, minutes=7)))

    @rule(
        place=st.sampled_from(["at_emergency", "admitted", "more_tests"]),
        hours=st.sampled_from(HOURS),
    )
    def is_in_hospital(self, place: str, hours: float) -> None:
        """And home again."""
        self.tap(f"now:{place}")
        self.lives(hours)
        self.tap("now:home")

    def waits_for_the_visit(self) -> list[str]:
        """Does nothing until it; what was to be done all the time and was never named."""
        self.member.reminders.short = self.member.reminders.hidden = False
        still, told = self.open_tasks(), len(self.one.digests)
        visit = visits.ahead(self.one.case.visits if self.one.case else [], self.one.now)[-1]
        while (left := visit.moment - self.one.now) > timedelta(hours=1):
            self.do(self.one.pass_time(min(left - timedelta(minutes=30), timedelta(days=1))))
            still &= self.open_tasks()
        turn = turn_of(self.one)
        names = [tasks.name(turn, task) for task in self.one.tasks() if task.id in still]
        text = plain("".join(self.one.digests[told:]))
        return [name for name in names if name not in text]

    def open_tasks(self) -> set[str]:
        """Those of the timetable, not put off by the parent."""
        return {
            task.id
            for task in self.one.tasks()
            if task.visit and task.chase and not task.done and not task.snoozed
        }

    def last_buttons(self) -> list[str]:
        return [button.data for button in buttons(self.one.messages[self.one.screen_id or 0])]

    def tap(self, data: str) -> list[Said]:
        return self.do(self.one.tap(self.one.screen_id or 0, data))

    @property
    def member(self) -> Member:
        if self.one.case is None:  # erased: begun anew
            self.do(to_the_card(self.one, CARDS["a second opinion, India"]))
        assert self.one.case is not None
        return self.one.case.members[0]

    @invariant()
    def check_the_wake(self) -> None:
        self.one.check_the_wake()


ALWAYS = settings(deadline=None, suppress_health_check=list(HealthCheck))
SHORT = settings(
    ALWAYS,
    max_examples=25,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
)
LONG = settings(ALWAYS, max_examples=3000, stateful_step_count=60)


def test_reminders_keep_their_promises_whatever_a_parent_does() -> None:
    """A few parents in every run, always the same ones."""
    run_state_machine_as_test(AnyWeeks, settings=SHORT)


@pytest.mark.soak
def test_reminders_keep_their_promises_for_a_long_time() -> None:
    """Many more, others each time: `pytest -m soak tests/conversations`."""
    run_state_machine_as_test(AnyWeeks, settings=LONG)


taps = st.lists(
    st.tuples(st.sampled_from(["plan", "papers", "visit"]), st.integers(0, 9), st.integers(0, 9)),
    max_size=6,
)


@settings(ALWAYS, max_examples=25, derandomize=True, database=None, phases=[Phase.generate])
@given(
    card=st.sampled_from(sorted(CARDS)),
    start=st.sampled_from(STARTS),
    before=taps,
    days=st.integers(3, 30),
    hour=st.integers(7, 18),
)
def test_every_open_task_is_mentioned_before_the_visit(
    card: str, start: datetime, before: list[tuple[str, int, int]], days: int, hour: int
) -> None:
    """Whatever was done before, once the parent only waits."""
    machine = AnyWeeks()
    try:
        machine.begins(card, start)
        for command, first, second in before:
            machine.opens(command, [first, second])
        machine.books(days, hour)
        assert machine.waits_for_the_visit() == []
    finally:
        machine.teardown()
