"""Takes away or softens every rule there is, one at a time: the tables must notice each."""

from collections import Counter
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
from stand_ins.vignettes import Vignette, vignettes

from state.assessments.assessment import Library
from state.assessments.judging import judge
from state.assessments.rules import Modifier, Need
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
        changes = [without(library().rules, number)]
        changes += [swapped(library().rules, number, level=one) for one in neighbours(rule.level)]
        for at, need in enumerate(rule.when):
            changes += [
                swapped(
                    library().rules, number, when=(*rule.when[:at], other, *rule.when[at + 1 :])
                )
                for other in changed_needs(need)
            ]
        for change in changes:
            yield f"rule {rule.id}", replace(library(), rules=change), table


def changed_needs(need: Need) -> Iterator[Need]:
    """One finding more or fewer that is needed, that counts, or that may be in doubt."""
    yield from (replace(need, at_least=need.at_least + step) for step in (-1, 1))
    yield from (replace(need, said=(word,)) for word in need.said if len(need.said) > 1)
    for name in need.of:
        yield replace(need, of=tuple(one for one in need.of if one != name))
    for name, finding in library().findings.items():
        if finding.level is Level.WITHIN_48_HOURS and name not in need.of:
            yield replace(need, of=(*need.of, name))


def changed_modifiers() -> Iterator[Mutant]:
    table = list(of_circumstances())
    modifiers = library().modifiers
    for number, modifier in enumerate(modifiers):
        changes = [without(modifiers, number), *_of_modifier(modifiers, number, modifier)]
        if number:
            before = modifiers[number - 1]
            changes.append((*modifiers[: number - 1], modifier, before, *modifiers[number + 1 :]))
        for change in changes:
            yield f"modifier {modifier.id}", replace(library(), modifiers=change), table


def _of_modifier(
    modifiers: tuple[Modifier, ...], number: int, modifier: Modifier
) -> Iterator[tuple[Modifier, ...]]:
    """Each of its numbers and levels one step to either side."""
    levels = {"needs_sign": modifier.needs_sign}
    if modifier.steps:
        levels["at_most"] = modifier.at_most
        yield from (swapped(modifiers, number, steps=modifier.steps + step) for step in (-1, 1))
    if modifier.at_least > Level.PLANNED:
        levels["at_least"] = modifier.at_least
    for field, level in levels.items():
        yield from (swapped(modifiers, number, **{field: one}) for one in neighbours(level))
    if modifier.age_under_years is not None:
        ages = (modifier.age_under_years / 5, modifier.age_under_years * 4)
        yield from (swapped(modifiers, number, age_under_years=years) for years in ages)


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
    counted: Counter[str] = Counter()
    for changes in ALL:
        for what, mutant, table in changes():
            counted[changes.__name__.replace("_", " ")] += 1
            assert noticed(mutant, table), what
    print(f"\n{counted.total()} changes of findings, floors and rules, each noticed:")
    for what, count in counted.items():
        print(f"  {what}: {count}")
    assert counted.total() > 500


def test_every_finding_made_calmer_is_noticed_by_a_story() -> None:
    """Not only by the table: some child would be seen later, or for another reason."""
    for name, finding in library().findings.items():
        told = [one for one in vignettes() if name in {*one.given.yes, *one.given.unsure}]
        for calmer in Level:
            if calmer < finding.level:
                findings = library().findings | {name: replace(finding, level=calmer)}
                mutant = replace(library(), findings=findings)
                assert any(reads_another(mutant, one) for one in told), f"{name} {calmer.value}"


def test_every_rule_taken_away_is_noticed_by_a_story() -> None:
    rules = [
        *(replace(library(), unsure=without(library().unsure, n)) for n in _each(library().unsure)),
        *(replace(library(), rules=without(library().rules, n)) for n in _each(library().rules)),
        *(
            replace(library(), modifiers=without(library().modifiers, n))
            for n in _each(library().modifiers)
        ),
    ]
    for mutant in rules:
        assert any(reads_another(mutant, one) for one in vignettes())


def reads_another(mutant: Library, vignette: Vignette) -> bool:
    """Whether these rules say another level or another reason than is written."""
    judgement = judge(mutant, vignette.given.facts())
    reasons = {cause.rule for cause in judgement.causes}
    return judgement.level is not vignette.level or reasons != vignette.because


def _each(entries: tuple[T, ...]) -> range:
    return range(len(entries))
