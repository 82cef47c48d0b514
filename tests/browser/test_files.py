"""Files, pictures and voices go both ways."""

from base64 import b64decode

import pytest_asyncio
from playwright.async_api import FilePayload, expect

from browser.browsing import OpenPage
from browser.fake_bot import FakeBot
from browser.phone_driver import PhoneDriver

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest_asyncio.fixture(loop_scope="module")
async def phone(open_page: OpenPage, fake_bot: FakeBot) -> PhoneDriver:
    """Sam's phone, the conversation begun."""
    phone = PhoneDriver(await open_page())
    await phone.start()
    return phone


async def give(phone: PhoneDriver, kind: str, file: FilePayload) -> None:
    revision = await phone.revision()
    await phone.root.get_by_test_id(f"file-{kind}").set_input_files(file)
    await phone.settled(revision, news=2)


async def test_a_file_is_sent_with_the_words_being_written(
    phone: PhoneDriver, fake_bot: FakeBot
) -> None:
    await phone.composer.fill("Blood count")
    await give(phone, "document", {"name": "labs.txt", "mimeType": "text/plain", "buffer": b"Hb 7"})
    message = fake_bot.seen[-1]["message"]
    assert message["document"]["file_name"] == "labs.txt"
    assert message["caption"] == "Blood count"
    await expect(phone.root.get_by_role("link", name="Save labs.txt, 4 bytes")).to_be_visible()


async def test_a_picture_is_sent_and_shown(phone: PhoneDriver, fake_bot: FakeBot) -> None:
    await give(phone, "photo", {"name": "p.png", "mimeType": "image/png", "buffer": PIXEL})
    assert fake_bot.seen[-1]["message"]["photo"]
    picture = phone.root.get_by_role("img", name="Picture").last
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


async def test_a_voice_message_is_recorded(phone: PhoneDriver, fake_bot: FakeBot) -> None:
    await phone.root.get_by_test_id("attach").locator("summary").press("Enter")
    await phone.page.get_by_role("menuitem", name="Record a voice message").press("Enter")
    revision = await phone.revision()
    recording = phone.page.get_by_test_id("recording")
    await expect(recording).to_contain_text("0:01")
    await recording.get_by_role("button", name="Send").click()
    await phone.settled(revision, news=2)
    assert fake_bot.seen[-1]["message"]["voice"]


async def test_a_file_of_the_bot_can_be_saved(phone: PhoneDriver, fake_bot: FakeBot) -> None:
    chat = fake_bot.seen[0]["message"]["chat"]["id"]
    await fake_bot.send_file(chat, "sendDocument", "document", "visit.ics", b"BEGIN:VCALENDAR")
    await fake_bot.send_file(chat, "sendPhoto", "photo", "page.png", PIXEL)
    await expect(phone.root.get_by_role("img", name="Picture: For the visit")).to_be_visible()
    async with phone.page.expect_download() as saving:
        await phone.root.get_by_role("link", name="Save visit.ics").click()
    saved = await saving.value
    assert saved.suggested_filename == "visit.ics"
    assert (await saved.path()).read_bytes() == b"BEGIN:VCALENDAR"
