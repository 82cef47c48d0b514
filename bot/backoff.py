"""How long to wait before trying again what has just failed."""

import asyncio
import random


class Backoff:
    """Waits 0.5 s, then twice as long each time up to `most` seconds, spread by a quarter."""

    def __init__(self, first: float = 0.5, most: float = 30.0) -> None:
        self._first = first
        self._most = most
        self.failures = 0

    def reset(self) -> None:
        self.failures = 0

    def seconds(self) -> float:
        """How long to wait now; each call counts as one more failure."""
        wait = min(self._most, self._first * 2.0 ** min(self.failures, 16))
        self.failures += 1
        return wait * random.uniform(0.75, 1.25)

    async def sleep(self) -> None:
        await asyncio.sleep(self.seconds())
