"""What an assessment has come to: what to do first, by when, whom to call, the words to say."""

from handlers import reading
from handlers.answers import take_back
from handlers.card import on_card
from handlers.catalogue import offered, open_assessment, opening
from handlers.context import Turn
from handlers.places import emergency_numbers, paying
from handlers.presses import press, stale
from handlers.rights import may_answer
from handlers.screens import (
    Rows,
    View,
    button,
    inner,
    is_at_now,
    render,
    screen,
    worse,
)
from handlers.topics import situation
from handlers.wording import words
from state.assessments.assessment import Assessment

MOST_PAGES = 2
MOST_RELATED = 2
PAGES = {
    "insurance": ("insurance", "insurance"),
    "denied": ("denied_steps", "denied"),
    "papers": ("the_papers", "papers"),
    "referrals": ("ref_list", "refs"),
    "visit": ("visit", "visit"),
    "notes": ("notes", "notes"),
    "summary": ("summary", "summary"),
}
"""By the name an outcome gives a page: its label, and its button's data."""


@screen("outcome")
def _outcome(turn: Turn, about: str) -> View:
    """The outcome that holds, and what stands beside it; the level's time first, if there is one.

    Raises LookupError where the answers come to nothing (any more), or it is not theirs to see.
    """
    assessment = next(one for one in offered(turn) if one.id == about)
    held = reading.present(turn).outcomes(about)
    said = words(turn).beside[about]
    first, *beside = [said.outcomes[one.id] for one in held]
    due = reading.card_is_due(turn)
    text = render(
        turn,
        "outcome",
        card=inner(turn, "outcome_card", **on_card(turn)) if due else "",
        out=first,
        beside=[one.first for one in beside],
        errands=[said.errands[name] for one in held for name in one.errands],
        emergency=emergency_numbers(turn),
        due=due,
    )
    rows = [*(_pages(turn, assessment) if due else []), *_related(turn, assessment)]
    again = [button(turn, "assess_again", f"assess_again:{about}")] if may_answer(turn) else []
    if not due:
        return View(text, [[button(turn, "how_soon", "how_soon")], *rows, [*again, worse(turn)]])
    rows.append([button(turn, "plan", "plan"), *again])
    return View(text, [*rows, [button(turn, "back_to_card", "card"), worse(turn)]])


def _pages(turn: Turn, assessment: Assessment) -> Rows:
    """Pages of guidance that fit, and others beside the card: a few, those of the first first."""
    held, library = reading.present(turn).outcomes(assessment.id), reading.library(turn)
    named = dict.fromkeys(name for one in held for name in one.opens)
    pages = [paying(turn) if name == "insurance" else button(turn, *PAGES[name]) for name in named]
    topics = dict.fromkeys(name for one in held for name in one.topics)
    now = situation(turn)
    pages += [
        button(turn, f"topic_{name}", f"topic:{name}")
        for name in topics
        if library.topics.find(name, now)
    ]
    return [[one] for one in pages[:MOST_PAGES]]


def _related(turn: Turn, assessment: Assessment) -> Rows:
    """The assessments that go with this one and were not gone through."""
    there = {one.id: one for one in offered(turn)}
    place = assessment.offered
    named = [name for name in (place.related if place else ()) if name in there]
    open_ones = [name for name in named if _is_open(turn, there[name])]
    return [[opening(turn, name)] for name in open_ones[:MOST_RELATED]]


def _is_open(turn: Turn, assessment: Assessment) -> bool:
    return bool(assessment.outcomes) and not reading.present(turn).outcomes(assessment.id)


@press("how_soon")
def _on_how_soon(turn: Turn, _arguments: list[str]) -> None:
    """The questions that say how soon a doctor should see the child; its card, if there is one."""
    if turn.case is None or not open_assessment(turn, turn.case.assessment):
        stale(turn)


@press("assess_again")
def _on_again(turn: Turn, arguments: list[str]) -> None:
    """Gone through once more: its own questions are asked anew, what others ask holds."""
    name = arguments[0]
    if turn.case is None or not is_at_now(turn, "outcome", name) or not may_answer(turn):
        stale(turn)
        return
    for item in reading.library(turn).assessments[name].items.values():
        if item.home == name and reading.said(turn, item) is not None:
            take_back(turn, item)
    open_assessment(turn, name)
