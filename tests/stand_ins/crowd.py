"""A crowd of people who write and press without end, whatever becomes of the bot."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp

from stand_ins.people import Person, Sandbox, buttons, meaning

TYPED = 0.4
"""How much of what they do is typed."""
EAGER = {"start", "agree"}


@dataclass
class Talker:
    """One of the crowd. `done` is what they did and the sandbox took, in order.

    Of the buttons they see they press any, but those of `EAGER` at once: they want to begin.
    """

    person: Person
    dice: random.Random
    words: list[str]
    done: list[str] = field(default_factory=list)

    async def talk(self, pause: float) -> None:
        """Acts again and again until cancelled; never in the middle of an act."""
        while True:
            await asyncio.shield(asyncio.ensure_future(self.act()))
            await asyncio.sleep(self.dice.uniform(0, pause))

    async def act(self) -> None:
        button = await self._button()
        eager = button is not None and meaning(button[1]) in EAGER
        if button is None or (not eager and self.dice.random() < TYPED):
            await self._write()
        else:
            await self._press(*button)

    async def _write(self) -> None:
        word = self.dice.choice(self.words).format(len(self.done))
        await self.person.write(word)
        self.done.append(word)

    async def _press(self, message_id: int, data: str) -> None:
        try:
            await self.person.press(message_id, data)
        except aiohttp.ClientResponseError as error:
            if error.status != 400:  # the button has gone meanwhile
                raise
        else:
            self.done.append("pressed")

    async def _button(self) -> tuple[int, str] | None:
        """Any button of the newest message that has some."""
        for message in reversed(await self.person.heard()):
            if found := buttons(message):
                wanted = [button for button in found if meaning(button) in EAGER] or found
                return message["message_id"], self.dice.choice(wanted)
        return None


@contextlib.asynccontextmanager
async def crowd(
    sandbox: Sandbox, size: int, seed: int, words: list[str], pause: float
) -> AsyncIterator[list[Talker]]:
    """So many people talk until it is left; then every act that has begun is over."""
    talkers = [
        Talker(await sandbox.person(f"P{number}"), random.Random(seed + number), words)
        for number in range(size)
    ]
    tasks = [asyncio.create_task(talker.talk(pause)) for talker in talkers]
    try:
        yield talkers
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        troubles = [one for one in results if isinstance(one, Exception)]
        assert not troubles, troubles
        await _all_acts_over()


async def _all_acts_over() -> None:
    """Acts are shielded from the end of the crowd; they end within a press's five seconds."""
    acts = [
        task
        for task in asyncio.all_tasks()
        if getattr(task.get_coro(), "__qualname__", "") == Talker.act.__qualname__
    ]
    if acts:
        await asyncio.wait(acts)
