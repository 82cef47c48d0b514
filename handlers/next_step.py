"""What comes next for a parent: the first thing not yet known, then the card."""

from handlers import reading
from handlers.context import Turn
from handlers.screens import go
from state.levels import Level
from state.urgency import reached


def proceed(turn: Turn, *, note: str = "", undo: str = "") -> None:
    """Goes to the first thing that is not known yet: country, clock, the next question, the card.

    A danger that was found comes before everything: its card is shown first, the questions wait.
    """
    member = turn.member
    if member is None:
        go(turn, "first", anew=True)
    elif reading.danger_is_news(turn):
        go(turn, "emergency", anew=True, note=note)
    elif member.country is None:
        go(turn, "country", note=note)
    elif member.zone is None:
        go(turn, "zone", note=note)
    elif (item := reading.next_item(turn)) is not None:
        go(turn, "ask", item.id, note=note, undo=undo)
    else:
        go(turn, "card", note=note, undo=undo)


def has_card(turn: Turn) -> bool:
    """Whether a card was shown: then there is something to go back to."""
    return turn.case is not None and bool(reached(turn.case))


def at_danger(turn: Turn) -> bool:
    """Whether the highest level was shown and not settled since."""
    return turn.case is not None and any(
        event.level is Level.EMERGENCY for event in reached(turn.case)
    )
