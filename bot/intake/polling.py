"""Long polling: what was fetched is confirmed only after its commit."""

import asyncio
from collections.abc import Sequence
from urllib.parse import urlencode

import orjson
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.backoff import Backoff
from bot.intake.lanes import Lanes
from bot.intake.updates import ALLOWED, Received, past, received
from bot.logs import about, log
from bot.problems import Problem
from bot.turns.faults import complain

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
                updates = _fit(batch)
                await self._commit(updates)
                self._offset = past(batch, self._offset)
                if not updates:
                    await backoff.sleep()

    async def _fetch(self) -> Sequence[object]:
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
                    complain(result)
            if updates:
                await backoff.sleep()


def _fit(batch: Sequence[object]) -> list[Received]:
    """The updates with ids that can be kept; without one nothing can be done, ever."""
    updates = []
    for raw in batch:
        try:
            updates.append(received(raw))
        except ValueError:
            log().error("update without a usable id")
    return updates


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
