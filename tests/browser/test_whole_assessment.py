"""The real program and a real browser: a parent goes from the first message to the card.

With COMPANION_SCREENSHOTS set to a folder, pictures of what they see are kept there.
"""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize
from stand_ins.program import REAL, running

from browser.browsing import NARROW, WIDE
from browser.phone_driver import PhoneDriver

SLIP_MS = 800  # a press within 0.7 s of an emergency screen's arrival counts as a slip
NONE = "None of these"
TO_THE_CARD = (
    *("Start", "Yes, keep my answers", "Ireland"),
    *(NONE, NONE, NONE, NONE),
    *("Someone said something", "A doctor mentioned cancer", "Another kind, or no kind"),
    *("4 to 6 years", "Not sure"),
)


@pytest_asyncio.fixture(loop_scope="module")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where the program can be opened, as it says itself."""
    settings = {"DATA_DIR": str(tmp_path), "SANDBOX_PORT": "0", "SANDBOX_PACING": "off"}
    async with running(REAL, **settings) as program:
        yield await program.opened()


@pytest.mark.parametrize(("size", "then"), [(WIDE, None), (NARROW, "Words to say")])
async def test_a_parent_reaches_the_card(
    browser: Browser, address: str, size: ViewportSize, then: str | None
) -> None:
    """On a Tuesday morning, so that the doctor's office is open."""
    page = await browser.new_page(viewport=size)
    await page.request.post(f"{address}/sandbox/clock", data={"now": _next_tuesday()})
    await page.goto(address)
    phone = PhoneDriver(page)
    await phone.start()
    for answer in TO_THE_CARD:
        if answer == NONE:
            await page.wait_for_timeout(SLIP_MS)
        await phone.press(answer)
    card = await phone.last_message()
    assert card.startswith("Call now. Your child should be seen by Thursday, ")
    assert "This is not a diagnosis." in card
    assert await phone.buttons() == ["Words to say", "Why", "Today's three", "Share", "Worse"]
    if then:
        await phone.press(then)
        assert (await phone.last_message()).startswith("Say this when you call:")
    await _keep_picture(page, "card" if size == WIDE else "words")
    await page.close()


def _next_tuesday() -> str:
    today = datetime.now(UTC).replace(hour=10, minute=10, second=0, microsecond=0)
    return (today + timedelta(days=(1 - today.weekday()) % 7 or 7)).isoformat()


async def _keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("COMPANION_SCREENSHOTS")
    if folder is None:
        return
    other = PhoneDriver(page, 2)
    if await other.root.is_visible():
        await other.start()
    await page.mouse.move(0, 0)
    await page.screenshot(path=Path(folder) / f"{name}.png")
