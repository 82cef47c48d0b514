"""A message as one language's safety net reads it: its words, and the phrases found in them."""

from bisect import bisect_left
from collections.abc import Iterable

import msgspec

from state.phrases import NUMBER, Phrase
from state.plain_words import COMMA, STOP, calmer
from state.safety_net import Frame, Mark, Net, Nets

_FEW = 3
"""Messages of so few words are corrected in every language; longer ones show which they are in."""
_NEAR = 14
"""How many words "years ago" may stand away from what it is about, on either side."""
_BETWEEN = {"asking": 10, "supposing": 6, "others": 0}
"""How many words may stand between such a frame and what it introduces."""
_BEFORE = 8
"""How many words back a denial is looked for."""


class Found(msgspec.Struct, frozen=True):
    """A phrase found in the words from `start` up to, not including, `end`."""

    start: int
    end: int
    mark: Mark


class Reading:
    """The words of a message as the net knows them, and what was found there."""

    def __init__(self, typed: list[str], net: Net, nets: Nets) -> None:
        self.net = net
        self.words = _understood(typed, net, nets)
        self._clauses = self._clause_numbers()
        found = self._find()
        harmless = [f for f in found if f.mark == Mark()]
        self.dangers = _standing([f for f in found if f.mark.category], harmless)
        self.parts = _standing([f for f in found if f.mark.part], harmless)
        self._frames: dict[str, list[Found]] = {}
        for frame in _standing([f for f in found if f.mark.frame], harmless):
            self._frames.setdefault(frame.mark.frame or "", []).append(frame)

    def _clause_numbers(self) -> list[int]:
        number, numbers = 0, []
        for word in self.words:
            number += word == STOP or word in self.net.breaks
            numbers.append(number)
        return numbers

    def _find(self) -> list[Found]:
        text, starts = "", []
        for word in self.words:
            starts.append(len(text))
            text += word + " "
        ends = {offset: i for i, offset in enumerate([*starts, len(text)])}
        found = []
        for i, word in enumerate(self.words):
            for phrase, mark in self._beginning_with(word):
                match = phrase.pattern.match(text, starts[i])
                if match:
                    found.append(Found(i, ends[match.end()], mark))
        return found

    def _beginning_with(self, word: str) -> Iterable[tuple[Phrase, Mark]]:
        return self.net.index.get(NUMBER if word[0].isdigit() else word, ())

    def denied(self, found: Found) -> bool:
        """Whether the words before say that it is not so: "no fever or fits", "is not bleeding"."""
        negation = self.net.negation
        if self.words[found.start] in negation.words:
            return False
        paused = False
        listed = self.word(found.end) in negation.listing
        for i in range(found.start - 1, max(-1, found.start - 1 - _BEFORE), -1):
            word = self.words[i]
            if word in negation.words:
                return listed or not paused
            paused |= word == COMMA
            listed |= word in negation.listing
            if word != COMMA and word not in negation.between | negation.listing:
                return False
        return False

    def answered_no(self, found: Found) -> bool:
        """Whether "no" stands alone right after it: "seizures: no, rash: no"."""
        after = found.end + (self.word(found.end) == COMMA)
        said = self.word(after) in self.net.negation.after
        return said and self.word(after + 1) in (COMMA, STOP)

    def happening(self, found: Found) -> bool:
        """Whether a word in it or right before it speaks of the present."""
        return any(w in self.net.present for w in self.words[max(0, found.start - 2) : found.end])

    def framed(self, found: Found, frame: Frame) -> bool:
        """Whether such a frame stands near, in the same clause; only "past" may come after."""
        frames = self._frames.get(frame, [])
        first = bisect_left(frames, found.start - _NEAR, key=lambda f: f.start)
        for other in frames[first:]:
            if other.start > found.start + _NEAR:
                return False
            if self._introduces(other, found) or (
                frame == "past" and self._same_clause(other, found)
            ):
                return True
        return False

    def _introduces(self, frame: Found, found: Found) -> bool:
        """Whether the frame comes first, close enough, without a pause."""
        between = self.words[frame.end : found.start]
        return (
            frame.start <= found.start
            and self._same_clause(frame, found)
            and len(between) <= _BETWEEN.get(frame.mark.frame or "", _NEAR)
            and COMMA not in between
        )

    def _same_clause(self, one: Found, other: Found) -> bool:
        return self._clauses[one.start] == self._clauses[other.start]

    def bare(self, found: Found) -> bool:
        """Whether the message says nothing else."""
        said = sum(word not in (COMMA, STOP) for word in self.words)
        return found.end - found.start >= said

    def word(self, i: int) -> str:
        """The word at `i`; a full stop beyond the end."""
        return self.words[i] if 0 <= i < len(self.words) else STOP


def _understood(typed: list[str], net: Net, nets: Nets) -> list[str]:
    """The words with shouting calmed, slips corrected and short forms written out."""
    correct = len(typed) <= _FEW or any(word in net.common for word in typed)
    meant: dict[str, list[str]] = {}
    for word in typed:
        if word not in meant:
            known = _known(word, net, nets, correct=correct)
            meant[word] = net.spellings.get(known, [known])
    return [part for word in typed for part in meant[word]]


def _known(word: str, net: Net, nets: Nets, *, correct: bool) -> str:
    """The word itself if anybody knows it, else the nearest one this net knows."""
    for known in (word, *calmer(word)):
        if known in net.known or any(known in other.known for other in nets):
            return known
    if not correct:
        return word
    calm = (*calmer(word), word)[-2:]
    return next((meant for w in calm if (meant := net.slips.meant(w))), word)


def _standing(found: list[Found], harmless: list[Found]) -> list[Found]:
    """Those found that no longer phrase explains otherwise, in order."""
    return [f for f in _not_within_longer(found + harmless) if f.mark != Mark()]


def _not_within_longer(found: list[Found]) -> list[Found]:
    """Those not inside a longer one: the longer phrase knows more."""
    kept: list[Found] = []
    reached = -1
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if one.end > reached or (kept and (kept[-1].start, kept[-1].end) == (one.start, one.end)):
            kept.append(one)
            reached = max(reached, one.end)
    return kept
