"""The safety net: every text and caption, in any state, before anything else reads it."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.danger import danger
from handlers.places import crisis_line, emergency_numbers
from handlers.presses import press
from handlers.screens import button, labels_here, render, say, worse_only
from state.effects import Priority, Show
from state.safety.scanning import Category, Caught, scan


async def on_text(update: Update, context: TurnContext) -> None:
    """What is caught is answered at once and goes no further; the question waits."""
    turn, message = context.turn, update.effective_message
    if heard(turn, words_of(message)):
        raise ApplicationHandlerStop


def heard(turn: Turn, text: str) -> bool:
    """Answers what the net catches in a text. What it caught, or choked on, is never kept."""
    turn.private = True
    caught = scan(text, content(turn).nets) if text else None
    if caught is not None and scan(text, content(turn).nets, labels=labels_here(turn)):
        turn.count(f"safety_{caught.category.value}")
        _answer(turn, caught)
        return True
    turn.private = False
    return False


def words_of(message: Message | None) -> str:
    """The words a message carries: its text or its caption."""
    return (message.text or message.caption or "") if message else ""


def _answer(turn: Turn, caught: Caught) -> None:
    """The card for what was heard; whoever is not in danger goes back in one tap."""
    rows = tuple((button(turn, key, data),) for key, data in _WAYS_ON[caught.category, caught.sure])
    turn.send(
        Show(_words(turn, caught), rows, leave_behind=worse_only(turn)),
        priority=Priority.EMERGENCY,
    )


def _words(turn: Turn, caught: Caught) -> str:
    """An emergency comes first; where despair was heard too, both numbers are said."""
    line = crisis_line(turn)
    both = line if caught.of(Category.CRISIS) else ""
    if caught.category is Category.EMERGENCY and caught.sure:
        aid = content(turn).library.guidance.aid_for_heard(caught.sign)
        return danger(turn, aid, crisis_line=both)
    template = _TEMPLATES[caught.category, caught.sure]
    return render(turn, template, emergency=emergency_numbers(turn), crisis_line=line)


@press("not_safe")
def _on_not_safe(turn: Turn, _arguments: list[str]) -> None:
    """Nothing is kept of it; the numbers and one thing to do are said again."""
    rows = [[button(turn, "safe_now", "here")], [button(turn, "unwell", "w")]]
    line = crisis_line(turn)
    say(turn, "not_safe", rows, emergency=emergency_numbers(turn), crisis_line=line)


_CRISIS = (("not_safe", "not_safe"), ("safe_now", "here"), ("unwell", "w"))
_WAYS_ON = {
    (Category.EMERGENCY, True): (("check_signs", "w"), ("not_now", "here")),
    (Category.EMERGENCY, False): (("check_signs", "w"), ("i_am_ok", "here")),
    (Category.CRISIS, True): _CRISIS,
    (Category.CRISIS, False): _CRISIS,
    (Category.VIOLENCE, True): _CRISIS,
    (Category.VIOLENCE, False): _CRISIS,
}
_TEMPLATES = {
    (Category.EMERGENCY, False): "danger_maybe",
    (Category.CRISIS, True): "crisis",
    (Category.CRISIS, False): "crisis_maybe",
    (Category.VIOLENCE, True): "violence",
    (Category.VIOLENCE, False): "violence",
}
