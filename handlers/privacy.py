"""What is kept, and erasing it."""

from telegram import Update

from handlers.content import running
from handlers.context import Turn, TurnContext
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import button, render, say, stay, worse, worse_only
from state.effects import Button, Show


async def on_privacy(_update: Update, context: TurnContext) -> None:
    turn, facts = context.turn, running(context.turn)
    say(
        turn,
        "privacy",
        [_way_on(turn)],
        retention_days=facts.retention_days,
        operator_name=facts.operator_name,
        operator_contact=facts.operator_contact,
    )


async def on_delete(_update: Update, context: TurnContext) -> None:
    ask_to_delete(context.turn)


def ask_to_delete(turn: Turn) -> None:
    """Says what would go; nothing happens before the answer."""
    if turn.case is None and turn.unreadable_case is None:
        say(turn, "deleted", [_way_on(turn)], emergency=emergency_numbers(turn))
        return
    rows = [
        [button(turn, "delete_all", "erase")],
        [button(turn, "keep_all", "keep"), worse(turn)],
    ]
    others = turn.case is not None and len(turn.case.members) > 1
    say(turn, "delete", rows, others=others)


@press("erase")
def _on_erase(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None and turn.unreadable_case is None:
        stale(turn)
        return
    if turn.pressed_is_old:
        ask_to_delete(turn)
        return
    text = render(turn, "deleted", emergency=emergency_numbers(turn))
    turn.erase()
    rows = ((button(turn, "start", "start"),), (worse(turn),))
    turn.send(Show(text, rows, edit=turn.pressed, leave_behind=worse_only(turn)))


@press("keep")
def _on_keep(turn: Turn, _arguments: list[str]) -> None:
    stay(turn)


def _way_on(turn: Turn) -> list[Button]:
    key = "go_on" if turn.case else "start"
    return [button(turn, key, "here" if turn.case else "start"), worse(turn)]
