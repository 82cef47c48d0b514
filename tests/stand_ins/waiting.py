"""Waiting for what another process brings about."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable


async def eventually(true: Callable[[], object | Awaitable[object]], seconds: float = 20) -> None:
    """Looks again and again until it holds. Raises TimeoutError if it does not in time."""
    async with asyncio.timeout(seconds):
        while True:
            found = true()
            if await found if inspect.isawaitable(found) else found:
                return
            await asyncio.sleep(0.02)
