"""What is kept, said at any time."""

from telegram import Update

from handlers.content import running
from handlers.context import Turn, TurnContext
from handlers.screens import button, say, worse
from state.effects import Button


async def on_privacy(_update: Update, context: TurnContext) -> None:
    turn, facts = context.turn, running(context.turn)
    say(
        turn,
        "privacy",
        [way_on(turn)],
        retention_days=facts.retention_days,
        operator_name=facts.operator_name,
        operator_contact=facts.operator_contact,
    )


def way_on(turn: Turn) -> list[Button]:
    key = "go_on" if turn.case else "start"
    return [button(turn, key, "here" if turn.case else "start"), worse(turn)]
