"""How a parent says on the telephone what was found, in each language that has scripts.

`templates/<language>/scripts/findings.yaml`; every one of them words the same findings.
"""

from pathlib import Path

import msgspec

from state.assessments import yaml_files
from state.assessments.assessment import AssessmentError, Library

FILE = "scripts/findings.yaml"


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`seen` goes after "I see", `results` after "we were told"; the keys are findings."""

    seen: dict[str, str]
    results: dict[str, str]

    @property
    def worded(self) -> set[str]:
        return {*self.seen, *self.results}


def load(templates: Path, library: Library) -> dict[str, Said]:
    """By language. Raises YamlError, or AssessmentError with a sentence for each word missing."""
    found = {path.parent.parent.name: _read(path) for path in sorted(templates.glob(f"*/{FILE}"))}
    every = {finding for said in found.values() for finding in said.worded}
    problems = [
        f"templates/{language}/{FILE}: '{finding}' {_WRONG[finding in library.findings]}."
        for language, said in found.items()
        for finding in sorted((every - said.worded) | (said.worded - set(library.findings)))
    ]
    if problems:
        raise AssessmentError(problems)
    return found


_WRONG = {True: "has no words", False: "is no finding"}


def _read(path: Path) -> Said:
    name = "/".join(path.parts[-4:])
    try:
        return msgspec.convert(yaml_files.read(path, name), Said)
    except msgspec.ValidationError as error:
        raise AssessmentError([f"{name}: {error}."]) from None
