"""The page serves people who see little, hear it read aloud, or use no mouse."""

from typing import Literal

import pytest
from playwright.async_api import ViewportSize

from browser.browsing import FAULTS, NARROW, WIDE, OpenPage, both_widths
from browser.fake_bot import FakeBot
from browser.phone_driver import PhoneDriver

RICH = (
    "<b>Call today</b> <i>or</i> <u>now</u> <code>words to say</code> /plan https://example.org"
    "<blockquote expandable>Go now if\n1\n2\n3\n4</blockquote><tg-spoiler>hidden</tg-spoiler>"
)
PLACE = """() => {
    const here = document.activeElement;
    const order = [...document.querySelectorAll('*')].indexOf(here);
    const { outlineStyle, outlineWidth } = getComputedStyle(here);
    const seen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    return [order, here.outerHTML.slice(0, 90), seen];
}"""


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
async def test_no_fault_is_found(
    open_page: OpenPage,
    fake_bot: FakeBot,
    size: ViewportSize,
    scheme: Literal["light", "dark"],
) -> None:
    """Names, contrast, sizes, references: empty, in conversation, and with every menu open."""
    page = await open_page(size, color_scheme=scheme)
    phone = PhoneDriver(page)
    assert await page.evaluate(FAULTS) == []
    await phone.start()
    await phone.type("tired")
    revision = await phone.revision()
    await fake_bot.send(
        fake_bot.seen[0]["message"]["chat"]["id"], RICH, [[{"text": "Why", "callback_data": "why"}]]
    )
    await phone.settled(revision, news=1)
    assert await page.evaluate(FAULTS) == []
    await phone.press("Why")
    await phone.messages.last.get_by_test_id("reply").press("Enter")
    await phone.root.get_by_test_id("more").locator("summary").click()
    await phone.root.get_by_test_id("record").click()
    assert await page.evaluate(FAULTS) == []
    await phone.composer.fill("/s")
    assert await page.evaluate(FAULTS) == []
    for menu in ("attach", "more", "clock-set", "add", "calls"):
        await page.get_by_test_id(menu).locator("summary").first.click()
        assert await page.evaluate(FAULTS) == [], menu


@both_widths
async def test_focus_follows_the_page_and_is_always_seen(
    open_page: OpenPage, fake_bot: FakeBot, size: ViewportSize
) -> None:
    page = await open_page(size)
    phone = PhoneDriver(page)
    await phone.start()
    await page.reload()
    await phone.messages.last.wait_for()
    before = -1
    for _ in range(14):
        await page.keyboard.press("Tab")
        order, element, outlined = await page.evaluate(PLACE)
        assert outlined, f"{element} does not show its focus"
        assert order > before, f"{element} comes too late"
        before = order


async def test_escape_closes_menus_and_gives_the_focus_back(
    open_page: OpenPage, fake_bot: FakeBot
) -> None:
    page = await open_page()
    phone = PhoneDriver(page)
    await phone.start()
    opener = phone.root.get_by_test_id("attach").locator("summary")
    await opener.press("Enter")
    await page.keyboard.press("ArrowDown")
    assert await page.evaluate("document.activeElement.role") == "menuitem"
    await page.keyboard.press("Escape")
    assert await opener.evaluate("element => element === document.activeElement")
