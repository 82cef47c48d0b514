"""How soon to act: the most urgent of the trigger's floor, the signs, and a clinician's time.

The signs are the levels of findings said yes, of the rules for "not sure", and of the rules over
several findings; circumstances then raise their maximum. The floor and the clinician's time are
never raised. Nothing here knows a finding by name.
"""

import functools
from collections.abc import Iterator, Sequence

import msgspec

from state.assessments import facts as case_facts
from state.assessments import progress
from state.assessments.assessment import FLOOR, Library
from state.assessments.facts import Facts
from state.assessments.rules import Finding, Modifier, Need, Sourced, UnsureRule
from state.case import Answer, Cause
from state.levels import Level

ONCE_CHECKED = "once_checked"
Reason = tuple[Level, Cause]


class Judgement(msgspec.Struct, frozen=True):
    """A level, and every cause that reached it."""

    level: Level
    causes: tuple[Cause, ...]


@functools.lru_cache(maxsize=1024)
def judge(library: Library, facts: Facts, *, checked: bool = False) -> Judgement:
    """The level of these facts. A trigger that nobody knows has the floor the rules give it.

    `checked`: a doctor has looked at what is behind the trigger since, and settled it.
    """
    signs = [*_said_yes(library, facts), *_said_unsure(library, facts), *_rules(library, facts)]
    reasons = [
        *_floors(library, facts, checked=checked),
        *signs,
        *_raised(library, facts, signs),
        *_clinician(library, facts),
    ]
    level = max((level for level, _ in reasons), default=Level.PLANNED)
    return Judgement(level, tuple(cause for reached, cause in reasons if reached is level))


def judge_case(library: Library, answers: Sequence[Answer], *, checked: bool = False) -> Judgement:
    """The level of a case: the gravest of what its adults say together and each for themselves.

    One adult's "a doctor explained it" cannot replace a floor for another who is not sure. What
    is answered after the card can only add.
    """
    members = {answer.by for answer in answers}
    views = [progress.as_seen_by(answers, member) for member in members] if len(members) > 1 else []
    judged = [
        judgement
        for view in (answers, *views)
        for judgement in _with_after(library, view, checked=checked)
    ]
    return max(judged, key=lambda judgement: judgement.level)


def _with_after(library: Library, answers: Sequence[Answer], *, checked: bool) -> list[Judgement]:
    everything, before = case_facts.facts_by_phase(library, answers)
    if before == everything:
        return [judge(library, everything, checked=checked)]
    return [judge(library, one, checked=checked) for one in (everything, before)]


def _floors(library: Library, facts: Facts, *, checked: bool) -> Iterator[Reason]:
    for name in facts.triggers or (library.unknown_trigger,):
        trigger = library.triggers[name]
        if facts.yes.isdisjoint(trigger.gives_way_to):
            if checked and trigger.once_checked is not None:
                yield trigger.once_checked, _cause(library, ONCE_CHECKED, (), library.once_checked)
            else:
                yield trigger.floor, _cause(library, f"{FLOOR}{name}", (), trigger)


def _said_yes(library: Library, facts: Facts) -> Iterator[Reason]:
    if facts.unnamed:
        screen = library.one_of_these
        yield screen.level, _cause(library, "one_of_these", (), screen)
    for name, finding in library.findings.items():
        if name in facts.yes:
            yield finding.level, _cause(library, name, (name,), finding)


def _said_unsure(library: Library, facts: Facts) -> Iterator[Reason]:
    unsure = [name for name in library.findings if name in facts.unsure]
    for rule in library.unsure:
        names = [name for name in unsure if _falls_under(library.findings[name], rule)]
        if len(names) < rule.at_least:
            continue
        if rule.level:
            yield rule.level, _cause(library, rule.id, names, rule)
            continue
        for name in names:
            yield library.findings[name].level, _cause(library, rule.id, (name,), rule)


def _falls_under(finding: Finding, rule: UnsureRule) -> bool:
    return finding.level in rule.of and (finding.critical_unsure or not rule.critical_only)


def _rules(library: Library, facts: Facts) -> Iterator[Reason]:
    for rule in library.rules:
        met = [_met(need, facts) for need in rule.when]
        if all(names is not None for names in met):
            names = [name for some in met for name in some or ()]
            yield rule.level, _cause(library, rule.id, names, rule)


def _met(need: Need, facts: Facts) -> list[str] | None:
    """The findings by which a need is met; None if it is not."""
    if need.triggers and not set(need.triggers) & set(facts.triggers):
        return None
    if not _younger(facts, need.age_under_years):
        return None
    said = frozenset[str]().union(*(getattr(facts, word) for word in need.said))
    names = [name for name in need.of if name in said]
    return names if not need.of or len(names) >= need.at_least else None


def _younger(facts: Facts, age: float | None) -> bool:
    return age is None or (facts.age_years is not None and facts.age_years < age)


def _raised(library: Library, facts: Facts, signs: Sequence[Reason]) -> Iterator[Reason]:
    """The modifiers that made the signs more urgent, each at the level they end at together."""
    level = top = max((level for level, _ in signs), default=Level.PLANNED)
    raising = []
    for modifier in library.modifiers:
        if _applies(library, facts, modifier) and modifier.applied(level) > level:
            level = modifier.applied(level)
            raising.append(modifier)
    names = [name for reached, cause in signs if reached is top for name in cause.findings]
    for modifier in raising:
        yield level, _cause(library, modifier.id, names, modifier)


def _applies(library: Library, facts: Facts, modifier: Modifier) -> bool:
    young = modifier.age_under_years
    fits = _younger(facts, young) if young is not None else modifier.id in facts.circumstances
    return fits and any(
        library.findings[name].level >= modifier.needs_sign for name in facts.yes | facts.unsure
    )


def _clinician(library: Library, facts: Facts) -> Iterator[Reason]:
    if facts.clinician_time:
        cause = _cause(library, "clinician_time", (), library.clinician_time)
        yield facts.clinician_time, cause


def _cause(library: Library, rule: str, findings: Sequence[str], entry: Sourced) -> Cause:
    return Cause(rule, tuple(dict.fromkeys(findings)), library.cite(entry))
