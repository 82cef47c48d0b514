"""Every way through an assessment, as states of its conditions rather than sets of answers.

Two ways that no later condition can tell apart are one state, so the walk is small and complete:
what is shown over it holds for all parents.
"""

from collections.abc import Callable, Collection, Sequence

import msgspec

from state.assessments import conditions
from state.assessments.assessment import BEFORE_CARD, Assessment, Item, Phase
from state.case import EVERY_LINE, UNSURE, Value

Path = tuple[tuple[str, Value], ...]
"""Items and answers, in the file's order."""

Route = tuple[str, ...]
"""Items in the file's order."""

AnswersTo = Callable[[Item], Sequence[Value]]

Starts = Collection[frozenset[str]]
"""What a case may know before the first question (`on_the_case.starts`)."""
NOTHING: Starts = (frozenset(),)


class Visit(msgspec.Struct, frozen=True):
    """An item in one of the states it can be met in; `path` is a way there."""

    item: Item
    phase: Phase
    path: Path


class Size(msgspec.Struct, frozen=True):
    """How large a walk is.

    `states` of the conditions over all questions; `visits` of a question in a state it is asked
    in, and the `answers` given there; `routes` are the orders of questions there are up to a card.
    """

    questions: int
    states: int
    visits: int
    answers: int
    routes: int


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


def unalarmed(item: Item) -> list[Value]:
    """Every answer to a question, "not sure" too, but only "none of these" to a list of signs."""
    return calm_answer(item) if item.by_line else every_answer(item)


def alarmed(item: Item) -> list[Value]:
    """Every answer to a question, "not sure" too, but only every sign of a list."""
    return [dict.fromkeys(item.options, "yes")] if item.by_line else every_answer(item)


def walk(
    assessment: Assessment, answers_to: AnswersTo = every_answer, starts: Starts = NOTHING
) -> list[Visit]:
    """Goes every way, once to each state. What is asked after the card may stay unasked."""
    return [
        Visit(item, phase, path)
        for item, states in _states(assessment, answers_to, starts)[0]
        for truths, path in states.items()
        if (phase := item.asked_in(truths)) is not None
    ]


def ends(
    assessment: Assessment,
    tests: frozenset[str],
    answers_to: AnswersTo = every_answer,
    starts: Starts = NOTHING,
) -> dict[frozenset[str], Path]:
    """Every state there can be of these tests once all was asked, each with a way there."""
    return _states(assessment, answers_to, starts, tests)[1]


def size(assessment: Assessment) -> Size:
    """How much there is to walk, as the documents say it."""
    visits = walk(assessment)
    return Size(
        questions=len(assessment.items),
        states=sum(len(states) for _, states in _states(assessment, every_answer)[0]),
        visits=len(visits),
        answers=sum(len(every_answer(visit.item)) for visit in visits),
        routes=len(routes(assessment)),
    )


States = dict[frozenset[str], Path]


def _states(
    assessment: Assessment,
    answers_to: AnswersTo,
    starts: Starts = NOTHING,
    tests: frozenset[str] = frozenset(),
) -> tuple[list[tuple[Item, States]], States]:
    """Each item with the states it can be met in, each with a way there; and those at the end."""
    found = []
    states: States = dict.fromkeys(starts, ())
    for item, needed in _with_needed(assessment, tests):
        found.append((item, states))
        answers = _told_apart(item, needed, answers_to)
        met: dict[frozenset[str], Path] = {}
        for truths, path in states.items():
            phase = item.asked_in(truths)
            if phase not in BEFORE_CARD:
                met.setdefault(truths & needed, path)
            if phase is None:
                continue
            kept = truths & needed
            for added, value in answers.items():
                if (made := kept | added) not in met:
                    met[made] = (*path, (item.id, value))
        states = met
    return found, states


def _told_apart(
    item: Item, needed: frozenset[str], answers_to: AnswersTo
) -> dict[frozenset[str], Value]:
    """What later items can know of an answer, each with the first answer that makes it true."""
    found: dict[frozenset[str], Value] = {}
    for value in answers_to(item):
        found.setdefault(conditions.truths(item, value) & needed, value)
    return found


def routes(assessment: Assessment, answers_to: AnswersTo = every_answer) -> dict[Route, Path]:
    """Every order of questions there is up to the card, each with answers that lead along it."""
    states: dict[tuple[frozenset[str], Route], Path] = {(frozenset(), ()): ()}
    for item, needed in _with_needed(assessment):
        answers = _told_apart(item, needed, answers_to)
        met: dict[tuple[frozenset[str], Route], Path] = {}
        for (truths, route), path in states.items():
            if item.asked_in(truths) not in BEFORE_CARD:
                met.setdefault((truths & needed, route), path)
                continue
            for added, value in answers.items():
                made = ((truths & needed) | added, (*route, item.id))
                if made not in met:
                    met[made] = (*path, (item.id, value))
        states = met
    return {route: path for (_, route), path in states.items()}


def _with_needed(
    assessment: Assessment, tests: frozenset[str] = frozenset()
) -> list[tuple[Item, frozenset[str]]]:
    """Each item with the tests that the items after it make, and those made at the end."""
    needed = tests
    found = []
    for item in reversed(assessment.items.values()):
        found.append((item, needed))
        asked = (item.enable_when, item.short_when, item.skip_when)
        needed |= {test for when in asked if when for test in when.tests}
    return found[::-1]
