"""The same conversation in two languages at once, and a look at what one of them says.

Every press and every typed answer of a transcript is done in English and in the other language;
after each step both must have said the same things: as many messages, with the same buttons.
"""

import functools
import html
import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
from stand_ins import loaded
from stand_ins.made_up_languages import KEPT

from bot.problems import Problem
from bot.rehearsal import transcript
from bot.rehearsal.rehearsal import Rehearsal, Said
from bot.texts import FOLDER, Texts, read_labels
from handlers.scripts import CLINIC_SPEAKS
from state.effects import Document, Outgoing, Show
from state.plan.calendar import CalendarEntry
from state.typed import Choices, plain

LONGEST, LONGEST_CAPTION = 4096, 1024
"""Characters of a message, and of the text below a file, that Telegram takes."""
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(
    r"\b[0-9a-f]{12}\b|\b[A-Z]{1,3}\d*\b|°[CF]|[\w.-]+\.(?:ics|html|json|pdf|png|txt)"
)
"""What is the same in every alphabet: units, marks of one letter, names of files."""
TAG = re.compile(r"<[^>]+>")
SHORTENED = "…"
"""Behind a text that is cut on purpose, in every language."""


class Watched(Rehearsal):
    """A rehearsal that remembers everything it was told to say."""

    def __init__(self, *rehearsal: Any, **more: Any) -> None:
        super().__init__(*rehearsal, **more)
        self.all: list[Outgoing] = []

    def deliver(self, outgoing: Outgoing) -> Said | None:
        self.all.append(outgoing)
        return super().deliver(outgoing)


class Lockstep:
    """Two parents who do the same in two languages. What each typed is remembered."""

    def __init__(
        self, begins: datetime, texts: Texts, services: dict[str, Any], languages: tuple[str, str]
    ) -> None:
        self.first, self.other = (Watched(begins, texts, services, one) for one in languages)
        self.texts = texts
        self.language = languages[1]
        self.typed: list[str] = []

    async def step(self, what: str, detail: str) -> list[Outgoing]:
        """Does a step in both. Returns what the other said; AssertionError if they part ways."""
        if self.other.case is not None:  # else the words in English would be offered, too
            self.other.case.notes.setdefault(CLINIC_SPEAKS, self.language)
        mine, theirs = len(self.first.all), len(self.other.all)
        doing = what.partition(" ")[2] or what
        for one in detail.split(transcript.THEN) if doing == "does in turn" else [detail]:
            await self._one(doing, what, one)
        said = self.other.all[theirs:]
        here = [_shape(one) for one in self.first.all[mine:]]
        assert here == [_shape(one) for one in said], (what, detail)
        return said

    async def _one(self, doing: str, what: str, detail: str) -> None:
        if doing == "does in turn":
            typed = detail.removeprefix("“").removesuffix("”")
            doing = "taps" if typed == detail else "types"
            detail = typed
        other = self._typed(detail) if doing in {"types", "edits"} else detail
        if doing == "taps":
            button = transcript.find_button(self.first, detail)
            if button is None:
                raise Problem(f"There is no button {detail!r}.")
            await self.first.tap(*button)
            await self.other.tap(*button)
            return
        self.typed.append(detail.casefold())
        named = f"Parent {doing}" if " " in what else what
        await transcript.do(self.first, named, detail)
        await transcript.do(self.other, named, other)

    def _typed(self, text: str) -> str:
        """What the other parent types: words of a button are theirs, all else is as it is."""
        if text.isdecimal() or text.startswith("/"):
            return text
        for number in sorted(self.first.messages, reverse=True):
            rows = self.first.messages[number].keyboard
            every = [(one.label, one.data) for row in rows for one in row]
            data = Choices(every, {}, []).find(text)
            if data is not None:
                theirs = self.other.messages[number].keyboard
                return next(one.label for row in theirs for one in row if one.data == data)
        key = _keys().get(plain(text))
        return self.texts.label(self.language, key) if key else text


@functools.cache
def _keys() -> dict[str, str]:
    labels = read_labels(FOLDER / "en").items()
    buttons = (one for one in labels if not one[0].startswith(("field_", "value_")))
    return {plain(text): key for key, text in buttons if "{" not in text}


def _shape(outgoing: Outgoing) -> Any:
    """What is said but for its words."""
    effect = outgoing.effect
    kind = type(effect).__name__
    if isinstance(effect, Show | Document):
        data = sorted(one.data for row in effect.keyboard for one in row)
        file = type(effect.content).__name__ if isinstance(effect, Document) else ""
        return kind, file, data
    return kind


def texts_of(outgoing: Outgoing) -> Iterator[tuple[str, str]]:
    """All that is read of it: what kind of text, and the text (HTML for messages)."""
    effect = outgoing.effect
    if isinstance(effect, Show | Document):
        yield "message" if isinstance(effect, Show) else "caption", effect.text
        yield from (("button", one.label) for row in effect.keyboard for one in row)
    if isinstance(effect, Document) and not isinstance(effect.content, CalendarEntry):
        every = _strings(msgspec.to_builtins(effect.content))
        yield from (("file", text) for text in every if not text.startswith("{"))  # data, no words
    elif isinstance(effect, Document) and isinstance(effect.content, CalendarEntry):
        yield "calendar", effect.content.title


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            if key not in {"type", "language", "form", "paper", "file_id", "mark", "kind"}:
                yield from _strings(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _strings(value)


def amiss(kind: str, text: str, typed: list[str]) -> Iterator[str]:
    """What is wrong with one text: English left in it, cut, too long, or its marks broken."""
    read = html.unescape(TAG.sub("", text)) if kind in {"message", "caption"} else text
    for line in read.split("\n"):
        if words := untranslated(line, typed):
            yield f"{' '.join(words)} is not translated in: {line}"
    if read.count("⟦") != read.count("⟧") and not read.endswith(SHORTENED):
        yield f"it is cut: {read}"
    longest = {"message": LONGEST, "caption": LONGEST_CAPTION}.get(kind)
    if longest and len(read) > longest:
        yield f"it is too long: {len(read)} characters: {read[:60]}"
    if kind in {"message", "caption"} and not _is_well_formed(text):
        yield f"its marks are broken: {text}"


def untranslated(read: str, typed: list[str]) -> list[str]:
    """Words in Latin letters that nobody typed."""
    own = {word for said in typed for word in re.findall(r"\w+", said)}
    rest = NAMES.sub(" ", KEPT.sub(" ", _without_titles(read)))
    cut = f"{' '.join(own)} "
    return [
        found[0]
        for found in LATIN.finditer(rest)
        if found[0].casefold() not in own
        and not (rest[found.end() :].startswith(SHORTENED) and found[0].casefold() in cut)
    ]


def _without_titles(read: str) -> str:
    """Without the titles of publications, which stay in their own language."""
    for title in _titles():
        read = read.replace(title, "")
    return read


@functools.cache
def _titles() -> list[str]:
    known = loaded.library().sources.values()
    return sorted((str(one).removesuffix(" [not read]") for one in known), key=len, reverse=True)


class _Marks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.broken = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.broken |= not self.open or self.open.pop() != tag


def _is_well_formed(text: str) -> bool:
    marks = _Marks()
    marks.feed(text)
    marks.close()
    return not marks.broken and not marks.open


def steps_of(path: Path) -> tuple[datetime, list[tuple[str, str]]]:
    """When a transcript begins, and what is done in it."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    return datetime.fromisoformat(facts["Begins"]), transcript.steps(body)
