"""A message as one language's safety net reads it: its words, and the phrases found in them."""

from bisect import bisect_left

import msgspec

from state.safety.net import Frame, Mark, Net, Nets
from state.safety.phrases import NUMBER, Phrase
from state.safety.plain_words import COMMA, STOP
from state.safety.understood import spoken, understood

_BARE = 12
"""More words and marks than this are never just one phrase."""
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
        self._spoken = {other.language: spoken(typed, other) for other in nets}
        self.words = understood(typed, net, nets)
        self._clauses = self._clause_numbers()
        found = self._find()
        harmless = [f for f in found if f.mark == Mark()]
        self.dangers = _standing([f for f in found if f.mark.category], harmless)
        self.parts = _parts([f for f in found if f.mark.part], harmless)
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
        there = frozenset(self.words)
        possible = {word: self._beginning_with(word, there) for word in there}
        found = []
        for i, word in enumerate(self.words):
            for phrase, mark in possible[word]:
                end = phrase.end(text, starts[i])
                if end:
                    found.append(Found(i, ends[end], mark))
        return found

    def _beginning_with(self, word: str, there: frozenset[str]) -> list[tuple[Phrase, Mark]]:
        """The phrases that may begin with this word and whose rarer words are there too."""
        begin = self.net.index.get(word, [])
        if word[0].isdigit():
            begin = begin + self.net.index.get(NUMBER, [])
        return [(phrase, mark) for phrase, mark in begin if phrase.part.possible(there)]

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

    def over(self, found: Found) -> bool:
        """Whether it is said right after it that it has passed: "the rash is gone now"."""
        ended = (frame for frame in self._near("over", found) if frame.start >= found.end)
        between = (self.words[found.end : frame.start] for frame in ended)
        return any(self.net.negation.between.issuperset(words) for words in between)

    def happening(self, found: Found) -> bool:
        """Whether a word in it or right before it speaks of the present.

        The "is" of "what is" does not.
        """
        asked = [min(f.end, found.start) for f in self._near("asking", found)]
        near = max(0, found.start - 2, *asked)
        return any(word in self.net.present for word in self.words[near : found.end])

    def framed(self, found: Found, frame: Frame) -> bool:
        """Whether such a frame stands near, in the same clause; only "past" may come after."""
        return any(
            self._introduces(other, found) or (frame == "past" and self._same_clause(other, found))
            for other in self._near(frame, found)
        )

    def _near(self, frame: Frame, found: Found) -> list[Found]:
        """The frames of this kind that begin not too far away, on either side."""
        frames = self._frames.get(frame, [])
        first = bisect_left(frames, found.start - _NEAR, key=lambda f: f.start)
        last = bisect_left(frames, found.start + _NEAR, key=lambda f: f.start)
        return frames[first:last]

    def _introduces(self, frame: Found, found: Found) -> bool:
        """Whether the frame comes first, close enough, without a pause."""
        between = self.words[frame.end : found.start]
        return (
            frame.start < found.start
            and self._same_clause(frame, found)
            and len(between) <= _BETWEEN.get(frame.mark.frame or "", _NEAR)
            and COMMA not in between
        )

    def _same_clause(self, one: Found, other: Found) -> bool:
        return self._clauses[one.start] == self._clauses[other.start]

    def bare(self, found: Found) -> bool:
        """Whether the message says nothing else."""
        if len(self.words) > _BARE:
            return False
        rest = self.words[: found.start] + self.words[found.end :]
        return all(word in (COMMA, STOP) for word in rest)

    def borrowed(self, found: Found, nets: Nets) -> bool:
        """Whether a language the message speaks more knows all these words: leave it to that one.

        "Meningitis" is one word in two languages, but only one of them can read "what is".
        """
        here = self._spoken[self.net.language]
        said = self.words[found.start : found.end]
        return any(
            self._spoken[other.language] > here and all(word in other.known for word in said)
            for other in nets
        )

    def word(self, i: int) -> str:
        """The word at `i`; a full stop beyond the end."""
        return self.words[i] if 0 <= i < len(self.words) else STOP


def _parts(found: list[Found], harmless: list[Found]) -> list[Found]:
    """The parts that stand, in order; one part never hides another, for they need each other."""
    by_part: dict[str, list[Found]] = {}
    for one in found:
        by_part.setdefault(one.mark.part or "", []).append(one)
    standing = [one for same in by_part.values() for one in _standing(same, harmless)]
    return sorted(standing, key=lambda one: (one.start, one.end))


def _standing(found: list[Found], harmless: list[Found]) -> list[Found]:
    """Those found that no longer phrase explains otherwise, in order."""
    return [f for f in _not_within_longer(found + harmless) if f.mark != Mark()]


def _not_within_longer(found: list[Found]) -> list[Found]:
    """Those not inside a longer one: the longer phrase knows more."""
    kept: list[Found] = []
    reached = -1
    for one in sorted(found, key=lambda f: (f.start, -f.end, f.mark != Mark())):
        same = bool(kept) and (kept[-1].start, kept[-1].end) == (one.start, one.end)
        if one.end > reached or (same and kept[-1].mark != Mark()):
            kept.append(one)
            reached = max(reached, one.end)
    return kept
