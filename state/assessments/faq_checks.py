"""What must be true of the questions parents ask: they lead to known topics, and have an answer."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from state.assessments import yaml_files
from state.assessments.assessment import Library
from state.assessments.list_words import ListWords
from state.assessments.sentences import explain
from state.faq import How, Search

FOLDER = "faq"
FILE = "faq.yaml"


def problems(library: Library) -> Iterator[str]:
    """One sentence for each topic a question names that is none."""
    topics = {topic.id for _, topic in library.topics}
    for question in library.lists.faq:
        place = f"lists/faq.yaml, '{question.id}'"
        for name in (*question.leads_to, *filter(None, [question.page])):
            if name not in topics:
                yield f"{place}: it names the topic '{name}', which is none."


def unanswered(library: Library, templates: Path, languages: Iterable[str]) -> Iterator[str]:
    """One sentence for each answer that a language lacks, or that nobody asks for."""
    asked = {one.id for one in library.lists.faq if not one.page}
    for language in languages:
        folder = f"{templates.name}/{language}/{FOLDER}"
        written = {path.stem for path in (templates / language / FOLDER).glob("*.j2")}
        for name in sorted(asked - written):
            yield f"{folder}/{name}.j2 is missing; lists/faq.yaml needs it."
        for name in sorted(written - asked):
            yield f"{folder}/{name}.j2: no question in lists/faq.yaml is answered by it."


def searches(
    templates: Path, words: Mapping[str, ListWords]
) -> tuple[dict[str, Search], list[str]]:
    """The search of each language, and a sentence for each mistake in what it is made of."""
    found, mistakes = {}, []
    for language, lists in words.items():
        place = f"{templates.name}/{language}/{FILE}"
        try:
            how = msgspec.convert(yaml_files.read(templates / language / FILE, place), How)
        except yaml_files.YamlError as error:
            mistakes.append(str(error))
        except msgspec.ValidationError as error:
            mistakes.append(f"{place}: {explain(error)}")
        else:
            found[language] = Search({name: one.ways for name, one in lists.faq.items()}, how)
    return found, mistakes
