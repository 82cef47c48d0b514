"""Troubles made on purpose: the next calls of bots fail as told."""

import asyncio
from typing import Literal

import msgspec


class Fault(msgspec.Struct, forbid_unknown_fields=True):
    """How the next `times` calls fail; without method, chat or bot, whatever calls."""

    kind: Literal["error", "timeout", "drop", "slow"]
    times: int = 1
    method: str | None = None
    chat_id: int | None = None
    status: int = 500
    retry_after: int | None = None
    description: str | None = None
    seconds: float | None = None
    after_effect: bool = False
    bot_id: int | None = None

    def __post_init__(self) -> None:
        if self.times < 1:
            raise ValueError("times must be at least 1")
        if self.seconds is not None and not 0 <= self.seconds <= 3600:  # noqa: PLR2004
            raise ValueError("seconds must lie between 0 and 3600")
        if not 300 <= self.status <= 599:  # noqa: PLR2004
            raise ValueError("status must be that of a failure, 300 to 599")

    def concerns(self, bot_id: int, method: str, chat_id: int | None) -> bool:
        return (
            self.times > 0
            and self.method in (None, method)
            and self.chat_id in (None, chat_id)
            and self.bot_id in (None, bot_id)
        )


class Faults:
    """In the order they were asked for."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._ended = asyncio.Event()

    def add(self, fault: Fault) -> None:
        if fault.method is not None:
            fault.method = fault.method.lower()
        self._faults.append(fault)

    def clear(self) -> None:
        """Ends all, also those that keep a call waiting."""
        self._faults.clear()
        self._ended.set()
        self._ended = asyncio.Event()

    def take(self, bot_id: int, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call meets, if any; it is used up once."""
        for fault in self._faults:
            if fault.concerns(bot_id, method, chat_id):
                fault.times -= 1
                if fault.times == 0:
                    self._faults.remove(fault)
                return fault
        return None

    async def wait(self, seconds: float) -> None:
        """As long as told, or until all faults are ended."""
        try:
            await asyncio.wait_for(self._ended.wait(), seconds)
        except TimeoutError:
            return
