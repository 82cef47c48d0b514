"""The glossary: hard words, each in one plain sentence, and how they are found in what people type.

Read from `templates/<language>/glossary.yaml`. Words only: nothing here changes a level.
"""

import re
from functools import cached_property

import msgspec
from rapidfuzz.distance import OSA

from state.assessments.rules import Sourced
from state.typed import plain

LONGEST_QUESTION = 6
"""Words left of a question once "what is" and the like are gone; a longer one asks for more."""
LETTERS_PER_SLIP = 5


class Term(Sourced, frozen=True):
    """A hard word. `also` are its other spellings and forms; `common` ones everybody meets."""

    term: str
    says: str
    group: str
    also: tuple[str, ...] = ()
    common: bool = False

    @property
    def title(self) -> str:
        """The term as it begins a line or stands on a button."""
        return self.term[0].upper() + self.term[1:]

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.term, *self.also)


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one asks what a word means: what stands `before` it, `after` it, and `little` words."""

    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    little: tuple[str, ...] = ()


class Glossary(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All terms of one language by id, and the lists they stand in: group id and its name."""

    asked: Asked
    groups: dict[str, str]
    terms: dict[str, Term]

    def named(self, typed: str) -> str | None:
        """The term somebody typed, small slips forgiven; None if it is none, or not just one."""
        text = plain(typed)
        wanted = text if text in self._by_spelling else self._bare(text)
        return self._by_spelling.get(wanted) or self._nearly(wanted)

    def asked_about(self, typed: str) -> list[str]:
        """The terms a question such as "what is a biopsy?" asks for; none if it asks for more."""
        text = plain(typed)
        wanted = self._without_question(text)
        if wanted == text or len(wanted.split()) > LONGEST_QUESTION:
            return []
        found = self.named(wanted)
        return [found] if found else self._named_in(wanted.split())

    def inside(self, text: str) -> list[str]:
        """The terms a text uses, in its order, each once; the longer where one holds another."""
        return list(self._written_in(text))

    def hard(self, text: str) -> list[tuple[str, str]]:
        """The words of a text that are explained in place, as written, and what each means."""
        terms = ((written, self.terms[name]) for name, written in self._written_in(text).items())
        return [(written, term.says) for written, term in terms if not term.common]

    def without_terms(self, text: str, instead: str) -> str:
        """The text with each term replaced, for measuring how hard the rest is."""
        return self._any.sub(instead, text)

    def nearest(self, typed: str, most: int) -> list[str]:
        """Terms that begin like what was typed, or hold it, best first."""
        wanted = self._bare(plain(typed))
        ranked = sorted(
            (spelling.find(wanted) > 0, OSA.distance(wanted, spelling), name)
            for spelling, name in self._by_spelling.items()
            if len(wanted) > 1 and (wanted in spelling or spelling.startswith(wanted[:4]))
        )
        return list(dict.fromkeys(name for _, _, name in ranked))[:most]

    def of_group(self, group: str) -> list[str]:
        """The ids of a list's terms, by their names."""
        own = [name for name, term in self.terms.items() if term.group == group]
        return sorted(own, key=lambda name: plain(self.terms[name].term))

    def _written_in(self, text: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for match in self._any.finditer(text):
            found.setdefault(self._by_written[self._key(match.group())], match.group())
        return found

    @cached_property
    def _by_spelling(self) -> dict[str, str]:
        return {plain(one): name for name, term in self.terms.items() for one in term.spellings}

    @cached_property
    def _by_written(self) -> dict[str, str]:
        return {self._key(one): name for name, term in self.terms.items() for one in term.spellings}

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """Every spelling as a whole word, the longest first; capitals stay capitals.

        By first letter, so that at most words of a text nothing has to be tried.
        """
        by_letter: dict[str, list[str]] = {}
        for one in sorted(self._by_written, key=len, reverse=True):
            form = re.escape(one) if one.isupper() else f"(?i:{re.escape(one)})"
            by_letter.setdefault(one[0].lower(), []).append(form)
        forms = [
            f"(?=[{re.escape(letter)}{re.escape(letter.upper())}])(?:{'|'.join(those)})"
            for letter, those in by_letter.items()
        ]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])")

    def _key(self, written: str) -> str:
        return written if written.isupper() and written in self._capitals else written.lower()

    @cached_property
    def _capitals(self) -> set[str]:
        return {one for t in self.terms.values() for one in t.spellings if one.isupper()}

    def _without_question(self, text: str) -> str:
        for before in sorted(map(plain, self.asked.before), key=len, reverse=True):
            if text.startswith(f"{before} "):
                text = text.removeprefix(before).strip()
                break
        for after in map(plain, self.asked.after):
            text = text.removesuffix(f" {after}")
        return self._bare(text)

    def _named_in(self, words: list[str]) -> list[str]:
        """The terms among these plain words, the longer where one holds another."""
        found, start = [], 0
        while start < len(words):
            for end in range(len(words), start, -1):
                if name := self._by_spelling.get(" ".join(words[start:end])):
                    found.append(name)
                    start = end - 1
                    break
            start += 1
        return list(dict.fromkeys(found))

    def _bare(self, text: str) -> str:
        words, little = text.split(), set(map(plain, self.asked.little))
        while len(words) > 1 and words[0] in little:
            del words[0]
        return " ".join(words)

    def _nearly(self, wanted: str) -> str | None:
        slips = min(2, len(wanted) // LETTERS_PER_SLIP)
        near = {
            name
            for spelling, name in self._by_spelling.items()
            if slips and OSA.distance(wanted, spelling, score_cutoff=slips) <= slips
        }
        return near.pop() if len(near) == 1 else None
