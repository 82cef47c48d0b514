"""The words of the lists in each language, and what must be true of both at start."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from state.assessments import yaml_files
from state.assessments.assessment import AssessmentError, Library
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


class ListWords(msgspec.Struct, frozen=True):
    """The words of every list in one language, by the id of the row."""

    records: dict[str, PaperWords]
    cautions: dict[str, str]
    services: dict[str, str]
    visit_questions: dict[str, Named]


def load(templates: Path, lists: Lists, languages: Iterable[str]) -> dict[str, ListWords]:
    """The words in each of these languages. Raises AssessmentError with what is missing."""
    found, problems = {}, []
    for language in languages:
        read = {}
        for name, rows in lists.each():
            place = f"{templates.name}/{language}/lists/{name}.yaml"
            words, sentences = _read(templates / language / "lists" / f"{name}.yaml", place)
            problems += [*sentences, *_unworded(place, rows, words)]
            read[name] = words
        try:
            found[language] = msgspec.convert(read, ListWords)
        except msgspec.ValidationError as error:
            problems.append(f"{templates.name}/{language}/lists: {explain(error)}")
    if problems:
        raise AssessmentError(problems)
    return found


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
    known: dict[str, Collection[str]] = {
        "trigger": library.triggers,
        "finding": library.findings,
        "country": countries(),
    }
    for name, rows in library.lists.each():
        for row in rows:
            named = {"trigger": row.triggers, "finding": row.findings, "country": row.countries}
            for kind, ids in named.items():
                for one in ids:
                    if one not in known[kind]:
                        yield (
                            f"lists/{name}.yaml, '{row.id}': it names the {kind} '{one}', "
                            "which is none."
                        )
        for row_id, times in Counter(row.id for row in rows).items():
            if times > 1:
                yield f"lists/{name}.yaml: the id '{row_id}' is used {times} times."
