"""Too much for now: one line and one thing to do at a time, until this member wants all again.

Nothing is lost meanwhile, and what is said in danger is never shortened.
"""

from handlers import reading
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.screens import button, go
from state.effects import Button

WHERE = ("plan", "menu", "today", "card")
"""The screens that are shorter then."""


def is_brief(turn: Turn) -> bool:
    """Whether it is too much for this member now."""
    return turn.member is not None and turn.member.reminders.short


def too_much(turn: Turn, here: str) -> Button:
    return button(turn, "too_much", f"short:on:{here}")


def show_everything(turn: Turn, here: str) -> Button:
    return button(turn, "show_everything", f"short:off:{here}")


@press("short")
def _on_short(turn: Turn, arguments: list[str]) -> None:
    """Shorter from here on, or in full again; back to where it was pressed."""
    if turn.member is None or not reading.card_is_due(turn):
        stale(turn)
        return
    turn.member.reminders.short = arguments[0] == "on"
    here = arguments[1] if len(arguments) > 1 else ""
    go(turn, here if here in WHERE else "plan")
