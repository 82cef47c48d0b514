"""The small language in which phrases are written in templates/<language>/safety.yaml.

    a* b        a with any ending of its language: cough* is cough, coughs, coughed, coughing
    a b         these words one after the other (a comma may stand between them)
    (a|b c)     one of these
    [a|b]       one of these, or nothing
    ..          up to three other words, within the sentence
    <name>      one of the phrases of the group of that name
    <number>    any number; <year>; <hot> a temperature of fever, 38 C or 100.4 F and above;
                <point> such a temperature in C with a decimal point; <huge> 100 to 999, or so
                many thousands; <few> under 50; <sat> 50 to 91;
                <over_six> 6 to 9

A phrase becomes a regular expression over words that each end in one space.
"""

import functools
import re
from collections.abc import Iterable, Mapping

import msgspec

from state.safety.phrase_parts import Part, either, in_order, optional

_PIECE = re.compile(r"\s+|\.\.|<\w+>|\w+\*?|[()\[\]|]")
_GAP = r"(?:(?!(?:%s) )[^ .]+ ){0,3}?"
_COMMA = "(?:, )?"
NUMBER = "#"
"""Stands for any number in `Phrase.first`."""
_NUMBERS = {
    "number": r"\d+(?:\.\d+)? ",
    "year": r"(?:19|20)\d\d ",
    "point": r"(?:38|39|4[0-2])\.\d+ ",
    "huge": r"[1-9]\d\d(?:\d{3}|\.\d{3}(?:\.\d+)?)? ",
    "sat": r"(?:[5-8]\d|9[01])(?:\.\d)? ",
    "over_six": r"[6-9](?:\.\d+)? ",
    "few": r"[0-4]?\d(?:\.\d+)? ",
    "hot": r"(?:(?:38|39|4[0-2])(?:\.\d+)?|100\.[4-9]\d?|10[1-8](?:\.\d+)?) ",
}
_CLOSING = {"(": ")", "[": "]"}


class PhraseError(ValueError):
    """A phrase that does not follow the rules; the text says which and why."""


class Phrase(msgspec.Struct, frozen=True):
    """A phrase that is well written. Its expression is compiled when it is first needed."""

    part: Part

    def end(self, text: str, start: int) -> int | None:
        """Where the phrase ends that begins at `start` of the text; None if it does not."""
        match = _expression(self.part.expression).match(text, start)
        return match.end() if match else None


@functools.cache
def _expression(written: str) -> re.Pattern[str]:
    return re.compile(written)


class Grammar:
    """Reads phrases with these groups; no gap of theirs steps over one of the `stops`."""

    def __init__(
        self,
        groups: Mapping[str, list[str]],
        stops: Iterable[str] = (),
        endings: Iterable[str] = (),
    ) -> None:
        self.gap = _GAP % "|".join(map(re.escape, sorted(stops)))
        self._groups = groups
        self._endings = sorted({"", *endings}, key=lambda ending: (-len(ending), ending))
        self._read: dict[str, Part | None] = {}

    def phrase(self, written: str) -> Phrase:
        """The phrase as written. Raises PhraseError if it is not well written."""
        part = _Reader(written, self).phrase()
        if part.may_be_empty:
            raise PhraseError(f'The phrase "{written}" needs no word at all.')
        return Phrase(part)

    def group(self, name: str) -> Part:
        """One of the phrases of a group, or a number. Raises PhraseError if there is no such."""
        if name in _NUMBERS:
            return Part(_NUMBERS[name] + _COMMA, frozenset({NUMBER}), may_be_empty=False)
        if name not in self._groups:
            raise PhraseError(f"There is no group <{name}>.")
        if name not in self._read:
            self._read[name] = None
            self._read[name] = either([_Reader(w, self).phrase() for w in self._groups[name]])
        part = self._read[name]
        if part is None:
            raise PhraseError(f"The group <{name}> is part of itself.")
        return part

    def word(self, written: str) -> Part:
        """A word, or with "*" after it the word with every ending of its language."""
        stem = written.removesuffix("*")
        endings = self._endings if written.endswith("*") else [""]
        forms = frozenset(stem + ending for ending in endings)
        ending = f"(?:{'|'.join(endings)})" if len(endings) > 1 else ""
        expression = f"{stem}{ending} {_COMMA}"
        return Part(expression, forms, may_be_empty=False, words=forms, needs=forms)


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, written: str, grammar: Grammar) -> None:
        self.written = written
        self.grammar = grammar
        self.pieces = [p for p in _PIECE.findall(written) if not p.isspace()]
        if "".join(self.pieces) != "".join(written.split()):
            raise PhraseError(f'The phrase "{written}" has a sign that means nothing.')

    def phrase(self) -> Part:
        part = self._alternatives(None)
        if self.pieces:
            raise PhraseError(f'The phrase "{self.written}" closes a bracket it did not open.')
        return part

    def _alternatives(self, closing: str | None) -> Part:
        options = [self._sequence()]
        while self.pieces and self.pieces[0] == "|":
            self.pieces.pop(0)
            options.append(self._sequence())
        if closing and (not self.pieces or self.pieces.pop(0) != closing):
            raise PhraseError(f'The phrase "{self.written}" leaves a bracket open.')
        return either(options)

    def _sequence(self) -> Part:
        parts = []
        while self.pieces and self.pieces[0] not in "|)]":
            parts.append(self._one(self.pieces.pop(0)))
        return in_order(parts)

    def _one(self, piece: str) -> Part:
        if piece == "..":
            return Part(self.grammar.gap, frozenset(), may_be_empty=True)
        if piece in _CLOSING:
            inner = self._alternatives(_CLOSING[piece])
            return inner if piece == "(" else optional(inner)
        if piece.startswith("<"):
            return self.grammar.group(piece[1:-1])
        return self.grammar.word(piece)
