"""The safety net: every text and caption, in any state, before anything else reads it."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.places import crisis_line, emergency_numbers
from handlers.screens import button, render, stay, worse, worse_only
from state.effects import Priority, Show
from state.guidance import first_aid
from state.safety import Caught, scan


async def on_text(update: Update, context: TurnContext) -> None:
    """What is caught is answered at once and goes no further; the question waits."""
    turn, message = context.turn, update.effective_message
    text = words_of(message)
    if not text:
        return
    caught = scan(text, content(turn).nets)
    if caught is None:
        return
    turn.private = True
    turn.count(f"safety_{caught.category.value}_{caught.certainty.value}")
    _answer(turn, caught)
    raise ApplicationHandlerStop


def words_of(message: Message | None) -> str:
    """The words a message carries: its text or its caption."""
    return (message.text or message.caption or "") if message else ""


def _answer(turn: Turn, caught: Caught) -> None:
    danger = _TEMPLATES[caught.category.value, caught.sure]
    text = render(
        turn,
        danger,
        emergency=emergency_numbers(turn),
        crisis_line=crisis_line(turn),
        crisis_line_sentence="",
        first_aid=None,
        unchecked=False,
        team=None,
    )
    rows = ((worse(turn),), (button(turn, "i_am_ok", "here"),))
    turn.send(Show(text, rows, leave_behind=worse_only(turn)), priority=Priority.EMERGENCY)


_TEMPLATES = {
    ("emergency", True): "emergency",
    ("emergency", False): "danger_maybe",
    ("crisis", True): "crisis",
    ("crisis", False): "crisis_maybe",
    ("violence", True): "violence",
    ("violence", False): "violence",
}

__all__ = ["first_aid", "on_text", "stay", "words_of"]
