"""Keeping answers: always added, never overwritten; taking one back is an answer too."""

from handlers.context import Turn
from handlers.reading import case
from state.assessment import Item
from state.case import Answer, Value

MOST = 40
"""Answers kept for each question; what is older than that is let go, the newest never."""


def note_answer(turn: Turn, item: Item, value: Value | None) -> str:
    """Keeps an answer. Returns the data of the button that takes it back."""
    kept = case(turn)
    number = max((answer.number for answer in kept.answers), default=0) + 1
    kept.answers.append(
        Answer(number, item.id, value, turn.chat_id, turn.now, message_id=turn.typed)
    )
    _cap(turn, item)
    return f"undo:{number}"


def take_back(turn: Turn, item: Item) -> None:
    """Takes this member's answers to a question back."""
    note_answer(turn, item, None)


def _cap(turn: Turn, item: Item) -> None:
    kept = case(turn)
    mine = [answer for answer in kept.answers if answer.item == item.id]
    if len(mine) > MOST:
        kept.answers.remove(mine[0])
