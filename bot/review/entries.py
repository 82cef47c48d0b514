"""The rules as rows: what each says, on what it rests, and who has checked it."""

from collections.abc import Iterator, Sequence
from typing import Any

from state.assessments.assessment import FLOOR, Assessment, Effect, Item, Library
from state.assessments.rules import Modifier, Need, Rule, Sourced, UnsureRule
from state.assessments.wording import Wording
from state.levels import Level

OWN = "own_"
"""How the ids of sources begin that are this project's own choices and no publication."""

Row = dict[str, Any]


def row(library: Library, entry: Sourced) -> Row:
    """What every entry has: sources by their number, and what is special about them."""
    numbers = {name: number for number, name in enumerate(library.sources, 1)}
    return {
        "guideline": entry.guideline,
        "stricter": entry.stricter,
        "sources": [numbers[name] for name in entry.sources],
        "titles": [library.sources[name].title for name in entry.sources],
        "own": any(name.startswith(OWN) for name in entry.sources),
        "knowledge": any(library.sources[name].knowledge for name in entry.sources),
        "superseded": any(library.sources[name].superseded for name in entry.sources),
        "reviewed": f"{entry.reviewed.by}, {entry.reviewed.on}" if entry.reviewed else "",
    }


def findings(library: Library, wording: Wording) -> list[Row]:
    """Every finding in the order of its level, the most urgent first."""
    rows = [
        {
            "id": name,
            "level": finding.level.value,
            "known_from": finding.known_from,
            "critical": finding.critical_unsure,
            "line": wording.findings[name].line,
            "because": wording.findings[name].because,
            "home_check": wording.findings[name].home_check,
            "asked": asked_by(library, name),
            **row(library, finding),
        }
        for name, finding in library.findings.items()
    ]
    return sorted(rows, key=lambda one: -Level(one["level"]).rank)


def asked_by(library: Library, finding: str) -> list[str]:
    """The answers that establish a finding: a yes to it, or "one of these, not said which"."""
    return [
        f"{item.id}: {option}"
        for item in _items(library.assessments.values())
        for option, effect in item.options.items()
        if finding in (*effect.yes, *effect.unsure)
    ]


def _items(assessments: Sequence[Assessment] | Any) -> Iterator[Item]:
    for assessment in assessments:
        yield from (item for item in assessment.items.values() if item.home == assessment.id)


def triggers(library: Library, wording: Wording) -> list[Row]:
    return [
        {
            "id": name,
            "level": trigger.floor.value,
            "gives_way_to": list(trigger.gives_way_to),
            "because": wording.rules[FLOOR + name],
            **row(library, trigger),
        }
        for name, trigger in library.triggers.items()
    ]


def rules(library: Library, wording: Wording) -> list[Row]:
    """Everything that goes beyond single findings, with what it does in a sentence."""
    named = [(entry.id, _does(library, entry), entry) for entry in library.named]
    whole = [
        ("one_of_these", f"Unnamed yes: {library.one_of_these.level.value}.", library.one_of_these),
        (
            "heard",
            f"{library.heard.level.value}, until a parent says it was not about now.",
            library.heard,
        ),
        (
            "clinician_time",
            "A sooner time wins. A later one is shown beside ours and lowers nothing.",
            library.clinician_time,
        ),
        (
            "once_checked",
            "After a recorded check a reason whose floor was for that has the other one it names.",
            library.once_checked,
        ),
    ]
    return [
        {"id": name, "does": does, "because": wording.rules[name], **row(library, entry)}
        for name, does, entry in (*named, *whole)
    ]


def _does(library: Library, entry: Sourced) -> str:
    match entry:
        case UnsureRule():
            return _unsure(library, entry)
        case Rule():
            return f"{entry.level.value} if {'; and '.join(_need(need) for need in entry.when)}."
        case Modifier():
            return _raises(entry)
    return ""


def _unsure(library: Library, rule: UnsureRule) -> str:
    levels = ", ".join(level.value for level in rule.of)
    which = "critical findings" if rule.critical_only else "findings"
    critical = [name for name, finding in library.findings.items() if finding.critical_unsure]
    named = f" ({', '.join(critical)})" if rule.critical_only else ""
    becomes = rule.level.value if rule.level else "the finding's own level"
    return f"Not sure of {rule.at_least} or more {which} at {levels}{named}: {becomes}."


def _need(need: Need) -> str:
    parts = [f"{need.at_least} or more of {', '.join(need.of)}"] if need.of else []
    parts += [f"under {need.age_under_years:g} years"] if need.age_under_years else []
    parts += [f"came for {' or '.join(need.triggers)}"] if need.triggers else []
    said = "" if "unsure" in need.said else " (a clear yes only)"
    return " and ".join(parts) + said


def _raises(modifier: Modifier) -> str:
    age = modifier.age_under_years
    who = f"Under {age:g} years" if age is not None else f"With {modifier.id}"
    does = []
    if modifier.steps:
        top = f", to {modifier.at_most.value} at most" if modifier.at_most < Level.EMERGENCY else ""
        does.append(f"{modifier.steps} level sooner{top}")
    if modifier.at_least > Level.PLANNED:
        does.append(f"{modifier.at_least.value} at least")
    return f"{who}, with a sign at {modifier.needs_sign.value} or above: {'; '.join(does)}."


def establishes(effect: Effect) -> str:
    """What an answer makes true, in one line of ids."""
    parts = [
        ("", effect.yes),
        ("one of, not said which: " if len(effect.unsure) > 1 else "not sure: ", effect.unsure),
        ("no: ", effect.no),
        ("reason: ", [effect.trigger] if effect.trigger else []),
        ("circumstance: ", effect.circumstances),
        ("clinician's time: ", [effect.clinician_time.value] if effect.clinician_time else []),
    ]
    said = [begin + ", ".join(names) for begin, names in parts if names]
    if effect.age_years is not None:
        said.append(f"age: {effect.age_years:g} years")
    return "; ".join(said)
