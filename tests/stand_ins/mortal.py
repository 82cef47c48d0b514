"""The whole bot of this process on a real file, which can be stopped dead at any point.

Telegram is a few lines of memory here, and the clock stands still until it is moved, so that weeks
with many deaths take a second. What has died leaves nothing behind but the file.
"""

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar

import orjson
from telegram.request import RequestData

from bot.application import Companion, companion
from bot.conversation import Conversation
from bot.delivery.calls import Left, Parcel
from bot.intake.updates import received
from bot.rehearsal.rehearsal import BOT, PARENT
from bot.settings import Settings
from bot.telegram_server import TelegramServer
from bot.transport import AiohttpRequest
from bot.wiring import conversation
from stand_ins.fake_telegram import TOKEN
from state.case import Case
from state.effects import Reminder, Wake
from state.store.rows import Commit

P = ParamSpec("P")
R = TypeVar("R")
SERVER = TelegramServer("http://telegram.invalid", TOKEN, is_sandbox=False, is_paced=False)


@dataclass
class Outside:
    """What outlives a death: Telegram's memory, the time, and how often the bot has died."""

    now: datetime
    deaths: int = 0
    updates: int = 0
    screen_id: int = 0
    messages: dict[int, list[str]] = field(default_factory=dict)
    """The buttons of each message, by its id."""
    reminded: list[tuple[Reminder, datetime]] = field(default_factory=list)
    """What the bot said by itself, in the order in which it arrived, and when."""

    def message(self, text: str) -> dict[str, Any]:
        return {"message": {**self._message(self._next()), "text": text}}

    def press(self, data: str) -> dict[str, Any]:
        pressed = {**self._message(self.screen_id), "from": BOT, "text": "…"}
        person = self._message(0)["from"]
        query = {"id": "1", "from": person, "chat_instance": "1", "data": data, "message": pressed}
        return {"callback_query": query}

    def answer(self, method: str, parameters: dict[str, Any]) -> object:
        """What Telegram answers to a call."""
        if method == "getMe":
            return BOT
        if not method.startswith("send"):
            return True
        message = self._message(self._next())
        rows = orjson.loads(parameters.get("reply_markup") or "{}").get("inline_keyboard", [])
        self.screen_id = message["message_id"]
        self.messages[self.screen_id] = [button["callback_data"] for row in rows for button in row]
        return {**message, "from": BOT, "text": "…"}

    def _next(self) -> int:
        self.updates += 1
        return self.updates

    def _message(self, message_id: int) -> dict[str, Any]:
        return {
            "message_id": message_id,
            "date": int(self.now.timestamp()),
            "chat": {"id": PARENT, "type": "private", "first_name": "Parent"},
            "from": {
                "id": PARENT,
                "is_bot": False,
                "first_name": "Parent",
                "language_code": "en",
            },
        }


class Memory(AiohttpRequest):
    """Telegram without a network."""

    __slots__ = ("_outside",)

    def __init__(self, outside: Outside) -> None:
        super().__init__()
        self._outside = outside

    async def initialize(self) -> None: ...

    async def do_request(  # type: ignore[override]
        self, url: str, method: str, request_data: RequestData | None = None, **_limits: Any
    ) -> tuple[int, bytes]:
        parameters = request_data.json_parameters if request_data else {}
        name = url.rpartition("/")[2]
        result = self._outside.answer(name, dict(parameters))
        if name == "editMessageText":
            result = {**self._outside._message(int(parameters["message_id"])), "text": "…"}
        return 200, orjson.dumps({"ok": True, "result": result})


class Fate:
    """Counts the points at which a program may end; at the chosen one nothing goes on any more."""

    def __init__(self) -> None:
        self.left = 0
        self.dead = asyncio.Event()

    async def point(self) -> None:
        if self.left == 1:
            self.dead.set()
        self.left = max(self.left - 1, 0)
        if self.dead.is_set():
            await asyncio.Event().wait()


@functools.cache
def _settings(folder: Path) -> Settings:
    return Settings(
        bot_token=TOKEN,
        telegram_api_url=SERVER.url,
        data_dir=folder,
        send_rate=1_000_000,
        operator_name="A clinic",
        operator_contact="a@example.org",
    )


@functools.cache
def the_conversation() -> Conversation:
    return conversation(_settings(Path("unused")), SERVER)


class Mortal:
    """A bot that lives, dies and lives again on one file. Enter it before use."""

    def __init__(self, folder: Path, outside: Outside) -> None:
        self.outside = outside
        self._folder = folder
        self._stack = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._stop()

    # What happens to it

    async def begins(self, case: Case) -> None:
        """A case that is there already."""
        now = self.outside.now
        wake = the_conversation().next_wake(case, now) or Wake(now + timedelta(days=1))
        await self.bot.store.commit(
            Commit(bot_id=self.bot.bot.id, chat_id=PARENT, at=now, case=case, wake=wake)
        )

    async def hears(self, update: dict[str, Any], dies_after: int = 0) -> None:
        """An update: after a death it comes again, as from Telegram."""
        update = {**update, "update_id": 10_000 + self.outside._next()}
        await self._lives(lambda: self.bot.turns.handle(PARENT, [received(update)]), dies_after)
        await self._lives(self._delivers, 0)

    async def lives(self, time: timedelta, dies_after: int = 0) -> None:
        """The clock goes on; whatever falls due on the way is said."""
        end = self.outside.now + time
        while (wake := await self.bot.store.next_wake()) and wake <= end:
            self.outside.now = max(wake, self.outside.now)
            await self._lives(self._wakes, dies_after)
            dies_after = 0
        self.outside.now = end

    async def is_down(self, time: timedelta, dies_after: int) -> None:
        """It dies while something is due, and so long nobody starts it again."""
        wake = await self.bot.store.next_wake()
        if wake is None or dies_after == 0:
            return
        self.outside.now = max(wake, self.outside.now)
        await self._lives(self._wakes, dies_after, down=time)

    async def case(self) -> Case | None:
        return (await self.bot.store.load(PARENT)).case

    # Within

    async def _wakes(self) -> None:
        while await self.bot.waker._round() == 0:
            await self._delivers()
        await self._delivers()

    async def _delivers(self) -> None:
        await self.bot.outbox.sweep()
        while not self.bot.outbox.is_empty:  # noqa: ASYNC110 - every call is over at once
            await asyncio.sleep(0)

    async def _lives(
        self,
        step: Callable[[], Coroutine[Any, Any, None]],
        dies_after: int,
        down: timedelta = timedelta(),
    ) -> None:
        """Does it; if it dies on the way it is started anew, and the step is done then."""
        self._fate.left = dies_after
        if not await self._survives(step()):
            self.outside.deaths += 1
            self.outside.now += down
            await self._stop()
            await self._start()
            await self._delivers()
            await step()
        self._fate.left = 0

    async def _survives(self, step: Coroutine[Any, Any, None]) -> bool:
        doing = asyncio.create_task(step)
        dying = asyncio.create_task(self._fate.dead.wait())
        await asyncio.wait({doing, dying, self._delivering}, return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if self._fate.dead.is_set():
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)
            return False
        if self._delivering.done():
            self._delivering.result()
        await doing
        return True

    async def _start(self) -> None:
        self._fate = Fate()
        self._stack = contextlib.AsyncExitStack()
        made = companion(_settings(self._folder), the_conversation(), SERVER, Memory(self.outside))
        self.bot = await self._stack.enter_async_context(made)
        self.bot.clock.now = lambda: self.outside.now  # type: ignore[method-assign]
        self._may_die(self.bot)
        self._delivering = asyncio.create_task(self.bot.outbox.run())

    async def _stop(self) -> None:
        """Whatever was in memory is lost."""
        tasks = [self._delivering, *self.bot.outbox._working]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._stack.aclose()

    def _may_die(self, bot: Companion) -> None:
        """Before and after each commit, each call and each note that something has arrived."""
        store, delivery, point = bot.store, bot.outbox._sender._delivery, self._fate.point
        store.commit = _surrounded(store.commit, point)  # type: ignore[method-assign]
        store.delivered = _surrounded(store.delivered, point)  # type: ignore[method-assign]
        original = delivery.step

        async def noted(parcel: Parcel) -> Left:
            is_new, reminder = parcel.shown_as is None, parcel.row.reminder
            left = await original(parcel)
            if is_new and reminder is not None:
                self.outside.reminded.append((reminder, self.outside.now))
            return left

        delivery.step = _surrounded(noted, point)  # type: ignore[method-assign]


def _surrounded(
    work: Callable[P, Coroutine[Any, Any, R]], point: Callable[[], Awaitable[None]]
) -> Callable[P, Coroutine[Any, Any, R]]:
    async def surrounded(*about: P.args, **named: P.kwargs) -> R:
        await point()
        result = await work(*about, **named)
        await point()
        return result

    return surrounded
