"""States beside the plan: what became of the child, or of the question, and what that silences.

How long a stay in hospital silences the plan is reasoned, and waits for clinical review: nobody
is forgotten because "home again" was never tapped.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

ChildStateWord = Literal[
    "at_emergency",
    "admitted",
    "home",
    "not_cancer",
    "more_tests",
    "diagnosed",
    "not_seen",
    "died",
    "died_undone",
]
PAUSING: Mapping[ChildStateWord, timedelta] = {
    "at_emergency": timedelta(days=2),
    "admitted": timedelta(days=14),
}
"""While the child is there, all but the safety list waits: for so long, unless it is told again."""
CLOSING: frozenset[ChildStateWord] = frozenset({"not_cancer", "died"})
"""After these nothing is asked or reminded of any more."""
SPOKEN: frozenset[ChildStateWord] = frozenset({"admitted", "not_cancer", "more_tests"})
"""What only a doctor can have said: asking whether one has called is over.

Not so a diagnosis: its own time to act counts, and may be as short.
"""
OPENING: frozenset[ChildStateWord] = frozenset({"home", "more_tests", "not_seen"})
"""After these a date is asked for anew, unless there is one."""
MOST = 60
"""Kept of what was told."""
TAKEN_BACK_WITHIN = timedelta(days=30)
"""For so long it can be taken back that a child has died."""


class ChildState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a member told us, at `at` (UTC). `who` said so, and when, as typed."""

    what: ChildStateWord
    by: int
    at: datetime
    who: str = ""


def add(states: list[ChildState], state: ChildState) -> None:
    """Adds what was told; of too many the oldest are let go."""
    states.append(state)
    del states[:-MOST]


def latest(states: Sequence[ChildState]) -> ChildStateWord | None:
    """What holds now; None if nothing was told, or it is over."""
    word = states[-1].what if states else None
    return None if word in {"home", "died_undone"} else word


def is_silent(states: Sequence[ChildState], now: datetime) -> bool:
    """Whether nothing may be said about the plan at `now` (UTC)."""
    until = silent_until(states)
    return latest(states) in CLOSING or (until is not None and now < until)


def silent_until(states: Sequence[ChildState]) -> datetime | None:
    """When the silence of a stay in hospital ends by itself (UTC); None if there is none."""
    pause = PAUSING.get(states[-1].what) if states else None
    return states[-1].at + pause if pause is not None else None


def was_in_hospital(states: Sequence[ChildState], moment: datetime) -> bool:
    """Whether the child was there at `moment` (UTC), as far as it was told."""
    before = [state for state in states if state.at <= moment]
    until = silent_until(before)
    return until is not None and moment < until


def asked_anew(states: Sequence[ChildState]) -> datetime | None:
    """Since when a date is asked for again (UTC), whatever was done about one before."""
    return next((state.at for state in reversed(states) if state.what in OPENING), None)


def has_died(states: Sequence[ChildState]) -> bool:
    """Whether a member told us that the child has died, and nobody took it back."""
    return latest(states) == "died"


def may_take_back(states: Sequence[ChildState], now: datetime) -> bool:
    """Whether that can still be taken back at `now` (UTC)."""
    return has_died(states) and now - states[-1].at <= TAKEN_BACK_WITHIN
