"""Whom the bot talks to: Telegram, a Bot API server of one's own, or a sandbox."""

from dataclasses import dataclass

import aiohttp
import orjson

from bot.backoff import Backoff
from bot.logs import about, log
from bot.settings import Settings

TELEGRAM = "https://api.telegram.org"
LOCAL_TOKEN = "4242000001:local-sandbox-needs-no-secret"  # noqa: S105 - it opens nothing secret
PROBE_SECONDS = 10


@dataclass(frozen=True)
class TelegramServer:
    """Where the Bot API is, without the `/bot...` part.

    `is_sandbox` if it has a control API; `is_paced` if a chat may be written to only so often.
    """

    url: str
    token: str
    is_sandbox: bool
    is_paced: bool = True

    @property
    def base_url(self) -> str:
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"


def local_sandbox(settings: Settings, url: str) -> TelegramServer:
    """The sandbox of this very process."""
    return TelegramServer(url, LOCAL_TOKEN, is_sandbox=True, is_paced=settings.sandbox_pacing)


async def named_server(settings: Settings, session: aiohttp.ClientSession) -> TelegramServer:
    """The server the settings name. Raises Problem if the operator of a real bot is not named."""
    url = settings.telegram_api_url.rstrip("/")
    is_sandbox = bool(url) and await _is_sandbox(url, session)
    if not is_sandbox:
        settings.require_operator()
    is_paced = settings.sandbox_pacing or not is_sandbox
    return TelegramServer(url or TELEGRAM, settings.bot_token, is_sandbox, is_paced)


async def _is_sandbox(url: str, session: aiohttp.ClientSession) -> bool:
    """Whether the server answers `/sandbox/health`; waits until it answers anything."""
    backoff = Backoff(most=10)
    while True:
        try:
            return await health(url, session) is not None
        except (aiohttp.ClientError, TimeoutError) as error:
            log().warning("telegram cannot be reached, trying again", **about(error))
        await backoff.sleep()


async def health(url: str, session: aiohttp.ClientSession, bot_id: int | None = None) -> str | None:
    """What a sandbox says of the bot, "connected" or "waiting"; None if this is no sandbox.

    Raises aiohttp.ClientError or TimeoutError if the server does not answer.
    """
    query = {} if bot_id is None else {"bot": bot_id}
    timeout = aiohttp.ClientTimeout(total=PROBE_SECONDS)
    async with session.get(f"{url}/sandbox/health", params=query, timeout=timeout) as response:
        body = await response.read()
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    found = answer.get("bot") if isinstance(answer, dict) else None
    return found if isinstance(found, str) else None
