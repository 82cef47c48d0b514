"""What was done about a task: append-only marks, so that undo and "who did what" come for free."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec

MarkWord = Literal[
    "asked", "promised", "in_hand", "sent", "done", "not_needed", "snoozed", "claimed", "undone"
]
MOST = 30
"""Marks kept for each task; the oldest go first."""
CLOSED = frozenset({"in_hand", "sent", "done", "not_needed"})


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a member did about a task, at `at` (UTC).

    `due` is the local day promised by, or the moment snoozed until, as a date. `who` promised.
    `undone` takes back the mark before it. `claimed` is by the member who does it.
    """

    what: MarkWord
    by: int
    at: datetime
    due: date | None = None
    who: str = ""
    note: str = ""


Marks = Mapping[str, Sequence[Mark]]


def standing(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that hold, in order: without those undone."""
    held: list[Mark] = []
    for mark in marks:
        if mark.what != "undone":
            held.append(mark)
        elif held:
            held.pop()
    return held


def is_closed(marks: Sequence[Mark]) -> bool:
    """Whether nothing more is to be done: the last word but a claim, a snooze says so."""
    words = [mark.what for mark in standing(marks) if mark.what not in {"claimed", "snoozed"}]
    return bool(words) and words[-1] in CLOSED


def last(marks: Sequence[Mark], *words: MarkWord) -> Mark | None:
    """The newest mark with one of these words, if it holds."""
    return next((mark for mark in reversed(standing(marks)) if mark.what in words), None)
