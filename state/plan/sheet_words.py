"""The words of the page for the clinic, in each language that has scripts.

`templates/<language>/scripts/sheet.yaml`; every one of them words the same things.
"""

from pathlib import Path

import msgspec

from state.assessments import yaml_files
from state.assessments.assessment import AssessmentError, Library

FILE = "scripts/sheet.yaml"
FIRST = "en"


class SheetWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts by what they are of. `rtl` is "yes" where the language is read from right to left."""

    rtl: str
    texts: dict[str, str]
    headings: dict[str, str]
    groups: dict[str, str]
    empty: dict[str, str]
    notes: dict[str, str]
    blanks: dict[str, str]
    glance: dict[str, str]
    triggers: dict[str, str]
    ages: dict[str, str]
    referral: dict[str, str]
    happened: dict[str, str]
    visits: dict[str, str]
    calls: dict[str, str]
    outcomes: dict[str, str]
    papers: dict[str, str]
    covers: dict[str, str]
    questions: dict[str, str]

    def say(self, key: str, **values: object) -> str:
        """One of the texts, filled in. Values are never read as words of ours."""
        return self.texts[key].format(**values)

    @property
    def worded(self) -> set[str]:
        """All there are words for, as "papers.bloods"."""
        every = msgspec.structs.asdict(self)
        return {f"{part}.{key}" for part, words in every.items() if part != "rtl" for key in words}


def load(templates: Path, library: Library) -> dict[str, SheetWords]:
    """By language. Raises YamlError, or AssessmentError with a sentence for each word missing."""
    found = {path.parent.parent.name: _read(path) for path in sorted(templates.glob(f"*/{FILE}"))}
    lists = library.lists
    needed = {
        *(f"papers.{row.id}" for row in lists.records),
        *(f"questions.{row.id}" for row in lists.visit_questions),
        *(f"covers.{row.id}" for row in lists.covers),
        *(f"triggers.{name}" for name in library.triggers),
        *(found[FIRST].worded if FIRST in found else ()),
    }
    problems = [
        f"templates/{language}/{FILE}: '{key}' {_WRONG[key in needed]}."
        for language, words in found.items()
        for key in sorted(needed ^ words.worded)
    ]
    if problems:
        raise AssessmentError(problems)
    return found


_WRONG = {True: "has no words", False: "is nothing that is said"}


def _read(path: Path) -> SheetWords:
    name = "/".join(path.parts[-4:])
    try:
        return msgspec.convert(yaml_files.read(path, name), SheetWords)
    except msgspec.ValidationError as error:
        raise AssessmentError([f"{name}: {error}."]) from None
