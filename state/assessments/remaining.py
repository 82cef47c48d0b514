"""How many questions are left for this parent, if nothing more is found."""

import functools
from collections.abc import Sequence

from state.assessments import conditions, progress
from state.assessments.assessment import BEFORE_CARD, Assessment, Item
from state.case import EVERY_LINE, Answer, Value


def remaining(
    assessment: Assessment, answers: Sequence[Answer], known: frozenset[str] = frozenset()
) -> int:
    """Questions before the card when every list is "none" and every choice the first one."""
    given = progress.values(answers)
    truths = progress.route(assessment, given, known).truths
    return _remaining(assessment, truths, frozenset(given))


@functools.lru_cache(maxsize=4096)
def _remaining(assessment: Assessment, truths: frozenset[str], done: frozenset[str]) -> int:
    """Counted once for each state of the conditions: there are few."""
    for phase in BEFORE_CARD:
        for item in assessment.items.values():
            if item.id not in done and item.asked_in(truths) == phase:
                more = conditions.truths(item, _plainest(item))
                return 1 + _remaining(assessment, truths | more, done | {item.id})
    return 0


def _plainest(item: Item) -> Value:
    return {EVERY_LINE: "no"} if item.by_line else next(iter(item.options), "")
