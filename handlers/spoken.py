"""Times as they are said in the member's language and country."""

import functools
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time

from handlers.context import Turn
from handlers.places import here, zone
from handlers.screens import label, script_label, tongue
from state.places import regions
from state.places.clocktime import in_words
from state.plan.visits import Visit


def when(turn: Turn, moment: datetime) -> str:
    """A moment as heard now: "1:40 am tonight", "10:15 am tomorrow, Tuesday"."""
    return _spoken(turn, "when", moment)


def in_full(turn: Turn, moment: datetime) -> str:
    """A moment with its day and date, for words that are read later or by somebody else."""
    return _said(turn, "when_day", moment.astimezone(ZoneInfo(zone(turn))))


def of_visit(turn: Turn, visit: Visit) -> str:
    """When a visit is, on the clock of its place: "Tuesday, March 3, 10:30 am"."""
    if visit.day_only:
        return label(turn, "visit_day_only", day=day(turn, visit.local.date()))
    return _said(turn, "when_day", visit.local)


def day(turn: Turn, date: date) -> str:
    """A day with its date: "Tuesday, March 3"."""
    spoken = tongue(turn)
    return label(
        turn,
        "day_date",
        day=format_date(date, "EEEE", locale=_locale(turn, spoken)),
        date=_date(turn, date, spoken),
    )


def short_day(turn: Turn, date: date) -> str:
    """A day in a list or a table: "Mar 3"."""
    return _date(turn, date, tongue(turn), "MMM")


def skeleton(turn: Turn, spoken: str, parts: str, date: date) -> str:
    """A date of these parts ("MMMd"), as a language writes it in this country."""
    return format_skeleton(parts, date, locale=_locale(turn, spoken))


def at(turn: Turn, moment: datetime) -> str:
    """A moment as the time to do something: "tomorrow, Tuesday, at 9:00 am"."""
    return _spoken(turn, "at", moment)


def _spoken(turn: Turn, how: str, moment: datetime) -> str:
    word, local = in_words(moment, turn.now, zone(turn))
    return _said(turn, f"{how}_{word}", local)


def when_in(turn: Turn, spoken: str, moment: datetime) -> str:
    """The same as `when` in a language there are scripts in, for words said in it."""
    word, local = in_words(moment, turn.now, zone(turn))
    return script_label(turn, spoken, f"when_{word}", **_parts(turn, local, spoken))


def on_day_in(turn: Turn, spoken: str, date: date) -> str:
    """A day in words said in a language there are scripts in: "on Tuesday, March 3"."""
    midnight = datetime.combine(date, datetime.min.time())
    return script_label(turn, spoken, "on_day", **_parts(turn, midnight, spoken))


def name_in(spoken: str, other: str) -> str:
    """What a language is called in another one: "Spanish", "inglés"."""
    return Locale(regions.tongue(other)).get_language_name(regions.tongue(spoken)) or other


def _said(turn: Turn, key: str, local: datetime) -> str:
    return label(turn, key, **_parts(turn, local, tongue(turn)))


def _parts(turn: Turn, local: datetime, spoken: str) -> dict[str, str]:
    return {
        "time": clock(turn, local, spoken),
        "day": format_date(local, "EEEE", locale=_locale(turn, spoken)),
        "date": _date(turn, local, spoken),
    }


def _date(turn: Turn, date: date, spoken: str, month: str = "MMMM") -> str:
    """As this country writes a date, where the member's language is written in both orders.

    Any other language has one way of its own: "3 de marzo".
    """
    locale = _locale(turn, spoken)
    if spoken == tongue(turn) and spoken in _IN_BOTH_ORDERS:
        return format_date(date, _DATES[here(turn).dates].format(month=month), locale=locale)
    return format_skeleton(f"{month}d", date, locale=locale)


_DATES = {"month_first": "{month} d", "day_first": "d {month}"}
_IN_BOTH_ORDERS = {"en"}


def clock(turn: Turn, local: datetime, spoken: str = "") -> str:
    """The clock time of a local moment, as this country writes it; in the member's language."""
    text = format_time(local, "short", locale=_locale(turn, spoken or tongue(turn)))
    text = text.replace("\u202f", " ").replace("\xa0", " ")
    for half in ("am", "pm"):  # a full stop after "p.m." or "p. m." would look like a slip
        for written in (half.upper(), f"{half[0]}.m.", f"{half[0]}. m."):
            text = text.replace(written, half)
    return text


def _territory(turn: Turn) -> str:
    return ((turn.member and turn.member.country) or "us").upper()


def _locale(turn: Turn, spoken: str) -> Locale:
    return _locale_of(spoken, _territory(turn))


@functools.cache
def _locale_of(spoken: str, territory: str) -> Locale:
    try:
        return Locale(spoken, territory)
    except UnknownLocaleError:
        return Locale(spoken)
