"""A parent who means harm, or whose child plays with the phone: every screen, everywhere a text.

From the card on every kind of button is pressed once, and where a text is awaited an attack is
typed. All that the bot says on the way is kept to be looked at.
"""

import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec
from rehearsing import A_TUESDAY, buttons, plain, services, texts, turn_of

from bot.rehearsal.rehearsal import PARENT, Rehearsal, Said
from handlers import expected
from handlers.context import Turn
from handlers.conversation import COMMANDS
from handlers.screens import where
from state.case import Case
from state.effects import Document, Keyboard, Show
from state.reports import Written
from state.store.documents import CASE

NUMBER = re.compile(r"\d+")
LEFT_OUT = {"w", "u", "a", "y", "erase"}
"""The emergency screens and the questions hold nothing that was typed; after erasing there is none.
"""
ALIKE = {
    "term",
    "terms",
    "topic",
    "group",
    "paper",
    "paper_is",
    "paper_day",
    "record",
    "faq_is",
    "faq_of",
}
"""Buttons of a list: one of them on each screen stands for all."""
BY_WHAT_IT_IS_ABOUT = {"call", "visit_fill"}
"""Awaited texts that become different things by what stands after the colon."""


class Uttered(NamedTuple):
    """One text of the bot, the screen it came on, its buttons, and to whom it was said."""

    screen: str
    html: str
    keyboard: Keyboard
    chat_id: int
    file: str = ""
    """What a file is made of, with its name."""

    @property
    def texts(self) -> list[str]:
        """All that can be read of it."""
        labels = [button.label for row in self.keyboard for button in row]
        return [plain(self.html), self.file, *labels]


class Attacker(Rehearsal):
    """Keeps all that is said, captions and what is said in place of files too."""

    def __init__(self, now: datetime = A_TUESDAY) -> None:
        super().__init__(now, texts(), services())
        self.uttered: list[Uttered] = []
        self.documents: list[Document] = []

    def _finish(self, turn: Turn) -> list[Said]:
        at = where(turn).screen
        for one in turn.outgoing:
            for text, keyboard in texts_of(one.effect):
                self.uttered.append(Uttered(at, text, keyboard, one.chat_id))
            if isinstance(one.effect, Document):
                self.documents.append(one.effect)
                made_of = f"{one.effect.file_name} {_written(one.effect.content)}"
                self.uttered.append(Uttered(at, "", (), one.chat_id, made_of))
        return super()._finish(turn)


def _written(content: object) -> str:
    return content.text if isinstance(content, Written) else msgspec.json.encode(content).decode()


def texts_of(effect: object) -> Iterator[tuple[str, Keyboard]]:
    if isinstance(effect, Show):
        yield effect.text, effect.keyboard
    elif isinstance(effect, Document):
        yield effect.text, effect.keyboard
        yield effect.instead, ()


class _Here(NamedTuple):
    document: bytes
    others: tuple[Case, ...]
    screen_id: int
    messages: dict[int, Said]


class Walk:
    """Goes everywhere, by buttons, and types `attack` wherever a text is awaited."""

    def __init__(self, one: Attacker, attack: str, visited: set[tuple[str, ...]]) -> None:
        self.one = one
        self.took: set[str] = set()
        """Who was given the attack to keep."""
        self._attack = attack
        self._visited = visited
        self._waiting: deque[tuple[_Here, str | None]] = deque()

    async def go(self) -> None:
        start = self._here()
        self._note(start)
        for name in COMMANDS:
            self._return_to(start)
            await self.one.write(f"/{name}")
            self._note(self._here())
        while self._waiting:
            here, data = self._waiting.popleft()
            self._return_to(here)
            if data is None:
                self.took.add(self._awaits()[0])
                await self.one.write(self._attack)
            else:
                await self.one.tap(here.screen_id, data)
            if self.one.case is not None:
                self._note(self._here())

    def _here(self) -> _Here:
        one = self.one
        assert one.case is not None
        assert one.screen_id is not None
        return _Here(CASE.write(one.case), tuple(one.others), one.screen_id, dict(one.messages))

    def _return_to(self, here: _Here) -> None:
        one = self.one
        one.case, one.others = CASE.read(here.document), list(here.others)
        one.screen_id, one.messages = here.screen_id, dict(here.messages)

    def _awaits(self) -> tuple[str, str]:
        one = self.one
        awaited = (one.case and one.case.member(PARENT).expecting) or ""
        name, _, about = awaited.partition(":")
        return name, NUMBER.sub("#", about) if name in BY_WHAT_IT_IS_ABOUT else ""

    def _note(self, here: _Here) -> None:
        screen = where(turn_of(self.one)).screen
        for one in buttons(here.messages[here.screen_id]):
            verb, *arguments = re.split("[:@]", one.data)
            about = "" if verb in ALIKE else NUMBER.sub("#", ":".join(arguments))
            kind = screen, verb, about
            if verb not in LEFT_OUT and kind not in self._visited:
                self._visited.add(kind)
                self._waiting.append((here, one.data))
        if self._awaits()[0] in expected._takers and self._awaits() not in self._visited:
            self._visited.add(self._awaits())
            self._waiting.append((here, None))


Before = Callable[[Attacker], Awaitable[None]]
