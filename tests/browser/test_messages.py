"""What messages look like and what can be done with them."""

import pytest_asyncio
from playwright.async_api import Route, expect

from browser.browsing import OpenPage
from browser.fake_bot import FakeBot
from browser.phone_driver import PhoneDriver

LONG_QUOTE = "\n".join(f"Line {number}" for number in range(1, 9))


@pytest_asyncio.fixture(loop_scope="module")
async def phone(open_page: OpenPage, fake_bot: FakeBot) -> PhoneDriver:
    """Sam's phone, the conversation begun."""
    phone = PhoneDriver(await open_page())
    await phone.start()
    return phone


def chat_of(fake_bot: FakeBot) -> int:
    chat: int = fake_bot.seen[0]["message"]["chat"]["id"]
    return chat


async def receive(phone: PhoneDriver, fake_bot: FakeBot, html: str) -> None:
    revision = await phone.revision()
    await fake_bot.send(chat_of(fake_bot), html)
    await phone.settled(revision, news=1)


async def test_formatting_is_shown(phone: PhoneDriver, fake_bot: FakeBot) -> None:
    await receive(phone, fake_bot, "<b>Today</b> <i>or</i> <code>now</code> <s>old</s>")
    words = phone.messages.last.locator(".words")
    for tag, text in {"b": "Today", "i": "or", "code": "now", "s": "old"}.items():
        await expect(words.locator(tag)).to_have_text(text)


async def test_what_a_person_wrote_is_never_a_page(phone: PhoneDriver) -> None:
    """Tags of the page, typed by a person, stay words."""
    evil = "<img src=x onerror=alert(1)><b>bold</b>"
    await phone.composer.fill(evil)
    await phone.composer.press("Enter")
    words = phone.root.locator(".message.out .words").last
    await expect(words).to_have_text(evil)
    await expect(words.locator("img, b")).to_have_count(0)


async def test_a_long_quote_folds_to_three_lines_and_opens(
    phone: PhoneDriver, fake_bot: FakeBot
) -> None:
    await receive(phone, fake_bot, f"<blockquote expandable>{LONG_QUOTE}</blockquote>")
    quote = phone.messages.last.locator("blockquote")
    folded = await quote.evaluate("element => element.clientHeight")
    more = phone.messages.last.get_by_role("button", name="Show more")
    await more.press("Enter")
    await expect(phone.messages.last.get_by_role("button", expanded=True)).to_be_focused()
    assert await quote.evaluate("element => element.clientHeight") > 2 * folded


async def test_a_spoiler_is_hidden_until_pressed(phone: PhoneDriver, fake_bot: FakeBot) -> None:
    await receive(phone, fake_bot, "It is <tg-spoiler>here</tg-spoiler>")
    cover = phone.messages.last.get_by_role("button", name="Hidden words")
    await cover.press("Enter")
    await expect(cover).to_have_count(0)
    await expect(phone.messages.last).to_contain_text("It is here")


async def test_an_own_message_can_be_changed(phone: PhoneDriver, fake_bot: FakeBot) -> None:
    """By its button, or with the arrow up in an empty line."""
    await phone.type("tird")
    await phone.composer.press("ArrowUp")
    await expect(phone.composer).to_have_value("tird")
    await phone.composer.fill("tired")
    await phone.composer.press("Enter")
    changed = phone.root.locator(".message.out").last
    await expect(changed).to_contain_text("tired")
    await expect(changed.locator(".edited")).to_be_visible()
    await expect(phone.composer).to_have_value("")
    await changed.get_by_role("button", name="Edit this message").click()
    await phone.page.keyboard.press("Escape")
    await expect(phone.composer).to_have_value("")


async def test_a_message_is_answered(phone: PhoneDriver, fake_bot: FakeBot) -> None:
    """Its words stand over the answer; Escape gives it up and keeps what was written."""
    await phone.messages.last.hover()
    await phone.messages.last.get_by_role("button", name="Reply to this message").click()
    await expect(phone.root.locator(".changing")).to_contain_text("Reply to “In danger now?")
    await phone.type("no")
    await expect(phone.root.locator(".message.out").last).to_contain_text("In danger now?")
    assert fake_bot.seen[-1]["message"]["reply_to_message"]["from"]["is_bot"] is True
    await phone.messages.last.get_by_role("button", name="Reply to this message").press("Enter")
    await phone.page.keyboard.type("later")
    await phone.page.keyboard.press("Escape")
    await expect(phone.root.locator(".changing")).to_be_hidden()
    await expect(phone.composer).to_have_value("later")


async def test_a_deep_link_sends_start_with_its_word(phone: PhoneDriver, fake_bot: FakeBot) -> None:
    username = (await fake_bot.call("getMe"))["username"]
    await receive(phone, fake_bot, f"Join: https://t.me/{username}?start=join_7")
    revision = await phone.revision()
    await phone.messages.last.get_by_role("button", name="start=join_7").click()
    await phone.settled(revision, news=2)
    assert fake_bot.seen[-1]["message"]["text"] == "/start join_7"


async def test_an_invite_opens_on_the_other_phone(phone: PhoneDriver, fake_bot: FakeBot) -> None:
    username = (await fake_bot.call("getMe"))["username"]
    await receive(phone, fake_bot, f'<a href="https://t.me/{username}?start=join_8">Join</a>')
    await phone.messages.last.get_by_role("button", name="Open on Alex’s phone").click()
    alex = PhoneDriver(phone.page, 2)
    await expect(alex.messages.first).to_contain_text("/start join_8")


async def test_a_refused_message_stays_where_it_was_written(phone: PhoneDriver) -> None:
    """Nothing is lost when the sandbox says no."""

    async def refuse(route: Route) -> None:
        if route.request.method == "POST":
            await route.fulfill(status=400, json={"error": "Too long."})
        else:
            await route.fallback()

    await phone.page.route("**/messages*", refuse)
    await phone.composer.fill("x" * 50)
    await phone.composer.press("Enter")
    await expect(phone.toast).to_have_text("Too long.")
    await expect(phone.composer).to_have_value("x" * 50)


async def test_what_a_press_brings_stays_in_view_while_the_old_message_shrinks(
    phone: PhoneDriver, fake_bot: FakeBot
) -> None:
    """A new screen comes, then the one before loses its buttons: view and focus stay with it."""
    long = "\n".join(f"Line {number}" for number in range(12))
    quote = f"{long}<blockquote expandable>{LONG_QUOTE}</blockquote>"
    keyboard = [[{"text": "None of these", "callback_data": "none"}]]
    await phone.press("Start", by="keyboard")
    chat, revision = chat_of(fake_bot), await phone.revision()
    old = await fake_bot.send(chat, long, keyboard)
    await fake_bot.send(chat, quote, keyboard)
    await phone.settled(revision, news=2)
    await fake_bot.call("editMessageText", chat_id=chat, message_id=old, text=long)
    await phone.settled(revision, news=3)
    newest = phone.messages.last
    await expect(newest).to_be_focused()
    await expect(newest.locator(".words")).to_be_in_viewport(ratio=1)
    await expect(newest.get_by_role("button", name="None of these")).to_be_in_viewport(ratio=1)
