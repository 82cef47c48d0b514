"""What the browser tests share: two widths, how a page is opened, a sandbox of their own."""

from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.async_api import Page, ViewportSize

from bot.sandbox.server import RunningSandbox, serve

FAULTS = (Path(__file__).parent / "faults.js").read_text()
"""Finds faults of accessibility in a page; an empty list is what we want."""
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 390, "height": 844}

both_widths = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


class OpenPage(Protocol):
    """Opens the sandbox's page in a browser of its own; options are Playwright's for a context."""

    async def __call__(self, size: ViewportSize = WIDE, **options: Any) -> Page: ...


class OwnSandbox:
    """A sandbox that can be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self._port = 0
        self._running: RunningSandbox | None = None

    async def start(self) -> None:
        self._running = await serve(self.folder, self._port, pacing=False)
        self._port, self.url = self._running.port, self._running.url

    async def stop(self) -> None:
        if self._running is not None:
            running, self._running = self._running, None
            await running.stop()
