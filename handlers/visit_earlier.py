"""A visit after the time to act: an earlier one is asked for until a clinician said it is fine."""

from handlers import reading
from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.presses import press, stale
from handlers.screens import View, back_to_card, button, go, label, render, screen, view
from handlers.spoken import in_full, of_visit
from handlers.task import opens
from handlers.visit_found import found, is_late, shown
from state.case import Place
from state.plan.tasks import Task
from state.plan.visits import LONGEST


@opens("earlier")
def _on_task(turn: Turn, task: Task) -> None:
    go(turn, "visit_earlier", task.id.partition("/")[2])


@press("visit_earlier")
def _on_earlier(turn: Turn, arguments: list[str]) -> None:
    _go(turn, "visit_earlier", arguments[0])


@press("visit_safe")
def _on_safe(turn: Turn, arguments: list[str]) -> None:
    _go(turn, "visit_safe", arguments[0])


def _go(turn: Turn, name: str, visit_id: str) -> None:
    visit = found(turn, visit_id)
    if visit is None:
        stale(turn)
    else:
        go(turn, name if is_late(turn, visit) else "visit", visit_id)


@screen("visit_earlier")
def _earlier(turn: Turn, about: str) -> View:
    visit, latest = shown(turn, about), reading.now_is(turn).deadline
    if latest is None or not is_late(turn, visit):
        return view(turn, Place("visit", about))
    rows = [
        [button(turn, "new_date", f"visit_when:{about}")],
        [button(turn, "said_fine", f"visit_safe:{about}")],
        [button(turn, "put_off", f"put_off:earlier/{about}"), button(turn, "words", "words")],
        [button(turn, "plan", "plan")],
    ]
    text = render(
        turn,
        "visit_earlier",
        when=of_visit(turn, visit),
        latest=in_full(turn, latest),
        passed=latest <= turn.now,
        ask=label(turn, "say_earlier"),
    )
    return View(text, [*rows, back_to_card(turn)])


@screen("visit_safe")
def _safe(turn: Turn, about: str) -> View:
    """Who said so, and when: typed, so that it can be read out if anybody asks."""
    rows = [[button(turn, "back", f"visit_earlier:{about}")], back_to_card(turn)]
    shown(turn, about)
    return View(render(turn, "visit_safe"), rows, expecting=f"visit_safe:{about}")


@takes("visit_safe", questions=True)
def _on_said(turn: Turn, about: str, text: str) -> None:
    visit = found(turn, about)
    if visit is None:
        stale(turn)
    elif line := one_line(turn, text, LONGEST):
        visit.safe_to_wait = line
        go(turn, "visit", about, anew=True, note=render(turn, "visit_fine", who=line))
