"""/visit: when and where the family is seen; one visit, or the list of several."""

from typing import get_args

from telegram import Update

from handlers import reading
from handlers.card import on_card
from handlers.claims import called, who_has, who_row
from handlers.context import Turn, TurnContext
from handlers.places import zone
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, label, render, screen, stay, view
from handlers.spoken import in_full, of_visit
from handlers.task import opens
from handlers.tasks import find as find_task
from handlers.tasks import hours
from handlers.visit_found import NEW, found, is_late, kind, may_plan, shown, undo
from state.case import Place
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
    elif (visit := found(turn, arguments[0])) is None:
        _open(turn)
    else:
        go(turn, _page(turn, visit), arguments[0])


@opens("date")
def _on_date(turn: Turn, _task: Task) -> None:
    go(turn, "visit_ask")


def _open(turn: Turn, *, anew: bool = False) -> None:
    """The visit if there is one, the list if there are several, else the day is asked for."""
    listed = _listed(turn)
    if not listed:
        go(turn, "visit_when", NEW, anew=anew)
    elif len(listed) == 1:
        go(turn, _page(turn, listed[0]), str(listed[0].visit_id), anew=anew)
    else:
        go(turn, "visits", anew=anew)


def _page(turn: Turn, visit: Visit) -> str:
    """Of a visit whose time has passed it is asked first whether it happened."""
    passed = visit.is_planned and visit.moment <= turn.now
    return "visit_after" if passed else "visit"


def _listed(turn: Turn) -> list[Visit]:
    every = reading.case(turn).visits
    return [*visits.unasked(every, turn.now), *visits.ahead(every, turn.now)]


@screen("visits")
def _visits(turn: Turn, _about: str) -> View:
    listed = _listed(turn)
    lines = [f"{kind(turn, one)}: {of_visit(turn, one)}" for one in listed]
    rows: Rows = [
        [Button(of_visit(turn, one), f"visit:{one.visit_id}")] for one in listed[:ON_A_LIST]
    ]
    rows.append([button(turn, "another_visit", f"visit_when:{NEW}"), button(turn, "plan", "plan")])
    return View(render(turn, "visits", lines=lines), [*rows, back_to_card(turn)])


@screen("visit_ask")
def _ask(turn: Turn, _about: str) -> View:
    """No date yet: the words to get one, and where to put it."""
    rows = [
        [button(turn, "have_date", f"visit_when:{NEW}")],
        [button(turn, "words", "words"), button(turn, "put_off", "put_off:date")],
        *who_row(turn, "date"),
        [button(turn, "plan", "plan")],
    ]
    with_whom = who_has(turn, find_task(turn, "date"))
    asked = {"with_whom": with_whom, "called": called(turn, "date")}
    return View(
        render(turn, "visit_ask", **on_card(turn), ask=label(turn, "say_date"), **asked),
        [*rows, back_to_card(turn)],
    )


@screen("visit")
def _visit(turn: Turn, about: str) -> View:
    visit = shown(turn, about)
    if (page := _page(turn, visit)) != "visit":
        return view(turn, Place(page, about))
    latest = reading.now_is(turn).deadline
    text = render(
        turn,
        "visit",
        visit=visit,
        kind=kind(turn, visit),
        when=of_visit(turn, visit),
        days=_days(turn, visit),
        elsewhere=_elsewhere(turn, visit),
        latest=in_full(turn, latest) if is_late(turn, visit) and latest else "",
        passed=latest is not None and latest <= turn.now,
        became=visit.events[-1].what if not visit.is_planned else "",
    )
    return View(text, [*_rows(turn, visit), back_to_card(turn)])


def _days(turn: Turn, visit: Visit) -> int:
    """Days from today to the visit, as the calendar counts them."""
    local = hours(turn).local
    return (local(visit.moment).date() - local(turn.now).date()).days


def _elsewhere(turn: Turn, visit: Visit) -> bool:
    """Whether the clock there shows another time than the member's own."""
    there, ours = (Habits(name).local(visit.moment) for name in (visit.zone, zone(turn)))
    return there.utcoffset() != ours.utcoffset()


def _rows(turn: Turn, visit: Visit) -> Rows:
    about = str(visit.visit_id)
    navigation = [
        button(turn, "another_visit", f"visit_when:{NEW}"),
        button(turn, "plan", "plan"),
    ]
    if not visit.is_planned:
        following = "have_next" if visit.happened else "new_date"
        return [[button(turn, following, f"visit_when:{about}")], navigation]
    if is_late(turn, visit):
        first = [[button(turn, "task_earlier", f"visit_earlier:{about}")]]
    elif _days(turn, visit) <= IN_THE_ROOM:
        first = [[button(turn, "in_the_room", f"visit_room:{about}")]]
    else:
        first = [[button(turn, "for_calendar", f"visit_file:{about}")]]
    return [
        *first,
        [button(turn, "visit_more", f"visit_more:{about}")],
        [button(turn, "visit_moved", f"visit_when:{about}")],
        [button(turn, "cancelled", f"visit_off:{about}")],
        navigation,
    ]


IN_THE_ROOM = 1
"""Days before the visit from which its page leads to what to ask there."""


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
    which = next((one for one in KINDS if one == arguments[0]), None)
    visit = found(turn, arguments[-1])
    if visit is None or which is None:
        stale(turn)
    else:
        visit.kind = which
        go(turn, "visit", str(visit.visit_id))


@press("visit_undo")
def _on_undo(turn: Turn, arguments: list[str]) -> None:
    """Undo: what held of the visit before holds again; an old tap takes nothing later back."""
    visit = found(turn, arguments[0])
    if visit is None or undo(visit) != f"visit_undo:{':'.join(arguments)}":
        stale(turn)
        return
    visits.take_back(reading.case(turn).visits, visit)
    name, about = (_page(turn, visit), arguments[0]) if visit.events else ("visit_when", NEW)
    go(turn, name, about, note=render(turn, "undone"))
