"""Tells Telegram the bot's commands and description, as far as it lets us."""

from telegram import BotCommand
from telegram.ext import ExtBot

from bot.conversation import Profile
from bot.logs import about, log


async def introduce(bot: ExtBot[None], language: str, profile: Profile) -> None:
    """Sets what is shown in one language ("" for all others). A refusal stops nothing."""
    code = language or None
    try:
        if profile.commands:
            commands = [BotCommand(name, words) for name, words in profile.commands]
            await bot.set_my_commands(commands, language_code=code)
        if profile.description:
            await bot.set_my_description(profile.description, language_code=code)
        if profile.short_description:
            await bot.set_my_short_description(profile.short_description, language_code=code)
    except Exception as error:  # noqa: BLE001 - it is not worth the program
        log().warning("profile cannot be set", **about(error))
