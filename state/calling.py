"""Whom to call at this hour, in order, and what to do when nobody answers.

Closed offices change whom, never how soon. All that is decided here is the project's own rule, ⚕.
"""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from state.levels import Level

Whom = Literal["emergency", "team", "office", "office_later", "on_call", "emergency_department"]

Aim = Literal["ambulance", "phone", "visit", "booking", "plan"]
"""What is to be reached in time: help, a doctor on the phone, a visit, a booked visit, any plan."""

AIMS: dict[Level, Aim] = {
    Level.EMERGENCY: "ambulance",
    Level.SAME_DAY: "phone",
    Level.WITHIN_48_HOURS: "visit",
    Level.WITHIN_2_WEEKS: "booking",
    Level.PLANNED: "plan",
}

TIME_FOR_A_VISIT = timedelta(hours=12)
"""What must be left of the time to act when an office opens, to wait for it. Own rule, ⚕."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What to do now about reaching a doctor; the templates only word it.

    `whom` can be called now, first one first. `begin` is when. `go_now`: no more calls, go to the
    emergency department. `go_if_no_answer`: go there when nobody answers (until `passed`: by the
    time to act). `within_days`: a doctor is asked today, and the department is the way out when
    the time is over. `wait_for_office`: who is closed may be called again when they open.
    `at_any_hour`: a number that is answered day and night is needed.
    """

    whom: tuple[Whom, ...]
    aim: Aim
    begin: Literal["now", "today", "when_open"]
    passed: bool
    go_now: bool
    go_if_no_answer: bool
    within_days: bool
    wait_for_office: bool
    at_any_hour: bool


def call(
    level: Level,
    *,
    office_open: bool,
    opens: datetime,
    deadline: datetime | None,
    now: datetime,
    has_team: bool = False,
) -> Call:
    """What to do at `now` at this level. `opens`, `deadline` and `now` are aware."""
    passed = deadline is not None and deadline <= now
    in_time = office_open or _can_wait(level, opens, deadline)
    team: tuple[Whom, ...] = ("team",) if has_team else ()
    whom = _whom(level, team, office_open=office_open, can_wait=in_time, passed=passed)
    within_days = level >= Level.WITHIN_48_HOURS
    return Call(
        whom=whom,
        aim=AIMS[level],
        begin=_begin(level, whom[0], passed=passed),
        passed=passed,
        go_now=passed or level is Level.EMERGENCY,
        go_if_no_answer="emergency_department" in whom,
        within_days=within_days,
        wait_for_office=level < Level.SAME_DAY,
        at_any_hour=within_days or passed,
    )


def _whom(
    level: Level, team: tuple[Whom, ...], *, office_open: bool, can_wait: bool, passed: bool
) -> tuple[Whom, ...]:
    """A cancer team that knows the child comes first at every level but the highest.

    Where waiting for the office would use up the time, its doctor on call comes next, then what
    is always open.
    """
    if level is Level.EMERGENCY:
        return ("emergency", *team)
    if not can_wait:
        return (*team, "on_call", "emergency_department")
    urgent = level is Level.SAME_DAY or (level is Level.WITHIN_48_HOURS and passed)
    last: tuple[Whom, ...] = ("emergency_department",) if urgent else ()
    return (*team, "office" if office_open else "office_later", *last)


def _can_wait(level: Level, opens: datetime, deadline: datetime | None) -> bool:
    if level is not Level.WITHIN_48_HOURS:
        return level < Level.WITHIN_48_HOURS
    return deadline is None or opens + TIME_FOR_A_VISIT <= deadline


def _begin(level: Level, first: Whom, *, passed: bool) -> Literal["now", "today", "when_open"]:
    if first == "office_later":
        return "when_open"
    return "today" if level is Level.WITHIN_2_WEEKS and not passed else "now"
