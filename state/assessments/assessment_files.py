"""Reads the assessments from their folder and refuses what cannot be meant, in sentences.

The folder holds `sources.yaml`, `findings.yaml`, `rules.yaml`, `guidance.yaml` and
`sign_off.yaml`, which all assessments share, and one file for each assessment; the folder `topics`
in it has a file for each group of topics, the folder `lists` one for each list. An item id belongs
to one file; another assessment asks the same item by `use: <id>`, with conditions and a phase of
its own.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from state.assessments import assessment_checks, yaml_files
from state.assessments.assessment import Assessment, AssessmentError, Item, Library
from state.assessments.guidance import Guidance
from state.assessments.lists import (
    Appeal,
    Chore,
    Clock,
    Cover,
    Dated,
    Lists,
    Paper,
    Question,
    Row,
    Service,
)
from state.assessments.outcomes import Errand, Offered, Outcome
from state.assessments.rules import (
    Finding,
    Modifier,
    Rule,
    Screen,
    Source,
    Sourced,
    Trigger,
    UnsureRule,
)
from state.assessments.sentences import explain
from state.assessments.sign_off import SignOff
from state.assessments.topics import Topic, Topics
from state.assessments.written_items import WrittenItem

FOLDER = Path(__file__).parent
SHARED = ("sources", "findings", "rules", "guidance", "sign_off")
HOLDS = {"items", "triggers", "parts", "offered", "outcomes", "errands"}
"""What the file of an assessment may hold."""

T = TypeVar("T")


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    unknown_trigger: str
    one_of_these: Screen
    heard: Screen
    clinician_time: Sourced
    once_checked: Sourced
    unsure: tuple[UnsureRule, ...]
    modifiers: tuple[Modifier, ...]
    rules: tuple[Rule, ...] = ()


def load(folder: Path = FOLDER) -> Library:
    """Everything in the folder, checked. Raises AssessmentError with all mistakes found."""
    library = read(folder)
    if problems := assessment_checks.problems(library):
        raise AssessmentError(problems)
    return library


def read(folder: Path = FOLDER) -> Library:
    """Everything in the folder, its references not yet checked. Raises AssessmentError."""
    return _Reading(folder).library()


class _Reading:
    """One pass over the folder, gathering every mistake before it gives up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []

    def library(self) -> Library:
        files = self._files("")
        topics, lists = self._files("topics/"), self._files("lists/")
        self.problems += [f"{name}.yaml is missing." for name in SHARED if name not in files]
        self._stop_at_mistakes()
        own = {name: raw for name, raw in files.items() if name not in SHARED}
        rules = self._value("rules.yaml", files["rules"], _Rules)
        guidance = self._value("guidance.yaml", files["guidance"], Guidance)
        sign_off = self._value("sign_off.yaml", files["sign_off"], SignOff)
        sources = self._entries("sources.yaml", files["sources"], Source)
        findings = self._entries("findings.yaml", files["findings"], Finding)
        triggers = self._triggers(own)
        assessments = self._assessments(own)
        by_group = {
            name.split("/")[1]: self._rows(name, raw, Topic) for name, raw in topics.items()
        }
        own_lists = self._lists(lists)
        self._stop_at_mistakes()
        if rules is None or guidance is None or sign_off is None:
            raise AssessmentError(["rules.yaml, guidance.yaml or sign_off.yaml is empty."])
        return Library(
            version=_fingerprint(files | topics | lists),
            sources=sources,
            findings=findings,
            triggers=triggers,
            rules=rules.rules,
            unsure=rules.unsure,
            modifiers=rules.modifiers,
            one_of_these=rules.one_of_these,
            heard=rules.heard,
            clinician_time=rules.clinician_time,
            once_checked=rules.once_checked,
            unknown_trigger=rules.unknown_trigger,
            guidance=guidance,
            sign_off=sign_off,
            assessments=assessments,
            topics=Topics(by_group),
            lists=own_lists,
        )

    def _files(self, inside: str) -> dict[str, Any]:
        found = sorted((self.folder / inside).glob("*.yaml"))
        return {f"{inside}{path.stem}": self._file(f"{inside}{path.stem}") for path in found}

    def _file(self, stem: str) -> Any:
        try:
            return yaml_files.read(self.folder / f"{stem}.yaml", f"{stem}.yaml")
        except yaml_files.YamlError as error:
            self.problems.append(str(error))
            return None

    def _stop_at_mistakes(self) -> None:
        if self.problems:
            raise AssessmentError(self.problems)

    def _value(self, place: str, raw: Any, kind: type[T]) -> T | None:
        try:
            return msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            self.problems.append(f"{place}: {explain(error)}")
            return None

    def _entries(self, name: str, raw: Any, kind: type[T]) -> dict[str, T]:
        if not isinstance(raw, dict):
            self.problems.append(f"{name}: this should be a list of names, each with its entries.")
            return {}
        found = {key: self._value(f"{name}, '{key}'", entry, kind) for key, entry in raw.items()}
        return {str(key): entry for key, entry in found.items() if entry is not None}

    def _rows(self, name: str, raw: Any, kind: type[T]) -> tuple[T, ...]:
        if not isinstance(raw, list):
            what = "topics" if kind is Topic else "rows"
            self.problems.append(f"{_file(name)}: this should be a list of {what}.")
            return ()
        places = (
            f"{_file(name)}, '{entry['id']}'"
            if isinstance(entry, dict) and "id" in entry
            else f"{_file(name)}, number {number}"
            for number, entry in enumerate(raw, 1)
        )
        found = [self._value(place, entry, kind) for place, entry in zip(places, raw, strict=True)]
        return tuple(row for row in found if row)

    def _lists(self, files: Mapping[str, Any]) -> Lists:
        for name in files:
            if name.split("/")[1] not in Lists.__struct_fields__:
                self.problems.append(f"{name}.yaml: there is no such list.")

        def rows(name: str, kind: type[T]) -> tuple[T, ...]:
            return self._rows(f"lists/{name}", files.get(f"lists/{name}", []), kind)

        return Lists(
            records=rows("records", Paper),
            cautions=rows("cautions", Row),
            services=rows("services", Service),
            visit_questions=rows("visit_questions", Row),
            chores=rows("chores", Chore),
            covers=rows("covers", Cover),
            clocks=rows("clocks", Clock),
            appeals=rows("appeals", Appeal),
            dated=rows("dated", Dated),
            denial=rows("denial", Row),
            faq=rows("faq", Question),
        )

    def _triggers(self, files: Mapping[str, Any]) -> dict[str, Trigger]:
        found: dict[str, Trigger] = {}
        for stem, raw in files.items():
            triggers = raw.get("triggers") if isinstance(raw, dict) else None
            for name, trigger in self._entries(f"{stem}.yaml", triggers or {}, Trigger).items():
                if name in found:
                    self.problems.append(
                        f"{stem}.yaml: the trigger '{name}' is in another file already."
                    )
                found[name] = trigger
        return found

    def _assessments(self, files: Mapping[str, Any]) -> dict[str, Assessment]:
        written = {stem: [*self._items(stem, raw)] for stem, raw in files.items()}
        own: dict[str, Item] = {}
        for stem, items in written.items():
            for entry in items:
                if entry.id:
                    self._define(own, stem, entry)
        return {
            stem: Assessment(
                id=stem,
                items=self._placed(stem, items, own),
                parts=self._parts(stem, files[stem]),
                offered=self._offered(stem, files[stem]),
                outcomes=self._own_rows(stem, files[stem], "outcomes", Outcome),
                errands=self._own_rows(stem, files[stem], "errands", Errand),
            )
            for stem, items in written.items()
        }

    def _items(self, stem: str, raw: Any) -> Iterator[WrittenItem]:
        if not isinstance(raw, dict) or not isinstance(raw.get("items"), list):
            self.problems.append(f"{stem}.yaml: there is no list called 'items'.")
            return
        for unknown in sorted(set(raw) - HOLDS):
            self.problems.append(f"{stem}.yaml: '{unknown}' is none of {', '.join(sorted(HOLDS))}.")
        for number, entry in enumerate(raw["items"], 1):
            name = entry.get("id") or entry.get("use") if isinstance(entry, dict) else None
            place = f"{stem}.yaml, the question '{name}'" if name else f"{stem}.yaml, item {number}"
            item = self._value(place, entry, WrittenItem)
            if item and bool(item.id) == bool(item.use):
                self.problems.append(f"{place}: it needs either 'id' or 'use'.")
            elif item:
                yield item

    def _parts(self, stem: str, raw: Any) -> tuple[str, ...]:
        written = raw.get("parts", ()) if isinstance(raw, dict) else ()
        return self._value(f"{stem}.yaml, 'parts'", written, tuple[str, ...]) or ()

    def _offered(self, stem: str, raw: Any) -> Offered | None:
        written = raw.get("offered") if isinstance(raw, dict) else None
        return self._value(f"{stem}.yaml, 'offered'", written, Offered) if written else None

    def _own_rows(self, stem: str, raw: Any, name: str, kind: type[T]) -> tuple[T, ...]:
        written = raw.get(name, []) if isinstance(raw, dict) else []
        return self._rows(f"{stem}.yaml, {name}", written, kind)

    def _define(self, own: dict[str, Item], stem: str, entry: WrittenItem) -> None:
        name = entry.id or ""
        if name in own:
            self.problems.append(
                f"{stem}.yaml: the question '{name}' is written twice "
                f"(also in {own[name].home}.yaml); rename one, or ask it again by 'use: {name}'."
            )
        elif entry.kind is None or entry.phase is None:
            self.problems.append(f"{stem}.yaml, the question '{name}': it needs kind and phase.")
        else:
            own[name] = entry.item(stem, entry.kind, entry.phase)

    def _placed(
        self, stem: str, entries: list[WrittenItem], own: Mapping[str, Item]
    ) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for entry in entries:
            name = entry.id or entry.use or ""
            if name not in own:
                if entry.use:
                    self.problems.append(
                        f"{stem}.yaml: it uses the question '{name}', which no file has."
                    )
                continue
            if name in found and entry.use:
                self.problems.append(f"{stem}.yaml: the question '{name}' is used twice.")
            found[name] = entry.borrowed(own[name]) if entry.use else own[name]
        return found


def _file(name: str) -> str:
    return name if ".yaml" in name else f"{name}.yaml"


def _fingerprint(files: Mapping[str, Any]) -> str:
    """Twelve characters that change with every change but comments, layout and signatures."""
    rules = {stem: _unsigned(raw) for stem, raw in files.items() if stem != "sign_off"}
    return hashlib.sha256(msgspec.json.encode(rules, order="sorted")).hexdigest()[:12]


def _unsigned(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _unsigned(value) for key, value in raw.items() if key != "reviewed"}
    return [_unsigned(value) for value in raw] if isinstance(raw, list) else raw
