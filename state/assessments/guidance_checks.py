"""What must be true of guidance.yaml at start: it means known things, and has words for them."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from state.assessments import yaml_files
from state.assessments.assessment import Library
from state.assessments.guidance import BetweenDoctors, FirstAid, Watch
from state.safety.net import Nets

LABELS = "labels.yaml"


def problems(library: Library) -> Iterator[str]:
    """One sentence for each finding or trigger that is none, and for each trigger forgotten."""
    guidance = library.guidance
    for place, entry in guidance.entries():
        if isinstance(entry, FirstAid | Watch | BetweenDoctors):
            for finding in entry.findings:
                if finding not in library.findings:
                    yield f"{place}: '{finding}' is no finding."
    for trigger in guidance.records:
        if trigger not in library.triggers:
            yield f"guidance.yaml: it has records for '{trigger}', which is no trigger."
    for trigger in library.triggers:
        if trigger not in guidance.records:
            yield f"guidance.yaml: the trigger '{trigger}' has no records."


def unheard(library: Library, nets: Nets) -> Iterator[str]:
    """One sentence for each sign no safety net listens for."""
    known = {sign for net in nets for sign in net.signs}
    for aid in library.guidance.first_aid:
        for sign in aid.heard:
            if sign not in known:
                yield (
                    f"guidance.yaml, the first aid '{aid.id}': no safety.yaml listens for '{sign}'."
                )


def unworded(library: Library, templates: Path, languages: Iterable[str]) -> Iterator[str]:
    """One sentence for each label that a language lacks. Raises YamlError."""
    for language in languages:
        name = f"{templates.name}/{language}/{LABELS}"
        known: Collection[str] = yaml_files.read(templates / language / LABELS, name) or ()
        for label, place in library.guidance.labels():
            if label not in known:
                yield f"{name}: the label '{label}' is missing; {place} needs it."
