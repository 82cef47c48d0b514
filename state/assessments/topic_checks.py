"""What must be true of the topics at start: they mean known things, and have words and labels."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from state.assessments import yaml_files
from state.assessments.assessment import Library
from state.assessments.topics import GROUPS, Topic
from state.kept import KEEPS
from state.places.countries import countries

LABELS = "topics.yaml"
OTHER_LABELS = "labels.yaml"
LONGEST_LABEL = 24
LONGEST_ID = 40
"""A button carries the id of its topic in 64 bytes, along with more."""

_ID = re.compile(r"[a-z0-9_]+")


def problems(library: Library) -> Iterator[str]:
    """One sentence for each thing a topic names that is not there."""
    ages = {
        name
        for assessment in library.assessments.values()
        for item in assessment.items.values()
        for name, effect in item.options.items()
        if effect.age_years is not None
    }
    known: dict[str, Collection[str]] = {
        "trigger": library.triggers,
        "age": ages,
        "country": countries(),
        "kept answer": KEEPS,
        "topic": {topic.id for _, topic in library.topics},
    }
    for group in library.topics.by_group:
        if group not in GROUPS:
            yield f"topics/{group}.yaml: '{group}' is no group of topics."
    for group, topic in library.topics:
        for sentence in (*_unknown(topic, known), *_amiss(topic)):
            yield f"topics/{group}.yaml, '{topic.id}': {sentence}"
    for name, times in Counter(topic.id for _, topic in library.topics).items():
        if times > 1:
            yield f"topics: the id '{name}' is used {times} times."


def _unknown(topic: Topic, known: dict[str, Collection[str]]) -> Iterator[str]:
    named = {
        "trigger": topic.triggers,
        "age": topic.ages,
        "country": topic.countries,
        "kept answer": topic.keeps,
        "topic": topic.leads_to,
    }
    for kind, names in named.items():
        for name in names:
            if name not in known[kind]:
                yield f"it names the {kind} '{name}', which is none."


def _amiss(topic: Topic) -> Iterator[str]:
    if not _ID.fullmatch(topic.id) or len(topic.id) > LONGEST_ID:
        yield f"its id should be at most {LONGEST_ID} small letters, digits and underscores."
    if topic.id in topic.leads_to:
        yield "it leads to itself."


def unworded(library: Library, templates: Path, languages: Iterable[str]) -> Iterator[str]:
    """One sentence for each label or template that a language lacks, or nobody needs.

    Raises YamlError.
    """
    for language in languages:
        name = f"{templates.name}/{language}"
        labels = _labels(templates / language / LABELS, f"{name}/{LABELS}")
        others = _labels(templates / language / OTHER_LABELS, f"{name}/{OTHER_LABELS}")
        yield from _of_labels(library, f"{name}/{LABELS}", labels, others)
        yield from _of_templates(library, name, templates / language / "topics")


def _labels(path: Path, name: str) -> dict[str, str]:
    return yaml_files.read(path, name) or {}


def _of_labels(
    library: Library, name: str, labels: dict[str, str], others: Collection[str]
) -> Iterator[str]:
    needed = _needed(library)
    for label, place in needed.items():
        if label not in {*labels, *others}:
            yield f"{name}: the label '{label}' is missing; {place} needs it."
    for label, words in labels.items():
        if label not in needed:
            yield f"{name}: nothing needs the label '{label}'."
        if len(words) > LONGEST_LABEL:
            yield f"{name}: the label '{label}' is longer than {LONGEST_LABEL} characters."


def _needed(library: Library) -> dict[str, str]:
    """Every label the topics need, with the place that needs it."""
    needed = {f"group_{group}": f"topics/{group}.yaml" for group in library.topics.by_group}
    for group, topic in library.topics:
        place = f"topics/{group}.yaml, '{topic.id}',"
        needed |= {f"keep_{name}": place for name in topic.keeps}
        needed[f"topic_{topic.id}"] = place
    return needed


def _of_templates(library: Library, name: str, folder: Path) -> Iterator[str]:
    """A template whose name begins with an underscore is a part of others."""
    written = {path.stem for path in folder.glob("*.j2") if not path.stem.startswith("_")}
    needed = {topic.id: group for group, topic in library.topics}
    for topic, group in needed.items():
        if topic not in written:
            yield f"{name}/topics/{topic}.j2 is missing; topics/{group}.yaml needs it."
    for topic in sorted(written - set(needed)):
        yield f"{name}/topics/{topic}.j2: there is no topic '{topic}'."
