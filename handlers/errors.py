"""When a handler goes wrong: the turn keeps the error, the parent hears one sentence."""

from telegram.ext import ApplicationHandlerStop

from handlers.context import Turn, TurnContext
from handlers.places import emergency_numbers
from handlers.screens import render, worse_only
from state.effects import Show


async def on_error(_update: object, context: TurnContext) -> None:
    """Leaves the error on the turn, which looks before it commits, and stops the rest."""
    context.turn.error = context.error
    raise ApplicationHandlerStop


def apologise(turn: Turn) -> None:
    """One calm sentence: what to do if it is urgent, and to say it again."""
    text = render(turn, "apology", emergency=emergency_numbers(turn))
    turn.send(Show(text, worse_only(turn), is_screen=False))
