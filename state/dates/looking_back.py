"""Reading a date that has passed, as it stands on a letter: a date, never a weekday or "today"."""

from datetime import date, datetime, timedelta

from state.dates.reading import read
from state.dates.vocabulary import Lexicon

BACK = (timedelta(days=280), timedelta(days=245))
"""Over a month apart, and both nearer than a day without a year can be ahead."""


def read_past(text: str, lexicon: Lexicon, now: datetime) -> tuple[date, ...]:
    """The days of the last eight months that `text` can mean at `now` (aware); none if unclear.

    It is read as if months ago, when these days were ahead. Twice: a date means the same day both
    times, while "Tuesday", "tomorrow" or "the 9th" does not, and is asked for again.
    """
    first, second = (_days(text, lexicon, now - back) for back in BACK)
    return tuple(sorted(day for day in first & second if day <= now.date()))


def _days(text: str, lexicon: Lexicon, at: datetime) -> set[date]:
    return {moment.day for moment in read(text, lexicon, at).moments if moment.at is None}
