"""Whom to call at this hour, in order. Closed offices change whom, never how soon."""

from datetime import datetime, timedelta
from typing import Literal

from state.levels import Level

Whom = Literal["emergency", "team", "office", "office_later", "on_call", "emergency_department"]

TIME_FOR_A_VISIT = timedelta(hours=12)
"""What must be left of the time to act when an office opens, to wait for it. Own rule, ⚕."""


def whom_to_call(
    level: Level,
    *,
    office_open: bool,
    opens: datetime,
    deadline: datetime | None,
    has_team: bool = False,
) -> tuple[Whom, ...]:
    """Who can be called now, first one first. `opens` and `deadline` are aware.

    A cancer team that knows the child comes first at every level. Where waiting for the office
    would use up the time, its doctor on call comes next, then what is always open.
    """
    team: tuple[Whom, ...] = ("team",) if has_team else ()
    if level is Level.EMERGENCY:
        return ("emergency", *team)
    last: tuple[Whom, ...] = ("emergency_department",) if level is Level.SAME_DAY else ()
    if office_open:
        return (*team, "office", *last)
    if level < Level.WITHIN_48_HOURS or (
        level is Level.WITHIN_48_HOURS and _can_wait(opens, deadline)
    ):
        return (*team, "office_later")
    return (*team, "on_call", "emergency_department")


def _can_wait(opens: datetime, deadline: datetime | None) -> bool:
    return deadline is None or opens + TIME_FOR_A_VISIT <= deadline
