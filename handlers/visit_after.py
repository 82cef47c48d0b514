"""After a visit: first whether it happened, then what was said, then what comes next."""

from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.presses import press, stale
from handlers.screens import View, back_to_card, button, go, render, screen, typed_for
from handlers.spoken import of_visit
from handlers.task import opens
from handlers.visit_found import NEW, found, kind, shown, undo
from state.plan.tasks import Task
from state.plan.visits import LONGEST_SAID, VisitEvent


@opens("after")
def _on_task(turn: Turn, task: Task) -> None:
    go(turn, "visit_after", task.id.partition("/")[2])


@screen("visit_after")
def _after(turn: Turn, about: str) -> View:
    visit = shown(turn, about)
    rows = [
        [button(turn, "happened", f"visit_was:{about}")],
        [button(turn, "visit_moved", f"visit_when:{about}")],
        [button(turn, "cancelled", f"visit_off:{about}")],
        [button(turn, "missed", f"visit_missed:{about}")],
        [button(turn, "plan", "plan")],
    ]
    text = render(turn, "visit_after", when=of_visit(turn, visit), kind=kind(turn, visit))
    happened = {f"visit_was:{about}": typed_for(turn, "yes")}
    return View(text, [*rows, back_to_card(turn)], synonyms=happened)


@press("visit_was")
def _on_happened(turn: Turn, arguments: list[str]) -> None:
    visit = found(turn, arguments[0])
    if visit is None or not visit.is_planned or visit.moment > turn.now:
        stale(turn)
        return
    visit.add(VisitEvent("happened", turn.chat_id, turn.now))
    go(turn, "visit_said", arguments[0])


@screen("visit_said")
def _said(turn: Turn, about: str) -> View:
    visit = shown(turn, about)
    rows = [
        [button(turn, "have_next", f"visit_when:{NEW}")],
        [button(turn, "no_next", "plan")],
        [button(turn, "something", "something")],
        [button(turn, "undo", undo(visit))],
    ]
    text = render(turn, "visit_said", said=visit.said)
    return View(text, [*rows, back_to_card(turn)], expecting=f"visit_said:{about}")


@takes("visit_said", questions=True)
def _on_said(turn: Turn, about: str, text: str) -> None:
    visit = found(turn, about)
    if visit is None:
        stale(turn)
    elif line := one_line(turn, text, LONGEST_SAID):
        visit.said = line
        go(turn, "visit_said", about, anew=True)
