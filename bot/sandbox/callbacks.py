"""Button presses that wait for their answer."""

import asyncio
import random
import time

import msgspec

from bot.sandbox.storage import Storage

_TOO_OLD = 150.0  # seconds of real time; as long as the update itself is kept


class Press(msgspec.Struct):
    """A press of a button that the bot has not answered yet."""

    callback_id: str
    bot_id: int
    at: float


class Answer(msgspec.Struct):
    """What the person sees after pressing."""

    answered: bool = False
    text: str = ""
    show_alert: bool = False


class Callbacks:
    """By id; an answered or old one is forgotten, so that a late answer is refused."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        presses = sorted((press for _, press in storage.all("press", Press)), key=lambda p: p.at)
        self._open = {press.callback_id: press for press in presses}
        self._watched: dict[str, asyncio.Future[Answer]] = {}

    def open(self, bot_id: int, callback_id: str = "") -> str:
        """A new press; says its id, made up if none is given."""
        self._forget_old()
        press = Press(callback_id or str(random.getrandbits(63)), bot_id, time.time())
        self._open[press.callback_id] = press
        self._storage.put("press", press.callback_id, press)
        return press.callback_id

    def answer(self, bot_id: int, callback_id: str, answer: Answer) -> bool:
        """Whether the press still waited for it."""
        press = self._open.get(callback_id)
        if press is None or press.bot_id != bot_id:
            return False
        self._forget(press)
        if time.time() - press.at > _TOO_OLD:
            return False
        future = self._watched.pop(callback_id, None)
        if future is not None and not future.done():
            future.set_result(answer)
        return True

    async def wait(self, callback_id: str, seconds: float) -> Answer:
        """The bot's answer, or that there was none in this time."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._watched[callback_id] = future
        try:
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return Answer()
        finally:
            self._watched.pop(callback_id, None)

    def let_go(self) -> None:
        """Those who wait for an answer wait no longer."""
        for future in self._watched.values():
            if not future.done():
                future.set_result(Answer())

    def _forget_old(self) -> None:
        now = time.time()
        while self._open:
            press = next(iter(self._open.values()))
            if now - press.at <= _TOO_OLD:
                break
            self._forget(press)

    def _forget(self, press: Press) -> None:
        self._open.pop(press.callback_id, None)
        self._storage.drop("press", press.callback_id)
