"""When the insurer said no: what to do, in order, beginning with the visit that is kept."""

from handlers.context import Turn
from handlers.insurance import at_once, may_ask
from handlers.lists import family, lists, said, words
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, render, screen
from state.assessments.lists import fitting


@press("denied")
def _on_denied(turn: Turn, _arguments: list[str]) -> None:
    if may_ask(turn):
        go(turn, "denied")
    else:
        stale(turn)


@screen("denied")
def _denied(turn: Turn, _about: str) -> View:
    steps = fitting(lists(turn).denial, family(turn))
    text = render(turn, "denied", at_once=at_once(turn), steps=said(steps, words(turn).denial))
    rows: Rows = [[button(turn, "insurance", "insurance"), button(turn, "plan", "plan")]]
    return View(text, [*rows, back_to_card(turn)])
