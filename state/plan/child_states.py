"""States beside the plan: what became of the child, or of the question, and what that silences."""

from collections.abc import Sequence
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
PAUSING = frozenset({"at_emergency", "admitted"})
"""While the child is there, all but the safety list waits."""
CLOSING = frozenset({"not_cancer", "died"})
"""After these nothing is asked or reminded of any more."""

TAKEN_BACK_WITHIN = timedelta(days=30)
"""For so long it can be taken back that a child has died."""


class ChildState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a member told us, at `at` (UTC)."""

    what: ChildStateWord
    by: int
    at: datetime


def latest(states: Sequence[ChildState]) -> ChildStateWord | None:
    """What holds now; None if nothing was told, or it is over."""
    word = states[-1].what if states else None
    return None if word in {"home", "died_undone"} else word


def is_silent(states: Sequence[ChildState]) -> bool:
    """Whether nothing may be said about the plan now."""
    return latest(states) in PAUSING | CLOSING


def has_died(states: Sequence[ChildState]) -> bool:
    """Whether a member told us that the child has died, and nobody took it back."""
    return latest(states) == "died"


def may_take_back(states: Sequence[ChildState], now: datetime) -> bool:
    """Whether that can still be taken back at `now` (UTC)."""
    return has_died(states) and now - states[-1].at <= TAKEN_BACK_WITHIN
