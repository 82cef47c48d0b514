"""Every way through an assessment, as states of its conditions rather than sets of answers.

Two ways that no later condition can tell apart are one state, so the walk is small and complete:
what is shown over it holds for all parents.
"""

from collections.abc import Callable, Sequence

import msgspec

from state.assessments import conditions
from state.assessments.assessment import BEFORE_CARD, Assessment, Item, Phase
from state.case import EVERY_LINE, UNSURE, Value

Path = tuple[tuple[str, Value], ...]
"""Items and answers, in the file's order."""

Route = tuple[str, ...]
"""Items in the file's order."""

AnswersTo = Callable[[Item], Sequence[Value]]


class Visit(msgspec.Struct, frozen=True):
    """An item in one of the states it can be met in; `path` is a way there."""

    item: Item
    phase: Phase
    path: Path


def every_answer(item: Item) -> list[Value]:
    """One answer of each kind that a condition could tell apart."""
    if not item.by_line:
        return [*(item.options or ["2026-01-31"]), UNSURE]
    one_line: list[Value] = [
        {line: says, EVERY_LINE: "no"} for line in item.options for says in ("yes", "unsure")
    ]
    all_lines: Value = dict.fromkeys(item.options, "yes")
    return [{EVERY_LINE: "no"}, {EVERY_LINE: "yes"}, {EVERY_LINE: "unsure"}, all_lines, *one_line]


def calm_answer(item: Item) -> list[Value]:
    """Every answer to a question, but only "none of these" to a list of signs."""
    return [{EVERY_LINE: "no"}] if item.by_line else list(item.options) or ["2026-01-31"]


def walk(assessment: Assessment, answers_to: AnswersTo = every_answer) -> list[Visit]:
    """Goes every way, once to each state. What is asked after the card may stay unasked."""
    visits: list[Visit] = []
    states: dict[frozenset[str], Path] = {frozenset(): ()}
    for item, needed in _with_needed(assessment):
        met: dict[frozenset[str], Path] = {}
        for truths, path in states.items():
            phase = item.phase_for(truths)
            if phase not in BEFORE_CARD:
                met.setdefault(truths & needed, path)
            if phase is None:
                continue
            visits.append(Visit(item, phase, path))
            for value in answers_to(item):
                made = (truths | conditions.truths(item, value)) & needed
                met.setdefault(made, (*path, (item.id, value)))
        states = met
    return visits


def routes(assessment: Assessment, answers_to: AnswersTo = every_answer) -> dict[Route, Path]:
    """Every order of questions there is up to the card, each with answers that lead along it."""
    states: dict[tuple[frozenset[str], Route], Path] = {(frozenset(), ()): ()}
    for item, needed in _with_needed(assessment):
        met: dict[tuple[frozenset[str], Route], Path] = {}
        for (truths, route), path in states.items():
            if item.phase_for(truths) not in BEFORE_CARD:
                met.setdefault((truths & needed, route), path)
                continue
            for value in answers_to(item):
                made = (truths | conditions.truths(item, value)) & needed
                met.setdefault((made, (*route, item.id)), (*path, (item.id, value)))
        states = met
    return {route: path for (_, route), path in states.items()}


def _with_needed(assessment: Assessment) -> list[tuple[Item, frozenset[str]]]:
    """Each item with the tests that the items after it make."""
    needed: frozenset[str] = frozenset()
    found = []
    for item in reversed(assessment.items.values()):
        found.append((item, needed))
        needed |= {
            test for when in (item.enable_when, item.short_when) if when for test in when.tests
        }
    return found[::-1]
