"""Reads the glossary of every language and refuses what does not fit together, in sentences."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import msgspec

from state.assessments import yaml_files
from state.assessments.assessment import AssessmentError
from state.assessments.sentences import explain
from state.glossary import Glossary, Term
from state.places.regions import Spelling
from state.typed import plain

FILE = "glossary.yaml"
MOST_WORDS = 20
"""Of the sentence that explains a term."""
LONGEST_BUTTON = 24


def load(folder: Path, languages: Collection[str], sources: Collection[str]) -> dict[str, Glossary]:
    """The glossary of each language. Raises AssessmentError with all mistakes found."""
    found: dict[str, Glossary] = {}
    problems: list[str] = []
    for language in languages:
        place = f"{folder.name}/{language}/{FILE}"
        try:
            raw = yaml_files.read(folder / language / FILE, place)
            found[language] = msgspec.convert(raw, Glossary)
        except yaml_files.YamlError as error:
            problems.append(str(error))
        except msgspec.ValidationError as error:
            problems.append(f"{place}: {explain(error)}")
        else:
            problems += wrong(place, found[language], sources)
    if problems:
        raise AssessmentError(problems)
    return found


def respelled(spelling: Spelling, glossary: Glossary) -> Glossary:
    """The glossary as a region spells it; what it is called elsewhere is still understood."""
    new = spelling.respelled(glossary)
    terms = {
        name: msgspec.structs.replace(term, also=_once(term, glossary.terms[name].spellings))
        for name, term in new.terms.items()
    }
    return msgspec.structs.replace(new, terms=terms)


def _once(term: Term, before: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys((*term.also, *before)) if one != term.term)


def entries(glossaries: Mapping[str, Glossary]) -> Iterator[tuple[str, Term]]:
    """Every term with the place it is written, for whoever reviews."""
    for language, glossary in glossaries.items():
        for name, term in glossary.terms.items():
            yield f"templates/{language}/{FILE}, the term '{name}'", term


def wrong(place: str, glossary: Glossary, sources: Collection[str]) -> Iterator[str]:
    """One sentence for each mistake; `place` names the file."""
    written: dict[str, str] = {}
    for name, term in glossary.terms.items():
        where = f"{place}, the term '{name}'"
        yield from (f"{where}: {mistake}" for mistake in _of_term(term, glossary, sources))
        for spelling in map(plain, term.spellings):
            if written.setdefault(spelling, name) != name:
                yield f"{where}: '{spelling}' belongs to '{written[spelling]}' already."
    for group in glossary.groups:
        if not glossary.of_group(group):
            yield f"{place}: the group '{group}' has no terms."


def _of_term(term: Term, glossary: Glossary, sources: Collection[str]) -> Iterator[str]:
    if not term.sources:
        yield "it names no source."
    for source in term.sources:
        if source not in sources:
            yield f"its source '{source}' is not in sources.yaml."
    if term.group not in glossary.groups:
        yield f"there is no group '{term.group}'."
    if len(term.says.split()) > MOST_WORDS:
        yield f"its sentence has more than {MOST_WORDS} words."
    if not term.says.endswith("."):
        yield "its sentence should end with a full stop."
    if len(term.term) > LONGEST_BUTTON:
        yield f"its name is longer than a button holds ({LONGEST_BUTTON} letters)."
