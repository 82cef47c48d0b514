"""In the room: the questions to ask, three of them at once, and what to ring about before."""

from handlers import entries
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.screens import View, back_to_card, button, go, render, screen
from handlers.visit_found import found, shown
from state.plan.entries import ASKED_FIRST


@press("visit_room")
def _on_room(turn: Turn, arguments: list[str]) -> None:
    if found(turn, arguments[0]) is None:
        stale(turn)
    else:
        go(turn, "visit_room", arguments[0])


@screen("visit_room")
def _room(turn: Turn, about: str) -> View:
    shown(turn, about)
    rows = [
        [button(turn, "topic_visit_ask", "topic:visit_ask"), button(turn, "summary", "summary")],
        [button(turn, "visit", f"visit:{about}"), button(turn, "plan", "plan")],
    ]
    questions = [entries.said(turn, one) for one in entries.of(turn, "question")]
    first, rest = questions[:ASKED_FIRST], questions[ASKED_FIRST:]
    text = render(turn, "visit_room", first=first, rest=rest)
    return View(text, [*rows, back_to_card(turn)])
