"""The methods of the Bot API that the sandbox answers, by family."""

from bot.sandbox.methods import (
    about,
    copying,
    editing,
    media,
    profile,
    sending,
    updates,
)
from bot.sandbox.methods.registry import METHODS

__all__ = ["METHODS", "about", "copying", "editing", "media", "profile", "sending", "updates"]
