"""/papers: where every paper stands, and what is still missing as words to read out."""

from telegram import Update

from handlers import reading
from handlers.context import Turn, TurnContext
from handlers.lists import words
from handlers.presses import press, stale
from handlers.records import gathered, promised_by, stage_of, stands
from handlers.screens import Rows, View, back_to_card, button, go, inner, screen, stay
from handlers.spoken import day, of_visit
from handlers.tasks import the_plan
from handlers.topics import with_help_first
from state.assessments.lists import Paper
from state.effects import Button
from state.plan.papers import MISSING

ON_A_PAGE = 4
HOLDERS = 3
"""Who is called, on one page; a tired parent makes no more calls in a day."""


async def on_papers(_update: Update, context: TurnContext) -> None:
    """/papers: before there is a card, the present question."""
    turn = context.turn
    if _may(turn):
        go(turn, "papers", anew=True)
    else:
        stay(turn)


def _may(turn: Turn) -> bool:
    return turn.case is not None and reading.card_is_due(turn)


@press("papers")
def _on_papers(turn: Turn, arguments: list[str]) -> None:
    if _may(turn):
        go(turn, "papers", arguments[0])
    else:
        stale(turn)


@press("missing")
def _on_missing(turn: Turn, _arguments: list[str]) -> None:
    if _may(turn):
        go(turn, "missing")
    else:
        stale(turn)


@screen("papers")
def _papers(turn: Turn, page: str) -> View:
    """Every paper and where it stands, four on a page; what is missing stands first."""
    needed = [one for one in gathered(turn) if stage_of(turn, one.id) != "not_needed"]
    every = sorted(needed, key=lambda one: not _is_missing(turn, one))
    first = int(page) * ON_A_PAGE if page.isdecimal() else 0
    shown = every[first : first + ON_A_PAGE] or every[:ON_A_PAGE]
    rows: Rows = [[Button(_name(turn, one), f"record:{one.id}")] for one in shown]
    further = first + ON_A_PAGE < len(every)
    if len(every) > ON_A_PAGE:
        following = first // ON_A_PAGE + 1 if further else 0
        rows.append([button(turn, "more", f"papers:{following}")])
    if any(one.paper for one in reading.case(turn).files):
        rows.append([button(turn, "files_all", "files_get")])
    rows.append([button(turn, "missing", "missing"), button(turn, "plan", "plan")])
    text = with_help_first(
        turn,
        "papers",
        lines=[f"{_name(turn, one)}: {stands(turn, one)}" for one in shown],
        here=sum(not _is_missing(turn, one) for one in every),
        total=len(every),
    )
    return View(text, [*rows, back_to_card(turn)])


@screen("missing")
def _missing(turn: Turn, _about: str) -> View:
    """What is not here yet, as words to read out; then what the center is asked, what to bring."""
    every, visit = gathered(turn), the_plan(turn).visit
    absent = [one for one in every if _is_missing(turn, one)]
    asked = _by_holder(turn, [one for one in absent if not one.own])
    text = with_help_first(
        turn,
        "missing",
        visit=of_visit(turn, visit) if visit else "",
        at_center=visit is None or visit.is_at_center,
        holders=asked[:HOLDERS],
        further=[paper for _, papers in asked[HOLDERS:] for paper in papers],
        sent=[_name(turn, one) for one in every if stage_of(turn, one.id) == "sent"],
        own=[_name(turn, one) for one in absent if one.own],
    )
    rows: Rows = [[button(turn, "all_papers", "papers"), button(turn, "plan", "plan")]]
    return View(text, [*rows, back_to_card(turn)])


def _by_holder(turn: Turn, absent: list[Paper]) -> list[tuple[str, list[str]]]:
    """The papers by who has them, and the day they were promised: each is another telephone."""
    holders: dict[str, list[str]] = {}
    for one in absent:
        holders.setdefault(words(turn).records[one.id].who, []).append(_with_day(turn, one))
    return [*holders.items()]


def _is_missing(turn: Turn, one: Paper) -> bool:
    return stage_of(turn, one.id) in MISSING


def _name(turn: Turn, one: Paper) -> str:
    return words(turn).records[one.id].name


def _with_day(turn: Turn, one: Paper) -> str:
    due = promised_by(turn, one.id)
    said = _name(turn, one)
    return inner(turn, "promised_by", name=said, day=day(turn, due)) if due else said
