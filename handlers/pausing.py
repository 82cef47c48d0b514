"""A pause until a day, by button or typed: what it silences, what falls into it, and its end."""

from datetime import date, datetime, timedelta

from handlers import days, reading
from handlers.card import next_chase, still
from handlers.content import running
from handlers.context import Turn
from handlers.expected import takes
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    button,
    go,
    label,
    nickname,
    render,
    screen,
)
from handlers.settings_reminders import way_on
from handlers.spoken import at, day, in_full, of_visit
from handlers.tasks import hours, member
from state.effects import Button
from state.levels import Level
from state.plan import visits

PAUSES = {"days": 3, "week": 7, "fortnight": 14, "month": 30}
"""Days from today on which the messages come again."""
LONG = 31
"""A pause of more days is asked about first: the limit is ours."""
CHOICES = 4


def _may_pause(turn: Turn) -> bool:
    return turn.member is not None and turn.member.zone is not None


@press("pause")
def _on_pause(turn: Turn, _arguments: list[str]) -> None:
    if _may_pause(turn):
        go(turn, "pause")
    else:
        stale(turn)


@screen("pause")
def _pause(turn: Turn, _about: str) -> View:
    choices = [button(turn, f"pause_{word}", f"pause_for:{word}") for word in PAUSES]
    rows: Rows = [
        choices[:2],
        choices[2:],
        *_still_ask(turn, "days"),
        [button(turn, "back", "stopping")],
        way_on(turn),
    ]
    text = render(
        turn,
        "pause",
        others=_others(turn),
        asks=_unasked(turn),
        called=bool(next_chase(turn)),
        still=still(turn),
    )
    return View(text, rows, expecting="pause")


def _still_ask(turn: Turn, pause: str) -> Rows:
    """Quiet, but for the one question that cannot wait, while there is one."""
    if not _unasked(turn):
        return []
    words = label(turn, "quiet_but_ask", asks=_unasked(turn))
    return [[Button(words, f"pause_for:{pause}:ask")]]


def _unasked(turn: Turn) -> str:
    """When it would be asked whether a doctor called, or for a date, if that cannot wait."""
    if not reading.card_is_due(turn):
        return ""
    if asks := next_chase(turn):
        return asks
    now_is = reading.now_is(turn)
    soon = now_is.level is Level.WITHIN_48_HOURS and not now_is.passed(turn.now)
    return at(turn, now_is.deadline) if soon and now_is.deadline else ""


def _others(turn: Turn) -> bool:
    return len(reading.case(turn).members) > 1


@press("pause_for")
def _on_pause_for(turn: Turn, arguments: list[str]) -> None:
    ahead = PAUSES.get(arguments[0])
    if ahead is None or not _may_pause(turn):
        stale(turn)
    else:
        _begin(turn, days.this_day(turn) + timedelta(days=ahead), still_ask=arguments[-1] == "ask")


@press("pause_on")
def _on_pause_on(turn: Turn, arguments: list[str]) -> None:
    """One of the days a text could mean."""
    until = _ahead(turn, arguments[0])
    if until is None:
        stale(turn)
    else:
        _choose(turn, until)


@press("pause_until")
def _on_pause_until(turn: Turn, arguments: list[str]) -> None:
    """A day that was agreed to, however late it is."""
    until = _ahead(turn, arguments[0])
    if until is None:
        stale(turn)
    else:
        _begin(turn, until)


def _ahead(turn: Turn, written: str) -> date | None:
    """The day of a button, while it is still to come."""
    found = days.of_button(written)
    return found if found and _may_pause(turn) and found > days.this_day(turn) else None


def _begin(turn: Turn, until: date, *, anew: bool = False, still_ask: bool = False) -> None:
    """A pause silences this member's own chat, from now until that day; what can't wait, if so."""
    wishes = member(turn).reminders
    wishes.paused_until, wishes.still_ask, wishes.stopped = until, still_ask, False
    turn.take_back_reminders(turn.chat_id)
    go(turn, "quiet", days.written(until), anew=anew)


def _choose(turn: Turn, until: date, *, anew: bool = False) -> None:
    if (until - days.this_day(turn)).days > LONG:
        go(turn, "pause_long", days.written(until), anew=anew)
    else:
        _begin(turn, until, anew=anew)


@takes("pause")
def _on_typed(turn: Turn, _about: str, text: str) -> None:
    """A typed day, or how long: "Friday", "until June 4", "10 days"."""
    found, trouble = days.typed(turn, text)
    ahead = [one for one in found if one > days.this_day(turn)]
    if len(ahead) == 1:
        _choose(turn, ahead[0], anew=True)
    elif ahead:
        go(turn, "pause_which", ":".join(days.written(one) for one in ahead[:CHOICES]), anew=True)
    else:
        note = render(turn, "pause_trouble", trouble="today" if found else trouble)
        go(turn, "pause", anew=True, note=note)


@screen("pause_which")
def _which(turn: Turn, about: str) -> View:
    every = [found for one in about.split(":") if (found := days.of_button(one))]
    rows: Rows = [[Button(day(turn, one), f"pause_on:{days.written(one)}")] for one in every]
    rows.append([button(turn, "back", "pause")])
    return View(render(turn, "visit_which"), [*rows, way_on(turn)], expecting="pause")


@screen("pause_long")
def _long(turn: Turn, about: str) -> View:
    """A long pause is asked about once, with what it means."""
    until = days.of_button(about) or days.this_day(turn)
    keeps = running(turn).retention_days
    erased = _erased(turn, until)
    text = render(turn, "pause_long", until=_named(turn, until), erased=erased, keeps=keeps)
    rows: Rows = [
        [button(turn, "yes_so_long", f"pause_until:{about}")],
        [button(turn, "pause_month", "pause_for:month"), button(turn, "back", "pause")],
    ]
    return View(text, [*rows, way_on(turn)], expecting="pause")


def _erased(turn: Turn, until: date | None) -> str:
    """The day on which all is erased if nobody writes any more, if the silence is that long."""
    erased = days.this_day(turn) + timedelta(days=running(turn).retention_days)
    return _named(turn, erased) if until is None or erased <= until else ""


def _named(turn: Turn, until: date) -> str:
    """The day in words; with its year, where that is not this one."""
    words = day(turn, until)
    same = until.year == days.this_day(turn).year
    return words if same else label(turn, "day_of_year", day=words, year=until.year)


@screen("quiet")
def _quiet(turn: Turn, about: str) -> View:
    """What the silence means; with a day, also what falls into it."""
    until, still_ask = days.of_button(about), member(turn).reminders.still_ask
    text = render(
        turn,
        "quiet",
        until=_named(turn, until) if until else "",
        others=_others(turn),
        nickname=nickname(turn),
        emergency=emergency_numbers(turn),
        erased=_erased(turn, until),
        still_ask=still_ask,
        **(_in_it(turn, until) if until else {"visit": "", "latest": ""}),
    )
    more = [] if still_ask else _still_ask(turn, "days" if until else "month")
    return View(text, [[button(turn, "write_again", "write_again")], *more, way_on(turn)])


def _in_it(turn: Turn, until: date) -> dict[str, str]:
    """The next visit and the latest time to act, if they come before the pause is over."""
    ends = datetime.combine(until, datetime.min.time(), hours(turn).local(turn.now).tzinfo)
    near = [one for one in visits.ahead(reading.case(turn).visits, turn.now) if one.moment < ends]
    latest = reading.now_is(turn).deadline if reading.card_is_due(turn) else None
    ahead = latest is not None and turn.now < latest < ends
    return {
        "visit": of_visit(turn, near[0]) if near else "",
        "latest": in_full(turn, latest) if latest is not None and ahead else "",
    }
