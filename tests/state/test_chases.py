"""Asking back: two hours after a card of the same day, two more, and then no more."""

from datetime import datetime

import pytest
from case_samples import NOON, ONE, OTHER, after, case, checked, mistake

from state import chases
from state.case import Case, Chased, Reached, Spoke
from state.levels import Level


def shown(level: Level, at: datetime = NOON, *adults: int) -> Case:
    kept = case(*adults)
    kept.events.append(Reached(level, at, ONE, None, (), "rules"))
    return kept


def test_two_questions_and_no_third() -> None:
    kept = shown(Level.SAME_DAY)
    asked = []
    for half_hours in range(20):
        now = after(half_hours / 2)
        if chases.due(kept, now):
            chases.record(kept, now)
            asked.append(half_hours / 2)
    assert asked == [2, 4]


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.SAME_DAY])
def test_no_other_level_is_asked_about(level: Level) -> None:
    assert chases.next_chase(shown(level), NOON) is None


def test_nothing_is_asked_before_a_card() -> None:
    assert chases.next_chase(case(), NOON) is None


def test_a_moment_slept_through_is_due_at_once_and_asked_once() -> None:
    kept = shown(Level.SAME_DAY)
    assert chases.due(kept, after(9))
    chases.record(kept, after(9))
    assert chases.next_chase(kept, after(9)) is None


def test_a_day_later_it_is_too_late_to_ask() -> None:
    assert chases.next_chase(shown(Level.SAME_DAY), after(25.9)) == after(2)
    assert chases.next_chase(shown(Level.SAME_DAY), after(26)) is None


def test_it_stops_when_a_doctor_has_spoken_since_the_card() -> None:
    kept = shown(Level.SAME_DAY)
    kept.events.append(Spoke(after(1), ONE))
    assert chases.next_chase(kept, after(1)) is None


def test_a_doctor_who_spoke_before_the_card_does_not_stop_it() -> None:
    kept = case()
    kept.events += [Spoke(after(-1), ONE), Reached(Level.SAME_DAY, NOON, ONE, None, (), "rules")]
    assert chases.next_chase(kept, NOON) == after(2)


def test_it_stops_when_it_becomes_an_emergency_or_is_settled() -> None:
    for event in (
        Reached(Level.EMERGENCY, after(1), ONE, None, (), "rules"),
        checked(after(1)),
        mistake(after(1)),
    ):
        kept = shown(Level.SAME_DAY)
        kept.events.append(event)
        assert chases.next_chase(kept, after(1)) is None


def test_a_new_card_after_a_check_is_asked_about_anew() -> None:
    kept = shown(Level.SAME_DAY)
    kept.events += [Chased(after(2)), Chased(after(4)), checked(after(5))]
    kept.events.append(Reached(Level.SAME_DAY, after(6), ONE, None, (), "rules"))
    assert chases.next_chase(kept, after(6)) == after(8)


def test_it_goes_on_while_one_adult_wants_it() -> None:
    kept = shown(Level.SAME_DAY, NOON, ONE, OTHER)
    kept.members[0].chases = False
    assert chases.next_chase(kept, NOON) == after(2)
    kept.members[1].chases = False
    assert chases.next_chase(kept, NOON) is None
