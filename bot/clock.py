"""The time the product lives in: the system's, or the sandbox's, which can be moved forward."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import orjson

from bot.backoff import Backoff

POLL_SECONDS = 25


class Clock:
    """Tells UTC: real time plus an offset, which is zero with real Telegram.

    Pacing, back-off and time-outs do not ask it: they use the monotonic clock.
    """

    def __init__(self) -> None:
        self._offset = timedelta()
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def set(self, now: datetime) -> None:
        """Moves the clock to `now`; whoever waits for `moved` goes on."""
        self._offset = now - datetime.now(UTC)
        self._moved.set()
        self._moved = asyncio.Event()

    @property
    def moved(self) -> asyncio.Event:
        """Is set when the clock is moved the next time."""
        return self._moved


class SandboxClock(Clock):
    """The clock of a sandbox, whoever moves it."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        super().__init__()
        self._session = session
        self._url = f"{url}/sandbox/clock"
        self._revision: int | None = None

    async def read(self, wait: float = 0) -> None:
        """Takes over the sandbox's time; with `wait`, once it is moved or so many seconds passed.

        Raises aiohttp.ClientError or TimeoutError if the sandbox does not answer.
        """
        query = {} if self._revision is None else {"after": self._revision, "wait": wait}
        timeout = aiohttp.ClientTimeout(total=wait + 10)
        async with self._session.get(self._url, params=query, timeout=timeout) as response:
            response.raise_for_status()
            answer = orjson.loads(await response.read())
        if answer["revision"] != self._revision:
            self._revision = answer["revision"]
            self.set(datetime.fromisoformat(answer["now"]))

    async def follow(self) -> None:
        """Follows the sandbox's clock until cancelled."""
        backoff = Backoff(most=5)
        while True:
            try:
                await self.read(POLL_SECONDS)
                backoff.reset()
            except (aiohttp.ClientError, TimeoutError, ValueError, KeyError):
                await backoff.sleep()


async def sleep_or(seconds: float, *events: asyncio.Event) -> None:
    """Sleeps so long, or until one of the events is set."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:  # not awaited: a cancellation that comes just then must not be lost
            wait.cancel()
