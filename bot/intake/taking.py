"""How updates come in: by long polling, or by a webhook if one is set."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.backoff import Backoff
from bot.intake.lanes import Lanes
from bot.intake.polling import REFUSED, Polling
from bot.intake.serving import Serving
from bot.intake.updates import ALLOWED
from bot.intake.webhook import secret_of, webhook_app
from bot.logs import about, log
from bot.problems import Problem
from bot.settings import Settings


class Intake:
    """Brings updates to their lanes until cancelled. A webhook's address is taken at once.

    Raises Problem: the address is taken, the token or the webhook is refused.
    """

    def __init__(self, settings: Settings, bot: ExtBot[None], lanes: Lanes) -> None:
        self._settings = settings
        self._bot = bot
        self._lanes = lanes
        self._secret: str | None = None
        self._serving = self._webhook() if settings.webhook_url else None

    async def run(self) -> None:
        if self._serving is None:
            await insist(lambda: self._bot.delete_webhook(drop_pending_updates=False))
            await Polling(self._bot, self._lanes).run()
        else:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._serving.run_here())
                await insist(self._set_webhook)
                log().info("webhook set")

    def close(self) -> None:
        """Gives the address back if it was never served."""
        if self._serving is not None:
            self._serving.close()

    def _webhook(self) -> Serving:
        settings = self._settings
        self._secret = secret_of(settings.bot_token, settings.webhook_secret)
        if self._secret is None:
            log().warning("webhook is not protected by a secret")
        app = webhook_app(settings.webhook_url, self._secret, self._lanes)
        host, port = settings.webhook_listen.rsplit(":", 1)
        return Serving(app, host, int(port), setting="WEBHOOK_LISTEN")

    async def _set_webhook(self) -> None:
        """Once, at the start; it is left when the program stops, so that nothing is missed."""
        await self._bot.set_webhook(
            self._settings.webhook_url, secret_token=self._secret, allowed_updates=ALLOWED
        )


async def insist(call: Callable[[], Awaitable[object]]) -> None:
    """Tries until Telegram answers. Raises Problem if it refuses."""
    backoff = Backoff()
    while True:
        try:
            await call()
        except InvalidToken:
            raise Problem(REFUSED) from None
        except BadRequest as error:
            raise Problem(f"Telegram refuses: {error.message}.") from None
        except TelegramError as error:
            log().warning("telegram cannot be reached, trying again", **about(error))
            await backoff.sleep()
        else:
            return
