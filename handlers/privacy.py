"""What is kept, said at any time."""

from telegram import Update

from handlers.content import running
from handlers.context import Turn, TurnContext
from handlers.screens import button, label, say, worse
from state.effects import Button
from state.mydata import GROUPS, told_in_clear


async def on_privacy(_update: Update, context: TurnContext) -> None:
    turn, facts = context.turn, running(context.turn)
    say(
        turn,
        "privacy",
        [[button(turn, "see_data", "mydata")], way_on(turn)],
        kept=[label(turn, f"kept_{group}") for group in GROUPS],
        clear=[label(turn, f"clear_{one}") for one in told_in_clear()],
        retention_days=facts.retention_days,
        operator_name=facts.operator_name,
        operator_contact=facts.operator_contact,
    )


def way_on(turn: Turn) -> list[Button]:
    key = "go_on" if turn.case else "start"
    return [button(turn, key, "here" if turn.case else "start"), worse(turn)]
