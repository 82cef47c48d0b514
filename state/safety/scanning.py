"""The safety net under every typed word: danger to the child's body, a crisis, violence.

It runs on every text and caption before anything else. It keeps nothing and says nothing: what it
returns names a category, never words of the message.

Rules (the source of all of them is docs/safety, pending review by a clinician):

- An emergency that is denied, long past, asked about in general or only supposed is none; what is
  supposed but spoken of as happening is a maybe; so is what is said to be over, and what happens
  to another adult.
- A crisis or violence is none only if it is denied. Long past, it is one step less certain.
- Whoever is sure is shown first; among equals emergency before crisis before violence.
"""

import functools
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from state.safety import net as safety_net
from state.safety.heard import Found, Reading
from state.safety.net import Category, Certainty, Mark, Net, Nets, Together
from state.safety.plain_words import COMMA, STOP, words

__all__ = ["Category", "Caught", "Certainty", "Danger", "load", "scan"]


class Danger(msgspec.Struct, frozen=True, order=False):
    """One danger heard. `sign` says which, for the first-aid line; language-independent."""

    category: Category
    certainty: Certainty
    sign: str

    @property
    def sure(self) -> bool:
        return self.certainty is Certainty.SURE


class Caught(msgspec.Struct, frozen=True):
    """What the net caught, at most one danger of each category, the first to be shown first."""

    dangers: tuple[Danger, ...]

    @property
    def category(self) -> Category:
        return self.dangers[0].category

    @property
    def certainty(self) -> Certainty:
        return self.dangers[0].certainty

    @property
    def sign(self) -> str:
        return self.dangers[0].sign

    @property
    def sure(self) -> bool:
        return self.dangers[0].sure

    def of(self, category: Category) -> Danger | None:
        """The danger of this category, if one was heard."""
        return next((danger for danger in self.dangers if danger.category is category), None)


@functools.cache
def load(templates: Path) -> Nets:
    """The nets of all languages that have a safety.yaml. Raises state.phrases.PhraseError."""
    return safety_net.load(templates)


def scan(
    text: str, nets: Nets, labels: Collection[str] = (), known: Collection[str] = ()
) -> Caught | None:
    """What danger the text speaks of, in any language there is a net for; None if of none.

    `labels` are the buttons of the question that was asked: typing one of them is an answer.
    `known` are parts that need not be said again: "a fever" is enough of a child on `treatment`.
    """
    typed = words(text)
    if any(typed == words(label) for label in labels):
        return None
    heard: dict[Category, Danger] = {}
    for net in nets:
        for danger in _dangers(Reading(typed, net, nets), nets, known):
            before = heard.get(danger.category)
            if before is None or (danger.sure and not before.sure):
                heard[danger.category] = danger
    ranked = sorted(heard.values(), key=lambda d: (not d.sure, list(Category).index(d.category)))
    return Caught(tuple(ranked)) if ranked else None


def _dangers(reading: Reading, nets: Nets, known: Collection[str]) -> Iterator[Danger]:
    for found in reading.dangers:
        certainty = _certainty(found, reading)
        if certainty and found.mark.category and not reading.borrowed(found, nets):
            yield Danger(found.mark.category, certainty, found.mark.sign)
    yield from _together(reading, known)


def _certainty(found: Found, reading: Reading) -> Certainty | None:
    if found.mark.alone:
        return Certainty.SURE if reading.bare(found) else None
    if reading.denied(found):
        return None
    if found.mark.category is Category.EMERGENCY:
        return _of_emergency(found, reading)
    certainty = found.mark.certainty
    if reading.framed(found, "past") and not reading.happening(found):
        return _less(certainty)
    asked = certainty is Certainty.MAYBE and reading.framed(found, "asking")
    return None if asked else certainty


def _of_emergency(found: Found, reading: Reading) -> Certainty | None:
    certainty = found.mark.certainty
    if certainty is Certainty.MAYBE and reading.answered_no(found):
        return None
    happening = reading.happening(found)
    if reading.framed(found, "past") and not happening:
        return None
    if reading.framed(found, "asking") or reading.framed(found, "supposing"):
        return Certainty.MAYBE if happening and certainty is Certainty.SURE else None
    lessened = reading.framed(found, "others") or reading.over(found)
    return _less(certainty) if lessened else certainty


def _less(certainty: Certainty) -> Certainty | None:
    return Certainty.MAYBE if certainty is Certainty.SURE else None


def _together(reading: Reading, known: Collection[str]) -> Iterator[Danger]:
    """Dangers made of parts, such as a fever and chemotherapy, or a leg and numbness."""
    last: dict[str, Found] = {}
    for found in reading.parts:
        if not found.mark.part or reading.denied(found):
            continue
        last[found.mark.part] = found
        for together in reading.net.with_part.get(found.mark.part, ()):
            parts = [last[part] for part in together.of if part in last]
            there = all(part in last or part in known for part in together.of)
            if there and _near_and_present(parts, together, reading):
                yield Danger(together.category, together.certainty, together.sign)


def _near_and_present(parts: list[Found], together: Together, reading: Reading) -> bool:
    """Whether the parts stand near each other, and what they say together is happening.

    Of parts that may stand far apart, one that is happening is enough.
    """
    spread = max(part.end for part in parts) - min(part.end for part in parts)
    if spread > together.within:
        return False
    first, last = min(part.start for part in parts), max(part.end for part in parts)
    said = [(first, last)] if together.close else [(part.start, part.end) for part in parts]
    mark = Mark(together.category, certainty=Certainty.SURE)
    judged = (_certainty(Found(start, end, mark), reading) for start, end in said)
    return any(certainty is Certainty.SURE for certainty in judged)


def unknown_language(text: str, nets: Nets) -> bool:
    """Whether the text seems to be in a language that no net knows, so that we can be honest."""
    typed = [word for word in words(text) if word not in (COMMA, STOP) and word.isalpha()]
    letters = "".join(typed)
    if sum(not _latin(letter) for letter in letters) * 2 > len(letters):
        return True
    return len(typed) >= _ENOUGH and not any(_speaks(net, typed) for net in nets)


_ENOUGH = 5
"""Fewer words may be a name, an answer or a slip."""
_LAST_LATIN = "\u024f"
_SHARE = 0.2


def _latin(letter: str) -> bool:
    return letter <= _LAST_LATIN


def _speaks(net: Net, typed: list[str]) -> bool:
    return sum(word in net.common for word in typed) >= len(typed) * _SHARE
