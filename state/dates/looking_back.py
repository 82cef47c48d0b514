"""Reading a date that has passed, as it stands on a letter: a date, never a weekday or "today"."""

from datetime import date, datetime, timedelta

from state.dates.reading import read
from state.dates.vocabulary import Lexicon

A_YEAR = timedelta(days=364)


def read_past(text: str, lexicon: Lexicon, now: datetime) -> tuple[date, ...]:
    """The days up to today, within a year, that `text` can mean at `now` (aware); none if unclear.

    It is read as if a year ago, when these days were ahead; twice, a day apart: a date means the
    same day both times, while "Tuesday" or "tomorrow" does not, and is asked for again.
    """
    first, second = (_days(text, lexicon, now - A_YEAR + timedelta(days=late)) for late in (0, 1))
    return tuple(sorted(day for day in first & second if day <= now.date()))


def _days(text: str, lexicon: Lexicon, at: datetime) -> set[date]:
    found = read(text, lexicon, at).moments
    return {moment.day for moment in found if moment.at is None}
