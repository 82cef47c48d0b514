"""Keeping the answers of the member who writes."""

from handlers.context import Turn
from handlers.reading import case
from state.answering import keep
from state.assessments.assessment import Item
from state.case import Value


def note_answer(turn: Turn, item: Item, value: Value | None) -> str:
    """Keeps an answer. Returns the data of the button that takes it back."""
    answer = keep(case(turn), item.id, value, by=turn.chat_id, at=turn.now, message_id=turn.typed)
    return f"undo:{answer.number}"


def take_back(turn: Turn, item: Item) -> None:
    """Takes this member's answers to a question back."""
    note_answer(turn, item, None)
