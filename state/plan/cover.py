"""Days that follow from the kind of plan: when it must answer, how long a "no" can be objected to.

Read from `state/assessments/lists`; each row there names its source. All days are local. The date
that a letter itself names always rules; the templates say so beside each of these days.
"""

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import msgspec

from state.assessments.lists import Appeal, Clock, Cover, Dated, Lists

MONTHS = 12


class LastDay(msgspec.Struct, frozen=True):
    """A way to object, and the last day for it."""

    appeal: Appeal
    day: date


def find(lists: Lists, cover_id: str) -> Cover | None:
    """The kind of plan of this id; None where none was chosen, or it is no longer offered."""
    return next((cover for cover in lists.covers if cover.id == cover_id), None)


def clock_of(lists: Lists, cover: Cover | None) -> Clock | None:
    """How long this kind of plan may take, if that is known."""
    return next((clock for clock in lists.clocks if cover and clock.id == cover.clock), None)


def answer_by(clock: Clock | None, asked: datetime, *, urgent: bool) -> date | None:
    """The day by which a plan must decide what it was asked at `asked` (local time)."""
    if clock is None:
        return None
    wait = timedelta(hours=clock.urgent_hours) if urgent else timedelta(days=clock.standard_days)
    return (asked + wait).date()


def last_days(lists: Lists, cover: Cover | None, letter: date) -> Iterator[LastDay]:
    """How long each way to object is open, after a letter of this date; the main way first."""
    for appeal in lists.appeals:
        if cover and appeal.clock == cover.clock:
            day = _months_later(letter, appeal.months) + timedelta(days=appeal.days)
            yield LastDay(appeal, day)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month; its last day where that month is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def holding(rules: Sequence[Dated], cover_id: str, today: date) -> Iterator[Dated]:
    """The rules with a date that hold today for this kind of plan."""
    for rule in rules:
        begun = rule.since is None or rule.since <= today
        over = rule.until is not None and rule.until < today
        if cover_id in rule.covers and begun and not over:
            yield rule
