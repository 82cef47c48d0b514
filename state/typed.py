"""Typed answers: the number, the words of a button, a synonym, or either with a small slip."""

import unicodedata
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

_LETTERS_PER_SLIP = 4


class Choices:
    """What can be typed now: `buttons` as (words, data), and what else is meant by their words.

    `numbered` are the data that answer to a number, from 1 on; `ways`, the data of the ways out of
    a screen, by words that mean them wherever no button has those very words.
    """

    def __init__(
        self,
        buttons: Sequence[tuple[str, str]],
        synonyms: Mapping[str, Sequence[str]],
        numbered: Sequence[str],
        ways: Mapping[str, str] | None = None,
    ) -> None:
        self._buttons = buttons
        self._named = {plain(words): data for words, data in reversed(buttons)}
        self._meant = {plain(word): data for data, some in synonyms.items() for word in some}
        self._ways = {plain(words): data for words, data in (ways or {}).items()}
        self._exact = {str(number): data for number, data in enumerate(numbered, start=1)}
        for words, data in buttons:
            for spelling in (words, *synonyms.get(data, ())):
                self._exact.setdefault(plain(spelling), data)
        self._two_ways = {
            word for word, data in self._meant.items() if self._exact.get(word, data) != data
        }

    def find(self, typed: str) -> str | None:
        """The data of the button that was meant, or None when that is not sure."""
        wanted = plain(typed)
        if not wanted or self.is_unclear(typed):
            return None
        return self._exact.get(wanted) or self._ways.get(wanted) or self._nearly(wanted)

    def is_unclear(self, typed: str) -> bool:
        """Whether it is the number of one button and means another: "5", where ages are asked."""
        wanted = plain(typed)
        return wanted.isdigit() and wanted in self._two_ways

    def named(self, typed: str) -> str | None:
        """The data of the button whose very words these are, or are meant: no number, no slip."""
        wanted = plain(typed)
        return self._named.get(wanted) or self._meant.get(wanted) or self._ways.get(wanted)

    def words(self, data: str, typed: str = "") -> str:
        """The words on the button with this data; of several, on the one that was typed."""
        every = [words for words, of in self._buttons if of == data]
        return next(
            (words for words in every if plain(words) == plain(typed)), every[0] if every else typed
        )

    def _nearly(self, wanted: str) -> str | None:
        slips = min(2, len(wanted) // _LETTERS_PER_SLIP)
        if slips == 0:
            return None
        near = {
            data
            for spelling, data in self._exact.items()
            if not spelling.isdigit()
            and len(spelling) >= _LETTERS_PER_SLIP
            and OSA.distance(wanted, spelling, score_cutoff=slips) <= slips
        }
        return near.pop() if len(near) == 1 else None


def plain(text: str) -> str:
    """Lower case letters and digits with single spaces; accents and invisible marks gone."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    visible = "".join(c for c in letters if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join("".join(c if c.isalnum() else " " for c in visible.replace("'", "")).split())
