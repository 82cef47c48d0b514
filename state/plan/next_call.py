"""The next call about a referral: whom to ring, when, and what to do if nobody calls back.

All of it is the project's own rule, ⚕: the hours are reasoned, not trial-proven. Closed offices
change whom to call, never how soon.
"""

from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from state.levels import Level
from state.places.countries import Country
from state.places.local_time import next_opening, office_open
from state.plan.referrals import Referral, Stage

Whom = Literal["doctor", "another_doctor", "center", "new_center", "nobody"]
Begin = Literal["now", "on_call", "when_open"]
Pace = Literal["at_once", "in_days", "in_weeks"]
"""How long the others have: at once is the same day, in days is two of them."""

AN_HOUR = timedelta(hours=1)
OPENINGS: dict[Level, int] = {
    Level.WITHIN_48_HOURS: 1,
    Level.WITHIN_2_WEEKS: 2,
    Level.PLANNED: 5,
}
"""After so many openings of an office, counted from the call, it is time to ring again."""

_WHOM: dict[Stage, Whom] = {
    "ask": "doctor",
    "send": "doctor",
    "arrive": "center",
    "mark_urgent": "doctor",
    "date": "center",
    "booked": "nobody",
    "refused": "another_doctor",
    "declined": "doctor",
    "redirected": "new_center",
    "needs_tests": "doctor",
    "needs_information": "doctor",
    "moved": "new_center",
}


class NextCall(msgspec.Struct, frozen=True, kw_only=True):
    """What to do next about a referral.

    `closes` is when the office closes, while it is open, and `opens` when it opens next (local).
    `again` (local) is when to ring again if nobody has called back. `doctor_rings`: the centre
    takes calls from doctors only. `go_now`: no call any more, but the emergency department.
    """

    stage: Stage
    whom: Whom
    begin: Begin
    opens: datetime
    closes: datetime | None
    again: datetime
    doctor_rings: bool
    unanswered: bool
    pace: Pace
    go_now: bool


def next_call(
    referral: Referral,
    level: Level,
    *,
    country: Country,
    local: datetime,
    deadline: datetime | None,
    urgent: bool,
) -> NextCall:
    """The next call at `local` (aware, the family's time). `deadline` is the time to act."""
    stage = referral.stage(urgent=urgent)
    whom = _WHOM[stage]
    doctor_rings = whom == "center" and referral.takes == "doctors"
    is_open = office_open(country, local)
    opens = next_opening(country, local)
    passed = deadline is not None and deadline <= local
    return NextCall(
        stage=stage,
        whom="doctor" if doctor_rings else whom,
        begin=_begin(level, opens, deadline, is_open=is_open),
        opens=opens,
        closes=_closing(country, local) if is_open else None,
        again=ring_again(level, country, local, deadline),
        doctor_rings=doctor_rings,
        unanswered=referral.unanswered,
        pace=pace(level),
        go_now=level is Level.EMERGENCY or (passed and level >= Level.WITHIN_48_HOURS),
    )


def pace(level: Level) -> Pace:
    if level >= Level.SAME_DAY:
        return "at_once"
    return "in_days" if level >= Level.WITHIN_48_HOURS else "in_weeks"


def _begin(level: Level, opens: datetime, deadline: datetime | None, *, is_open: bool) -> Begin:
    """A closed office is waited for only where that leaves time to be seen."""
    if is_open:
        return "now"
    if level >= Level.SAME_DAY:
        return "on_call"
    late = deadline is not None and opens >= deadline
    return "on_call" if late else "when_open"


def _closing(country: Country, local: datetime) -> datetime:
    return local.replace(hour=country.office.closes, minute=0, second=0, microsecond=0)


def ring_again(
    level: Level, country: Country, local: datetime, deadline: datetime | None
) -> datetime:
    """When to ring again if nobody has called back by then; never after the time to act."""
    again = local + AN_HOUR if level >= Level.SAME_DAY else _opening(level, country, local)
    if deadline is None or deadline <= local:
        return again
    return min(again, deadline.astimezone(local.tzinfo))


def _opening(level: Level, country: Country, local: datetime) -> datetime:
    opening = local
    for _ in range(OPENINGS[level]):
        day_over = opening.replace(hour=country.office.closes, minute=0, second=0, microsecond=0)
        opening = next_opening(country, max(day_over, opening + timedelta(minutes=1)))
    return opening


def ask_again_on(
    level: Level, country: Country, local: datetime, deadline: datetime | None
) -> date:
    """The day on which it is the family's turn again, where the others named none."""
    again = ring_again(level, country, local, deadline)
    return max(local.date() + timedelta(days=1), again.date())
