"""Which answer leads to which question: the graph that the conditions of the items describe."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from state.assessments.assessment import Assessment, Item
from state.assessments.condition import Condition, choices

Way = Literal["asked", "sooner"]
"""`asked`: only then; `sooner`: before the card instead of after it."""


class Edge(msgspec.Struct, frozen=True, order=True):
    """An answer of one item on which another depends; no answer in particular is ""."""

    before: str
    option: str
    after: str
    way: Way


def edges(assessment: Assessment) -> list[Edge]:
    """Every edge, each once, by the order of the items they lead to.

    What must not have been said leads nowhere: `none` of a condition has no edge.
    """
    found: dict[Edge, None] = {}
    for item in assessment.items.values():
        found |= dict.fromkeys(_to(assessment, item, item.enable_when, "asked"))
        found |= dict.fromkeys(_to(assessment, item, item.short_when, "sooner"))
    return list(found)


def _to(assessment: Assessment, item: Item, when: Condition | None, way: Way) -> Iterator[Edge]:
    for test in (
        (*(one for all_of in when.all for one in choices(all_of)), *when.any) if when else ()
    ):
        match test.split():
            case [before, "is", word]:
                yield Edge(before, "" if word == "answered" else word, item.id, way)
            case [kind, name]:
                for before, option in _establishing(assessment, item, kind, name):
                    yield Edge(before, option, item.id, way)


def _establishing(
    assessment: Assessment, until: Item, kind: str, name: str
) -> Iterator[tuple[str, str]]:
    """The earlier answers that establish a finding or a trigger."""
    for item in assessment.items.values():
        if item.id == until.id:
            return
        for option, effect in item.options.items():
            sets = (*effect.yes, *effect.unsure) if kind == "finding" else (effect.trigger,)
            if name in sets:
                yield item.id, option
