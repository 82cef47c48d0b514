"""The words of dates in one language, and a typed text as marks that any grammar can read."""

import functools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec
import msgspec.yaml

from state.safety.slips import Slips


class Mark(msgspec.Struct, frozen=True):
    """One word or number of a text. `kind` is a key of `words`, or one of those named below.

    weekday (0 is Monday), month (1 to 12), number (`ordinal`: as in "4th"), year, clock (hour,
    minute), compact (the same, as "1430"), slashed and iso (their numbers), ignored.
    """

    kind: str
    values: tuple[int, ...] = ()
    ordinal: bool = False


IGNORED = Mark("ignored")


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language: templates/<language>/dates.yaml."""

    weekdays: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...]
    numbers: dict[int, tuple[str, ...]]
    ordinals: dict[int, tuple[str, ...]]
    ordinal_endings: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    ignored: tuple[str, ...]

    def known(self) -> Iterator[tuple[str, Mark]]:
        """Every phrase with what it may mean; one phrase may mean several things."""
        for number, names in enumerate(self.weekdays):
            yield from ((name, Mark("weekday", (number,))) for name in names)
        for number, names in enumerate(self.months, 1):
            yield from ((name, Mark("month", (number,))) for name in names)
        for number, names in self.numbers.items():
            yield from ((name, Mark("number", (number,))) for name in names)
        for number, names in self.ordinals.items():
            yield from ((name, Mark("number", (number,), ordinal=True)) for name in names)
        for kind, names in self.words.items():
            yield from ((name, Mark(kind)) for name in names)
        yield from ((name, IGNORED) for name in self.ignored)


class Lexicon:
    """Turns a text into marks; None where it has a word that no date has."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._meanings: dict[str, list[Mark]] = {}
        for phrase, mark in vocabulary.known():
            self._meanings.setdefault(_plain(phrase), []).append(mark)
        names = (*vocabulary.weekdays, *vocabulary.months)
        self._slips = Slips(_plain(name[0]) for name in names)
        self._endings = frozenset(map(_plain, vocabulary.ordinal_endings))
        self._longest = max(len(phrase.split()) for phrase in self._meanings)

    def marks(self, text: str) -> list[list[Mark]] | None:
        """For each word or phrase in turn what it may mean; None if one is unknown.

        Words that mean nothing here are left out.
        """
        words = _WORD.findall(_plain(text))
        found: list[list[Mark]] = []
        at = 0
        while at < len(words):
            length, meanings = self._longest_phrase(words, at)
            if not meanings:
                return None
            if meanings != [IGNORED]:
                found.append(meanings)
            at += length
        return found

    def _longest_phrase(self, words: list[str], at: int) -> tuple[int, list[Mark]]:
        for length in range(min(self._longest, len(words) - at), 1, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in self._meanings:
                return length, self._meanings[phrase]
        return self._single(words, at)

    def _single(self, words: list[str], at: int) -> tuple[int, list[Mark]]:
        word = words[at]
        if word[0].isdigit():
            following = words[at + 1] if at + 1 < len(words) else ""
            ordinal = following in self._endings
            return 1 + ordinal, _numeric(word, ordinal=ordinal)
        bare = word.rstrip(".")
        meant = next((w for w in (word, bare) if w in self._meanings), self._slips.meant(bare))
        return 1, self._meanings.get(meant or "", [])


_WORD = re.compile(r"\d+(?:[:/.\-h]\d+)*|[^\W\d_]+(?:['.][^\W\d_]+)*\.?|@")
_CLOCK = re.compile(r"(\d{1,2})[:h](\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})(?:[/.](\d{1,2})|[/.\-](\d{1,2})[/.\-](\d{4}|\d{2}))")
"""Two numbers with a hyphen are no date: "9-10" is two hours."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YEAR_DIGITS = 4
_CENTURY = 2000


def _numeric(word: str, *, ordinal: bool) -> list[Mark]:
    """What a number may be; nothing for one that no date has."""
    if match := _ISO.fullmatch(word):
        return [Mark("iso", tuple(map(int, match.groups())))]
    if match := _CLOCK.fullmatch(word):
        return [Mark("clock", (int(match[1]), int(match[2])))]
    found = []
    if match := _DOTTED.fullmatch(word):
        found.append(Mark("clock", (int(match[1]), int(match[2]))))
    if match := _SLASHED.fullmatch(word):
        year = () if match[4] is None else (int(match[4]) % _CENTURY + _CENTURY,)
        found.append(Mark("slashed", (int(match[1]), int(match[2] or match[3]), *year)))
    if word.isdecimal() and len(word) <= 2:  # noqa: PLR2004, a day or an hour
        found.append(Mark("number", (int(word),), ordinal=ordinal))
    if word.isdecimal() and len(word) == _YEAR_DIGITS:
        found.append(Mark("year", (int(word),)))
        found.append(Mark("compact", (int(word[:2]), int(word[2:]))))
    return found


def _plain(text: str) -> str:
    """In lower case, without accents: many type none."""
    for typographic, plain in (("’", "'"), ("–", "-"), (",", " ")):
        text = text.replace(typographic, plain)
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if unicodedata.category(c) != "Mn")


@functools.cache
def lexicon(templates: Path, language: str) -> Lexicon:
    """The words of templates/<language>/dates.yaml."""
    text = (templates / language / "dates.yaml").read_bytes()
    return Lexicon(msgspec.yaml.decode(text, type=Vocabulary))
