"""What the safety net listens for in one language, read from templates/<language>/safety.yaml.

No words are here, and no rules are there: the file lists phrases, this module compiles them, and
`state.safety.scanning.scanning` judges what was found.
"""

import enum
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
import msgspec.yaml

from state.safety.phrases import Grammar, Phrase, PhraseError
from state.safety.slips import Slips


class Category(enum.Enum):
    """What kind of danger, the one that goes first on top."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    VIOLENCE = "violence"


class Certainty(enum.Enum):
    """SURE: show the card at once. MAYBE: one line of care with the numbers, and ask."""

    SURE = "sure"
    MAYBE = "maybe"


Frame = Literal["past", "over", "asking", "supposing", "others"]
"""What may stand around a phrase and change what it means."""
FRAMES: tuple[Frame, ...] = ("past", "over", "asking", "supposing", "others")

Danger = dict[str, dict[Literal["sure", "maybe", "alone"], list[str]]]
"""Phrases by sign and certainty; "alone" is sure when a message says nothing else, else none."""


_APART = 14
"""From so many words on, the parts of a danger are statements of their own."""


class Together(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parts that are a danger only when they stand near each other: fever and a port.

    All of them must be said `within` so many words, in any order.
    """

    sign: str
    of: tuple[str, ...]
    certainty: Certainty = Certainty.MAYBE
    within: int = 40
    category: Category = Category.EMERGENCY

    @property
    def close(self) -> bool:
        """Whether its parts are one statement: a numb leg is, a fever and chemotherapy are two."""
        return self.within < _APART


class Negation(msgspec.Struct, frozen=True, rename={"words": "not"}, forbid_unknown_fields=True):
    """Words that deny; words that may stand between them and what is denied; words that list."""

    words: frozenset[str]
    between: frozenset[str]
    listing: frozenset[str]
    after: frozenset[str]


class NetFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A safety.yaml as written; its own comments explain each part."""

    endings: frozenset[str]
    spellings: dict[str, str]
    groups: dict[str, list[str]]
    emergency: Danger
    crisis: Danger
    violence: Danger
    parts: dict[str, list[str]]
    together: tuple[Together, ...]
    harmless: list[str]
    past: list[str]
    over: list[str]
    asking: list[str]
    supposing: list[str]
    others: list[str]
    negation: Negation
    present: frozenset[str]
    breaks: frozenset[str]
    common: str


class Mark(msgspec.Struct, frozen=True):
    """What a phrase means. Exactly one of `category`, `part`, `frame` is set; none: harmless."""

    category: Category | None = None
    sign: str = ""
    certainty: Certainty = Certainty.MAYBE
    alone: bool = False
    part: str | None = None
    frame: Frame | None = None


class Net(msgspec.Struct, frozen=True):
    """The compiled net of one language."""

    language: str
    index: dict[str, list[tuple[Phrase, Mark]]]
    spellings: dict[str, list[str]]
    with_part: dict[str, list[Together]]
    negation: Negation
    present: frozenset[str]
    breaks: frozenset[str]
    common: frozenset[str]
    known: frozenset[str]
    slips: Slips

    @property
    def signs(self) -> set[str]:
        """The signs of an emergency it listens for."""
        marks = (mark for found in self.index.values() for _, mark in found)
        heard = {mark.sign for mark in marks if mark.category is Category.EMERGENCY}
        together = (both for some in self.with_part.values() for both in some)
        return heard | {both.sign for both in together if both.category is Category.EMERGENCY}


Nets = tuple[Net, ...]


def load(folder: Path) -> Nets:
    """The nets of every language that has a safety.yaml. Raises PhraseError, naming the file."""
    return tuple(_net(path) for path in sorted(folder.glob("*/safety.yaml")))


def _net(path: Path) -> Net:
    language = path.parent.name
    try:
        file = msgspec.yaml.decode(path.read_bytes(), type=NetFile)
        phrases = list(_phrases(file))
    except (msgspec.MsgspecError, PhraseError) as error:
        raise PhraseError(f"templates/{language}/safety.yaml: {error}") from None
    _check_parts(file, language)
    vocabulary = frozenset().union(*(phrase.part.words for phrase, _ in phrases))
    keys = frozenset().union(*(p.part.words for p, mark in phrases if mark.category or mark.part))
    common = frozenset(file.common.split())
    return Net(
        language,
        _by_first_word(phrases),
        {typed: meant.split() for typed, meant in file.spellings.items()},
        {part: [both for both in file.together if part in both.of] for part in file.parts},
        file.negation,
        file.present,
        file.breaks,
        common,
        vocabulary | common | _ordinary(path) | file.spellings.keys(),
        Slips(keys | file.spellings.keys()),
    )


def _check_parts(file: NetFile, language: str) -> None:
    """Raises PhraseError if parts stand together that are not there, or one stands with none."""
    where = f"templates/{language}/safety.yaml"
    used = {part for together in file.together for part in together.of}
    if unknown := used - file.parts.keys():
        raise PhraseError(f"{where}: There are no parts {sorted(unknown)} to stand together.")
    if idle := file.parts.keys() - used:
        raise PhraseError(f"{where}: The parts {sorted(idle)} stand together with nothing.")


def _ordinary(path: Path) -> frozenset[str]:
    """Words in everyday use that look like a slip of a listened-for word, and are none."""
    beside = path.with_name("ordinary_words.txt")
    return frozenset(beside.read_text(encoding="utf-8").split()) if beside.exists() else frozenset()


def _phrases(file: NetFile) -> Iterator[tuple[Phrase, Mark]]:
    written: list[tuple[list[str], Mark]] = [(file.harmless, Mark())]
    for category in Category:
        danger: Danger = getattr(file, category.value)
        for sign, by_certainty in danger.items():
            for said, phrases in by_certainty.items():
                certainty = Certainty.SURE if said == "sure" else Certainty.MAYBE
                written.append((phrases, Mark(category, sign, certainty, alone=said == "alone")))
    written += [(phrases, Mark(part=part)) for part, phrases in file.parts.items()]
    written += [(getattr(file, frame), Mark(frame=frame)) for frame in FRAMES]
    grammar = Grammar(file.groups, file.negation.words, file.endings)
    for phrases, mark in written:
        yield from ((grammar.phrase(phrase), mark) for phrase in phrases)


def _by_first_word(phrases: list[tuple[Phrase, Mark]]) -> dict[str, list[tuple[Phrase, Mark]]]:
    index: dict[str, list[tuple[Phrase, Mark]]] = {}
    for phrase, mark in phrases:
        for word in phrase.part.first:
            index.setdefault(word, []).append((phrase, mark))
    return index
