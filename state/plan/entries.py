"""What a family gathers over days: questions, notes of signs, medicines, allergies, family history.

Each is added in one message, changed and removed; what was removed is gone for good. They stand in
the order of the list: of the questions, the first three are asked first.
"""

from datetime import date, datetime
from typing import Literal, get_args

import msgspec

from state.plan.numbers import fresh

EntryKind = Literal["question", "note", "temperature", "pain", "medicine", "allergy", "family"]
KINDS: tuple[EntryKind, ...] = get_args(EntryKind)
OF_A_DAY = {"note", "temperature", "pain"}
"""Kinds that are about a day."""
LONGEST = 300
"""Characters of one entry."""
MOST = 100
"""Entries of one kind."""
ASKED_FIRST = 3
"""Questions to ask first: a visit is short."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry, as its member typed it at `at` (UTC). `day` is the local day it is about.

    What is measured has the time that was typed with it for `at`.

    `value` is a temperature in degrees Celsius, or pain from 0 to 10; None while that is not clear.
    `asks` is the id of a question that was picked, not typed: then there is no `text`.
    """

    entry_id: int
    kind: EntryKind
    text: str
    by: int
    at: datetime
    day: date | None = None
    value: float | None = None
    asks: str = ""


def of(entries: list[Entry], kind: str) -> list[Entry]:
    """The entries of one kind, in their order."""
    return [one for one in entries if one.kind == kind]


def find(entries: list[Entry], entry_id: int) -> Entry | None:
    return next((one for one in entries if one.entry_id == entry_id), None)


def add(
    entries: list[Entry],
    given: dict[str, int],
    kind: EntryKind,
    text: str,
    *,
    by: int,
    at: datetime,
    day: date | None = None,
    value: float | None = None,
    asks: str = "",
) -> Entry | None:
    """Adds an entry at the end; None if there are too many of its kind already.

    `given` holds the numbers given so far.
    """
    if len(of(entries, kind)) >= MOST:
        return None
    number = fresh(given, "entry", (one.entry_id for one in entries))
    new = Entry(number, kind, text, by, at, day=day, value=value, asks=asks)
    entries.append(new)
    return new


def change(entries: list[Entry], entry_id: int, text: str, value: float | None = None) -> None:
    """Puts other words, and what they measure, in place of an entry; the rest of it stays."""
    for position, one in enumerate(entries):
        if one.entry_id == entry_id:
            entries[position] = msgspec.structs.replace(one, text=text, value=value, asks="")


def remove(entries: list[Entry], entry_id: int) -> None:
    entries[:] = [one for one in entries if one.entry_id != entry_id]


def move(entries: list[Entry], entry_id: int, *, to_top: bool = False) -> None:
    """Moves an entry one up among its kind, or before all of them."""
    moved = find(entries, entry_id)
    if moved is None:
        return
    ahead = of(entries, moved.kind)
    ahead = ahead[: ahead.index(moved)]
    if ahead:
        before = ahead[0] if to_top else ahead[-1]
        entries.remove(moved)
        entries.insert(entries.index(before), moved)
