"""Coming back after a time: when it comes first to ask whether a doctor has spoken since."""

from datetime import datetime, timedelta

import pytest
from case_samples import NOON, ONE, after, case, says

from state.case import Case, Spoke
from state.levels import Level
from state.plan.child_states import ChildState
from state.returning import SOME_HOURS, is_due
from state.urgency import reach, standing


def shown(level: Level, known_at: datetime = NOON) -> Case:
    """A case whose card was shown at noon."""
    one = case()
    reach(one, standing(one, says(level), known_at, NOON), "rules", ONE, NOON)
    return one


def asks(one: Case, level: Level, now: datetime, known_at: datetime = NOON) -> bool:
    return is_due(one, one.member(ONE), standing(one, says(level), known_at, now), now)


@pytest.mark.parametrize(
    ("level", "hours"),
    [("SAME_DAY", 2), ("WITHIN_48_HOURS", 24), ("WITHIN_2_WEEKS", 14 * 24)],
)
def test_it_is_asked_when_the_time_is_over_or_a_day_of_two(level: str, hours: float) -> None:
    one = shown(Level(level))
    assert not asks(one, Level(level), after(hours - 0.1))
    assert asks(one, Level(level), after(hours))


@pytest.mark.parametrize("level", ["EMERGENCY", "PLANNED"])
def test_where_there_is_no_time_it_is_never_asked(level: str) -> None:
    assert not asks(shown(Level(level)), Level(level), after(1000))


def test_who_was_told_of_a_time_that_was_over_is_asked_some_hours_later() -> None:
    long_ago = NOON - timedelta(days=20)
    one = shown(Level.WITHIN_2_WEEKS, long_ago)
    assert not asks(one, Level.WITHIN_2_WEEKS, after(0.5), long_ago)
    assert asks(one, Level.WITHIN_2_WEEKS, NOON + SOME_HOURS, long_ago)


def test_it_is_not_asked_again_within_some_hours() -> None:
    one = shown(Level.SAME_DAY)
    one.member(ONE).asked_since = after(3)
    assert not asks(one, Level.SAME_DAY, after(6.9))
    assert asks(one, Level.SAME_DAY, after(7))


def test_once_a_doctor_has_spoken_it_is_not_asked() -> None:
    one = shown(Level.SAME_DAY)
    one.events.append(Spoke(after(1), ONE))
    assert not asks(one, Level.SAME_DAY, after(30))


def test_nobody_in_hospital_is_asked() -> None:
    one = shown(Level.SAME_DAY)
    one.child_states.append(ChildState("admitted", ONE, after(1)))
    assert not asks(one, Level.SAME_DAY, after(30))
