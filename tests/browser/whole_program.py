"""The real program behind the page, and a parent on one of its phones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from playwright.async_api import Page
from stand_ins.morning import MORNING, let_it_be
from stand_ins.program import REAL, running

from browser.phone_driver import By, PhoneDriver

SLIP_MS = 800  # a press within 0.7 s of an emergency screen's arrival counts as a slip
NONE = "None of these"
TO_THE_CARD = (
    *("Start", "Yes, keep my answers", "Ireland"),
    *(NONE, NONE, NONE, NONE),
    *("Someone said something", "A blood or lab result", "Blasts, very low, or a call", "No, none"),
    *("1 to 3 years", "A letter, app or lab"),
)
"""A blood result that must be seen the same day."""


@asynccontextmanager
async def whole_program(folder: Path) -> AsyncIterator[str]:
    """Where it can be opened, as it says itself. It is morning there."""
    settings = {"DATA_DIR": str(folder), "SANDBOX_PORT": "0", "SANDBOX_PACING": "off"}
    async with running(REAL, **settings) as program:
        address = await program.opened()
        async with aiohttp.ClientSession() as session:
            await let_it_be(MORNING, session, address)
        yield address


async def sandbox_says(page: Page, address: str, path: str) -> Any:
    return await (await page.request.get(f"{address}/sandbox/{path}")).json()


async def next_night(page: Page, address: str) -> None:
    """Moves the clock on to twenty to midnight in Ireland, when every office is closed."""
    clock = await sandbox_says(page, address, "clock")
    now = datetime.fromisoformat(clock["now"]).astimezone(ZoneInfo("Europe/Dublin"))
    night = now.replace(hour=23, minute=40, second=0, microsecond=0)
    if night <= now:
        night += timedelta(days=1)
    await page.request.post(f"{address}/sandbox/clock", data={"now": night.isoformat()})


async def new_person(page: Page, address: str) -> PhoneDriver:
    """A phone on which nobody has written yet, in front."""
    await page.get_by_test_id("person-1").wait_for()
    people = await sandbox_says(page, address, "users")
    fresh = [number for number, one in enumerate(people, 1) if not one["bot_ids"]]
    if not fresh:
        name = ("Kim", "Lee", "Mia")[len(people) % 3]
        await page.request.post(f"{address}/sandbox/users", data={"first_name": name})
        fresh = [len(people) + 1]
    phone = PhoneDriver(page, fresh[0])
    await page.get_by_test_id(f"person-{phone.number}").wait_for()
    if not await phone.root.is_visible():
        await phone.show()
    return phone


async def to_the_card(phone: PhoneDriver, by: By) -> None:
    await phone.follow("Start", phone.root.get_by_test_id("start"), by=by)
    for answer in TO_THE_CARD:
        if answer == NONE:
            await phone.page.wait_for_timeout(SLIP_MS)
        await phone.follow(answer, by=by)
