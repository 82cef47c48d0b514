"""Adults who note all they read: what it says, where they were, and what buttons came with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from rehearsing import plain, services, unfolded

from bot.rehearsal.household import Household, Phone
from bot.rehearsal.rehearsal import Rehearsal, Said
from bot.texts import Texts
from handlers.context import Turn
from handlers.screens import language, where
from state.effects import PressAnswer, Show
from state.places.regions import tongue

LINK = re.compile(r"https://t\.me/\S*|\b(?:\w{3}-\w{3}|(?:\w{4}-){3}\w{4})\b")
"""Links and codes are tapped or copied."""
SOURCE = re.compile(r"(?:Source|Fuente): .*$", re.MULTILINE)
"""What a publication is called and where it is found is as hard as it is."""
SENTENCE = re.compile(r"(?<=[.?!])[”\")]*\s+|\n+|(?<=[.?!]”)\s+|(?<=:)\s+(?=“)")
"""Where a sentence ends: a line's end is one too, and what is to be said aloud begins its own."""
MARK = re.compile(r"^(?:•|\d+\.|\|)\s*")
TO_PASS_ON = re.compile(r"<blockquote>.*?</blockquote>", re.DOTALL)
"""What is not read here but sent on, or read out on the phone."""


@dataclass(frozen=True)
class Text:
    """Something a parent read, and where to find it. `in_danger`: they may be in great fear."""

    place: str
    html: str
    in_danger: bool = False
    labels: tuple[str, ...] = ()

    language: str = "en"
    screen: str = ""

    @cached_property
    def words(self) -> str:
        return LINK.sub("", plain(self.html))

    @cached_property
    def sentences(self) -> list[str]:
        parts = SENTENCE.split(SOURCE.sub("", self.words))
        return [said for part in parts if (said := MARK.sub("", part).strip())]

    @cached_property
    def length(self) -> int:
        return sum(len(sentence.split()) for sentence in self.sentences)

    @cached_property
    def before_the_buttons(self) -> int:
        """Words that are read before anything is unfolded."""
        read = unfolded(TO_PASS_ON.sub("", self.html)).split()
        return sum(any(c.isalnum() for c in word) for word in read)


class Recorded(Texts):
    """The real texts; notes what was rendered from which template."""

    def __init__(self) -> None:
        super().__init__()
        self.rendered: dict[tuple[str, str, str], None] = {}

    def render(self, language: str, template: str, **values: Any) -> str:
        text = super().render(language, template, **values)
        self.rendered[tongue(language), template, text] = None
        return text

    def script(self, language: str, name: str, **values: Any) -> str:
        text = super().script(language, name, **values)
        self.rendered[tongue(language), f"scripts/{name}", text] = None
        return text


class Noting(Rehearsal):
    """Notes every screen, and every notice at a button."""

    name = ""

    def __init__(self, *rehearsal: Any, **more: Any) -> None:
        super().__init__(*rehearsal, **more)
        self.screens: dict[Text, None] = {}
        self.notices: dict[tuple[str, str], None] = {}

    def _finish(self, turn: Turn) -> list[Said]:
        shown = [one.effect for one in turn.outgoing if isinstance(one.effect, Show)]
        for effect in shown:
            place = where(turn)
            named = f"{self.name}, the screen {place.screen} {place.about}".strip()
            labels = tuple(button.label for row in effect.keyboard for button in row)
            spoken = tongue(language(turn))
            text = Text(named, effect.text, place.alone, labels, spoken, place.screen)
            self.screens[text] = None
        for answer in turn.press_answers:
            self.notices |= dict.fromkeys(_unsaid(answer, shown))
        return super()._finish(turn)


class Reader(Noting):
    """A parent alone."""

    def __init__(self, begins: datetime, texts: Texts, language: str = "en") -> None:
        super().__init__(begins, texts, services(), language)


class ReadPhone(Noting, Phone):
    """The phone of one of several adults."""

    def __init__(self, household: Household, *rehearsal: Any, **more: Any) -> None:
        super().__init__(household, *rehearsal, **more)


class Readers(Household):
    """Several adults who do."""

    @property
    def phone(self) -> type[Phone]:
        return ReadPhone


def _unsaid(answer: PressAnswer, shown: list[Show]) -> Iterator[tuple[str, str]]:
    if answer.text and not any(answer.text in plain(effect.text) for effect in shown):
        yield answer.text, " / ".join(plain(effect.text) for effect in shown)
