"""Webhook delivery: a line of updates for each chat, its head tried again until it is taken."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import aiohttp

from bot.sandbox.bots import Bot, WebhookSettings
from bot.sandbox.parameters import Body, Parameters, read_parameters
from bot.sandbox.throttle import NewConnections
from bot.sandbox.updates import Waiting
from bot.sandbox.world import World

_ANSWER_WITHIN = 60.0
_LONGEST_RETRY_AFTER = 3600
_DROPPED_AFTER = 23 * 3600.0  # seconds of 410 Gone
_FIRST_PAUSE = 2.0  # seconds, after the retry that comes at once; doubled each time
_LONGEST_PAUSE = (60.0, 120.0)
_HEADERS = {
    "Content-Type": "application/json",
    "Connection": "keep-alive",
    "Accept-Encoding": "gzip, deflate",
}
_NOT_BY_WEBHOOK = frozenset({"setwebhook", "deletewebhook", "close", "logout"})

Run = Callable[[Bot, Parameters], Awaitable[None]]


def _pause(failures: int) -> float:
    """Seconds before the next attempt, where the bot asks for none (W 494-523)."""
    if failures == 1:
        return 0.0
    return min(_FIRST_PAUSE * 2.0 ** min(failures - 2, 10), random.uniform(*_LONGEST_PAUSE))


class Courier:
    """Brings one bot its updates; `run` does the call that an answer may hold."""

    def __init__(self, world: World, bot: Bot, settings: WebhookSettings, run: Run) -> None:
        self._world = world
        self._bot = bot
        self._settings = settings
        self._run = run
        self._lanes: dict[str, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(settings.max_connections)
        self._session: aiohttp.ClientSession | None = None
        self._gone_since: float | None = None
        self._connections = NewConnections()

    def start(self) -> None:
        self._bot.updates.listeners.append(self._arrived)
        for waiting in self._bot.updates:
            self._arrived(waiting)

    async def stop(self) -> None:
        self._bot.updates.listeners.remove(self._arrived)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _arrived(self, waiting: Waiting) -> None:
        lane = self._lanes.get(waiting.lane)
        if lane is not None:
            lane.append(waiting)
            return
        self._lanes[waiting.lane] = deque([waiting])
        task = asyncio.get_running_loop().create_task(self._serve(waiting.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, name: str) -> None:
        """Delivers the updates of one lane in their order."""
        lane = self._lanes[name]
        try:
            while lane:
                await self._deliver(lane[0])
                lane.popleft()
        finally:
            del self._lanes[name]

    async def _deliver(self, waiting: Waiting) -> None:
        """Until it is taken, expires or is dropped."""
        failures = 0
        while waiting in self._bot.updates:
            if waiting.expires_at <= time.time():
                self._finish(waiting)
                return
            async with self._places:
                retry_after = await self._attempt(waiting)
            if retry_after is None:
                self._finish(waiting)
                return
            failures += 1
            pause = retry_after or _pause(failures)
            await asyncio.sleep(min(pause, max(0.0, waiting.expires_at - time.time())))

    def _finish(self, waiting: Waiting) -> None:
        self._bot.updates.remove(waiting)
        self._world.storage.commit()

    async def _attempt(self, waiting: Waiting) -> float | None:
        """None if the update was taken, else the seconds the bot asks us to wait."""
        headers = dict(_HEADERS)
        if self._settings.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._settings.secret_token
        try:
            async with self._open_session().post(
                self._settings.url,
                data=bytes(waiting.update),
                headers=headers,
                allow_redirects=False,
                ssl=False,
            ) as response:
                body = await response.read()
        except TimeoutError:
            return self._failed("Read timeout expired")
        except aiohttp.ClientConnectorError:
            return self._failed("Can't connect to the webhook")
        except (aiohttp.ClientError, OSError):
            return self._failed("Webhook connection closed")
        if not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
            return self._refused(response)
        self._gone_since = None
        self._connections.went_well()
        self._bot.delivery_failed = False
        await self._do(response.content_type, body)
        return None

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=_ANSWER_WITHIN),
                connector=aiohttp.TCPConnector(limit=self._settings.max_connections),
                auto_decompress=True,
                trace_configs=[self._connections.trace()],
            )
        return self._session

    def _failed(self, why: str) -> float:
        self._bot.delivery_failed = True
        self._bot.last_error = (int(self._world.clock.timestamp()), why)
        return 0.0

    def _refused(self, response: aiohttp.ClientResponse) -> float:
        self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
        if response.status != HTTPStatus.GONE:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = time.monotonic()
        elif time.monotonic() - self._gone_since > _DROPPED_AFTER:
            self._bot.profile.webhook = None
            self._bot.save()
            self._world.webhook_changed(self._bot)
        asked = response.headers.get("Retry-After", "")
        return float(min(int(asked), _LONGEST_RETRY_AFTER)) if asked.isdecimal() else 0.0

    async def _do(self, content_type: str, body: bytes) -> None:
        """The call in the answer's body, if there is one; nobody is told how it went."""
        if not body.strip():
            return
        parameters = read_parameters(Body(b"", content_type, body))
        name = parameters.text("method").lower()
        if name and not name.startswith("get") and name not in _NOT_BY_WEBHOOK:
            await self._run(self._bot, parameters)


class Couriers:
    """One courier for each bot with a webhook."""

    def __init__(self, world: World, run: Run) -> None:
        self._world = world
        self._run = run
        self._by_bot: dict[int, Courier] = {}
        self._stopping: set[asyncio.Task[None]] = set()
        world.webhook_changed = self.changed

    def start(self) -> None:
        for bot in self._world.bots.by_id.values():
            self.changed(bot)

    def changed(self, bot: Bot) -> None:
        """Brings the courier in line with the bot's settings."""
        courier = self._by_bot.pop(bot.id, None)
        if courier is not None:
            task = asyncio.get_running_loop().create_task(courier.stop())
            self._stopping.add(task)
            task.add_done_callback(self._stopping.discard)
        if bot.profile.webhook is not None:
            courier = Courier(self._world, bot, bot.profile.webhook, self._run)
            self._by_bot[bot.id] = courier
            courier.start()

    async def stop(self) -> None:
        await asyncio.gather(*(courier.stop() for courier in self._by_bot.values()))
        await asyncio.gather(*self._stopping)
