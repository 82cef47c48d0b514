"""What is done on the page can be recorded, and the script plays without Telegram to the same
words.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, expect
from stand_ins import loaded

from bot.rehearsal import transcript
from bot.rehearsal.rehearsal import Rehearsal
from bot.sandbox.formatting.reading import message_text
from browser.browsing import WIDE
from browser.phone_driver import PhoneDriver
from browser.whole_program import (
    new_person,
    next_night,
    sandbox_says,
    to_the_card,
    whole_program,
)
from handlers.content import Running

Screen = tuple[str, list[str]]


async def test_a_recorded_script_plays_to_the_same_words(browser: Browser, tmp_path: Path) -> None:
    async with whole_program(tmp_path) as address:
        page = await browser.new_page(viewport=WIDE)
        await page.goto(address)
        await next_night(page, address)
        phone = await new_person(page, address)
        await _record(phone)
        await to_the_card(phone, "mouse")
        before = await phone.newest()
        await page.get_by_test_id("clock-hour").dblclick()
        await phone.until_newer(before)
        await phone.type("what now?")
        async with page.expect_download() as saving:
            await _record(phone)
        download = await saving.value
        assert download.suggested_filename == "sam.md"
        script = (await download.path()).read_text(encoding="utf-8")
        person = (await sandbox_says(page, address, "users"))[0]
        seen = await sandbox_says(page, address, f"chats/{person['chat_id']}/messages")
        await page.close()
    assert "\nParent types: /start\n" in script
    assert "\nTime passes: 2 hours\n" in script
    assert script.endswith("Parent types: what now?\n")
    assert await _played(script) == [_shown(one) for one in seen if one["from"]["is_bot"]]


async def _record(phone: PhoneDriver) -> None:
    await phone.root.get_by_test_id("more").locator("summary").click()
    await phone.root.get_by_test_id("record").click()
    await expect(phone.toast).to_contain_text(re.compile("Recording|saved"))


def _shown(message: dict[str, Any]) -> Screen:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return message["text"], [button["text"] for row in rows for button in row]


async def _played(script: str) -> list[Screen]:
    """The bot's messages as they stand in the end."""
    head, _, body = script.partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    services = {"content": loaded.content(), "running": Running("", "", 90)}
    begins = datetime.fromisoformat(facts["Begins"])
    async with Rehearsal(begins, loaded.texts(), services, facts["Language"]) as rehearsal:
        await transcript.play(rehearsal, transcript.steps(body))
        said = [rehearsal.messages[number] for number in sorted(rehearsal.messages)]
    return [
        (
            message_text(one.text, "HTML", None).text,
            [button.label for row in one.keyboard for button in row],
        )
        for one in said
    ]
