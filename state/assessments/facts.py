"""What the answers of a case establish, whoever gave them and in whichever assessment."""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from state.assessments import conditions, progress
from state.assessments.assessment import BEFORE_CARD, Assessment, Effect, Item, Library
from state.case import Answer, Says, Value
from state.levels import Level


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """All that a level is judged by. A finding in none of the three sets was not asked.

    `triggers` has more than one only where two adults see it differently, the newest last.
    `circumstances` are ids of modifiers; `unnamed` are screens with "yes, one of these", and with
    a yes to a line that means one of several. `one_of` are the findings that such a yes may mean:
    they are among the unsure.
    """

    triggers: tuple[str, ...] = ()
    yes: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    age_years: float | None = None
    circumstances: frozenset[str] = frozenset()
    clinician_time: Level | None = None
    unnamed: tuple[str, ...] = ()
    one_of: frozenset[str] = frozenset()

    @property
    def trigger(self) -> str | None:
        """The newest trigger."""
        return self.triggers[-1] if self.triggers else None

    @property
    def known_risk(self) -> bool:
        return "known_risk" in self.circumstances

    @property
    def worse_last_24h(self) -> bool:
        return "worse_last_24h" in self.circumstances


def facts(library: Library, answers: Sequence[Answer]) -> Facts:
    """Everything that counts. Where adults differ, the graver holds for each finding."""
    return facts_by_phase(library, answers)[0]


def facts_by_phase(library: Library, answers: Sequence[Answer]) -> tuple[Facts, Facts]:
    """What all answers establish, and what those before the card do."""
    standing = progress.newest(answers)
    begun = _begun(library, {answer.item for answer in answers})
    if len({by for by_member in standing.values() for by in by_member}) > 1:
        said = {item: _values(by_member) for item, by_member in standing.items()}
        return _added_up(library, begun, said)
    told = (
        (item, conditions.as_told(value))
        for item, by_member in standing.items()
        for value in _values(by_member).values()
    )
    return _of_one_adult(library, begun, tuple(told))


Standing = Mapping[str, Mapping[int, Value]]
"""By item and member, what was said last."""


def _values(by_member: Mapping[int, Answer]) -> dict[int, Value]:
    return {by: one.value for by, one in by_member.items() if one.value is not None}


@functools.lru_cache(maxsize=1024)
def _of_one_adult(
    library: Library, begun: tuple[str, ...], told: tuple[tuple[str, conditions.Told], ...]
) -> tuple[Facts, Facts]:
    """Worked out once for the same answers: each turn asks, and few turns answer anything."""
    said = {item: {0: conditions.as_value(value)} for item, value in told}
    return _added_up(library, begun, said)


def _added_up(library: Library, begun: Iterable[str], standing: Standing) -> tuple[Facts, Facts]:
    everything, before_card = _Gathered(), _Gathered()
    for name in begun:
        for counted in counting(library.assessments[name], standing):
            everything.add(counted.item, counted.value)
            if counted.before_card:
                before_card.add(counted.item, counted.value)
    return everything.facts(), before_card.facts()


class Counted(NamedTuple):
    """An answer that counts, and whether its item stands before the card."""

    item: Item
    value: Value
    before_card: bool


def counting(assessment: Assessment, standing: Standing) -> list[Counted]:
    """The answers that count: those on the way the case takes now last, each item's newest last.

    An answer counts when its item applies as the case stands, or as its giver sees the case: one
    adult cannot make the signs another saw disappear by taking another way.
    """
    newest = {item: [*by_member.values()][-1] for item, by_member in standing.items()}
    shared = progress.route(assessment, newest).phases
    members = {by for by_member in standing.values() for by in by_member}
    own = dict.fromkeys(members, shared)
    if len(members) > 1:
        for member in members:
            seen = {item: by.get(member, newest[item]) for item, by in standing.items()}
            own[member] = progress.route(assessment, seen).phases
    found = []
    for item in (item for name, item in assessment.items.items() if name in standing):
        for member, value in standing[item.id].items():
            phases = {shared.get(item.id), own[member].get(item.id)} - {None}
            if phases:
                found.append(Counted(item, value, not phases.isdisjoint(BEFORE_CARD)))
    return sorted(found, key=lambda counted: counted.item.id in shared)


def _begun(library: Library, answered: Collection[str]) -> tuple[str, ...]:
    """The assessments of which a question of their own was answered.

    Borrowed ones belong to their home as well.
    """
    return tuple(
        assessment.id
        for assessment in library.assessments.values()
        if any(
            item.home == assessment.id
            for item in (assessment.items.get(name) for name in answered)
            if item is not None
        )
    )


class _Established(NamedTuple):
    """What one answer establishes by itself; `effects` are those not said no to."""

    yes: frozenset[str]
    unsure: frozenset[str]
    no: frozenset[str]
    one_of: frozenset[str]
    effects: tuple[Effect, ...]
    unnamed: bool


@functools.lru_cache(maxsize=4096)
def _establishes(item: Item, told: conditions.Told) -> _Established:
    """Worked out once for each answer: each turn adds up those of all answers, many times."""
    value = conditions.as_value(told)
    says: dict[Says, set[str]] = {"yes": set(), "unsure": set(), "no": set()}
    one_of: set[str] = set()
    effects = []
    for effect, word in conditions.effects(item, value):
        if word == "no":
            says["no"].update(effect.yes + effect.unsure)
            continue
        effects.append(effect)
        says[word].update(effect.yes)
        says["unsure"].update(effect.unsure)
        says["no"].update(effect.no)
        if word == "yes" and len(effect.unsure) > 1:
            one_of.update(effect.unsure)
    return _Established(
        yes=frozenset(says["yes"]),
        unsure=frozenset(says["unsure"]),
        no=frozenset(says["no"]),
        one_of=frozenset(one_of),
        effects=tuple(effects),
        unnamed=item.one_of_these and conditions.not_said_which(item, value),
    )


class _Gathered:
    """Effects added up, the graver winning."""

    def __init__(self) -> None:
        self.says: dict[Says, set[str]] = {"yes": set(), "unsure": set(), "no": set()}
        self.triggers: list[str] = []
        self.ages: list[float] = []
        self.circumstances: set[str] = set()
        self.times: list[Level] = []
        self.unnamed: list[str] = []
        self.one_of: set[str] = set()

    def add(self, item: Item, value: Value) -> None:
        one = _establishes(item, conditions.as_told(value))
        if one.unnamed:
            self.unnamed.append(item.id)
        self.says["yes"] |= one.yes
        self.says["unsure"] |= one.unsure
        self.says["no"] |= one.no
        self.one_of |= one.one_of
        for effect in one.effects:
            self._rest(effect)

    def _rest(self, effect: Effect) -> None:
        self.triggers += [effect.trigger] if effect.trigger else []
        self.ages += [effect.age_years] if effect.age_years is not None else []
        self.circumstances.update(effect.circumstances)
        self.times += [effect.clinician_time] if effect.clinician_time else []

    def facts(self) -> Facts:
        yes = frozenset(self.says["yes"])
        unsure = frozenset(self.says["unsure"]) - yes
        return Facts(
            triggers=tuple(dict.fromkeys(self.triggers)),
            yes=yes,
            unsure=unsure,
            no=frozenset(self.says["no"]) - yes - unsure,
            age_years=min(self.ages, default=None),
            circumstances=frozenset(self.circumstances),
            clinician_time=max(self.times, default=None),
            unnamed=tuple(self.unnamed),
            one_of=frozenset(self.one_of) - yes,
        )
