"""A person and a bot converse on the page, by mouse and by keyboard, on a desk and on a phone."""

from typing import Literal

import pytest
from playwright.async_api import ViewportSize, expect

from browser.browsing import NARROW, WIDE, OpenPage, both_widths
from browser.fake_bot import FakeBot
from browser.phone_driver import PhoneDriver


@both_widths
async def test_two_people_are_there_on_the_first_visit(
    open_page: OpenPage, fake_bot: FakeBot, size: ViewportSize
) -> None:
    """Side by side on a desk, behind a switch on a phone; the chats say what the bot is for."""
    page = await open_page(size)
    sam, alex = PhoneDriver(page, 1), PhoneDriver(page, 2)
    await expect(sam.root.get_by_test_id("about")).to_contain_text("I repeat what you say.")
    await expect(page.get_by_test_id("status")).to_have_text("Bot connected")
    assert await alex.root.is_visible() == (size == WIDE)
    await alex.show()
    assert await sam.root.is_visible() == (size == WIDE)


@both_widths
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
async def test_a_button_is_pressed_and_its_message_changes(
    open_page: OpenPage, fake_bot: FakeBot, size: ViewportSize, by: Literal["mouse", "keyboard"]
) -> None:
    phone = PhoneDriver(await open_page(size))
    await phone.start()
    assert await phone.buttons() == ["Unwell right now", "Start"]
    await phone.press("Start", by=by)
    assert await phone.last_message() == "You pressed go."
    assert await phone.buttons() == ["Worse"]
    await expect(phone.toast).to_have_text("Saved.")
    await expect(phone.root.get_by_role("status").filter(has_text="Saved.")).to_be_attached()


async def test_after_a_press_by_keyboard_focus_goes_to_what_it_brought(
    open_page: OpenPage, fake_bot: FakeBot
) -> None:
    """So that Tab leads to the next buttons, not back to the top of the page."""
    phone = PhoneDriver(await open_page())
    await phone.start()
    await phone.press("Start", by="keyboard")
    await expect(phone.messages.last).to_be_focused()
    await phone.page.keyboard.press("Tab")
    await expect(phone.button("Worse")).to_be_focused()


async def test_a_press_by_mouse_leaves_the_cursor_where_one_writes(
    open_page: OpenPage, fake_bot: FakeBot
) -> None:
    phone = PhoneDriver(await open_page())
    await phone.start()
    await phone.composer.fill("half a sen")
    await phone.press("Start")
    await expect(phone.composer).to_be_focused()
    await expect(phone.composer).to_have_value("half a sen")


async def test_an_alert_waits_for_ok(open_page: OpenPage, fake_bot: FakeBot) -> None:
    phone = PhoneDriver(await open_page())
    await phone.start()
    await phone.press("Unwell right now")
    alert = phone.page.get_by_test_id("alert")
    await expect(alert).to_contain_text("Please call 112.")
    await phone.page.keyboard.press("Enter")
    await expect(alert).to_have_count(0)


@both_widths
async def test_typing_sends_with_enter_and_the_answer_is_announced(
    open_page: OpenPage, fake_bot: FakeBot, size: ViewportSize
) -> None:
    phone = PhoneDriver(await open_page(size))
    await phone.start()
    await phone.type("pale for three weeks")
    assert await phone.last_message() == "You wrote pale for three weeks"
    await expect(phone.root.get_by_test_id("aloud")).to_contain_text("pale for three weeks")
    await expect(phone.messages.last).to_be_in_viewport()


async def test_a_message_on_the_hidden_phone_marks_its_name(
    open_page: OpenPage, fake_bot: FakeBot
) -> None:
    page = await open_page(NARROW)
    sam, alex = PhoneDriver(page, 1), PhoneDriver(page, 2)
    await sam.start()
    await alex.show()
    await fake_bot.send(fake_bot.seen[0]["message"]["chat"]["id"], "A reminder")
    await page.get_by_role("button", name="Sam, new message").click()
    await expect(sam.messages.last).to_contain_text("A reminder")


async def test_commands_are_offered_and_completed(open_page: OpenPage, fake_bot: FakeBot) -> None:
    phone = PhoneDriver(await open_page())
    await phone.start()
    await phone.composer.press_sequentially("/st")
    options = phone.root.get_by_role("option")
    await expect(options).to_have_text(["/start Begin", "/stop No more reminders"])
    await phone.page.keyboard.press("Escape")
    await expect(options).to_have_count(0)
    revision = await phone.revision()
    await phone.composer.press_sequentially("o")
    await phone.page.keyboard.press("Enter")
    await phone.settled(revision, news=2)
    assert await phone.last_message() == "You wrote /stop"
