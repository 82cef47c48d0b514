"""The emergency screens by themselves, as they are asked before there is a case."""

from collections.abc import Collection
from datetime import datetime

from state.assessments import judging
from state.assessments.assessment import Assessment, Item, Library
from state.case import EVERY_LINE, Answer, Says
from state.levels import Level


def screens(assessment: Assessment) -> list[Item]:
    """The emergency screens in the order they are asked."""
    return [item for item in assessment.items.values() if item.one_of_these]


def line_of(assessment: Assessment, finding: str) -> tuple[Item, str]:
    """The screen and its line that ask for a finding. Raises LookupError if none does."""
    for item in screens(assessment):
        for line in item.options:
            if finding in item.options[line].findings:
                return item, line
    raise LookupError(finding)


def level_when_unsure(
    library: Library, assessment: Assessment, unsure: Collection[str], now: datetime
) -> Level:
    """How soon to act when these lines are "not sure" and all others are "no", by the rules.

    Why the parent came is not known yet: the floor of that is in it.
    """
    answers = [
        Answer(number, item.id, {**_said(item, unsure), EVERY_LINE: "no"}, by=0, at=now)
        for number, item in enumerate(screens(assessment))
    ]
    return judging.judge_case(library, answers).level


def _said(item: Item, unsure: Collection[str]) -> dict[str, Says]:
    return {line: "unsure" for line in item.options if line in unsure}
