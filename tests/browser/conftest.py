"""A real sandbox, a real browser, and a small bot."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

from browser.browsing import WIDE, OpenPage, OwnSandbox
from browser.fake_bot import FakeBot

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)


_one_loop_a_file = pytest.mark.asyncio(loop_scope="module")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser takes a second to start: the tests of a file share it, and so its event loop."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(_one_loop_a_file, append=False)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("no browser on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox(tmp_path: Path) -> AsyncIterator[OwnSandbox]:
    """A fresh sandbox."""
    running = OwnSandbox(tmp_path)
    await running.start()
    yield running
    await running.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def fake_bot(sandbox: OwnSandbox) -> AsyncIterator[FakeBot]:
    """A bot that is connected and has introduced itself."""
    async with aiohttp.ClientSession() as session:
        bot = FakeBot(session, sandbox.url)
        await bot.introduce()
        task = asyncio.create_task(bot.run())
        yield bot
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest_asyncio.fixture(loop_scope="module")
async def open_page(browser: Browser, sandbox: OwnSandbox) -> AsyncIterator[OpenPage]:
    """Opens the page; a fault of its scripts fails the test."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    async def opened(size: ViewportSize = WIDE, **options: Any) -> Page:
        context = await browser.new_context(viewport=size, **options)
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(sandbox.url)
        await page.locator("[data-testid=start], [data-testid=composer]").first.wait_for(
            state="attached"
        )
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert faults == []
