"""One call of a bot, as the methods see it."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.bots import Bot
from bot.sandbox.dialogs import Dialog
from bot.sandbox.errors import (
    BLOCKED,
    CHAT_EMPTY,
    CHAT_NOT_FOUND,
    NEVER_STARTED,
    NOT_IN_CHAT,
    group_upgraded,
    too_many_requests,
)
from bot.sandbox.parameters import Parameters
from bot.sandbox.world import World


class Call:
    """Who calls, with what; `description` may add words to a good answer.

    `gone` waits until the caller has hung up.
    """

    def __init__(
        self,
        world: World,
        bot: Bot,
        parameters: Parameters,
        gone: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.world = world
        self.bot = bot
        self.parameters = parameters
        self.gone = gone
        self.description: str | None = None

    @property
    def now(self) -> int:
        """The date of what happens now, as Telegram writes it."""
        return int(self.world.clock.timestamp())

    def chat(self, name: str = "chat_id") -> dict[str, Any]:
        """The chat named by a parameter; raises BotApiError if there is none."""
        if not self.parameters.text(name).strip():
            raise CHAT_EMPTY.error()
        chat = self.world.people.chat(self.parameters.integer(name))
        if chat is None:
            raise CHAT_NOT_FOUND.error()
        return chat

    def dialog(self, name: str = "chat_id") -> Dialog:
        """The bot's dialog with that chat, whether or not it may write there."""
        return self.world.dialogs.get(self.bot.id, self.chat(name)["id"])

    def writable(self) -> Dialog:
        """The same; raises BotApiError if the bot may not write there."""
        chat = self.chat()
        dialog = self.world.dialogs.get(self.bot.id, chat["id"])
        standing = dialog.standing
        if standing.migrated_to:
            raise group_upgraded(standing.migrated_to)
        if standing.left:
            raise NOT_IN_CHAT[chat["type"]].error()
        if standing.blocked:
            raise BLOCKED.error()
        if not standing.started:
            raise NEVER_STARTED.error()
        return dialog

    def sending(self) -> Dialog:
        """The same, for what Telegram paces: sends and edits."""
        dialog = self.writable()
        wait = self.world.pacing.retry_after(self.bot.id, dialog.standing.chat_id)
        if wait:
            raise too_many_requests(wait)
        return dialog


Method = Callable[[Call], Any]
