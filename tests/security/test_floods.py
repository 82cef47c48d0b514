"""Whoever taps and types without end fills nothing: of all that grows, only so much is kept."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from state import answering, kept
from state.case import Case
from state.effects import Held
from state.plan import child_states, entries, files, marks, visits
from state.plan.child_states import ChildState
from state.plan.marks import Mark
from state.plan.referrals import Referral, ReferralStep
from state.plan.visits import Visit, VisitEvent

AT = datetime(2026, 3, 3, 15, 10, tzinfo=UTC)
ME = 5
ROUNDS = 150
MOST_BYTES = 60_000
A_LITTLE = 20
"""Bytes: numbers become longer."""


def _visit(case: Case) -> Visit:
    if not case.visits:
        case.visits.append(Visit(1, "first", "UTC", events=[VisitEvent("booked", ME, AT, AT)]))
    return case.visits[0]


def _referral(case: Case) -> Referral:
    if not case.referrals:
        case.referrals.append(Referral(1))
    return case.referrals[0]


OVER_AND_OVER: dict[str, Callable[[Case, int], object]] = {
    "answers": lambda case, n: answering.keep(case, "age", f"{n}", by=ME, at=AT),
    "kept": lambda case, n: kept.keep(case, "findings_led", "x" * 200, by=ME, at=AT),
    "entries": lambda case, n: entries.add(
        case.entries, case.numbers, "note", "x" * 300, by=ME, at=AT
    ),
    "files": lambda case, n: files.attach(
        case.files, case.numbers, Held(f"{n}", "photo"), "x" * 300, by=ME, at=AT, paper="bloods"
    ),
    "marks": lambda case, n: marks.add(case.marks, "date", Mark("noted", ME, AT, note="x" * 300)),
    "child_states": lambda case, n: child_states.add(
        case.child_states, ChildState("home" if n % 2 else "admitted", ME, AT)
    ),
    "insurance": lambda case, n: case.insurance.add(case.numbers, "approval", ME, AT),
    "visits": lambda case, n: _visit(case).add(VisitEvent("moved", ME, AT, AT)),
    "referrals": lambda case, n: _referral(case).add(ReferralStep("noted", ME, AT, note="x" * 300)),
}
"""What grows with what an adult does, by the field of the case."""
BOUNDED_ELSEWHERE = {
    "said": "what reminders have said; of each step the tries are few",
    "events": "levels reached, checked and taken back: none is ever let go, as a time to act rests"
    " on the oldest",
    "notes": "a few fixed names",
    "numbers": "one for each kind",
    "members": "invites have a limit",
    "invites": "only so many are open; those whose time is over go when the next one is made",
}


@pytest.mark.parametrize("field", OVER_AND_OVER)
def test_what_is_done_over_and_over_stops_to_grow(field: str) -> None:
    case, sizes = Case("c", AT), []
    for number in range(1000, 1000 + ROUNDS):
        OVER_AND_OVER[field](case, number)
        sizes.append(len(msgspec.json.encode(getattr(case, field))))
    assert sizes[0] < sizes[-1] <= sizes[-9] + A_LITTLE
    assert sizes[-1] <= MOST_BYTES


def test_every_list_of_the_case_is_bounded_or_says_why_not() -> None:
    case = Case("c", AT)
    lists = {
        name for name in case.__struct_fields__ if isinstance(getattr(case, name), list | dict)
    }
    assert lists - {*OVER_AND_OVER, *BOUNDED_ELSEWHERE} == set()


def test_of_a_visit_that_moves_for_ever_the_last_time_counts() -> None:
    case = Case("c", AT)
    for _ in range(ROUNDS):
        _visit(case).add(VisitEvent("moved", ME, AT, AT.replace(hour=1)))
    assert _visit(case).moment.hour == 1
    assert _visit(case).events[0].what == "booked"
    assert len(_visit(case).events) == visits.MOST_EVENTS + 1
