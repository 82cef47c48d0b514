"""Whom to call at this hour, in order, and what to do when nobody answers.

Closed offices change whom, never how soon. All that is decided here is the project's own rule, ⚕.
"""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from state.levels import Level

Whom = Literal["emergency", "team", "office", "office_later", "on_call", "emergency_department"]

Desk = Literal["own_doctor", "hospital", "ordered"]
"""Whose telephone "the office" is: the child's doctor, the hospital that told, who ordered it."""

Aim = Literal["ambulance", "phone", "visit", "booking", "plan", "doctors"]
"""What is to be reached: help, a doctor on the phone, a visit, a booked visit, any plan; or that
two doctors speak with each other."""

AIMS: dict[Level, Aim] = {
    Level.EMERGENCY: "ambulance",
    Level.SAME_DAY: "phone",
    Level.WITHIN_48_HOURS: "visit",
    Level.WITHIN_2_WEEKS: "booking",
    Level.PLANNED: "plan",
}

TESTS = {"abnormal_labs", "imaging_concern"}
"""Reasons to come that somebody ordered: who did can read them out."""

TIME_FOR_A_VISIT = timedelta(hours=12)
"""What must be left of the time to act when an office opens, to wait for it. Own rule, ⚕."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Who may be called, as far as it is known.

    `has_team`: a cancer team knows the child; `maybe_team`: it may well. `between_doctors`: no sign
    in the child is behind the level, only that two doctors should speak with each other.
    """

    desk: Desk = "own_doctor"
    has_team: bool = False
    maybe_team: bool = False
    between_doctors: bool = False


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What to do now about reaching a doctor; the templates only word it.

    `whom` can be called now, first one first; `line` is what is known of them. `begin` is when.
    `at_once`: this comes before all else. `go_now`: no more calls, go to the emergency department.
    `go_if_no_answer`: go there when nobody answers (until `passed`: by the time to act).
    `within_days`: a doctor is asked today, and the department is the way out when the time is over.
    `wait_for_office`: who is closed may be called again when they open. `at_any_hour`: a number
    that is answered day and night is needed.
    """

    whom: tuple[Whom, ...]
    line: Line
    aim: Aim
    begin: Literal["now", "today", "when_open"]
    passed: bool
    at_once: bool
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
    line: Line | None = None,
) -> Call:
    """What to do at `now` at this level. `opens`, `deadline` and `now` are aware."""
    line = line or Line()
    passed = deadline is not None and deadline <= now
    between = line.between_doctors and level < Level.SAME_DAY
    within_days = level >= Level.WITHIN_48_HOURS and not between
    reached = office_open or (line.desk == "hospital" and within_days)
    in_time = reached or between or _can_wait(level, opens, deadline)
    whom = _whom(level, is_open=reached, can_wait=in_time, passed=passed, between=between)
    team: tuple[Whom, ...] = ("team",) if line.has_team or line.maybe_team else ()
    in_order = (*whom, *team) if level is Level.EMERGENCY else (*team, *whom)
    return Call(
        whom=in_order,
        line=line,
        aim="doctors" if between and deadline is not None else AIMS[level],
        begin=_begin(level, in_order[0], passed=passed),
        passed=passed,
        at_once=passed or level is Level.EMERGENCY,
        go_now=level is Level.EMERGENCY or (passed and level is Level.SAME_DAY),
        go_if_no_answer="emergency_department" in whom,
        within_days=within_days,
        wait_for_office=level < Level.SAME_DAY,
        at_any_hour=within_days or (passed and not between),
    )


def desk(told_by: str, trigger: str | None) -> Desk:
    """Whose office it is, by who told the parent: the option of that question, or nothing."""
    if told_by == "hospital":
        return "hospital"
    return "ordered" if told_by in {"letter", "nobody"} and trigger in TESTS else "own_doctor"


def _whom(
    level: Level, *, is_open: bool, can_wait: bool, passed: bool, between: bool
) -> tuple[Whom, ...]:
    """Besides a cancer team, which comes first at every level but the highest.

    Where waiting for the office would use up the time, its doctor on call comes next, then what
    is always open. A time of two weeks that is over is no reason for the emergency department.
    """
    if level is Level.EMERGENCY:
        return ("emergency",)
    if not can_wait:
        return ("on_call", "emergency_department")
    if passed and (between or level < Level.WITHIN_48_HOURS):
        return ("office", "on_call") if is_open else ("on_call", "office_later")
    if level is Level.WITHIN_48_HOURS and passed:
        return ("office", "on_call", "emergency_department")
    last: tuple[Whom, ...] = ("emergency_department",) if level is Level.SAME_DAY else ()
    return ("office" if is_open else "office_later", *last)


def _can_wait(level: Level, opens: datetime, deadline: datetime | None) -> bool:
    if level is not Level.WITHIN_48_HOURS:
        return level < Level.WITHIN_48_HOURS
    return deadline is None or opens + TIME_FOR_A_VISIT <= deadline


def _begin(level: Level, first: Whom, *, passed: bool) -> Literal["now", "today", "when_open"]:
    if first == "office_later":
        return "when_open"
    return "today" if level is Level.WITHIN_2_WEEKS and not passed else "now"
