"""What else is known of a visit: place, telephone, food and drink, who comes. Each can wait."""

from collections.abc import Mapping

from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.places import zone_choices
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, render, screen
from handlers.spoken import clock
from handlers.visit_found import found, kind, shown
from state.effects import Button
from state.plan import visits
from state.plan.visits import LONGEST, Visit, VisitEvent

FIELDS: Mapping[str, str] = {
    "place": "place",
    "phone": "phone",
    "food": "fasting_words",
    "who": "who_comes",
}
"""What can be typed, and where it is kept."""


@press("visit_more")
def _on_more(turn: Turn, arguments: list[str]) -> None:
    _go(turn, "visit_more", arguments[0], ":".join(arguments))


def _go(turn: Turn, name: str, visit_id: str, about: str) -> None:
    if found(turn, visit_id) is None:
        stale(turn)
    else:
        go(turn, name, about)


@screen("visit_more")
def _more(turn: Turn, about: str) -> View:
    """The four that are typed; on the second page what is chosen."""
    visit_id, _, page = about.partition(":")
    visit = shown(turn, visit_id)
    rows: Rows = [[button(turn, f"visit_{one}", f"visit_fill:{one}:{visit_id}")] for one in FIELDS]
    if page:
        rows = [
            [button(turn, "kind_of_visit", f"visit_kind:{visit_id}")],
            [button(turn, "for_calendar", f"visit_file:{visit_id}")],
            *([[_clock_there(turn, visit)]] if len(zone_choices(turn).every) > 1 else []),
        ]
    else:
        rows.append([button(turn, "more", f"visit_more:{visit_id}:1")])
    rows.append([button(turn, "visit", f"visit:{visit_id}"), button(turn, "plan", "plan")])
    text = render(turn, "visit_more", visit=visit, kind=kind(turn, visit))
    return View(text, [*rows, back_to_card(turn)])


def _clock_there(turn: Turn, visit: Visit) -> Button:
    return button(turn, "clock_there", f"visit_clock:{visit.visit_id}")


@press("visit_fill")
def _on_fill(turn: Turn, arguments: list[str]) -> None:
    if arguments[0] not in FIELDS:
        stale(turn)
    else:
        _go(turn, "visit_fill", arguments[-1], ":".join(arguments))


@screen("visit_fill")
def _fill(turn: Turn, about: str) -> View:
    field, _, visit_id = about.partition(":")
    now = getattr(shown(turn, visit_id), FIELDS[field])
    rows: Rows = []
    if field == "food":
        rows.append([button(turn, "will_ask", f"visit_set:food:{visit_id}")])
    if now:
        rows.append([button(turn, "forget", f"visit_set:{field}:{visit_id}")])
    rows.append([button(turn, "back", f"visit_more:{visit_id}"), back_to_card(turn)[1]])
    text = render(turn, "visit_fill", field=field, now=now)
    return View(text, rows, expecting=f"visit_fill:{about}")


@takes("visit_fill", questions=True)
def _on_typed(turn: Turn, about: str, text: str) -> None:
    field, _, visit_id = about.partition(":")
    visit = found(turn, visit_id)
    if visit is None or field not in FIELDS:
        stale(turn)
    elif line := one_line(turn, text, LONGEST):
        _set(visit, field, line)
        go(turn, "visit_more", visit_id, anew=True)


@press("visit_set")
def _on_set(turn: Turn, arguments: list[str]) -> None:
    """Forgets what was typed; of food and drink it stays open: "I will ask"."""
    visit = found(turn, arguments[-1])
    if visit is None or arguments[0] not in FIELDS:
        stale(turn)
        return
    _set(visit, arguments[0], "")
    go(turn, "visit_more", arguments[-1])


def _set(visit: Visit, field: str, line: str) -> None:
    setattr(visit, FIELDS[field], line)
    if field == "food":
        visit.fasting = "told" if line else "ask"


@press("visit_kind")
def _on_kind(turn: Turn, arguments: list[str]) -> None:
    _go(turn, "visit_kind", arguments[0], arguments[0])


@press("visit_clock")
def _on_clock(turn: Turn, arguments: list[str]) -> None:
    _go(turn, "visit_clock", arguments[0], ":".join(arguments))


@screen("visit_clock")
def _clock(turn: Turn, about: str) -> View:
    """Asked only where the parent says that the place has another clock than theirs."""
    visit_id, _, page = about.partition(":")
    shown(turn, visit_id)
    choices = zone_choices(turn).more if page else zone_choices(turn).first
    rows: Rows = [
        [Button(clock(turn, one.local), f"visit_zone:{visit_id}:{one.zone}")] for one in choices
    ]
    if not page and zone_choices(turn).more:
        rows.append([button(turn, "more", f"visit_clock:{visit_id}:1")])
    rows.append([button(turn, "back", f"visit_more:{visit_id}:1"), back_to_card(turn)[1]])
    return View(render(turn, "visit_clock"), rows)


@press("visit_zone")
def _on_zone(turn: Turn, arguments: list[str]) -> None:
    """The clock of the place: the time they gave stays, the moment is that of its clock."""
    visit, name = found(turn, arguments[0]), arguments[-1]
    if visit is None or name not in {one.zone for one in zone_choices(turn).every}:
        stale(turn)
        return
    local, day_only = visit.local.replace(tzinfo=None), visit.day_only
    moment = visits.in_zone(local, name)
    visit.zone = name
    if moment != visit.moment:
        event = VisitEvent("moved", turn.chat_id, turn.now, moment, day_only=day_only)
        visit.add(event)
    go(turn, "visit", arguments[0])
