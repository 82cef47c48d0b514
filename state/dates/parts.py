"""The parts a date is made of: days and hours, each as a row of marks with what it may mean.

A pattern names the kinds of marks it takes; the function says which days, or which clock times,
they can mean. Where a phrase can mean two days both are given: who reads it asks back.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from state.dates.vocabulary import Mark

WEEK = 7
SUNDAY = 6
NOON = 12
LAST_HOUR = 23
LAST_MINUTE = 59
MONTHS_AHEAD = 3
YEARS_AHEAD = 2
QUARTERS = {"half_past": 30, "quarter_past": 15, "quarter_to": 15}
FARTHEST = timedelta(days=300)
"""A day without a year that has gone by means next year's only if that is nearer than this."""


Half = Literal["am", "pm"]


class Clock(msgspec.Struct, frozen=True):
    """A time as it was said: `half` None leaves open which half of the day, unless `exact`."""

    hour: int
    minute: int
    half: Half | None = None
    exact: bool = False


class Part(msgspec.Struct, frozen=True):
    """Possible days, the nearest first; one time; a half of the day; a weekday.

    A weekday picks among the days that another part names, and names its own where none does.
    `monthly` days are the same of several months: a weekday picks, else the nearest counts.
    `loose` ones count only beside a weekday, such as the 8 in "Tuesday 8".
    """

    days: tuple[date, ...] = ()
    clock: Clock | None = None
    half: Half | None = None
    weekday: int | None = None
    monthly: bool = False
    loose: bool = False


Meaning = Callable[[list[Mark], date], Part | None]


def _on(*days: date) -> Part:
    return Part(days=tuple(sorted(days)))


def _today(marks: list[Mark], today: date) -> Part:
    return Part(days=(today,), half="pm" if marks[0].kind == "tonight" else None)


def _tomorrow(_marks: list[Mark], today: date) -> Part:
    return _on(today + timedelta(days=1))


def _after_tomorrow(_marks: list[Mark], today: date) -> Part:
    return _on(today + timedelta(days=2))


def _coming(weekday: int, today: date) -> date:
    """The nearest such weekday, today included."""
    return today + timedelta(days=(weekday - today.weekday()) % WEEK)


def _named(weekday: int, *days: date) -> Part:
    return Part(days=tuple(sorted(set(days))), weekday=weekday)


def _weekday(marks: list[Mark], today: date) -> Part:
    """A bare weekday is the coming one; on the day itself it may be a week later."""
    weekday = marks[-1].values[0]
    day = _coming(weekday, today)
    return _named(weekday, day, *([day + timedelta(days=WEEK)] if day == today else []))


def _next_weekday(marks: list[Mark], today: date) -> Part:
    """The coming one, or the one in the week after: people differ unless both are the same day."""
    weekday = _weekday_of(marks)
    day, later = _coming(weekday, today), _coming(weekday, today) + timedelta(days=WEEK)
    if day == today:
        return _named(weekday, later)
    sure = day > _sunday(today) and today.weekday() != SUNDAY
    return _named(weekday, day) if sure else _named(weekday, day, later)


def _weekday_next_week(marks: list[Mark], today: date) -> Part:
    """A day of next week; on Sundays people differ about which week that is."""
    weekday = _weekday_of(marks)
    day = _sunday(today) + timedelta(days=1 + weekday)
    if SUNDAY not in {weekday, today.weekday()}:
        return _named(weekday, day)
    return _named(weekday, day - timedelta(days=WEEK), day, day + timedelta(days=WEEK))


def _weekday_of(marks: list[Mark]) -> int:
    return next(mark.values[0] for mark in marks if mark.kind == "weekday")


def _sunday(today: date) -> date:
    """The last day of this week."""
    return today + timedelta(days=SUNDAY - today.weekday())


def _weekday_week(marks: list[Mark], today: date) -> Part:
    """As in "Tuesday week": a week after the coming one."""
    weekday = marks[0].values[0]
    return _named(weekday, _coming(weekday, today) + timedelta(days=WEEK))


def _in_days(marks: list[Mark], today: date) -> Part:
    return _on(today + _span(marks))


def _days_from(marks: list[Mark], today: date) -> Part:
    """As in "a week from Tuesday", "two weeks from tomorrow"."""
    starts = _START[marks[-1].kind]([marks[-1]], today).days
    return _on(*(start + _span(marks) for start in starts))


def _about_week(_marks: list[Mark], today: date) -> Part:
    """As in "en ocho días": eight days, or the same day of next week."""
    return _on(today + timedelta(days=WEEK), today + timedelta(days=WEEK + 1))


def _about_fortnight(_marks: list[Mark], today: date) -> Part:
    """As in "en quince días": fifteen days, or the same day in two weeks."""
    return _on(today + timedelta(days=2 * WEEK), today + timedelta(days=2 * WEEK + 1))


def _week_after(marks: list[Mark], today: date) -> Part:
    """As in "de hoy en ocho": the same day a week later, or two."""
    starts = _START[marks[0].kind]([marks[0]], today).days
    weeks = 2 if marks[-1].kind == "in_fifteen" else 1
    return _on(*(start + timedelta(days=weeks * WEEK) for start in starts))


_START: dict[str, Callable[[list[Mark], date], Part]] = {
    "weekday": _weekday,
    "today": _today,
    "tomorrow": _tomorrow,
}


def _span(marks: list[Mark]) -> timedelta:
    count = next((mark.values[0] for mark in marks if mark.kind == "number"), 1)
    days = {"week": WEEK, "fortnight": 2 * WEEK}
    return timedelta(days=count * next((days[m.kind] for m in marks if m.kind in days), 1))


def _day_month(marks: list[Mark], today: date) -> Part | None:
    said = {mark.kind: mark.values[0] for mark in marks}
    return _calendar([(said["number"], said["month"])], said.get("year"), today)


def _slashed(marks: list[Mark], today: date) -> Part | None:
    """3/4: the third of April or the fourth of March."""
    first, second, *year = marks[0].values
    return _calendar([(first, second), (second, first)], year[0] if year else None, today)


def _iso(marks: list[Mark], today: date) -> Part | None:
    year, month, day = marks[0].values
    return _calendar([(day, month)], year, today)


def _day_of_month(marks: list[Mark], today: date) -> Part | None:
    """As in "the 4th", or "el 4": of this month or of a coming one."""
    found, start = [], today.replace(day=1)
    for _ in range(MONTHS_AHEAD):
        day = _day(start.year, start.month, marks[-1].values[0])
        found += [day] if day and day >= today else []
        start = (start + timedelta(days=32)).replace(day=1)
    sure = marks[-1].ordinal or len(marks) > 1
    return Part(days=tuple(found), monthly=True, loose=not sure) if found else None


def _calendar(day_months: Iterable[tuple[int, int]], year: int | None, today: date) -> Part | None:
    days = set()
    if year and year > today.year + YEARS_AHEAD:
        return None
    for day, month in day_months:
        this = _day(year or today.year, month, day)
        later = None if year else _day(today.year + 1, month, day)
        if later and later - today < FARTHEST and (this is None or this < today):
            this = later
        if this:
            days.add(this)
    return Part(days=tuple(sorted(days))) if days else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(marks: list[Mark], today: date) -> Part | None:
    """As in "10:30", "9", "at 9 o'clock", "4 pm", "1430"; 2026 is a year, not 20:26."""
    said = next(mark for mark in marks if mark.kind in {"clock", "compact", "number"})
    hour, minute = (*said.values, 0)[:2]
    if said.ordinal or hour > LAST_HOUR or minute > LAST_MINUTE:
        return None
    if said.kind == "compact" and 0 <= hour * 100 + minute - today.year <= YEARS_AHEAD:
        return None
    if said.kind == "number" and hour == 0:
        return None
    return Part(clock=Clock(hour, minute, _half_of(marks[-1])))


def _minutes(marks: list[Mark], _today: date) -> Part | None:
    """As in "half past nine", "quarter to ten", "ten past nine"."""
    said = [mark for mark in marks if mark.kind != "at" and _half_of(mark) is None]
    minute = QUARTERS.get(said[0].kind) or said[0].values[0]
    hour = said[-1].values[0]
    if not 1 <= hour <= NOON or not 1 <= minute <= LAST_MINUTE:
        return None
    if said[-2].kind in {"to", "quarter_to"}:
        hour, minute = (hour - 2) % NOON + 1, 60 - minute
    return Part(clock=Clock(hour, minute, _half_of(marks[-1])))


_BEFORE = {"minus", "minus_quarter"}
_AFTER_HOUR = {"and_half": 30, "and_quarter": 15, "minus_quarter": 15}


def _hour_first(marks: list[Mark], _today: date) -> Part | None:
    """As in "las nueve y media", "las diez menos cuarto", "las nueve y veinte"."""
    said = [mark for mark in marks if mark.kind != "at" and _half_of(mark) is None]
    hour, word = said[0].values[0], said[1].kind
    minute = _AFTER_HOUR.get(word) or said[-1].values[0]
    if not 1 <= hour <= NOON or not 1 <= minute <= LAST_MINUTE:
        return None
    if word in _BEFORE:
        hour, minute = (hour - 2) % NOON + 1, 60 - minute
    return Part(clock=Clock(hour, minute, _half_of(marks[-1])))


def _noon(_marks: list[Mark], _today: date) -> Part:
    return Part(clock=Clock(NOON, 0, exact=True))


def _half(marks: list[Mark], _today: date) -> Part:
    return Part(half=_half_of(marks[0]))


def _half_of(mark: Mark) -> Half | None:
    halves: dict[str, Half] = {"am": "am", "morning": "am"}
    return halves.get(mark.kind) or ("pm" if mark.kind in {"pm", "afternoon", "evening"} else None)


def _nothing(_marks: list[Mark], _today: date) -> Part:
    return Part()


Pattern = tuple[tuple[str, ...], Meaning]

_COUNTS = (
    ("number", "day"),
    ("number", "week"),
    ("single", "week"),
    ("fortnight",),
    ("single", "fortnight"),
)
_DAYS: tuple[Pattern, ...] = (
    (("today",), _today),
    (("tonight",), _today),
    (("tomorrow",), _tomorrow),
    (("after_tomorrow",), _after_tomorrow),
    (("weekday",), _weekday),
    (("this", "weekday"), _weekday),
    (("next", "weekday"), _next_weekday),
    (("next", "week", "weekday"), _weekday_next_week),
    (("weekday", "next", "week"), _weekday_next_week),
    (("weekday", "week"), _weekday_week),
    (("weekday", "next"), _next_weekday),
    (("weekday", "week", "next"), _weekday_next_week),
    (("week", "next", "weekday"), _weekday_next_week),
    (("next", "week", "the", "weekday"), _weekday_next_week),
    (("week", "next", "the", "weekday"), _weekday_next_week),
    (("in_eight_days",), _about_week),
    (("in_fifteen_days",), _about_fortnight),
    *(
        ((start, later), _week_after)
        for start in ("weekday", "today", "tomorrow")
        for later in ("in_eight", "in_fifteen")
    ),
    *((("in", *count), _in_days) for count in _COUNTS),
    *(((*count, "now"), _in_days) for count in _COUNTS),
    *(
        ((*count, "from", last), _days_from)
        for count in _COUNTS
        for last in ("weekday", "today", "tomorrow")
    ),
    (("number", "month"), _day_month),
    (("month", "number"), _day_month),
    (("number", "month", "year"), _day_month),
    (("month", "number", "year"), _day_month),
    (("slashed",), _slashed),
    (("iso",), _iso),
    (("number",), _day_of_month),
    (("the", "number"), _day_of_month),
)
_TIMES: tuple[Pattern, ...] = tuple(
    ((*at, *said, *half), meaning)
    for at in ((), ("at",))
    for half in ((), ("am",), ("pm",))
    for said, meaning in (
        (("clock",), _time),
        (("clock", "oclock"), _time),
        (("compact",), _time),
        (("number",), _time),
        (("number", "oclock"), _time),
        (("half_past", "number"), _minutes),
        (("quarter_past", "number"), _minutes),
        (("quarter_to", "number"), _minutes),
        (("number", "past", "number"), _minutes),
        (("number", "to", "number"), _minutes),
        (("number", "and_half"), _hour_first),
        (("number", "and_quarter"), _hour_first),
        (("number", "minus_quarter"), _hour_first),
        (("number", "and", "number"), _hour_first),
        (("number", "minus", "number"), _hour_first),
    )
)
PATTERNS: tuple[Pattern, ...] = (
    *_DAYS,
    *_TIMES,
    (("noon",), _noon),
    (("at", "noon"), _noon),
    (("this", "morning"), lambda marks, today: Part(days=(today,), half=_half_of(marks[1]))),
    (("this", "afternoon"), lambda marks, today: Part(days=(today,), half=_half_of(marks[1]))),
    (("this_morning",), lambda _marks, today: Part(days=(today,), half="am")),
    (("this_afternoon",), lambda _marks, today: Part(days=(today,), half="pm")),
    (("morning",), _half),
    (("afternoon",), _half),
    (("evening",), _half),
    (("ignored",), _nothing),
)
"""Every part, as the kinds of its marks in order."""
