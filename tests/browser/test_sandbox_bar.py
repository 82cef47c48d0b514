"""People, the clock, the bots' calls, blocking, and a sandbox that goes away and comes back."""

import asyncio
from datetime import datetime, timedelta

from playwright.async_api import Page, expect

from browser.browsing import NARROW, OpenPage, OwnSandbox
from browser.fake_bot import FakeBot
from browser.phone_driver import PhoneDriver


async def clock(page: Page) -> datetime:
    shown = await page.get_by_test_id("clock-now").get_attribute("datetime")
    return datetime.fromisoformat(shown or "")


async def test_a_third_person_is_added(open_page: OpenPage, fake_bot: FakeBot) -> None:
    page = await open_page(NARROW)
    await page.get_by_test_id("add").locator("summary").click()
    await page.get_by_label("First name").fill("Kim")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("region", name="Kim’s phone", exact=True)).to_be_visible()
    await expect(page.get_by_test_id("person-3")).to_have_text("Kim")


async def test_with_two_bots_one_chooses_whom_to_talk_to(
    open_page: OpenPage, fake_bot: FakeBot, sandbox: OwnSandbox
) -> None:
    """Each bot has a conversation of its own; at first it is with the one that connected last."""
    phone = PhoneDriver(await open_page())
    await phone.start()
    other = FakeBot(fake_bot.session, sandbox.url, "7002:BBtesttesttesttesttesttesttesttesttes")
    await other.introduce("Second")
    await other.call("getUpdates", timeout=0)
    await expect(phone.root.get_by_role("heading", name="Second")).to_be_visible()
    await expect(phone.root.get_by_test_id("start")).to_be_visible()
    await phone.page.get_by_label("Bot", exact=True).select_option("Echo")
    await expect(phone.messages).to_have_count(2)


async def test_the_clock_moves_forward(open_page: OpenPage, fake_bot: FakeBot) -> None:
    page = await open_page()
    await expect(page.get_by_test_id("clock-now")).not_to_have_text("–")
    before = await clock(page)
    await page.get_by_test_id("clock-day").click()
    await page.get_by_test_id("clock-hour").click()
    await expect(page.get_by_test_id("clock-ahead")).to_have_text("1 day 1 h ahead")
    moved = await clock(page) - before
    assert timedelta(hours=25) <= moved < timedelta(hours=25, minutes=1)


async def test_the_clock_is_set_and_never_goes_back(open_page: OpenPage, fake_bot: FakeBot) -> None:
    page = await open_page(timezone_id="UTC")
    await expect(page.get_by_test_id("clock-now")).not_to_have_text("–")
    goal = (await clock(page) + timedelta(days=3)).replace(second=0, microsecond=0)
    await page.get_by_test_id("clock-set").locator("summary").click()
    await page.get_by_label("Move forward to").fill(goal.strftime("%Y-%m-%dT%H:%M"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("clock-ahead")).to_contain_text("ahead")
    assert timedelta() <= await clock(page) - goal < timedelta(minutes=1)
    await page.get_by_test_id("clock-set").locator("summary").click()
    await page.get_by_label("Move forward to").fill("2020-01-01T10:00")
    await page.keyboard.press("Enter")
    await expect(page.locator("body > .toasts .toast")).to_be_visible()
    assert await clock(page) >= goal


async def _write_after(fake_bot: FakeBot, url: str, hours: int) -> None:
    """A bot that writes once so much time has gone by."""
    async with fake_bot.session.get(f"{url}/sandbox/clock") as answer:
        clock = await answer.json()
    due = datetime.fromisoformat(clock["now"]) + timedelta(hours=hours)
    while datetime.fromisoformat(clock["now"]) < due:
        query = {"after": clock["revision"], "wait": 20}
        async with fake_bot.session.get(f"{url}/sandbox/clock", params=query) as answer:
            clock = await answer.json()
    await fake_bot.send(fake_bot.seen[0]["message"]["chat"]["id"], "It is time.")


async def test_the_clock_goes_on_to_the_next_message(
    open_page: OpenPage, fake_bot: FakeBot, sandbox: OwnSandbox
) -> None:
    """Hour by hour, and not an hour further."""
    phone = PhoneDriver(await open_page())
    await phone.start()
    before = await clock(phone.page)
    writing = asyncio.create_task(_write_after(fake_bot, sandbox.url, 3))
    await phone.page.get_by_test_id("clock-next").click()
    await expect(phone.page.locator("body > .toasts .toast")).to_have_text(
        "The bot wrote within 3 hours."
    )
    await writing
    assert timedelta(hours=3) <= await clock(phone.page) - before < timedelta(hours=3, minutes=1)
    assert await phone.last_message() == "It is time."


async def test_the_way_to_the_next_message_can_be_stopped(
    open_page: OpenPage, fake_bot: FakeBot
) -> None:
    page = await open_page()
    button = page.get_by_test_id("clock-next")
    await button.press("Enter")
    await expect(button).to_have_text("Stop")
    await button.press("Enter")
    await expect(page.locator("body > .toasts .toast")).to_contain_text("Stopped after")
    await expect(button).to_have_text("Next")
    stopped = await clock(page)
    await page.wait_for_timeout(600)
    assert await clock(page) - stopped < timedelta(minutes=1)


async def test_the_calls_of_the_bot_are_listed(open_page: OpenPage, fake_bot: FakeBot) -> None:
    phone = PhoneDriver(await open_page())
    await phone.start()
    panel = phone.page.get_by_test_id("calls")
    await panel.locator("summary").first.press("Enter")
    newest = panel.get_by_test_id("calls-list").locator(".call:visible").first
    await expect(newest).to_contain_text("sendMessage")
    await newest.locator("summary").click()
    await expect(newest.locator("pre")).to_contain_text("In danger now?")
    await phone.page.keyboard.press("Escape")
    await expect(newest).to_be_hidden()


async def test_blocking_the_bot_and_coming_back(open_page: OpenPage, fake_bot: FakeBot) -> None:
    phone = PhoneDriver(await open_page())
    await phone.start()
    await phone.root.get_by_test_id("more").locator("summary").click()
    await phone.page.get_by_role("menuitem", name="Block the bot").click()
    await expect(phone.composer).to_be_hidden()
    await phone.root.get_by_role("button", name="Unblock", exact=True).click()
    await expect(phone.composer).to_be_visible()


async def test_a_restart_of_the_sandbox_is_survived(
    open_page: OpenPage, fake_bot: FakeBot, sandbox: OwnSandbox
) -> None:
    """The page says so in words, and goes on where it was without being reloaded."""
    phone = PhoneDriver(await open_page())
    await phone.start()
    status = phone.page.get_by_test_id("status")
    await sandbox.stop()
    await expect(status).to_have_text("No sandbox. Trying again")
    await sandbox.start()
    await expect(status).to_have_text("Bot connected")
    await expect(phone.messages).to_have_count(2)
    await phone.type("still there")
    assert await phone.last_message() == "You wrote still there"
