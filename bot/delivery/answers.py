"""Answers to button presses: at once, best effort, never stored, never waited for."""

import asyncio
import contextlib
from collections.abc import Iterable

from telegram.error import TelegramError
from telegram.ext import ExtBot

from state.effects import PressAnswer

SECONDS = 10.0


class Answers:
    """Gives each answer in a task of its own; one that fails is let go."""

    def __init__(self, bot: ExtBot[None]) -> None:
        self._bot = bot
        self._given: set[asyncio.Task[None]] = set()

    def give(self, answers: Iterable[PressAnswer]) -> None:
        for answer in answers:
            task = asyncio.create_task(self._give(answer))
            self._given.add(task)
            task.add_done_callback(self._given.discard)

    async def settle(self) -> None:
        """Returns when none is on its way."""
        while self._given:
            await asyncio.wait(self._given)

    async def _give(self, answer: PressAnswer) -> None:
        with contextlib.suppress(TelegramError):  # the button stops waiting by itself
            await self._bot.answer_callback_query(
                answer.query_id,
                text=answer.text or None,
                show_alert=answer.alert or None,
                read_timeout=SECONDS,
            )
