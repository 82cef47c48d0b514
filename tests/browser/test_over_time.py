"""Temperatures become a picture on the page, with its words, wide enough for a telephone.

With COMPANION_SCREENSHOTS set to a folder, the picture of it is kept there.
"""

import os
from pathlib import Path

from playwright.async_api import Browser

from browser.browsing import FAULTS, NARROW
from browser.whole_program import new_person, to_the_card, whole_program

HOURS = 7
NOTED = ("36.9", "37.8", "37.6", "37.1", "36.7")


async def test_a_parent_sees_the_temperature_over_time(browser: Browser, tmp_path: Path) -> None:
    async with whole_program(tmp_path) as address:
        page = await browser.new_page(viewport=NARROW)
        await page.goto(address)
        phone = await new_person(page, address)
        await to_the_card(phone, "mouse")
        await phone.type("/notes")
        for noted in NOTED:
            before = await phone.newest()
            await phone.type(f"temp {noted}")
            await phone.until_newer(before)
            if noted != NOTED[-1]:
                step = {"advance_seconds": HOURS * 3600}
                await page.request.post(f"{address}/sandbox/clock", data=step)
        await phone.follow("Temperature over time")
        picture = phone.root.locator(".message.in img").last
        await picture.wait_for()
        assert (
            await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 800
        )
        said = " ".join(await phone.root.locator(".message.in .words").all_text_contents())
        assert "Highest: 37.8°C (100.0°F)" in said
        assert "Fever, 38.0°C (100.4°F) or more: 0 of 5" in said
        assert (await phone.last_message()).startswith("Temperature, the newest first")
        assert await page.evaluate(FAULTS) == []
        if folder := os.environ.get("COMPANION_SCREENSHOTS"):
            await page.set_viewport_size({"width": 390, "height": 1000})
            await picture.evaluate("image => image.closest('.message').scrollIntoView()")
            await page.screenshot(path=Path(folder) / "over_time.png")
        await page.close()
