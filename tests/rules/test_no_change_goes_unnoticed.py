"""Takes away or softens every rule there is, one at a time: the tables must notice each."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from level_table import (
    EXPECTED,
    FLOORS,
    Expected,
    of_circumstances,
    of_finding,
    of_floors,
    of_several,
)
from msgspec import Struct
from msgspec.structs import replace
from rule_samples import library

from state.assessments.assessment import Library
from state.assessments.judging import judge
from state.levels import Level

T = TypeVar("T", bound=Struct)
Mutant = tuple[str, Library, Iterable[Expected]]


def noticed(mutant: Library, table: Iterable[Expected]) -> bool:
    if set(mutant.findings) != set(EXPECTED):
        return True
    return any(judge(mutant, facts).level is not level for facts, level in table)


def neighbours(level: Level) -> list[Level]:
    return [other for other in Level if abs(other.rank - level.rank) == 1]


def changed_findings() -> Iterator[Mutant]:
    for name, finding in library().findings.items():
        table = list(of_finding(name))
        softer = [replace(finding, level=level) for level in neighbours(finding.level)]
        if finding.level is Level.EMERGENCY:
            softer.append(replace(finding, critical_unsure=not finding.critical_unsure))
        for other in softer:
            findings = library().findings | {name: other}
            yield f"finding {name}", replace(library(), findings=findings), table
        left = {key: entry for key, entry in library().findings.items() if key != name}
        yield f"without {name}", replace(library(), findings=left), table


def changed_triggers() -> Iterator[Mutant]:
    floors = list(of_floors())
    for name, trigger in library().triggers.items():
        for level in neighbours(trigger.floor):
            yield f"floor {name}", with_trigger(name, floor=level), floors
        for finding in trigger.gives_way_to:
            fewer = tuple(one for one in trigger.gives_way_to if one != finding)
            table = of_finding(finding)
            yield f"{name} without {finding}", with_trigger(name, gives_way_to=fewer), table
        for finding in EXPECTED:
            calmer = EXPECTED[finding] < FLOORS[name]
            if calmer and finding not in trigger.gives_way_to:
                more = (*trigger.gives_way_to, finding)
                table = of_finding(finding)
                yield f"{name} with {finding}", with_trigger(name, gives_way_to=more), table
    yield "unknown trigger", replace(library(), unknown_trigger="second_opinion"), floors
    screen = replace(library().one_of_these, level=Level.SAME_DAY)
    yield "one of these", replace(library(), one_of_these=screen), floors


def with_trigger(name: str, **changes: object) -> Library:
    trigger = replace(library().triggers[name], **changes)
    return replace(library(), triggers=library().triggers | {name: trigger})


def changed_unsure_rules() -> Iterator[Mutant]:
    table = [case for name in EXPECTED for case in of_finding(name)] + list(of_several())
    rules = library().unsure
    for number, rule in enumerate(rules):
        changes = [without(rules, number)]
        changes += [swapped(rules, number, level=level) for level in Level if level != rule.level]
        changes += [swapped(rules, number, at_least=rule.at_least + 1)]
        changes += [
            swapped(rules, number, of=tuple(one for one in rule.of if one is not level))
            for level in rule.of
            if level > Level.PLANNED  # the lowest level changes no other
        ]
        for change in changes:
            yield f"unsure {rule.id}", replace(library(), unsure=change), table


def changed_clusters() -> Iterator[Mutant]:
    table = list(of_several())
    for number, rule in enumerate(library().rules):
        need = rule.when[0]
        changes = [without(library().rules, number)]
        changes += [swapped(library().rules, number, level=one) for one in neighbours(rule.level)]
        needs = [replace(need, at_least=need.at_least + step) for step in (-1, 1)]
        needs += [replace(need, said=(word,)) for word in need.said]
        needs += [replace(need, of=tuple(o for o in need.of if o != f)) for f in need.of]
        needs += [replace(need, of=(*need.of, "spleen_big"))]
        changes += [swapped(library().rules, number, when=(other,)) for other in needs]
        for change in changes:
            yield f"rule {rule.id}", replace(library(), rules=change), table


def changed_modifiers() -> Iterator[Mutant]:
    table = list(of_circumstances())
    modifiers = library().modifiers
    first, second, third = modifiers
    changes = [without(modifiers, number) for number in range(3)]
    changes += [(second, first, third), (first, third, second)]
    changes += [swapped(modifiers, n, steps=s) for n, s in ((0, 0), (0, 2), (1, 0), (1, 2))]
    changes += [swapped(modifiers, 0, at_most=o) for o in (Level.WITHIN_48_HOURS, Level.EMERGENCY)]
    changes += [swapped(modifiers, 1, at_most=Level.SAME_DAY)]
    changes += [swapped(modifiers, 2, at_least=o) for o in neighbours(Level.SAME_DAY)]
    changes += [swapped(modifiers, 2, age_under_years=years) for years in (0.05, 1.0)]
    for number in range(3):
        changes += [
            swapped(modifiers, number, needs_sign=o) for o in neighbours(Level.WITHIN_2_WEEKS)
        ]
    for change in changes:
        yield "modifiers", replace(library(), modifiers=change), table


def without(entries: tuple[T, ...], number: int) -> tuple[T, ...]:
    return entries[:number] + entries[number + 1 :]


def swapped(entries: tuple[T, ...], number: int, **changes: object) -> tuple[T, ...]:
    return (*entries[:number], replace(entries[number], **changes), *entries[number + 1 :])


ALL: tuple[Callable[[], Iterator[Mutant]], ...] = (
    changed_findings,
    changed_triggers,
    changed_unsure_rules,
    changed_clusters,
    changed_modifiers,
)


def test_the_tables_hold_for_the_rules_as_they_are() -> None:
    for table in (of_floors, of_several, of_circumstances):
        assert not noticed(library(), table())
    assert not any(noticed(library(), of_finding(name)) for name in EXPECTED)


def test_every_rule_taken_away_or_softened_is_noticed() -> None:
    count = 0
    for changes in ALL:
        for what, mutant, table in changes():
            count += 1
            assert noticed(mutant, table), what
    print(f"{count} changes of findings, floors and rules, each noticed")
    assert count > 500
