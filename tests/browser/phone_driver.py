"""A person at the sandbox's page: presses, types, reads."""

from typing import Literal

from playwright.async_api import Locator, Page

By = Literal["mouse", "keyboard"]
QUIET_MS = 150  # no news for so long: what the bot had to say has come
_REACHED = """([number, revision]) => {
    const messages = document.querySelector(`[data-testid=phone-${number}] .messages`);
    return Number(messages.dataset.revision) >= revision;
}"""

_NEWER = """([number, before]) => {
    const all = document.querySelectorAll(`[data-testid=phone-${number}] [data-testid=message].in`);
    const newest = all[all.length - 1];
    return newest && newest.dataset.messageId + newest.textContent !== before
        && newest.querySelector(".key");
}"""


class PhoneDriver:
    """One phone of the page, used the way a person would.

    `press` and `type` return when what they brought has come and stays the same;
    `last_message` is then what the person reads.
    """

    def __init__(self, page: Page, number: int = 1) -> None:
        self.page = page
        self.number = number
        self.root = page.get_by_test_id(f"phone-{number}")
        self.composer = self.root.get_by_test_id("composer")
        self.messages = self.root.get_by_test_id("message")
        self.toast = self.root.get_by_test_id("toast")

    async def show(self) -> None:
        """Brings the phone to the front of a narrow page."""
        await self.page.get_by_test_id(f"person-{self.number}").click()
        await self.root.wait_for(state="visible")

    async def start(self) -> None:
        """Presses Start in a chat that is still empty."""
        revision = await self.revision()
        await self.root.get_by_test_id("start").click()
        await self.settled(revision, news=2)

    async def type(self, text: str) -> None:
        """Writes a message, sends it with Enter, and waits for the bot's answer."""
        revision = await self.revision()
        await self.composer.fill(text)
        await self.composer.press("Enter")
        await self.settled(revision, news=2)

    async def press(self, label: str, *, by: By = "mouse") -> None:
        """Presses the newest button with exactly this label, and waits for what it does."""
        revision = await self.revision()
        await self.activate(self.button(label), by=by)
        await self.settled(revision, news=1)

    async def follow(self, label: str, button: Locator | None = None, *, by: By = "mouse") -> None:
        """Presses a button that leads to another screen, and returns as soon as that has come."""
        before = await self.newest()
        await self.activate(button or self.button(label), by=by)
        await self.until_newer(before)

    async def activate(self, target: Locator, *, by: By, backwards: bool = False) -> None:
        if by == "mouse":
            await target.click()
        else:
            await self.tab_to(target, backwards=backwards)
            await self.page.keyboard.press("Enter")

    async def newest(self) -> str:
        """The bot's newest message, for comparison."""
        messages = self.root.locator("[data-testid=message].in")
        if not await messages.count():
            return ""
        return str(await messages.last.evaluate("one => one.dataset.messageId + one.textContent"))

    async def until_newer(self, before: str) -> None:
        """Until the bot's newest message is another one, with buttons."""
        await self.page.wait_for_function(_NEWER, arg=[self.number, before])

    def button(self, label: str) -> Locator:
        return self.messages.get_by_role("button", name=label, exact=True).last

    async def buttons(self) -> list[str]:
        """The labels under the newest message, row by row."""
        return await self.messages.last.locator(".key").all_inner_texts()

    async def last_message(self) -> str:
        """The words of the bot's newest message, folded ones included."""
        words = self.root.locator(".message.in .words").last
        return (await words.text_content() or "").strip()

    async def revision(self) -> int:
        shown = await self.root.get_by_test_id("messages").get_attribute("data-revision")
        return int(shown or 0)

    async def settled(self, revision: int, *, news: int) -> None:
        """Waits until at least `news` changes came after `revision`, and no more come."""
        await self.page.wait_for_function(_REACHED, arg=[self.number, revision + news])
        before = -1
        while before != (before := await self.revision()):
            await self.page.wait_for_timeout(QUIET_MS)

    async def tab_to(self, target: Locator, *, backwards: bool = False, limit: int = 300) -> None:
        """Presses Tab until `target` has the focus."""
        for _ in range(limit):
            if await target.evaluate("element => element === document.activeElement"):
                return
            await self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
        raise AssertionError(f"Tab does not reach {target}")
