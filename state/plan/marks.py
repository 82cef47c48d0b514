"""What was done about a task: append-only marks, so that undo and "who did what" come for free."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

MarkWord = Literal[
    "asked",
    "promised",
    "in_hand",
    "sent",
    "arrived",
    "on_disc",
    "uploaded",
    "done",
    "not_needed",
    "snoozed",
    "claimed",
    "free",
    "tell",
    "noted",
    "undone",
]
MOST = 30
"""Marks kept for each task; the oldest go first."""
TELL_AGAIN = timedelta(hours=12)
"""Another adult is not told of the same again sooner."""
LONGEST_NOTE = 300
"""Characters of one note."""
CLOSED = frozenset({"in_hand", "arrived", "done", "not_needed"})
"""In hand, to bring along, is enough for the visit; sent ahead is not, until it has arrived."""
ASIDE = frozenset({"claimed", "free", "tell", "snoozed", "noted", "on_disc", "uploaded"})
"""Marks that say nothing of whether it is done."""


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a member did about a task, at `at` (UTC).

    `due` is the local day promised by, or the moment snoozed until, as a date. `who` promised.
    `in_hand`, `sent` ahead to the center and `arrived` there are said of papers; `on_disc` and
    `uploaded`, how the pictures of a scan are had. `undone` takes back the mark before it.
    `claimed`: the member `to` does it, or else who said so; `free`: nobody does, for now. `tell`:
    the member `to` is told if whoever does it does not answer; nobody, where `to` is 0.
    """

    what: MarkWord
    by: int
    at: datetime
    due: date | None = None
    who: str = ""
    note: str = ""
    to: int = 0


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
    words = [mark.what for mark in standing(marks) if mark.what not in ASIDE]
    return bool(words) and words[-1] in CLOSED


def add(every: dict[str, list[Mark]], task_id: str, mark: Mark) -> None:
    """Adds a mark; of more than `MOST` the oldest are let go, those first that say nothing of it.

    So whoever takes it and gives it back without end does not push out that it is done.
    """
    marks = every.setdefault(task_id, [])
    marks.append(mark)
    if len(marks) > MOST:
        marks[:] = standing(marks)
    while len(marks) > MOST:
        aside = (place for place, one in enumerate(marks) if one.what in ASIDE)
        del marks[next(aside, 0)]


def was_told(every: Marks, key: str, now: datetime) -> bool:
    """Whether somebody was told of this not long before `now` (UTC): nobody is to be pestered."""
    return any(now - mark.at < TELL_AGAIN for mark in every.get(key, ()))


def last(marks: Sequence[Mark], *words: MarkWord) -> Mark | None:
    """The newest mark with one of these words, if it holds."""
    return next((mark for mark in reversed(standing(marks)) if mark.what in words), None)


def holder(marks: Sequence[Mark]) -> int | None:
    """Who does it; None if nobody has taken it, or has left since."""
    mark = last(marks, "claimed", "free")
    who = (mark.to or mark.by) if mark is not None and mark.what == "claimed" else 0
    return who if who > 0 else None


def told(marks: Sequence[Mark]) -> Mark | None:
    """That, and since when, somebody is to be told if whoever does it does not answer.

    It was said by who does it; once somebody else does, it is over.
    """
    mark, taken = last(marks, "tell"), last(marks, "claimed", "free")
    holds = mark is not None and mark.to > 0 and (taken is None or taken.at <= mark.at)
    return mark if holds else None


def hand_on(every: dict[str, list[Mark]], old: str, new: str) -> None:
    """Whoever had a task has the one that it has become."""
    of_who = [mark for mark in every.get(old, ()) if mark.what in {"claimed", "free", "tell"}]
    if of_who:
        every[new] = [*every.get(new, ()), *of_who]
        every[old] = [mark for mark in every[old] if mark not in of_who]
