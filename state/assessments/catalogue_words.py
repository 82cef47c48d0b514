"""The names of the categories and topics that assessments are offered under, by language."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from state.assessments import yaml_files
from state.assessments.assessment import AssessmentError, Library
from state.assessments.sentences import explain

FILE = "catalogue.yaml"


class Groups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names by id."""

    categories: dict[str, str]
    topics: dict[str, str]


def load(templates: Path, library: Library, languages: Iterable[str]) -> dict[str, Groups]:
    """The names in each of these languages. Raises AssessmentError if one is missing."""
    found: dict[str, Groups] = {}
    problems: list[str] = []
    for language in languages:
        name = f"{templates.name}/{language}/{FILE}"
        try:
            raw = yaml_files.read(templates / language / FILE, name)
            found[language] = msgspec.convert(raw, Groups)
            problems += _unnamed(library, found[language], name)
        except yaml_files.YamlError as error:
            problems.append(str(error))
        except msgspec.ValidationError as error:
            problems.append(f"{name}: {explain(error)}")
    if problems:
        raise AssessmentError(problems)
    return found


def _unnamed(library: Library, groups: Groups, name: str) -> Iterator[str]:
    for assessment in library.catalogue:
        offered = assessment.offered
        if offered and offered.category not in groups.categories:
            yield f"{name}: the category '{offered.category}' has no name."
        if offered and offered.topic not in groups.topics:
            yield f"{name}: the topic '{offered.topic}' has no name."
