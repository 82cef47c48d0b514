"""Times as they are said in the member's language and country."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

from handlers.context import Turn
from handlers.places import here, zone
from handlers.screens import label, language
from state.places.clocktime import in_words


def when(turn: Turn, moment: datetime) -> str:
    """A moment as heard now: "1:40 am tonight", "10:15 am tomorrow, Tuesday"."""
    return _spoken(turn, "when", moment)


def in_full(turn: Turn, moment: datetime) -> str:
    """A moment with its day and date, for words that are read later or by somebody else."""
    return _said(turn, "when_day", moment.astimezone(ZoneInfo(zone(turn))))


def at(turn: Turn, moment: datetime) -> str:
    """A moment as the time to do something: "tomorrow, Tuesday, at 9:00 am"."""
    return _spoken(turn, "at", moment)


def _spoken(turn: Turn, how: str, moment: datetime) -> str:
    word, local = in_words(moment, turn.now, zone(turn))
    return _said(turn, f"{how}_{word}", local)


def _said(turn: Turn, key: str, local: datetime) -> str:
    return label(
        turn,
        key,
        time=clock(turn, local),
        day=format_date(local, "EEEE", locale=_locale(turn)),
        date=format_date(local, _DATES[here(turn).dates], locale=_locale(turn)),
    )


_DATES = {"month_first": "MMMM d", "day_first": "d MMMM"}


def clock(turn: Turn, local: datetime) -> str:
    """The clock time of a local moment, as this country writes it."""
    text = format_time(local, "short", locale=_locale(turn))
    text = text.replace("\u202f", " ").replace("\xa0", " ")
    for half in ("am", "pm"):  # a full stop after "p.m." would look like a slip
        text = text.replace(half.upper(), half).replace(f"{half[0]}.m.", half)
    return text


def _territory(turn: Turn) -> str:
    return ((turn.member and turn.member.country) or "us").upper()


def _locale(turn: Turn) -> Locale:
    try:
        return Locale(language(turn), _territory(turn))
    except UnknownLocaleError:
        return Locale(language(turn))
