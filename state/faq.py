"""Typed questions: which of the questions parents ask is meant, slips forgiven.

Read from `templates/<language>/faq.yaml` and `lists/faq.yaml`. Words only: nothing here knows what
an answer says, and nothing changes a level.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from state.typed import plain

EXACT = 1.0
FORM = 0.9
"""How much a word counts that is another form of the one meant: "needles", "needle"."""
SLIP = 0.8
SHORTEST_FORM = 4
LONGEST_ENDING = 3
SHORTEST_SLIP = 4
LETTERS_PER_SLIP = 4
UNKNOWN = 0.6
"""What a word that no question has weighs, beside the rarest that one has."""
BEST_WAY = 0.75
"""How much the nearest way to ask a question counts, beside all of its words together."""


MOST = 3
NEAR_THE_BEST = 0.5
LEAST = 0.25
"""What fits less is not offered: a few words in common say nothing."""


class How(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How questions are typed in a language: see the head of `templates/en/faq.yaml`."""

    asks: tuple[str, ...]
    little: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...] = ()


class Found(NamedTuple):
    """A question that may be meant, and how well it fits, from 0 to 1."""

    id: str
    fit: float


class Search:
    """Finds questions by their words. `ways` are all ways to ask each, by its id."""

    def __init__(self, ways: Mapping[str, Iterable[str]], how: How) -> None:
        self._written_ways = {name: tuple(every) for name, every in ways.items()}
        self._how = how

    def find(self, typed: str) -> list[Found]:
        """The questions that may be meant, the best first; none for words that no question has."""
        wanted = self._words(typed)
        near = {word: self._near(word) for word in dict.fromkeys(wanted)}
        if not any(near.values()):
            return []
        weights = {word: self._weight(found) for word, found in near.items()}
        known = {word for found in near.values() for word in found}
        fits = [
            Found(name, self._fit(name, known, near, weights))
            for name, words in self._all.items()
            if not words.isdisjoint(known)
        ]
        return sorted(fits, key=lambda one: -one.fit)

    def best(self, typed: str, least: float = 0) -> list[str]:
        """The ids to offer: at most three, and none that fits much less than the best."""
        found = self.find(typed)
        bar = max(least, LEAST, NEAR_THE_BEST * found[0].fit) if found else 1
        return [one.id for one in found if one.fit >= bar][:MOST]

    def asks(self, typed: str) -> bool:
        """Whether this is typed as a question."""
        text = f"{plain(typed)} "
        return "?" in typed or any(text.startswith(f"{plain(one)} ") for one in self._how.asks)

    def _words(self, text: str) -> tuple[str, ...]:
        """The words that say something, those that are alike by one name."""
        padded = f" {plain(text)} "
        for written, name in self._names.items():
            padded = padded.replace(f" {written} ", f" {name} ")
        found = tuple(word for word in padded.split() if word not in self._little)
        return found or tuple(padded.split())

    def _fit(
        self,
        name: str,
        known: AbstractSet[str],
        near: Mapping[str, Mapping[str, float]],
        weights: Mapping[str, float],
    ) -> float:
        ways = (way for way in self._ways[name] if not known.isdisjoint(way))
        best = max(_overlap(way, near, weights, self._rarity) for way in ways)
        return BEST_WAY * best + (1 - BEST_WAY) * _share(self._all[name], near, weights)

    def _near(self, word: str) -> dict[str, float]:
        """The words of questions that this one may be, and how surely."""
        beginning = self._by_beginning.get(word[:SHORTEST_FORM], ())
        found = {known: FORM for known in beginning if _is_form(word, known)}
        if word in self._rarity:
            found[word] = EXACT
        return found or dict.fromkeys(self._slips(word), SLIP)

    def _slips(self, word: str) -> list[str]:
        """What this word is called here, if it is known but for a slip or two."""
        slips = min(2, len(word) // LETTERS_PER_SLIP)
        if not slips:
            return []
        near = process.extract(
            word, self._written.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        return [self._written[known] for known, _, _ in near if len(known) >= SHORTEST_SLIP]

    def _weight(self, near: Mapping[str, float]) -> float:
        if not near:
            return UNKNOWN * max(self._rarity.values())
        return max(self._rarity[known] for known in near)

    @cached_property
    def _ways(self) -> dict[str, list[tuple[str, ...]]]:
        """All ways to ask, in words; worked out when somebody types, not at the start."""
        every = self._written_ways.items()
        return {name: [self._words(way) for way in some] for name, some in every}

    @cached_property
    def _little(self) -> frozenset[str]:
        return frozenset(map(plain, self._how.little))

    @cached_property
    def _names(self) -> dict[str, str]:
        """What each word or phrase is called here; the longest first."""
        every = [
            (plain(written), plain(some[0]).replace(" ", ""))
            for some in self._how.alike
            for written in some
        ]
        return dict(sorted(every, key=lambda pair: -len(pair[0].split())))

    @cached_property
    def _written(self) -> dict[str, str]:
        """Every word as it may be typed, and what it is called here."""
        alike = {w: name for w, name in self._names.items() if name in self._rarity}
        return alike | {word: word for word in self._rarity}

    @cached_property
    def _by_beginning(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self._rarity:
            found.setdefault(word[:SHORTEST_FORM], []).append(word)
        return found

    @cached_property
    def _all(self) -> dict[str, frozenset[str]]:
        return {name: frozenset().union(*map(set, ways)) for name, ways in self._ways.items()}

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """How much each word tells: the fewer questions have it, the more."""
        counted = Counter(word for words in self._all.values() for word in words)
        return {word: math.log(1 + len(self._all) / times) for word, times in counted.items()}


def _overlap(
    way: tuple[str, ...],
    near: Mapping[str, Mapping[str, float]],
    weights: Mapping[str, float],
    rarity: Mapping[str, float],
) -> float:
    """How much of what was typed is in this way to ask, and how much of it was typed."""
    said = _share(way, near, weights)
    heard = {word: max((found.get(word, 0) for found in near.values()), default=0) for word in way}
    whole = sum(rarity[word] for word in heard)
    covered = sum(rarity[word] * how_much for word, how_much in heard.items()) / whole
    return 2 * said * covered / (said + covered) if said + covered else 0


def _share(
    words: Iterable[str], near: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]
) -> float:
    """How much of what was typed is among these words."""
    those = list(words)
    found = sum(
        weights[typed] * max((sure.get(word, 0) for word in those), default=0)
        for typed, sure in near.items()
    )
    return found / sum(weights.values())


def _is_form(one: str, other: str) -> bool:
    """Whether two words differ in their endings only."""
    short, long = sorted((one, other), key=len)
    same = long.startswith(short[: max(SHORTEST_FORM, len(short) - 1)])
    return len(short) >= SHORTEST_FORM and same and len(long) - len(short) <= LONGEST_ENDING
