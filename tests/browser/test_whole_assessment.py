"""The real program and a real browser: at night, from the first message to the card, and on to the
question that comes two hours later.

With COMPANION_SCREENSHOTS set to a folder, pictures of what a parent sees are kept there.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize

from browser.browsing import FAULTS, NARROW, WIDE
from browser.phone_driver import By, PhoneDriver
from browser.whole_program import new_person, next_night, to_the_card, whole_program

ASKED = "Has a doctor spoken to you? If not, go to the emergency department now."


class Device(NamedTuple):
    """What a parent holds, and which pictures of it are kept."""

    size: ViewportSize
    by: By
    scheme: Literal["light", "dark"]
    pictures: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.size['width']} px, {self.by}, {self.scheme}"


DEVICES = [
    Device(WIDE, "mouse", "light", ("card",)),
    Device(NARROW, "mouse", "light", ("words",)),
    Device(NARROW, "keyboard", "dark", ("reminder",)),
    Device(WIDE, "keyboard", "dark"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    async with whole_program(tmp_path_factory.mktemp("program")) as address:
        yield address


def _in_turn(device: Device) -> Any:
    """Each width, each way of pressing and each colour every time; the other pairs in long runs."""
    always = (device.by == "mouse") == (device.size == WIDE)
    return pytest.param(device, id=str(device), marks=() if always else pytest.mark.soak)


@pytest.mark.parametrize("device", [_in_turn(device) for device in DEVICES])
async def test_a_parent_reaches_the_card_and_is_asked_two_hours_later(
    browser: Browser, address: str, device: Device
) -> None:
    page = await browser.new_page(viewport=device.size, color_scheme=device.scheme)
    await page.goto(address)
    await next_night(page, address)
    phone = await new_person(page, address)
    await to_the_card(phone, device.by)
    card = await phone.last_message()
    assert card.startswith("Speak to a doctor by ")
    assert "This is not a diagnosis." in card
    assert await page.evaluate(FAULTS) == []
    await _keep_picture(page, device, "card")
    if device.by == "mouse":
        await phone.follow("Words to say")
        assert (await phone.last_message()).startswith("Say this when you call:")
        await _keep_picture(page, device, "words")
    await _two_hours_later(phone, device.by)
    assert ASKED in await phone.last_message()
    assert await page.evaluate(FAULTS) == []
    await _keep_picture(page, device, "reminder")
    await phone.follow("Not yet, or no", by=device.by)
    assert (await phone.last_message()).startswith("Go to the emergency department now.")
    await page.close()


async def _two_hours_later(phone: PhoneDriver, by: By) -> None:
    """By the clock of the page."""
    hour = phone.page.get_by_test_id("clock-hour")
    before = await phone.newest()
    for _ in range(2):
        await phone.activate(hour, by=by, backwards=True)
    await phone.until_newer(before)


async def _keep_picture(page: Page, device: Device, what: str) -> None:
    folder = os.environ.get("COMPANION_SCREENSHOTS")
    if folder is None or what not in device.pictures:
        return
    other = PhoneDriver(page, 2)
    if await other.root.get_by_test_id("start").is_visible():
        await other.start()
    await page.mouse.move(0, 0)
    await page.screenshot(path=Path(folder) / f"{what}.png")
