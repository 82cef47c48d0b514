"""The small language in which phrases are written in templates/<language>/safety.yaml.

    a b         these words one after the other (a comma may stand between them)
    (a|b c)     one of these
    [a|b]       one of these, or nothing
    ..          up to three other words, within the sentence
    <name>      one of the phrases of the group of that name
    <number>    any number; <year>; <hot> a temperature of fever, 38 C or 100.4 F and above

A phrase becomes a regular expression over words that each end in one space.
"""

import re
from collections.abc import Iterable, Mapping

import msgspec

_PIECE = re.compile(r"\s+|\.\.|<\w+>|\w+|[()\[\]|]")
_GAP = r"(?:(?!(?:%s) )[^ .]+ ){0,3}?"
_COMMA = "(?:, )?"
NUMBER = "#"
"""Stands for any number in `Phrase.first`."""
_NUMBERS = {
    "number": r"\d+(?:\.\d+)? ",
    "year": r"(?:19|20)\d\d ",
    "hot": r"(?:(?:38|39|4[0-2])(?:\.\d+)?|100\.[4-9]\d?|10[1-8](?:\.\d+)?) ",
}
_CLOSING = {"(": ")", "[": "]"}


class PhraseError(ValueError):
    """A phrase that does not follow the rules; the text says which and why."""


class Phrase(msgspec.Struct, frozen=True):
    """A compiled phrase: its expression, the words it may begin with, and every word in it."""

    pattern: re.Pattern[str]
    first: frozenset[str]
    words: frozenset[str]


class _Part(msgspec.Struct, frozen=True):
    expression: str
    first: frozenset[str]
    may_be_empty: bool
    words: frozenset[str]


def compile_phrases(
    written: Iterable[str], groups: Mapping[str, list[str]], stops: Iterable[str] = ()
) -> list[Phrase]:
    """Compiles phrases; no gap steps over one of the `stops`.

    Raises PhraseError for the first one that is not well written.
    """
    gap = _GAP % "|".join(map(re.escape, sorted(stops)))
    return [_compile(phrase, groups, gap) for phrase in written]


def _compile(written: str, groups: Mapping[str, list[str]], gap: str) -> Phrase:
    part = _Reader(written, groups, gap).phrase()
    if part.may_be_empty:
        raise PhraseError(f'The phrase "{written}" needs no word at all.')
    return Phrase(re.compile(part.expression), part.first, part.words)


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, written: str, groups: Mapping[str, list[str]], gap: str) -> None:
        self.written = written
        self.groups = groups
        self.gap = gap
        self.pieces = [p for p in _PIECE.findall(written) if not p.isspace()]
        if "".join(self.pieces) != re.sub(r"\s", "", written):
            raise PhraseError(f'The phrase "{written}" has a sign that means nothing.')

    def phrase(self) -> _Part:
        part = self._alternatives(None)
        if self.pieces:
            raise PhraseError(f'The phrase "{self.written}" closes a bracket it did not open.')
        return part

    def _alternatives(self, closing: str | None) -> _Part:
        options = [self._sequence()]
        while self.pieces and self.pieces[0] == "|":
            self.pieces.pop(0)
            options.append(self._sequence())
        if closing and (not self.pieces or self.pieces.pop(0) != closing):
            raise PhraseError(f'The phrase "{self.written}" leaves a bracket open.')
        return _either(options)

    def _sequence(self) -> _Part:
        parts = []
        while self.pieces and self.pieces[0] not in "|)]":
            parts.append(self._one(self.pieces.pop(0)))
        return _in_order(parts)

    def _one(self, piece: str) -> _Part:
        if piece == "..":
            return _Part(self.gap, frozenset(), may_be_empty=True, words=frozenset())
        if piece in _CLOSING:
            inner = self._alternatives(_CLOSING[piece])
            return inner if piece == "(" else _optional(inner)
        if piece.startswith("<"):
            return self._group(piece[1:-1])
        expression = re.escape(piece) + " " + _COMMA
        return _Part(expression, frozenset({piece}), may_be_empty=False, words=frozenset({piece}))

    def _group(self, name: str) -> _Part:
        if name in _NUMBERS:
            first = frozenset({NUMBER})
            return _Part(_NUMBERS[name] + _COMMA, first, may_be_empty=False, words=frozenset())
        if name not in self.groups:
            raise PhraseError(f'The phrase "{self.written}" names no group we have: {name}.')
        options = self.groups[name]
        return _either([_Reader(option, self.groups, self.gap).phrase() for option in options])


def _either(options: list[_Part]) -> _Part:
    if len(options) == 1:
        return options[0]
    return _Part(
        "(?:" + "|".join(option.expression for option in options) + ")",
        frozenset().union(*(option.first for option in options)),
        any(option.may_be_empty for option in options),
        frozenset().union(*(option.words for option in options)),
    )


def _optional(part: _Part) -> _Part:
    return _Part(f"(?:{part.expression})?", part.first, may_be_empty=True, words=part.words)


def _in_order(parts: list[_Part]) -> _Part:
    first: set[str] = set()
    for part in parts:
        first |= part.first
        if not part.may_be_empty:
            break
    return _Part(
        "".join(part.expression for part in parts),
        frozenset(first),
        all(part.may_be_empty for part in parts),
        frozenset().union(*(part.words for part in parts)),
    )
