"""Visits: nothing is booked twice, undo takes back one thing, and a doctor may call it all off."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from case_samples import NOON as NOW
from case_samples import ONE, case

from state.levels import Level
from state.plan import visits
from state.plan.child_states import ChildState
from state.plan.habits import Habits
from state.plan.tasks import About, tasks
from state.plan.timetable import Reader, steps
from state.plan.visits import Visit, VisitEvent

THEN = NOW + timedelta(days=5)
ABOUT = About(level=Level.WITHIN_2_WEEKS, deadline=NOW + timedelta(days=14), card_at=NOW)


def booked(moment: datetime = THEN, at: datetime = NOW) -> VisitEvent:
    return VisitEvent("booked", ONE, at, moment)


def cancelled(by: visits.CancelledBy, *, all_back: bool = False) -> VisitEvent:
    at = NOW + timedelta(days=1)
    return VisitEvent("cancelled", ONE, at, cancelled_by=by, all_back=all_back)


def kinds(*every: Visit) -> set[str]:
    ours = case()
    ours.visits = list(every)
    return {task.kind for task in tasks(ours, ABOUT, NOW + timedelta(days=2))}


def a_visit(*events: VisitEvent) -> Visit:
    return Visit(1, "first", "America/New_York", events=list(events))


def test_the_same_moment_is_one_visit() -> None:
    kept: list[Visit] = []
    first = visits.book(kept, {}, booked(), "UTC")
    assert visits.book(kept, {}, booked(), "UTC") is first
    assert visits.book(kept, {}, booked(THEN + timedelta(hours=1)), "UTC").visit_id == 2
    assert len(kept) == 2


def test_the_oldest_visit_goes_first() -> None:
    kept: list[Visit] = []
    for day in range(visits.MOST + 1):
        visits.book(kept, {}, booked(THEN + timedelta(days=day)), "UTC")
    assert len(kept) == visits.MOST
    assert visits.find(kept, "1") is None


def test_undo_takes_back_what_was_said_last() -> None:
    visit = a_visit(booked(), cancelled("us"))
    kept = [visit]
    visits.take_back(kept, visit)
    assert visit.is_planned
    visits.take_back(kept, visit)
    assert kept == []


def test_a_time_is_that_of_the_clock_there() -> None:
    local = datetime(2026, 3, 9, 10, 30)  # noqa: DTZ001, its zone is what is tested
    assert visits.in_zone(local, "Europe/Berlin") == datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
    skipped = datetime(2026, 3, 8, 2, 30)  # noqa: DTZ001, as above
    assert visits.in_zone(skipped, "America/New_York") == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


def test_a_date_is_asked_for_again_unless_our_doctor_called_it_off() -> None:
    assert "date" not in kinds(a_visit(booked()))
    assert "date" in kinds(a_visit(booked(), cancelled("clinic")))
    assert "date" in kinds(a_visit(booked(), cancelled("us")))
    assert "date" in kinds(a_visit(booked(), cancelled("doctor")))
    assert "date" not in kinds(a_visit(booked(), cancelled("doctor", all_back=True)))


def test_what_is_said_after_the_doctor_called_it_off_counts() -> None:
    off = a_visit(booked(), cancelled("doctor", all_back=True))
    later = NOW + timedelta(days=1, hours=1)
    clinic = Visit(2, "second_opinion", "UTC", events=[booked(at=NOW), cancelled("clinic")])
    clinic.events[-1] = msgspec.structs.replace(clinic.events[-1], at=later)
    assert "date" in kinds(off, clinic)
    assert not visits.called_off([off], since=later)


def of_kind(kind: visits.VisitKind, *events: VisitEvent, number: int = 2) -> Visit:
    return Visit(number, kind, "America/New_York", events=list(events))


def happened(day: int) -> VisitEvent:
    return VisitEvent("happened", ONE, NOW + timedelta(days=day))


@pytest.mark.parametrize("kind", ["own_doctor", "test", "other"])
def test_only_a_visit_at_a_center_is_the_date_that_is_looked_for(kind: visits.VisitKind) -> None:
    assert "date" in kinds(of_kind(kind, booked()))
    assert "date" not in kinds(of_kind(kind, booked()), a_visit(booked(THEN + timedelta(days=1))))
    assert "date" not in kinds(of_kind("second_opinion", booked()))


@pytest.mark.parametrize("kind", ["own_doctor", "test", "other"])
def test_a_visit_of_any_kind_is_reminded_of(kind: visits.VisitKind) -> None:
    ours = case()
    ours.visits = [of_kind(kind, booked())]
    reader = Reader(chat_id=ONE, habits=Habits("America/New_York"))
    every = steps(ours, ABOUT, [], reader, NOW)
    assert [step.part for step in every if step.part] == ["three_days", "evening"]
    assert "date" in {task for step in every for task in step.tasks}


def test_once_a_center_has_seen_the_child_no_date_is_asked_for_until_it_is_asked_anew() -> None:
    seen = a_visit(booked(NOW + timedelta(hours=5)), happened(1))
    assert "date" not in kinds(seen)
    assert "date" not in kinds(seen, of_kind("other", booked()))
    ours = case()
    ours.visits = [seen]
    ours.child_states = [ChildState("more_tests", ONE, NOW + timedelta(days=1))]
    assert "date" in {one.kind for one in tasks(ours, ABOUT, NOW + timedelta(days=2))}


def test_a_visit_of_ones_own_doctor_does_not_hide_that_the_center_is_too_late() -> None:
    soon = of_kind("own_doctor", booked(NOW + timedelta(days=4)), number=1)
    late = of_kind("first", booked(NOW + timedelta(days=20)))
    ours = case()
    ours.visits = [soon, late]
    found = [one for one in tasks(ours, ABOUT, NOW + timedelta(days=2)) if one.kind == "earlier"]
    assert [one.visit for one in found] == [late]


def test_a_test_that_is_booked_after_the_doctor_called_it_off_asks_for_no_date() -> None:
    off = a_visit(booked(), cancelled("doctor", all_back=True))
    again = of_kind("test", booked(at=NOW + timedelta(days=1, hours=2)))
    assert "date" not in kinds(off, again)


def test_the_first_visit_at_a_center_is_taken_for_one_whatever_came_before() -> None:
    kept: list[Visit] = []
    given: dict[str, int] = {}
    visits.book(kept, given, booked(), "UTC").kind = "own_doctor"
    assert visits.book(kept, given, booked(THEN + timedelta(days=1)), "UTC").kind == "first"
    assert visits.book(kept, given, booked(THEN + timedelta(days=2)), "UTC").kind == "other"


def test_a_visit_after_our_time_is_fine_once_a_clinician_said_so() -> None:
    late = a_visit(booked(NOW + timedelta(days=20)))
    assert "earlier" in kinds(late)
    late.safe_to_wait = "our doctor, on the telephone"
    assert "earlier" not in kinds(late)
