"""The parent's own distress: asked once, gently; what is answered is not kept."""

from handlers import reading
from handlers.context import Turn
from handlers.screens import View, back_to_card, button, go, render, screen
from handlers.topic_parts import asks_before, offers
from state.effects import Button


@asks_before("family")
def _ask_once(turn: Turn) -> bool:
    """The pages on the family open with this question, the first time only; never in danger."""
    asked = f"asked_{turn.chat_id}"
    if turn.case is None or asked in turn.case.notes or reading.in_danger(turn):
        return False
    turn.case.notes[asked] = "1"
    go(turn, "how_are_you")
    return True


@screen("how_are_you")
def _how_are_you(turn: Turn, _about: str) -> View:
    rows = [
        [button(turn, "i_manage", "group:family")],
        [button(turn, "it_is_hard", "topic:about_you")],
        [button(turn, "not_safe", "not_safe")],
    ]
    return View(render(turn, "how_are_you"), [*rows, back_to_card(turn)])


@offers("about_you")
def _not_safe(turn: Turn) -> list[Button]:
    return [button(turn, "not_safe", "not_safe")]
