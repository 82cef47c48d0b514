"""When a visit is: its day by button or typed, then its time; asked back where it can be two.

Which visit it is stands first in everything here: "new", or the id of the one that moves.
"""

from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from handlers import reading
from handlers.content import content
from handlers.context import Turn
from handlers.expected import takes
from handlers.places import here, zone
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, render, screen, tongue, where
from handlers.spoken import clock, day, of_visit
from handlers.visit_found import NEW, may_plan, undo
from state.dates.reading import Moment, read
from state.dates.vocabulary import lexicon
from state.effects import Button
from state.plan import visits
from state.plan.visits import START_OF_DAY, Visit, VisitEvent

ON_A_PAGE = 4
DAYS_AHEAD = 15
"""Days that buttons lead to; later ones are typed."""
One = TypeVar("One", date, datetime)
DAY, MINUTE = "%Y%m%d", "%Y%m%d%H%M"


@press("visit_when")
def _on_when(turn: Turn, arguments: list[str]) -> None:
    if may_plan(turn) and is_known(turn, arguments[0]):
        go(turn, "visit_when", ":".join(arguments))
    else:
        stale(turn)


def is_known(turn: Turn, which: str) -> bool:
    return which == NEW or visits.find(reading.case(turn).visits, which) is not None


def _zone(turn: Turn, which: str) -> ZoneInfo:
    visit = visits.find(reading.case(turn).visits, which)
    return ZoneInfo(visit.zone if visit else zone(turn))


def _now(turn: Turn, which: str) -> datetime:
    """Now, on the clock of the place."""
    return turn.now.astimezone(_zone(turn, which))


@screen("visit_when")
def _when(turn: Turn, about: str) -> View:
    """The next days on which clinics are open, four on a page; any other is typed."""
    which, _, page = about.partition(":")
    days, weekend = _days(turn, which), here(turn).office.weekend
    open_days = [one for one in days if one.isoweekday() not in weekend]
    shown, following = _page(open_days, page)
    rows: Rows = [[Button(day(turn, one), f"visit_day:{which}:{one:%Y%m%d}")] for one in shown]
    rows.append(_further(turn, f"visit_when:{which}", following))
    text = render(turn, "visit_when", moves=which != NEW)
    return View(text, [*rows, back_to_card(turn)], expecting=f"visit_when:{which}")


def _days(turn: Turn, which: str) -> list[date]:
    """The days to come; today too, while clinics are open."""
    now = _now(turn, which)
    first = 0 if now.hour < here(turn).office.closes - 1 else 1
    return [now.date() + timedelta(days=ahead) for ahead in range(first, DAYS_AHEAD)]


def _page(every: list[One], page: str) -> tuple[list[One], str]:
    """What stands on a page, and the next page if there is one."""
    number = int(page) if page.isdecimal() else 0
    first = number * ON_A_PAGE
    following = str(number + 1) if first + ON_A_PAGE < len(every) else ""
    return every[first : first + ON_A_PAGE] or every[:ON_A_PAGE], following


def _further(turn: Turn, data: str, following: str) -> list[Button]:
    more = [button(turn, "more", f"{data}:{following}")] if following else []
    return [*more, button(turn, "plan", "plan")]


@press("visit_day")
def _on_day(turn: Turn, arguments: list[str]) -> None:
    which, text = arguments[0], arguments[-1]
    found = _parsed(text, DAY)
    if not may_plan(turn) or not is_known(turn, which) or found is None:
        stale(turn)
    elif found.date() < _now(turn, which).date():
        go(turn, "visit_when", which, note=render(turn, "visit_trouble", trouble="past"))
    else:
        go(turn, "visit_time", f"{which}:{text}")


def _parsed(text: str, how: str) -> datetime | None:
    try:
        return datetime.strptime(text, how)  # noqa: DTZ007, local: its zone is that of the place
    except ValueError:
        return None


@screen("visit_time")
def _time(turn: Turn, about: str) -> View:
    """The hours of a clinic's day, four on a page; any other time is typed; or none is known."""
    which, text, page = [*about.split(":"), ""][:3]
    found = datetime.strptime(text, DAY).date()  # noqa: DTZ007, as above
    shown, following = _page(_hours(turn, which, found), page)
    times = [Button(clock(turn, one), f"visit_at:{which}:{one:%Y%m%d%H%M}") for one in shown]
    rows: Rows = [row for row in (times[:2], times[2:]) if row]
    if found > _now(turn, which).date():
        rows.append([button(turn, "no_time", f"visit_at:{which}:{text}")])
    rows.append(_further(turn, f"visit_hours:{which}:{text}", following))
    said = render(turn, "visit_time", day=day(turn, found))
    return View(said, [*rows, back_to_card(turn)], expecting=f"visit_time:{which}:{text}")


def _hours(turn: Turn, which: str, found: date) -> list[datetime]:
    """From an hour before clinics open, as long as they are open, and still ahead."""
    office, place = here(turn).office, _zone(turn, which)
    every = [
        datetime.combine(found, time(hour), place)
        for hour in range(office.opens - 1, office.closes)
    ]
    return [one for one in every if one > turn.now]


@press("visit_hours")
def _on_hours(turn: Turn, arguments: list[str]) -> None:
    which, text = [*arguments, ""][:2]
    if may_plan(turn) and is_known(turn, which) and _parsed(text, DAY):
        go(turn, "visit_time", ":".join(arguments))
    else:
        stale(turn)


@takes("visit_when")
def _on_when_typed(turn: Turn, about: str, text: str) -> None:
    _on_typed(turn, about, text, None)


@takes("visit_time")
def _on_time_typed(turn: Turn, about: str, text: str) -> None:
    which, _, written = about.partition(":")
    found = _parsed(written, DAY)
    _on_typed(turn, which, text, found.date() if found else None)


def _on_typed(turn: Turn, which: str, text: str, asked: date | None) -> None:
    """One moment is taken, several are asked back; a day alone asks for its time."""
    if not may_plan(turn) or not is_known(turn, which):
        stale(turn)
        return
    known = lexicon(content(turn).templates, tongue(turn))
    found = read(text, known, _now(turn, which), asked)
    if found.trouble:
        here_now = where(turn)
        note = render(turn, "visit_trouble", trouble=found.trouble)
        go(turn, here_now.screen, here_now.about, anew=True, note=note)
    elif len(found.moments) > 1:
        go(turn, "visit_which", ":".join([which, *map(_written, found.moments)]), anew=True)
    elif found.moments[0].at is None:
        go(turn, "visit_time", f"{which}:{_written(found.moments[0])}", anew=True)
    else:
        _take(turn, which, _written(found.moments[0]))


def _written(moment: Moment) -> str:
    if moment.at is None:
        return f"{moment.day:%Y%m%d}"
    return f"{datetime.combine(moment.day, moment.at):%Y%m%d%H%M}"


@screen("visit_which")
def _which(turn: Turn, about: str) -> View:
    """What was typed can be read in several ways: which one was meant."""
    which, *moments = about.split(":")
    rows: Rows = [[_choice(turn, which, one)] for one in moments[:ON_A_PAGE]]
    rows.append([button(turn, "back", f"visit_when:{which}"), button(turn, "plan", "plan")])
    return View(render(turn, "visit_which"), [*rows, back_to_card(turn)])


def _choice(turn: Turn, which: str, text: str) -> Button:
    moment = _parsed(text, MINUTE)
    if len(text) == len(MINUTE_SHAPE) and moment is not None:
        words = f"{day(turn, moment.date())}, {clock(turn, moment)}"
        return Button(words, f"visit_at:{which}:{text}")
    day_found = datetime.strptime(text, DAY).date()  # noqa: DTZ007, as above
    return Button(day(turn, day_found), f"visit_day:{which}:{text}")


MINUTE_SHAPE = "yyyymmddhhmm"


@press("visit_at")
def _on_at(turn: Turn, arguments: list[str]) -> None:
    """A button from these screens only: an old one, tapped again, would book a second visit."""
    asked = where(turn).screen in {"visit_time", "visit_which"} and not turn.pressed_is_old
    if may_plan(turn) and is_known(turn, arguments[0]) and asked:
        _take(turn, arguments[0], arguments[-1])
    else:
        stale(turn)


def _take(turn: Turn, which: str, text: str) -> None:
    """Books or moves the visit to this local time, or to a day whose time is not known."""
    day_only = len(text) < len(MINUTE_SHAPE)
    local = _parsed(text, DAY if day_only else MINUTE)
    if local is None:
        stale(turn)
        return
    if day_only:
        local = datetime.combine(local, START_OF_DAY)
    moment = visits.in_zone(local, _zone(turn, which).key)
    if moment <= turn.now:
        go(turn, "visit_when", which, note=render(turn, "visit_trouble", trouble="past"))
    else:
        _keep(turn, which, moment, day_only=day_only)


def _keep(turn: Turn, which: str, moment: datetime, *, day_only: bool) -> None:
    case = reading.case(turn)
    visit = visits.find(case.visits, which)
    if visit is None or visit.happened:  # one that happened stays; this is the next
        booked = VisitEvent("booked", turn.chat_id, turn.now, moment, day_only=day_only)
        visit = visits.book(case.visits, case.numbers, booked, _zone(turn, which).key)
        _next(turn, visit, "visit_kind")
        return
    if (visit.moment, visit.day_only, visit.is_planned) != (moment, day_only, True):
        moved = VisitEvent("moved", turn.chat_id, turn.now, moment, day_only=day_only)
        if moment > visit.moment:
            visit.safe_to_wait = ""  # it was said of the earlier time
        visit.add(moved)
    _next(turn, visit, "visit")


def _next(turn: Turn, visit: Visit, name: str) -> None:
    note = render(turn, "visit_kept", when=of_visit(turn, visit))
    go(turn, name, str(visit.visit_id), note=note, undo=undo(visit))
