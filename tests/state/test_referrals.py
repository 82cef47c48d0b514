"""Referrals: each step leads on to the next call, and what was said wrong is taken back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from state.case import Case
from state.levels import Level
from state.places.countries import country
from state.plan.habits import Habits
from state.plan.next_call import NextCall, ask_again_on, next_call
from state.plan.plan import plan
from state.plan.referrals import (
    Referral,
    ReferralStep,
    ReferralWord,
    Stage,
    name_and_number,
    standing,
)
from state.plan.steps import Said
from state.plan.tasks import About, Task, tasks
from state.plan.timetable import is_last_try

NEW_YORK = ZoneInfo("America/New_York")
TUESDAY_TEN = datetime(2026, 3, 3, 10, tzinfo=NEW_YORK)
FRIDAY_SIX = datetime(2026, 3, 6, 18, tzinfo=NEW_YORK)
ONE, OTHER = 1, 2


def referral(*words: ReferralWord, due: date | None = None) -> Referral:
    """One with these steps; the last has a day that something was promised by."""
    at = TUESDAY_TEN.astimezone(UTC)
    steps = [ReferralStep(word, ONE, at + timedelta(minutes=n)) for n, word in enumerate(words)]
    if due and steps:
        steps[-1] = ReferralStep(words[-1], ONE, at, due=due)
    return Referral(1, steps=steps)


def call(
    one: Referral,
    level: Level,
    local: datetime = TUESDAY_TEN,
    deadline: datetime | None = None,
) -> NextCall:
    urgent = level >= Level.WITHIN_48_HOURS
    return next_call(
        one, level, country=country("us"), local=local, deadline=deadline, urgent=urgent
    )


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ((), "ask"),
        (("asked",), "send"),
        (("asked", "sent"), "arrive"),
        (("sent", "arrived"), "date"),
        (("sent", "arrived", "booked"), "booked"),
        (("asked", "refused"), "refused"),
        (("asked", "refused", "asked"), "send"),
        (("sent", "declined"), "declined"),
        (("sent", "redirected"), "redirected"),
        (("sent", "moved"), "moved"),
        (("sent", "arrived", "needs_tests"), "needs_tests"),
        (("sent", "arrived", "needs_information", "sent"), "arrive"),
        (("asked", "nobody_called"), "send"),
        (("asked", "sent", "noted"), "arrive"),
    ],
)
def test_the_last_thing_that_was_said_is_how_far_it_is(
    words: tuple[ReferralWord, ...], stage: Stage
) -> None:
    assert referral(*words).stage(urgent=False) == stage


def test_what_is_urgent_is_marked_so_before_a_date_is_asked_for() -> None:
    assert referral("sent", "arrived").stage(urgent=True) == "mark_urgent"
    assert referral("sent", "arrived", "urgent").stage(urgent=True) == "date"
    assert referral("sent", "urgent", "arrived").stage(urgent=True) == "date"


def test_what_was_taken_back_no_longer_holds_and_what_was_before_does() -> None:
    one = referral("asked", "sent", "undone")
    assert [step.what for step in standing(one.steps)] == ["asked"]
    assert one.stage(urgent=False) == "send"
    assert referral("undone", "asked").stage(urgent=False) == "send"


def test_nobody_called_ends_the_wait_until_the_next_step() -> None:
    assert referral("asked", "nobody_called").unanswered
    assert referral("asked", "nobody_called", "noted").unanswered
    assert not referral("asked", "nobody_called", "sent").unanswered


def test_only_the_last_promise_counts() -> None:
    assert referral("asked", due=date(2026, 3, 5)).promised == date(2026, 3, 5)
    one = referral("asked", due=date(2026, 3, 5))
    one.add(ReferralStep("sent", ONE, TUESDAY_TEN))
    assert one.promised is None


def test_who_said_it_is_added_to_ones_own_newest_step_only() -> None:
    one = referral("asked", "sent")
    assert one.tell(ONE, who="Lee", number="555 0101")
    assert (one.steps[-1].who, one.steps[-1].number, one.steps[0].who) == ("Lee", "555 0101", "")
    assert not one.tell(OTHER, who="Kim")
    assert one.steps[-1].who == "Lee"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Lee, 555 0101", ("Lee", "555 0101")),
        ("+1 (212) 555-0101 ext 4 nurse Ann", ("nurse Ann", "+1 (212) 555-0101 ext 4")),
        ("the front desk", ("the front desk", "")),
        ("room 12", ("room 12", "")),
    ],
)
def test_a_name_and_a_number_are_told_apart(typed: str, read: tuple[str, str]) -> None:
    assert name_and_number(typed) == read


def test_an_open_office_is_rung_now_and_it_is_said_when_it_closes() -> None:
    now = call(referral("asked"), Level.PLANNED)
    assert (now.whom, now.begin, now.closes) == ("doctor", "now", TUESDAY_TEN.replace(hour=17))


def test_a_closed_office_is_rung_when_it_opens_if_that_leaves_time() -> None:
    late = call(referral("sent"), Level.WITHIN_2_WEEKS, FRIDAY_SIX)
    assert (late.whom, late.begin, late.closes) == ("center", "when_open", None)
    assert late.opens == datetime(2026, 3, 9, 9, tzinfo=NEW_YORK)


def test_where_a_closed_office_would_use_up_the_time_the_doctor_on_call_is_asked_for() -> None:
    by = (FRIDAY_SIX + timedelta(hours=40)).astimezone(UTC)
    assert call(referral(), Level.WITHIN_48_HOURS, FRIDAY_SIX, by).begin == "on_call"
    assert call(referral(), Level.SAME_DAY, FRIDAY_SIX).begin == "on_call"


def test_a_center_that_takes_calls_from_doctors_only_is_rung_by_the_doctor() -> None:
    one = referral("sent")
    one.takes = "doctors"
    now = call(one, Level.PLANNED)
    assert (now.whom, now.doctor_rings) == ("doctor", True)


@pytest.mark.parametrize(
    ("level", "again"),
    [
        (Level.SAME_DAY, datetime(2026, 3, 3, 11, tzinfo=NEW_YORK)),
        (Level.WITHIN_48_HOURS, datetime(2026, 3, 4, 9, tzinfo=NEW_YORK)),
        (Level.WITHIN_2_WEEKS, datetime(2026, 3, 5, 9, tzinfo=NEW_YORK)),
        (Level.PLANNED, datetime(2026, 3, 10, 9, tzinfo=NEW_YORK)),
    ],
)
def test_if_nobody_calls_back_one_rings_again_the_sooner_the_more_urgent(
    level: Level, again: datetime
) -> None:
    assert call(referral("asked"), level).again == again


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.EMERGENCY])
@pytest.mark.parametrize("hours", [0.5, 3, 30])
def test_one_never_waits_for_a_call_beyond_the_time_to_act(level: Level, hours: float) -> None:
    by = TUESDAY_TEN + timedelta(hours=hours)
    assert call(referral("asked"), level, TUESDAY_TEN, by).again <= by


@pytest.mark.parametrize(
    ("level", "day"),
    [
        (Level.SAME_DAY, date(2026, 3, 4)),
        (Level.WITHIN_48_HOURS, date(2026, 3, 4)),
        (Level.WITHIN_2_WEEKS, date(2026, 3, 5)),
        (Level.PLANNED, date(2026, 3, 10)),
    ],
)
def test_without_a_promise_it_is_the_familys_turn_on_the_day_to_ring_again(
    level: Level, day: date
) -> None:
    assert ask_again_on(level, country("us"), TUESDAY_TEN, None) == day


def test_a_promise_that_is_too_late_leaves_it_with_the_family() -> None:
    one = referral("asked")
    one.tell(ONE, due=date(2026, 3, 20), again=date(2026, 3, 4))
    assert (one.promised, one.again) == (None, date(2026, 3, 4))


def test_where_no_center_is_left_there_is_a_referral_to_ask_for() -> None:
    assert [task.id for task in _tasks()] == ["referral"]
    assert [task.id for task in _tasks(referral("sent"))] == ["referral/1"]
    assert [task.id for task in _tasks(referral("sent", "declined"))] == ["referral", "referral/1"]


def test_a_referral_is_done_once_it_is_there_and_waits_until_nobody_called() -> None:
    (arrived,), (sent,) = _tasks(referral("sent", "arrived")), _tasks(referral("sent"))
    (unanswered,) = _tasks(referral("sent", "nobody_called"))
    assert (arrived.done, sent.done, unanswered.done) == (True, False, False)
    assert (sent.waiting, unanswered.waiting) == (True, False)


def test_it_is_the_familys_turn_again_on_the_day_that_was_set() -> None:
    one = referral("asked")
    one.tell(ONE, again=date(2026, 3, 5))
    assert _waits(one, TUESDAY_TEN)
    assert not _waits(one, TUESDAY_TEN + timedelta(days=2))


def _case(*every: Referral) -> Case:
    return Case("case", TUESDAY_TEN.astimezone(UTC), referrals=list(every))


def _about() -> About:
    return About(level=Level.PLANNED, deadline=None, card_at=TUESDAY_TEN)


def _tasks(*every: Referral) -> list[Task]:
    found = tasks(_case(*every), _about(), TUESDAY_TEN)
    return [task for task in found if task.kind == "referral"]


def _waits(one: Referral, local: datetime) -> bool:
    now = plan(_case(one), _about(), Habits("America/New_York"), local)
    return "referral/1" in [task.id for task in now.waiting]


@pytest.mark.parametrize("stage", [(), ("asked",), ("sent",), ("sent", "arrived"), ("refused",)])
def test_in_danger_or_once_the_time_has_passed_the_emergency_department_comes_first(
    stage: tuple[ReferralWord, ...],
) -> None:
    over = TUESDAY_TEN - timedelta(hours=1)
    assert call(referral(*stage), Level.EMERGENCY).go_now
    assert call(referral(*stage), Level.SAME_DAY, deadline=over).go_now
    assert call(referral(*stage), Level.WITHIN_48_HOURS, deadline=over).go_now
    assert not call(referral(*stage), Level.WITHIN_2_WEEKS, deadline=over).go_now


def test_the_third_time_it_is_mentioned_another_way_is_shown_unless_something_was_done() -> None:
    (task,) = _tasks(referral("asked"))
    said = [Said(TUESDAY_TEN + timedelta(days=days), ONE, ("step",), (task.id,)) for days in (1, 2)]
    assert not is_last_try(task, {}, said[:1])
    assert is_last_try(task, {}, said)
    one = referral("asked")
    one.add(ReferralStep("sent", ONE, TUESDAY_TEN + timedelta(days=3)))
    assert not is_last_try(_tasks(one)[0], {}, said)
