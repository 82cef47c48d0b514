"""A level that was shown holds, and its time never moves later, whatever is said afterwards."""

from datetime import datetime, timedelta

import pytest
from case_samples import NOON, ONE, after, case, checked, mistake, says
from hypothesis import given
from hypothesis import strategies as st

from state.case import Case
from state.levels import Level
from state.urgency import TIME_TO_ACT, Standing, last_shown, reach, reached, standing


def show(kept: Case, level: Level, at: datetime, known_at: datetime = NOON) -> Standing:
    """Shows what counts when the rules say this level."""
    now_is = standing(kept, says(level), known_at, at)
    reach(kept, now_is, "rules", ONE, at)
    return now_is


@pytest.mark.parametrize(
    ("level", "deadline"),
    [
        ("EMERGENCY", None),
        ("SAME_DAY", after(5 + 2)),
        ("WITHIN_48_HOURS", after(48)),
        ("WITHIN_2_WEEKS", after(14 * 24)),
        ("PLANNED", None),
    ],
)
def test_the_time_to_act_counts_from_the_card_or_from_when_it_was_known(
    level: str, deadline: datetime | None
) -> None:
    assert standing(case(), says(Level(level)), NOON, after(5)).deadline == deadline


def test_a_calmer_answer_changes_nothing() -> None:
    kept = case()
    first = show(kept, Level.SAME_DAY, NOON)
    later = show(kept, Level.PLANNED, after(1))
    assert (later.level, later.deadline) == (first.level, first.deadline)
    assert len(kept.events) == 1


def test_saying_it_again_hours_later_does_not_start_the_two_hours_anew() -> None:
    kept = case()
    show(kept, Level.SAME_DAY, NOON)
    again = show(kept, Level.SAME_DAY, after(5))
    assert again.deadline == after(2)
    assert again.passed(after(5))


def test_a_graver_level_keeps_an_earlier_time() -> None:
    """Two days nearly gone are not two hours more when it becomes a matter of the same day."""
    kept = case()
    show(kept, Level.WITHIN_48_HOURS, NOON)
    assert show(kept, Level.SAME_DAY, after(47)).deadline == after(48)
    assert show(kept, Level.SAME_DAY, after(50)).deadline == after(48)


def test_known_earlier_moves_the_time_earlier_and_never_back() -> None:
    kept = case()
    show(kept, Level.WITHIN_48_HOURS, NOON)
    assert show(kept, Level.WITHIN_48_HOURS, after(1), after(-24)).deadline == after(24)
    assert show(kept, Level.WITHIN_48_HOURS, after(2), NOON).deadline == after(24)


def test_a_mistake_takes_back_the_gravest_level_only() -> None:
    kept = case()
    show(kept, Level.WITHIN_48_HOURS, NOON)
    show(kept, Level.EMERGENCY, after(1))
    kept.events.append(mistake(after(2)))
    now_is = show(kept, Level.PLANNED, after(3))
    assert (now_is.level, now_is.deadline) == (Level.WITHIN_48_HOURS, after(48))


def test_two_mistakes_take_back_two_levels() -> None:
    kept = case()
    for level in (Level.PLANNED, Level.SAME_DAY, Level.EMERGENCY):
        show(kept, level, NOON)
    kept.events += [mistake(after(1)), mistake(after(2))]
    assert [event.level for event in reached(kept)] == [Level.PLANNED]
    kept.events += [mistake(after(3)), mistake(after(4))]
    assert reached(kept) == []


def test_a_check_settles_everything_and_what_comes_after_counts_again() -> None:
    kept = case()
    show(kept, Level.SAME_DAY, NOON)
    show(kept, Level.EMERGENCY, after(1))
    kept.events.append(checked(after(2)))
    assert show(kept, Level.WITHIN_2_WEEKS, after(3)).level is Level.WITHIN_2_WEEKS
    assert show(kept, Level.EMERGENCY, after(4)).level is Level.EMERGENCY


def test_last_shown_is_what_was_on_the_screen_even_if_it_was_settled() -> None:
    kept = case()
    show(kept, Level.SAME_DAY, NOON)
    kept.events.append(checked(after(1)))
    assert last_shown(kept).level is Level.SAME_DAY


MOMENTS = st.lists(
    st.tuples(st.sampled_from(list(Level)), st.floats(0, 60), st.floats(-60, 0)), max_size=12
)


@given(MOMENTS)
def test_whatever_is_shown_in_any_order_never_calmer_never_later(
    moments: list[tuple[Level, float, float]],
) -> None:
    kept, passed = case(), 0.0
    gravest, earliest = Level.PLANNED, datetime.max.replace(tzinfo=NOON.tzinfo)
    for level, hours, known in moments:
        passed += hours
        now_is = show(kept, level, after(passed), after(known))
        assert now_is.level >= max(gravest, level)
        if now_is.level in TIME_TO_ACT:
            assert now_is.deadline is not None
            assert now_is.deadline <= min(earliest, after(passed) + timedelta(days=14))
            earliest = now_is.deadline
        gravest = now_is.level


@given(MOMENTS, st.integers(0, 11))
def test_a_mistake_never_lets_through_less_than_the_answers_say(
    moments: list[tuple[Level, float, float]], at: int
) -> None:
    kept = case()
    for number, (level, hours, _) in enumerate(moments):
        if number == at:
            kept.events.append(mistake(after(hours)))
        assert show(kept, level, after(hours)).level >= level
