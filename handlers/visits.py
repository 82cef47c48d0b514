"""/visit: when and where the family is seen; one visit, or the list of several."""

from datetime import datetime
from typing import get_args

from telegram import Update

from handlers import reading
from handlers.context import Turn, TurnContext
from handlers.places import zone
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, label, render, screen, stay
from handlers.spoken import day, in_full, of_visit
from handlers.task import opens
from handlers.tasks import hours
from handlers.visit_when import NEW, may_plan
from state.effects import Button
from state.plan import visits
from state.plan.habits import Habits
from state.plan.tasks import Task
from state.plan.visits import Visit, VisitKind

ON_A_LIST = 4


async def on_visit(_update: Update, context: TurnContext) -> None:
    """/visit: before there is a card, the present question."""
    if may_plan(context.turn):
        _open(context.turn, anew=True)
    else:
        stay(context.turn)


@press("visit")
def _on_visit(turn: Turn, arguments: list[str]) -> None:
    if not may_plan(turn):
        stale(turn)
    elif visits.find(reading.case(turn).visits, arguments[0]):
        go(turn, "visit", arguments[0])
    else:
        _open(turn)


@opens("date")
def _on_date(turn: Turn, _task: Task) -> None:
    go(turn, "visit_ask")


def _open(turn: Turn, *, anew: bool = False) -> None:
    """The visit if there is one, the list if there are several, else the day is asked for."""
    listed = _listed(turn)
    if not listed:
        go(turn, "visit_when", NEW, anew=anew)
    elif len(listed) == 1:
        go(turn, "visit", str(listed[0].visit_id), anew=anew)
    else:
        go(turn, "visits", anew=anew)


def _listed(turn: Turn) -> list[Visit]:
    every = reading.case(turn).visits
    return [*visits.unasked(every, turn.now), *visits.ahead(every, turn.now)]


@screen("visits")
def _visits(turn: Turn, _about: str) -> View:
    listed = _listed(turn)
    lines = [f"{kind(turn, one)}: {of_visit(turn, one)}" for one in listed]
    rows: Rows = [
        [Button(day(turn, one.local.date()), f"visit:{one.visit_id}")] for one in listed[:ON_A_LIST]
    ]
    rows.append([button(turn, "another_visit", f"visit_when:{NEW}"), button(turn, "plan", "plan")])
    return View(render(turn, "visits", lines=lines), [*rows, back_to_card(turn)])


def kind(turn: Turn, visit: Visit) -> str:
    return label(turn, f"visit_kind_{visit.kind}")


@screen("visit_ask")
def _ask(turn: Turn, _about: str) -> View:
    """No date yet: the words to get one, and where to put it."""
    rows = [
        [button(turn, "have_date", f"visit_when:{NEW}")],
        [button(turn, "words", "words"), button(turn, "put_off", "put_off:date")],
        [button(turn, "plan", "plan")],
    ]
    return View(
        render(turn, "visit_ask", ask=label(turn, "say_date"), why=label(turn, "why_date")),
        [*rows, back_to_card(turn)],
    )


@screen("visit")
def _visit(turn: Turn, about: str) -> View:
    visit = visits.find(reading.case(turn).visits, about)
    if visit is None:
        return View(
            render(turn, "visit_gone"), [[button(turn, "plan", "plan")], back_to_card(turn)]
        )
    latest = reading.now_is(turn).deadline
    text = render(
        turn,
        "visit",
        visit=visit,
        kind=kind(turn, visit),
        when=of_visit(turn, visit),
        days=(hours(turn).local(visit.moment).date() - hours(turn).local(turn.now).date()).days,
        elsewhere=_offset(visit.zone, visit.moment) != _offset(zone(turn), visit.moment),
        latest=in_full(turn, latest) if latest and latest < visit.moment else "",
    )
    return View(text, [*_rows(turn, visit), back_to_card(turn)])


def _offset(name: str, moment: datetime) -> object:
    return Habits(name).local(moment).utcoffset()


def _rows(turn: Turn, visit: Visit) -> Rows:
    about = str(visit.visit_id)
    return [
        [button(turn, "visit_moved", f"visit_when:{about}")],
        [button(turn, "another_visit", f"visit_when:{NEW}"), button(turn, "plan", "plan")],
    ]


@screen("visit_kind")
def _kind(turn: Turn, about: str) -> View:
    rows: Rows = [
        [button(turn, f"visit_kind_{one}", f"visit_is:{one}:{about}")] for one in KINDS[:-1]
    ]
    rows.append([button(turn, "visit_kind_other", f"visit_is:other:{about}")])
    return View(render(turn, "visit_kind"), [*rows, back_to_card(turn)])


KINDS: tuple[VisitKind, ...] = get_args(VisitKind)


@press("visit_is")
def _on_kind(turn: Turn, arguments: list[str]) -> None:
    found = next((one for one in KINDS if one == arguments[0]), None)
    visit = visits.find(reading.case(turn).visits, arguments[-1]) if may_plan(turn) else None
    if visit is None or found is None:
        stale(turn)
    else:
        visit.kind = found
        go(turn, "visit", str(visit.visit_id))


@press("visit_undo")
def _on_undo(turn: Turn, arguments: list[str]) -> None:
    """Undo: what held of the visit before holds again."""
    visit = visits.find(reading.case(turn).visits, arguments[0]) if may_plan(turn) else None
    if visit is None or turn.pressed_is_old:
        stale(turn)
        return
    visits.take_back(reading.case(turn).visits, visit)
    name, about = ("visit", arguments[0]) if visit.events else ("visit_when", NEW)
    go(turn, name, about, note=render(turn, "undone"))
