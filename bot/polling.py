"""Long polling: what was fetched is confirmed only after its commit."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.backoff import Backoff
from bot.faults import is_systems
from bot.lanes import Lanes
from bot.logs import about, log
from bot.problems import Problem
from bot.updates import ALLOWED, Received, received

POLL_SECONDS = 30
GRACE_SECONDS = 10
REFUSED = "Telegram refuses the token: check BOT_TOKEN, or ask @BotFather for a new one."


class Polling:
    """Telegram is the journal: an update that was not committed is delivered again."""

    def __init__(self, bot: ExtBot[None], lanes: Lanes) -> None:
        self._bot = bot
        self._lanes = lanes
        self._offset = 0

    async def run(self) -> None:
        """Polls until cancelled. Raises Problem if the token is refused."""
        backoff = Backoff()
        while True:
            try:
                batch = await self._fetch()
                backoff.reset()
            except TelegramError as error:
                await asyncio.sleep(_pause(error, backoff))
                continue
            if batch:
                await self._commit([received(raw) for raw in batch])
                self._offset = batch[-1]["update_id"] + 1

    async def _fetch(self) -> Sequence[Mapping[str, Any]]:
        query = {
            "offset": self._offset,
            "timeout": POLL_SECONDS,
            "allowed_updates": orjson.dumps(ALLOWED).decode(),
        }
        # By the address itself: the library's own method fails over one update it cannot parse.
        answer = await self._bot.request.post(
            f"{self._bot.base_url}/getUpdates?{urlencode(query)}",
            read_timeout=POLL_SECONDS + GRACE_SECONDS,
        )
        if not isinstance(answer, list):
            raise TelegramError("Invalid server response")
        return answer

    async def _commit(self, updates: Sequence[Received]) -> None:
        """Returns when all are committed, however long the system's trouble lasts."""
        backoff = Backoff()
        while updates:
            futures = [self._lanes.submit(update) for update in updates]
            results = await asyncio.gather(*futures, return_exceptions=True)
            updates = [
                update
                for update, result in zip(updates, results, strict=True)
                if isinstance(result, BaseException)
            ]
            for result in results:
                if isinstance(result, Exception):
                    _complain(result)
            if updates:
                await backoff.sleep()


def _complain(error: Exception) -> None:
    event = "database trouble, trying again" if is_systems(error) else "unexpected error"
    log().error(event, **about(error))


def _pause(error: TelegramError, backoff: Backoff) -> float:
    """How long to wait after this. Raises Problem if waiting does not help."""
    seconds = backoff.seconds()
    match error:
        case InvalidToken():
            raise Problem(REFUSED) from None
        case Conflict():
            log().warning("another process polls with this token, trying again")
        case RetryAfter(retry_after=span):
            seconds = max(seconds, span if isinstance(span, int) else span.total_seconds())
        case _:
            log().warning("telegram cannot be reached, trying again", **about(error))
    return seconds
