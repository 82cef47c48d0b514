"""Whom to call at this hour, in order. Closed offices change whom, never how soon."""

from typing import Literal

from state.levels import Level

Whom = Literal[
    "emergency", "team", "office", "on_call", "nurse_line", "emergency_department", "book"
]


def whom_to_call(
    level: Level, *, office_open: bool, has_team: bool, nurse_line: bool
) -> tuple[Whom, ...]:
    """Who can be called now, first one first.

    A cancer team that knows the child comes first at every level. At SAME_DAY and within 48
    hours there is always a last resort that is open: the emergency department.
    """
    team: tuple[Whom, ...] = ("team",) if has_team else ()
    if level is Level.EMERGENCY:
        return ("emergency", *team)
    if level is Level.PLANNED or (level is Level.WITHIN_2_WEEKS and not office_open):
        return (*team, "book")
    closed: tuple[Whom, ...] = ("on_call", "nurse_line") if nurse_line else ("on_call",)
    first: tuple[Whom, ...] = ("office",) if office_open else closed
    last: tuple[Whom, ...] = ("emergency_department",) if level is Level.SAME_DAY else ()
    return (*team, *first, *last)
