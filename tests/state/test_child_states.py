"""What became of the child: what each state silences, for how long, and what it opens again."""

from datetime import timedelta

import pytest
from case_samples import NOON, ONE, after, case

from state import chases
from state.case import Case, Reached
from state.levels import Level
from state.plan import child_states
from state.plan.child_states import ChildState, ChildStateWord
from state.plan.marks import Mark
from state.plan.tasks import About, tasks

LATER = About(level=Level.PLANNED, deadline=None, card_at=NOON)


def told(*words: ChildStateWord) -> list[ChildState]:
    """Told one after the other, an hour apart, the first at noon."""
    return [ChildState(word, ONE, after(hours)) for hours, word in enumerate(words)]


@pytest.mark.parametrize(("word", "days"), [("at_emergency", 2), ("admitted", 14)])
def test_a_stay_in_hospital_silences_and_is_not_forgotten(word: ChildStateWord, days: int) -> None:
    end = NOON + timedelta(days=days)
    assert child_states.silent_until(told(word)) == end
    assert child_states.is_silent(told(word), end - timedelta(seconds=1))
    assert not child_states.is_silent(told(word), end)


@pytest.mark.parametrize("word", ["not_cancer", "died"])
def test_what_closes_the_plan_closes_it_for_good(word: ChildStateWord) -> None:
    assert child_states.is_silent(told(word), NOON + timedelta(days=365))


@pytest.mark.parametrize("word", ["home", "more_tests", "diagnosed", "not_seen", "died_undone"])
def test_after_the_others_the_plan_goes_on(word: ChildStateWord) -> None:
    assert not child_states.is_silent(told("admitted", word), after(2))


@pytest.mark.parametrize("word", ["admitted", "not_cancer", "died"])
def test_nobody_is_asked_whether_a_doctor_has_called(word: ChildStateWord) -> None:
    kept = case()
    kept.events.append(Reached(Level.SAME_DAY, NOON, ONE, None, (), "rules"))
    assert chases.next_chase(kept, NOON) is not None
    kept.child_states += told(word)
    assert chases.next_chase(kept, NOON) is None


@pytest.mark.parametrize("word", ["more_tests", "not_seen", "home"])
def test_a_date_is_asked_for_again(word: ChildStateWord) -> None:
    kept = case()
    kept.marks["date"] = [Mark("done", ONE, NOON)]
    assert _date_is_open(kept) is False
    kept.child_states += told("admitted", word)
    assert _date_is_open(kept) is True
    kept.marks["date"].append(Mark("done", ONE, after(2)))
    assert _date_is_open(kept) is False


def _date_is_open(kept: Case) -> bool:
    every = tasks(kept, LATER, after(3))
    return any(task.kind == "date" and not task.done for task in every)


def test_in_an_emergency_department_it_is_asked_once_whether_a_doctor_has_seen_the_child() -> None:
    kept = case()
    kept.events.append(Reached(Level.SAME_DAY, NOON, ONE, None, (), "rules"))
    kept.child_states.append(ChildState("at_emergency", ONE, after(1)))
    assert chases.next_chase(kept, after(1)) == after(5)
    chases.record(kept, after(5))
    assert chases.next_chase(kept, after(5)) is None


def test_at_calmer_levels_nothing_is_asked_there() -> None:
    kept = case()
    kept.events.append(Reached(Level.WITHIN_48_HOURS, NOON, ONE, None, (), "rules"))
    kept.child_states.append(ChildState("at_emergency", ONE, after(1)))
    assert chases.next_chase(kept, after(5)) is None


def test_a_diagnosis_does_not_end_the_question_whether_a_doctor_has_called() -> None:
    kept = case()
    kept.events.append(Reached(Level.SAME_DAY, NOON, ONE, None, (), "rules"))
    kept.child_states += told("diagnosed")
    assert chases.next_chase(kept, NOON) == after(2)


def test_in_a_pause_only_who_wanted_it_is_asked_what_cannot_wait() -> None:
    kept = case()
    kept.events.append(Reached(Level.SAME_DAY, NOON, ONE, None, (), "rules"))
    kept.members[0].reminders.paused_until = NOON.date() + timedelta(days=3)
    assert chases.next_chase(kept, NOON) is None
    kept.members[0].reminders.still_ask = True
    assert chases.next_chase(kept, NOON) == after(2)
