"""Reminders over random lives of a case: edits, clocks, zones and outages at any moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state.case import Case, Member
from state.levels import Level
from state.plan import reminders, saying
from state.plan.child_states import ChildState
from state.plan.marks import CLOSED, Mark
from state.plan.referrals import Referral, ReferralStep
from state.plan.tasks import About, Task, tasks
from state.plan.visits import Visit, VisitEvent

ONE = 5
ZONES = ["America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Sydney"]
STARTS = [datetime(2026, 3, 5, 4, tzinfo=UTC), datetime(2026, 10, 22, 22, 40, tzinfo=UTC)]
"""A little before clocks change."""


class Row(msgspec.Struct, frozen=True):
    """A row of data, as papers and chores are."""

    id: str
    chase: tuple[int, ...]


PAPERS = (Row("bloods", (7, 2)), Row("slides", (14, 10, 5)))
CHORES = (Row("travel", (7,)), Row("child_talk", (3,)))
INSURANCE = (Row("approval", (10, 7, 3)),)


class Life:
    """A case, the level it has, and the moment it is lived at."""

    def __init__(self, start: datetime, zone: str, level: Level) -> None:
        self.now = start
        self.moved = False
        member = Member(chat_id=ONE, language="en", consented_at=start, zone=zone)
        self.case = Case(case_id="c", created_at=start, members=[member])
        waits = {Level.WITHIN_48_HOURS: 48, Level.WITHIN_2_WEEKS: 14 * 24}
        self.about = About(
            level=level,
            deadline=start + timedelta(hours=waits[level]) if level in waits else None,
            card_at=start,
            papers=PAPERS,
            chores=CHORES,
            insurance=INSURANCE,
        )

    @property
    def member(self) -> Member:
        return self.case.members[0]

    def next(self) -> datetime | None:
        return reminders.next_moment(self.case, self.about, self.member, self.now, leads=True)

    def wake(self) -> None:
        """What a wake does: says what is due, and keeps that it was said."""
        due = reminders.due(self.case, self.about, self.member, self.now, leads=True)
        if due is not None:
            open_now = {task.id for task in self.tasks() if not task.done}
            assert not reminders.habits(self.member).is_quiet(self.now), "in quiet hours"
            for step in due.steps:
                assert set(step.tasks) <= open_now, "something finished or cancelled"
                assert step.until is None or self.now < step.until, "something that is over"
            self.case.said.append(saying.record(due, ONE, self.now))
            assert self._counted_today() <= self._allowed_today(), "too often"

    def _counted_today(self) -> int:
        hours = reminders.habits(self.member)
        today = hours.local(self.now).date()
        return sum(one.counts and hours.local(one.at).date() == today for one in self.case.said)

    def _allowed_today(self) -> int:
        """One message; two on the last two days before a visit. A change of hours may add one."""
        hours = reminders.habits(self.member)
        today = hours.local(self.now).date()
        coming = [hours.local(visit.moment).date() for visit in self.case.visits]
        near = any(today <= day <= today + timedelta(days=1) for day in coming)
        return 2 if near or self.moved else 1

    def tasks(self) -> list[Task]:
        return tasks(self.case, self.about, self.now)

    def live(self, until: datetime, sleeps: list[int]) -> None:
        """Wakes whenever it asked to, give or take an outage."""
        for turn in range(300):
            moment = self.next()
            if moment is None or moment > until:
                self.now = max(self.now, until)
                return
            assert moment >= self.now, "a wake in the past"
            self.now = min(moment + timedelta(hours=sleeps[turn % len(sleeps)]), until)
            self.wake()
            if self.now >= until:
                return
        raise AssertionError("it wakes for ever")


def book(life: Life, number: int) -> None:
    moment = life.now + timedelta(days=number % 30, hours=number % 11 + 1)
    happening = VisitEvent("booked", ONE, life.now, moment)
    new = Visit(len(life.case.visits) + 1, "first", "UTC", events=[happening])
    life.case.visits.append(new)


def move(life: Life, number: int) -> None:
    life.moved = True  # what was near in the morning may be far by the evening
    for visit in life.case.visits[-1:]:
        moment = life.now + timedelta(days=number % 20 + 1)
        visit.events.append(VisitEvent("moved", ONE, life.now, moment))


def cancel(life: Life, _number: int) -> None:
    for visit in life.case.visits[-1:]:
        visit.events.append(VisitEvent("cancelled", ONE, life.now, cancelled_by="clinic"))


def finish(life: Life, number: int) -> None:
    every = life.tasks()
    if every:
        task = every[number % len(every)].id
        life.case.marks.setdefault(task, []).append(
            Mark(sorted(CLOSED)[number % len(CLOSED)], ONE, life.now)  # type: ignore[arg-type]
        )


def ask(life: Life, number: int) -> None:
    every = life.tasks()
    if every:
        due = date.fromordinal(life.now.toordinal() + number % 5)
        task = every[number % len(every)].id
        life.case.marks.setdefault(task, []).append(Mark("promised", ONE, life.now, due))


def stop(life: Life, _number: int) -> None:
    life.member.reminders.stopped = True


def lose(life: Life, _number: int) -> None:
    life.case.child_states.append(ChildState("died", ONE, life.now))


def pause(life: Life, number: int) -> None:
    life.member.reminders.paused_until = date.fromordinal(life.now.toordinal() + number % 9)


def change_hours(life: Life, number: int) -> None:
    wishes = life.member.reminders
    wishes.digest_at, wishes.quiet_from, wishes.quiet_to = 8 + number % 10, 20 + number % 3, 7


Edit = Callable[[Life, int], None]
EDITS: list[Edit] = [book, move, cancel, finish, ask, pause, change_hours, stop, lose]
edits = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, 1000), st.integers(1, 240)), max_size=8
)
lives = st.builds(
    Life,
    st.sampled_from(STARTS),
    st.sampled_from(ZONES),
    st.sampled_from([Level.WITHIN_48_HOURS, Level.WITHIN_2_WEEKS, Level.PLANNED]),
)
sleeps = st.lists(st.sampled_from([0, 0, 0, 2, 26]), min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(lives, edits, sleeps)
def test_nobody_is_written_to_at_the_wrong_time_or_too_often(
    life: Life, lived: list[tuple[Edit, int, int]], slept: list[int]
) -> None:
    """Over any life: quiet hours, distance, number a day, each step once, silence after a stop."""
    silent_from: datetime | None = None
    for edit, number, hours in lived:
        life.live(life.now + timedelta(hours=hours), slept)
        edit(life, number)
        silent_from = life.now if edit in {stop, lose} else silent_from
        if silent_from:
            break
    said_before = len(life.case.said)
    life.live(life.now + timedelta(days=60), slept)
    assert silent_from is None or len(life.case.said) == said_before
    names = [name for one in life.case.said for name in one.steps]
    assert len(names) == len(set(names))
    for one, other in pairwise(life.case.said):
        assert other.at - one.at >= saying.APART


@settings(max_examples=200, deadline=None)
@given(lives, st.integers(2, 29), st.integers(0, 10))
def test_every_open_task_is_mentioned_before_the_visit(life: Life, days: int, hour: int) -> None:
    """However late the visit was booked, as long as a day with a digest lies between."""
    book(life, days + 30 * hour)
    visit = life.case.visits[0]
    open_tasks = {task.id for task in life.tasks() if task.visit and task.chase}
    life.live(visit.moment, [0])
    mentioned = {task for one in life.case.said for task in one.tasks}
    assert open_tasks <= mentioned


@settings(max_examples=100, deadline=None)
@given(lives)
def test_while_a_date_is_open_there_is_a_next_moment(life: Life) -> None:
    """Until the last chase of its level has been said, at 48 hours the one when time has passed."""
    assert life.next() is not None
    life.live(life.now + timedelta(days=30), [0])
    dates = [name for one in life.case.said for name in one.steps if name.startswith("date/")]
    expected = {Level.WITHIN_48_HOURS: 5, Level.WITHIN_2_WEEKS: 4, Level.PLANNED: 2}
    assert len(dates) == expected[life.about.level]


def over_said(life: Life) -> list[datetime]:
    return [one.at for one in life.case.said for name in one.steps if name.endswith("/over")]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(STARTS), st.integers(0, 23), st.sampled_from(ZONES), st.sampled_from([0, 2, 26])
)
def test_two_days_do_not_pass_in_silence(start: datetime, hour: int, zone: str, slept: int) -> None:
    """Once, when the time has passed, out of quiet hours, and never before it has."""
    life = Life(start + timedelta(hours=hour), zone, Level.WITHIN_48_HOURS)
    life.live(life.now + timedelta(days=10), [slept])
    (said,) = over_said(life)
    latest = life.about.deadline
    assert latest is not None
    assert latest <= said <= latest + timedelta(hours=15 + 3 * slept)


@pytest.mark.parametrize("known", ["a visit", "a doctor spoke", "date done"])
def test_with_a_date_or_a_doctors_word_nothing_is_asked_when_two_days_are_over(known: str) -> None:
    life = Life(STARTS[0], "Europe/London", Level.WITHIN_48_HOURS)
    if known == "a visit":
        book(life, 1)
    elif known == "date done":
        life.case.marks["date"] = [Mark("done", ONE, life.now)]
    else:
        life.about = msgspec.structs.replace(life.about, doctor_spoke=True)
    life.live(life.now + timedelta(days=10), [0])
    assert over_said(life) == []


def test_two_days_are_not_asked_about_when_our_own_doctor_sees_the_child_in_time() -> None:
    life = Life(STARTS[0], "Europe/London", Level.WITHIN_48_HOURS)
    booked = VisitEvent("booked", ONE, life.now, life.now + timedelta(hours=30))
    life.case.visits.append(Visit(1, "own_doctor", "UTC", events=[booked]))
    life.live(life.now + timedelta(days=10), [0])
    assert not [one for said in life.case.said for one in said.steps if one.startswith("date/")]


def test_where_days_count_a_promised_referral_is_asked_about_that_day_before_closing() -> None:
    life = Life(STARTS[0], "Europe/London", Level.WITHIN_48_HOURS)
    promised = ReferralStep("sent", ONE, life.now, due=date(2026, 3, 6))
    life.case.referrals.append(Referral(1, steps=[promised]))
    life.live(life.now + timedelta(days=3), [0])
    (asked,) = [one.at for one in life.case.said for name in one.steps if "promised" in name]
    assert asked == datetime(2026, 3, 6, 16, tzinfo=UTC)


def test_a_time_that_had_passed_before_its_card_is_asked_about_some_hours_later() -> None:
    life = Life(STARTS[0], "Europe/London", Level.WITHIN_48_HOURS)
    life.about = msgspec.structs.replace(life.about, deadline=life.now - timedelta(days=3))
    life.live(life.now + timedelta(days=10), [0])
    assert over_said(life) == [STARTS[0] + timedelta(hours=12)]


def test_a_moved_visit_moves_everything_and_a_cancelled_one_falls_silent() -> None:
    life = Life(STARTS[0], "Europe/London", Level.PLANNED)
    book(life, 20)
    first = life.next()
    move(life, 4)
    assert life.next() != first
    cancel(life, 0)
    life.case.marks["date"] = [Mark("done", ONE, life.now)]
    life.live(life.now + timedelta(days=40), [0])
    assert not [name for one in life.case.said for name in one.steps if name.startswith("visit/")]


def test_after_three_tries_a_task_stays_on_the_list_in_silence() -> None:
    life = Life(STARTS[0], "Europe/London", Level.PLANNED)
    book(life, 29)
    life.live(life.case.visits[0].moment, [0])
    told = [one for one in life.case.said if "insurance/approval/1" in one.tasks]
    assert len(told) == 3
