"""Reading a typed date and time, strictly: every word must be understood, and nothing is guessed.

Where a phrase can mean two moments both are returned, for the parent to choose from.
"""

import itertools
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Literal

import msgspec

from state.dates.parts import NOON, PATTERNS, Clock, Half, Part
from state.dates.vocabulary import Lexicon, Mark

LONGEST = 16
"""Words of a date; more is a story."""
FIRST_SURE_HOUR, LAST_SURE_HOUR = 8, 5
"""A clinic's hours: "at 8" to "at 11" are in the morning, "at 1" to "at 5" in the afternoon."""


class Moment(msgspec.Struct, frozen=True):
    """A local day, and the local time if one was said."""

    day: date
    at: time | None = None


class Reading(msgspec.Struct, frozen=True):
    """What a text can mean: one moment, several to choose from, or none and why."""

    moments: tuple[Moment, ...] = ()
    trouble: Literal["", "unknown", "past"] = ""


def read(text: str, lexicon: Lexicon, now: datetime, day: date | None = None) -> Reading:
    """What `text` means when it is written at `now` (aware, in the zone of the place meant).

    `day` is the day a time alone belongs to, where one was asked for.
    """
    marks = lexicon.marks(text)
    if not marks or len(marks) > LONGEST:
        return Reading(trouble="unknown")
    found = {moment for parts in _parses(marks, now.date()) for moment in _moments(parts, day)}
    if not found:
        return Reading(trouble="unknown")
    ahead = [moment for moment in found if _is_ahead(moment, now)]
    in_order = sorted(ahead, key=lambda moment: (moment.day, moment.at or time()))
    return Reading(tuple(in_order), "" if ahead else "past")


def _parses(marks: list[list[Mark]], today: date) -> Iterator[list[Part]]:
    """Every way to read all marks as a row of parts."""
    if not marks:
        yield []
        return
    for kinds, meaning in PATTERNS:
        taken = _taken(kinds, marks)
        part = meaning(taken, today) if taken else None
        if part is not None:
            for rest in _parses(marks[len(kinds) :], today):
                yield [part, *rest]


def _taken(kinds: tuple[str, ...], marks: list[list[Mark]]) -> list[Mark]:
    """The marks of these kinds at the beginning, or nothing."""
    if len(kinds) > len(marks):
        return []
    chosen = [
        next((mark for mark in meanings if mark.kind == kind), None)
        for kind, meanings in zip(kinds, marks, strict=False)
    ]
    return [mark for mark in chosen if mark is not None] if None not in chosen else []


def _moments(parts: list[Part], day: date | None) -> Iterator[Moment]:
    """The moments that all parts agree on."""
    clocks = [part.clock for part in parts if part.clock is not None]
    halves = {part.half for part in parts if part.half is not None}
    if len(clocks) > 1 or len(halves) > 1 or _is_number_after_number(parts):
        return
    half = next(iter(halves), None)
    for found in _days(parts, day):
        if clocks:
            yield from (Moment(found, at) for at in _times(clocks[0], half))
        else:
            yield Moment(found)


def _is_number_after_number(parts: list[Part]) -> bool:
    """Whether the bare number of a day stands behind a time: "Friday 10 11" is not clear."""
    return any(before.clock and part.loose for before, part in itertools.pairwise(parts))


def _days(parts: list[Part], asked: date | None) -> tuple[date, ...]:
    """The days all parts agree on; a weekday picks among those another part names."""
    named = [part for part in parts if part.days and part.weekday is None]
    weekdays = [part for part in parts if part.weekday is not None]
    if len(named) > 1 or len(weekdays) > 1:
        return ()
    if not named:
        return weekdays[0].days if weekdays else (asked,) if asked else ()
    days = named[0].days
    if weekdays:
        days = tuple(day for day in days if day.weekday() == weekdays[0].weekday)
    elif named[0].loose:
        return ()
    return days[:1] if named[0].monthly else days


def _times(clock: Clock, half: Half | None) -> Iterator[time]:
    """The times on a whole day's clock that were meant, in either half of the day if unsure."""
    half = clock.half or half
    if clock.exact or clock.hour == 0 or clock.hour > NOON:
        if half is None or (half == "pm") == (clock.hour >= NOON):
            yield time(clock.hour, clock.minute)
        return
    early = time(clock.hour % NOON, clock.minute)
    if half == "am" or (half is None and LAST_SURE_HOUR < clock.hour < NOON):
        yield early
    if half == "pm" or (half is None and not FIRST_SURE_HOUR <= clock.hour < NOON):
        yield early.replace(hour=early.hour + NOON)


def _is_ahead(moment: Moment, now: datetime) -> bool:
    if moment.day == now.date() and moment.at is not None:
        return moment.at > now.time()
    return moment.day >= now.date()
