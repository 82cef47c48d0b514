"""Leaving a plan, silently; and what becomes of it."""

from handlers import reading
from handlers.context import Turn


def quit_case(turn: Turn) -> None:
    """This chat is not on the case in hand any more. With the last adult everything of it goes."""
    case = reading.case(turn)
    if len(case.members) == 1:
        turn.erase()
    else:
        turn.leave()
