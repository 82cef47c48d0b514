"""/assessments: what there is beside the first one, by category and topic; opening one of them."""

from collections import Counter

from telegram import Update

from handlers import reading
from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.next_step import has_card, proceed
from handlers.presses import press, stale
from handlers.questions import page
from handlers.rights import may_answer
from handlers.screens import Rows, View, button, go, in_silence, language, render, screen, worse
from handlers.wording import words
from state.answering import newest
from state.assessments.assessment import Assessment
from state.case import Walk
from state.effects import Button


async def on_assessments(_update: Update, context: TurnContext) -> None:
    """/assessments: before consent, the first message."""
    turn = context.turn
    go(turn, "assessments" if turn.case else "first", anew=True)


@press("assessments")
def _on_assessments(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None:
        stale(turn)
    else:
        go(turn, "assessments", arguments[0])


@screen("assessments")
def _assessments(turn: Turn, about: str) -> View:
    """Four on a page, below their category; below their topic, where it has several of them."""
    every = {one.id: one for one in offered(turn)}
    names, rest = page(list(every), about)
    groups = content(turn).groups[language(turn)]
    topics = Counter(one.offered.topic for one in every.values() if one.offered)
    lines: list[tuple[str, str, str, str]] = []
    for name in names:
        place = every[name].offered
        if place is not None:
            said = words(turn).offered(name)
            category, topic = groups.categories[place.category], groups.topics[place.topic]
            topic = topic if topics[place.topic] > 1 else ""
            lines.append((category, topic, said.name, said.says))
    rows: Rows = [[opening(turn, name)] for name in names]
    if rest:
        rows.append([button(turn, "more", f"assessments:{rest}")])
    out = button(turn, "back_to_card", "card") if has_card(turn) else button(turn, "go_on", "next")
    return View(render(turn, "assessments", lines=lines), [*rows, [out, worse(turn)]])


def offered(turn: Turn) -> list[Assessment]:
    """The catalogue, without what is of a part that is left out for this member."""
    out = turn.member.leaves_out if turn.member else ()
    every = reading.library(turn).catalogue
    return [one for one in every if one.offered and one.offered.part not in out]


def opening(turn: Turn, name: str) -> Button:
    """The button that opens an assessment."""
    return Button(words(turn).offered(name).name, f"assess:{name}")


@press("assess")
def _on_open(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or not open_assessment(turn, arguments[0]):
        stale(turn)


def open_assessment(turn: Turn, name: str) -> bool:
    """Goes to an assessment: its first open question, or what it came to. False if there is none.

    Danger signs come first in each of them: those asked within a day hold.
    """
    found = next((one for one in offered(turn) if one.id == name), None)
    if found is None or turn.member is None or in_silence(turn):
        return False
    if not found.outcomes:
        turn.member.walk = None
        proceed(turn)
    elif reading.present(turn).outcomes(name):
        go(turn, "outcome", name)
    elif not may_answer(turn):
        return False
    else:
        turn.member.walk = Walk(name, newest(reading.case(turn)))
        proceed(turn)
    return True


@press("stop_walk")
def _on_stop(turn: Turn, _arguments: list[str]) -> None:
    """Left in the middle: what was said is kept, and the questions go on from there."""
    if turn.member is None or not reading.walked(turn):
        stale(turn)
        return
    turn.member.walk = None
    go(turn, "assessments")
