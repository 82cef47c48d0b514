"""The words for assessments: one folder for each language, complete or refused.

`templates/<language>/<assessment>.yaml` holds the words of the items written in that assessment,
`templates/<language>/findings.yaml` those of findings and rules. A folder counts as a language
once it has its labels; before that it may hold any of these files, or none.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from state.assessments import yaml_files
from state.assessments.assessment import AssessmentError, Item, Library
from state.assessments.outcome_words import BESIDE, BesideWords, ErrandWords, OfferedWords, unworded
from state.assessments.sentences import explain
from state.case import Cause

FINDINGS = "findings"
LABELS = "labels.yaml"

T = TypeVar("T")


class OptionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A choice: its line on the screen, the text of its button, what may be typed for it."""

    short: str
    line: str = ""
    words: tuple[str, ...] = ()


class ItemWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question: the heading, a note folded under it, and its choices."""

    ask: str
    note: str = ""
    options: dict[str, OptionWords] = {}


class FindingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding as a parent reads it. `home_check` is empty where there is no safe one."""

    line: str
    short: str
    because: str
    home_check: str = ""


class _Shared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    findings: dict[str, FindingWords]
    rules: dict[str, str]


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """All words for assessments in one language. `rules` is keyed by `Cause.rule`."""

    language: str
    items: dict[str, ItemWords]
    findings: dict[str, FindingWords]
    rules: dict[str, str]
    beside: dict[str, BesideWords] = {}

    def offered(self, name: str) -> OfferedWords:
        """How an assessment of the catalogue is offered."""
        found = self.beside[name].offered
        assert found is not None  # noqa: S101 - checked at start
        return found

    def errand(self, name: str) -> ErrandWords:
        """The words of an errand, in whichever assessment it is."""
        return next(one.errands[name] for one in self.beside.values() if name in one.errands)

    def because(self, cause: Cause) -> str:
        """The neutral reason for a level."""
        finding = self.findings.get(cause.rule)
        return finding.because if finding else self.rules[cause.rule]

    def home_checks(self, item: Item, line: str) -> list[str]:
        """What to try at home when not sure about a line, one sentence or two each."""
        checks = [self.findings[finding].home_check for finding in item.options[line].findings]
        return [check for check in dict.fromkeys(checks) if check]


def load(folder: Path, library: Library) -> dict[str, Wording]:
    """The wording of every language in the folder. AssessmentError if any word is missing."""
    reading = _Reading(folder, library)
    found = {language: reading.language(language) for language in reading.languages()}
    if not found:
        reading.problems.append("No language has words for the assessments.")
    if reading.problems:
        raise AssessmentError(reading.problems)
    return found


def rule_ids(library: Library) -> set[str]:
    """Every id a cause can have beside those of findings."""
    return {
        *library.single,
        *(f"floor_{trigger}" for trigger in library.triggers),
        *(rule.id for rule in library.named),
    }


class _Reading:
    def __init__(self, folder: Path, library: Library) -> None:
        self.folder = folder
        self.library = library
        self.problems: list[str] = []
        self.items = {
            name: item
            for assessment in library.assessments.values()
            for name, item in assessment.items.items()
        }
        self.homes = sorted({item.home for item in self.items.values()})

    def languages(self) -> list[str]:
        return sorted(path.parent.name for path in self.folder.glob(f"*/{LABELS}"))

    def language(self, language: str) -> Wording:
        shared = self._read(language, FINDINGS, _Shared) or _Shared({}, {})
        items: dict[str, ItemWords] = {}
        beside: dict[str, BesideWords] = {}
        for home in self.homes:
            name = self._name(language, home)
            raw = self._read(language, home, dict[str, Any]) or {}
            written = {key: raw.pop(key) for key in BESIDE if key in raw}
            words = self._converted(name, raw, dict[str, ItemWords]) or {}
            beside[home] = self._converted(name, written, BesideWords) or BesideWords()
            self.problems += self._of_items(name, home, words)
            if home in self.library.assessments:
                self.problems += unworded(self.library.assessments[home], name, beside[home])
            items |= words
        self.problems += self._of_shared(self._name(language, FINDINGS), shared)
        return Wording(
            language=language,
            items=items,
            findings=shared.findings,
            rules=shared.rules,
            beside=beside,
        )

    def _name(self, language: str, stem: str) -> str:
        return f"{self.folder.name}/{language}/{stem}.yaml"

    def _read(self, language: str, stem: str, kind: type[T]) -> T | None:
        name = self._name(language, stem)
        try:
            raw: Any = yaml_files.read(self.folder / language / f"{stem}.yaml", name)
        except yaml_files.YamlError as error:
            self.problems.append(str(error))
            return None
        return self._converted(name, raw, kind)

    def _converted(self, name: str, raw: Any, kind: type[T]) -> T | None:
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            self.problems.append(f"{name}: {explain(error)}")
        return None

    def _of_items(self, name: str, home: str, words: dict[str, ItemWords]) -> Iterator[str]:
        own = {item.id: item for item in self.items.values() if item.home == home}
        for extra in sorted(set(words) - set(own)):
            yield f"{name}: there is no question '{extra}'."
        for item in own.values():
            if item.id in words:
                yield from _of_options(name, item, words[item.id])
            else:
                yield f"{name}: the question '{item.id}' has no words."

    def _of_shared(self, name: str, shared: _Shared) -> Iterator[str]:
        for finding in self.library.findings:
            if finding not in shared.findings:
                yield f"{name}: the finding '{finding}' has no words."
        for finding in sorted(set(shared.findings) - set(self.library.findings)):
            yield f"{name}: there is no finding '{finding}'."
        rules = rule_ids(self.library)
        for rule in sorted(rules - set(shared.rules)):
            yield f"{name}: the rule '{rule}' has no words."
        for rule in sorted(set(shared.rules) - rules):
            yield f"{name}: there is no rule '{rule}'."


def _of_options(name: str, item: Item, words: ItemWords) -> Iterator[str]:
    if not words.ask:
        yield f"{name}: the question '{item.id}' has no text of its own ('ask')."
    for option in item.options:
        if option not in words.options:
            yield f"{name}: the question '{item.id}' has no words for its option '{option}'."
        elif not words.options[option].short:
            yield f"{name}: the option '{option}' of '{item.id}' has no text for its button."
        elif item.kind == "signs" and not words.options[option].line:
            yield f"{name}: the line '{option}' of '{item.id}' has no text for the screen."
    for extra in sorted(set(words.options) - set(item.options)):
        yield f"{name}: the question '{item.id}' has no option '{extra}'."
