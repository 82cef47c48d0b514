"""The real program, but some of what a parent does goes wrong, with their words in the error."""

import sys

from telegram import Update

from bot.cli import run
from handlers import conversation, presses
from handlers.context import Turn, TurnContext


async def on_help(update: Update, _context: TurnContext) -> None:
    raise ValueError(f"Cannot help with {update.effective_message}.")


@presses.press("break")
def on_break(_turn: Turn, arguments: list[str]) -> None:
    raise KeyError(*arguments)


if __name__ == "__main__":
    conversation.COMMANDS["help"] = on_help  # type: ignore[assignment]
    presses.DOUBLE_TAP = 0  # tests have quick fingers
    sys.exit(run(["run"]))
