"""A press is about the case of the message it was on, which need not be the one shown last."""

from collections.abc import Mapping
from typing import Any

from handlers.context import Turn
from state import case_marks


def go_where_pressed(turn: Turn, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Takes the turn to the case of the button, if it is one of this chat's; else says so on it.

    Returns the update as the conversation reads it, without the mark.
    """
    turn.has_followed = turn.pressed_elsewhere = False
    turn.chosen = ""
    press = raw.get("callback_query")
    data = press.get("data") if isinstance(press, Mapping) else None
    if not isinstance(press, Mapping) or not isinstance(data, str):
        return dict(raw)
    plain, found = case_marks.read(data)
    plain, turn.chosen = case_marks.spoken(plain)
    meant = case_marks.find(found, turn.cases)
    unreadable = case_marks.mark(turn.unreadable_case or "")
    turn.pressed_elsewhere = meant is None and found not in {"", unreadable}
    turn.has_followed = meant is not None and meant is not turn.case
    if meant is not None:
        turn.enter(meant)
    return {**raw, "callback_query": {**press, "data": plain}}
