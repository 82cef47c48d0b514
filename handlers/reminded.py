"""A reminder is no place to be, and yet what was read last: words typed below it may answer it."""

from itertools import pairwise

from handlers.context import Turn
from handlers.screens import typed_for
from state.case import Case
from state.effects import Button
from state.typed import Choices

NO_TO = {"spoke": "not_spoke", "checked": "now", "visit_was": "visit", "visit_when": "task"}
"""Which button stands beside the one that says yes, by what they do."""


def is_last(turn: Turn) -> bool:
    """Whether a reminder was what the parent read last, before they wrote."""
    return _about(turn) is not None


def meant(turn: Turn, text: str) -> tuple[Case, Button] | None:
    """The button of the last reminder that was typed, and the case it is about."""
    case = _about(turn)
    if case is None:
        return None
    every = case.member(turn.chat_id).reminded
    known = [(one.label, one.data) for one in every]
    data = Choices(known, _yes_and_no(turn, every), numbered=()).named(text)
    found = next((one for one in every if one.data == data), None)
    return (case, found) if found else None


def _about(turn: Turn) -> Case | None:
    """The case of the last reminder; None if something else was said since, or it came later."""
    if turn.reminder_waits or (turn.typed or 0) < (turn.screen_id or 0):
        return None
    shown = [one for one in turn.cases if one.case_id == turn.screen_case_id]
    return next((one for one in shown if one.member(turn.chat_id).reminded), None)


def _yes_and_no(turn: Turn, every: tuple[Button, ...]) -> dict[str, tuple[str, ...]]:
    """What else may be typed: yes and no, if they answer the one question there is."""
    pairs = [(one, two) for one, two in pairwise(every) if NO_TO.get(_verb(one)) == _verb(two)]
    if len(pairs) != 1:
        return {}
    yes, no = pairs[0]
    return {yes.data: typed_for(turn, "yes"), no.data: typed_for(turn, "no")}


def _verb(button: Button) -> str:
    return button.data.partition(":")[0]
