"""In the room: the questions to ask, three of them at once, and what to ring about before."""

from handlers import reading
from handlers.context import Turn
from handlers.lists import words
from handlers.presses import press, stale
from handlers.screens import View, back_to_card, button, go, render, screen
from handlers.visit_found import found, shown
from handlers.visit_questions import picked

FIRST = 3
"""Questions that stand unfolded: more are not asked in a visit."""


@press("visit_room")
def _on_room(turn: Turn, arguments: list[str]) -> None:
    if found(turn, arguments[0]) is None:
        stale(turn)
    else:
        go(turn, "visit_room", arguments[0])


@screen("visit_room")
def _room(turn: Turn, about: str) -> View:
    shown(turn, about)
    questions = _questions(turn)
    rows = [
        [button(turn, "topic_visit_ask", "topic:visit_ask")],
        [button(turn, "visit", f"visit:{about}"), button(turn, "plan", "plan")],
    ]
    text = render(turn, "visit_room", first=questions[:FIRST], rest=questions[FIRST:])
    return View(text, [*rows, back_to_card(turn)])


def _questions(turn: Turn) -> list[str]:
    """The family's own, those to ask first before the others, then those they picked."""
    own = [entry for entry in reading.case(turn).entries if entry.kind == "question"]
    typed = [entry.text for entry in sorted(own, key=lambda entry: not entry.first)]
    return [*typed, *(words(turn).visit_questions[name].ask for name in picked(turn))]
