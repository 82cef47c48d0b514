"""Changing an answer: always possible; it can raise the level, and never makes it calmer."""

import textwrap

from handlers import reading
from handlers.card import still
from handlers.context import Turn
from handlers.differing import differ
from handlers.next_step import at_danger, proceed
from handlers.parts import leave_walk
from handlers.presses import press, stale
from handlers.questions import PAGE, page_number, question
from handlers.screens import Rows, View, button, go, render, screen, worse
from handlers.wording import answer_words, heading
from state.assessments.assessment import Item
from state.effects import Button
from state.urgency import reached

LONGEST_LABEL = 40
"""Characters of a button that a phone shows whole."""


@press("change")
def _on_change(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or not reading.present(turn).asked.answered:
        stale(turn)
    else:
        leave_walk(turn)
        go(turn, "change", arguments[0])


@screen("change")
def _change(turn: Turn, about: str) -> View:
    first = page_number(about)
    every = reading.present(turn).asked.answered
    page = every[first : first + PAGE]
    said = [(heading(turn, item), answer_words(turn, item, value)) for item, value in page]
    rows: Rows = [[Button(_on_button(turn, item), f"c:{item.id}")] for item, _ in page]
    if first + PAGE < len(every):
        rows.append([button(turn, "more", f"change:{first + PAGE}")])
    back = "card" if reading.card_is_due(turn) else "next"
    rows.append([button(turn, "back", back), worse(turn)])
    return View(render(turn, "change", said=said), rows)


def _on_button(turn: Turn, item: Item) -> str:
    """The question as far as it fits a button; the message above has it whole."""
    return textwrap.shorten(heading(turn, item), LONGEST_LABEL, placeholder=" …")


@press("c")
def _on_one(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or reading.find_item(turn, arguments[0]) is None:
        stale(turn)
    else:
        go(turn, "change_one", arguments[0])


@screen("change_one")
def _change_one(turn: Turn, about: str) -> View:
    item = reading.item(turn, about)
    return question(turn, item, [button(turn, "back", "change"), worse(turn)])


def changed(turn: Turn, item_id: str) -> None:
    """Where a changed answer leads: to what it opens, or to the card, which says what changed."""
    if not reached(reading.case(turn)):
        proceed(turn)
        return
    if turn.member is not None:
        turn.member.returning = "change"
    calmer = reading.present(turn).would_be_calmer()
    settled = at_danger(turn) or reading.next_item(turn) is None
    if calmer and settled and not reading.present(turn).danger_is_news:
        go(turn, "kept", item_id)
    else:
        proceed(turn)


@screen("kept")
def _kept(turn: Turn, about: str) -> View:
    rows = [
        [button(turn, "mistake", f"mistake:{about}")],
        [button(turn, "back_to_card", "card"), worse(turn)],
    ]
    return View(render(turn, "kept", still=still(turn), differ=differ(turn)), rows)
