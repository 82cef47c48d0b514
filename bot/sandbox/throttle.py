"""A webhook that has not answered well for ten seconds gets few new connections."""

import asyncio
import time

import aiohttp

_PATIENCE = 10.0  # seconds without a success
_SPACING = 2.0  # seconds between two new connections then


class NewConnections:
    """Lets them through, one every two seconds if nothing has gone well (WebhookActor.h 75-76)."""

    def __init__(self) -> None:
        self._well_at = time.monotonic()
        self._next_at = 0.0

    def went_well(self) -> None:
        self._well_at = time.monotonic()

    def trace(self) -> aiohttp.TraceConfig:
        """Makes a client wait its turn; connections that are open already are used at once."""
        trace = aiohttp.TraceConfig()
        trace.on_connection_create_start.append(self._wait)
        return trace

    async def _wait(self, *_: object) -> None:
        now = time.monotonic()
        if now - self._well_at < _PATIENCE:
            return
        at = max(now, self._next_at)
        self._next_at = at + _SPACING
        await asyncio.sleep(at - now)
