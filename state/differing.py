"""Where the adults of a case have answered differently: the graver holds, and both are shown."""

import msgspec

from state.assessments import progress
from state.assessments.assessment import Assessment, Item
from state.case import Answer
from state.present import Present


class Differing(msgspec.Struct, frozen=True):
    """A question with the last word of each adult who answered it, the newest last."""

    item: Item
    answers: tuple[Answer, ...]


def differing(present: Present) -> list[Differing]:
    """The questions to which the standing answers differ, in their order."""
    assessment: Assessment = present.asked.assessment
    standing = progress.newest(present.asked.answers)
    found = []
    for item in assessment.items.values():
        by_member = tuple(standing.get(item.id, {}).values())
        values = [one.value for one in by_member]
        if any(value != values[0] for value in values):
            found.append(Differing(item, by_member))
    return found
