"""The parts one can go deeper into from the card, in any order, stopping at any time."""

from collections.abc import Collection
from typing import Literal

import msgspec

from state.assessments.assessment import Assessment, Item
from state.assessments.progress import Route

State = Literal["done", "some_left", "not_yet"]


class Part(msgspec.Struct, frozen=True):
    """The questions of one part that apply now, and those of them that are still open."""

    id: str
    items: tuple[Item, ...]
    open: tuple[Item, ...]

    @property
    def state(self) -> State:
        """How far the parent is in it."""
        if not self.open:
            return "done"
        return "not_yet" if len(self.open) == len(self.items) else "some_left"


def parts(assessment: Assessment, route: Route, answered: Collection[str]) -> list[Part]:
    """Every part with a question that applies on this way, in the file's order.

    `answered` are the questions with a finished answer. What was asked before the card counts as
    gone through.
    """
    found = []
    for name in assessment.parts:
        items = tuple(
            item
            for item in assessment.items.values()
            if item.part == name and item.id in route.phases
        )
        if items:
            still = tuple(item for item in items if item.id not in answered)
            found.append(Part(name, items, still))
    return found
