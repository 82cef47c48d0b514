"""Slips of the finger: which known word somebody meant who typed another."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from rapidfuzz.distance import OSA

SHORTEST = 4
_LONG = 8
"""Words from this length on may have two slips."""
_LONGEST = 16


class Slips:
    """Finds the known word within one slip, or two in long words, in a few look-ups.

    Both sides are indexed by what is left when letters are dropped, so that nothing has to be
    compared with the whole vocabulary. A slip is a letter dropped, added, swapped or replaced.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._vocabulary = frozenset(vocabulary)

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        """Made when a word that nobody knows is typed for the first time; it takes a moment."""
        index: dict[str, list[str]] = {}
        for word in sorted(self._vocabulary):
            if SHORTEST <= len(word) <= _LONGEST and word.isalpha():
                for rest in _rests(word):
                    index.setdefault(rest, []).append(word)
        return index

    def meant(self, typed: str) -> str | None:
        """The nearest known word, None if there is none near."""
        if not SHORTEST <= len(typed) <= _LONGEST:
            return None
        near = {word for rest in _rests(typed) for word in self._index.get(rest, ())}
        ranked = sorted(
            (OSA.distance(typed, word), not word.startswith(typed), word) for word in near
        )
        return next((word for slips, _, word in ranked if _allowed(typed, word, slips)), None)


def _allowed(typed: str, word: str, slips: int) -> bool:
    """Whether so many slips are believable; short words keep their first letter."""
    if min(len(typed), len(word)) >= _LONG:
        return slips <= 2  # noqa: PLR2004, two slips
    return slips <= 1 and (typed[0] == word[0] or typed[:2] == word[1::-1])


def _rests(word: str) -> Iterator[str]:
    """The word, and what is left of it without one letter, or without two of a long word."""
    yield word
    for i in range(len(word)):
        rest = word[:i] + word[i + 1 :]
        yield rest
        if len(word) >= _LONG:
            for j in range(i, len(rest)):
                yield rest[:j] + rest[j + 1 :]
