"""The words of the lists in each language, and what must be true of both at start."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from state.assessments import cover_checks, yaml_files
from state.assessments.assessment import Library
from state.assessments.lists import Lists, Row
from state.assessments.sentences import explain
from state.places.countries import countries

LONGEST_NAME = 24
"""Characters that a telephone shows of a button."""


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question: its name on a button, and as it is asked."""

    name: str
    ask: str


class PaperWords(Named, frozen=True):
    """A paper: also what it is, and who has it."""

    what: str
    who: str


class ChoreWords(Named, frozen=True):
    """Something to do: also why."""

    what: str


class QuestionWords(Named, frozen=True):
    """A question parents ask: also other ways to ask it."""

    also: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[str, ...]:
        return (self.ask, self.name, *self.also)


class CoverWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of plan: its name on a button, what to do first, and what else helps."""

    name: str
    do: str
    also: str


class ListWords(msgspec.Struct, frozen=True):
    """The words of every list in one language, by the id of the row."""

    records: dict[str, PaperWords]
    cautions: dict[str, str]
    services: dict[str, str]
    visit_questions: dict[str, Named]
    chores: dict[str, ChoreWords]
    covers: dict[str, CoverWords]
    clocks: dict[str, str]
    appeals: dict[str, str]
    dated: dict[str, str]
    denial: dict[str, str]
    faq: dict[str, QuestionWords]


def read(
    templates: Path, lists: Lists, languages: Iterable[str]
) -> tuple[dict[str, ListWords], list[str]]:
    """The words in each of these languages, and a sentence for each mistake in them."""
    found, problems = {}, []
    for language in languages:
        words = {}
        for name, rows in lists.each():
            place = f"{templates.name}/{language}/lists/{name}.yaml"
            words[name], sentences = _read(templates / language / "lists" / f"{name}.yaml", place)
            problems += [*sentences, *_unworded(place, rows, words[name])]
        try:
            found[language] = msgspec.convert(words, ListWords)
        except msgspec.ValidationError as error:
            problems.append(f"{templates.name}/{language}/lists: {explain(error)}")
    return found, problems


def _read(path: Path, place: str) -> tuple[dict[str, Any], list[str]]:
    try:
        return yaml_files.read(path, place) or {}, []
    except yaml_files.YamlError as error:
        return {}, [str(error)]


def _unworded(place: str, rows: tuple[Row, ...], words: dict[str, Any]) -> Iterator[str]:
    known = {row.id for row in rows}
    for name in (row.id for row in rows if row.id not in words):
        yield f"{place}: there are no words for '{name}'."
    for name, said in words.items():
        if name not in known:
            yield f"{place}: there is no row '{name}'."
        elif isinstance(said, dict) and len(str(said.get("name", ""))) > LONGEST_NAME:
            yield f"{place}: the name of '{name}' is longer than {LONGEST_NAME} characters."


def problems(library: Library) -> Iterator[str]:
    """One sentence for each thing a row names that is not there, and for each id used twice."""
    yield from cover_checks.problems(library.lists)
    for name, rows in library.lists.each():
        for row in rows:
            for sentence in _unknown(library, row):
                yield f"lists/{name}.yaml, '{row.id}': {sentence}"
        for row_id, times in Counter(row.id for row in rows).items():
            if times > 1:
                yield f"lists/{name}.yaml: the id '{row_id}' is used {times} times."


def _unknown(library: Library, row: Row) -> Iterator[str]:
    named: tuple[tuple[str, tuple[str, ...], Collection[str]], ...] = (
        ("trigger", row.triggers, library.triggers),
        ("finding", row.findings, library.findings),
        ("country", row.countries, countries()),
    )
    for kind, names, known in named:
        for name in names:
            if name not in known:
                yield f"it names the {kind} '{name}', which is none."
