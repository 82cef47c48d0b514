"""What is kept, and erasing it."""

from telegram import Update

from handlers.content import running
from handlers.context import Turn, TurnContext
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import button, name_of, nickname, render, say, stay, worse, worse_only
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
        text = _erased(turn, "")
        turn.send(Show(text, (tuple(_way_on(turn)),), leave_behind=worse_only(turn)))
        return
    rows = [
        [button(turn, "delete_all", "erase")],
        [button(turn, "keep_all", "keep"), worse(turn)],
    ]
    others = turn.case is not None and len(turn.case.members) > 1
    say(turn, "delete", rows, others=others, nickname=nickname(turn), stays=_stays(turn))


def _stays(turn: Turn) -> list[str]:
    """The children whose plans are not touched."""
    return [name_of(turn, case) for case in turn.others]


def _erased(turn: Turn, name: str) -> str:
    emergency = emergency_numbers(turn)
    return render(turn, "deleted", nickname=name, stays=_stays(turn), emergency=emergency)


@press("erase")
def _on_erase(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None and turn.unreadable_case is None:
        stale(turn)
        return
    if turn.pressed_is_old:
        ask_to_delete(turn)
        return
    text = _erased(turn, nickname(turn))
    turn.erase()
    on = button(turn, "go_on", "next") if turn.others else button(turn, "start", "start")
    rows = ((on,), (worse(turn),))
    turn.send(Show(text, rows, edit=turn.pressed, leave_behind=worse_only(turn)))


@press("keep")
def _on_keep(turn: Turn, _arguments: list[str]) -> None:
    stay(turn)


def _way_on(turn: Turn) -> list[Button]:
    key = "go_on" if turn.case else "start"
    return [button(turn, key, "here" if turn.case else "start"), worse(turn)]
