"""How far a parent is: which answers count, what to ask next, how much is left."""

import functools
import operator
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from state.assessments import conditions
from state.assessments.assessment import BEFORE_CARD, Assessment, Item, Phase
from state.assessments.conditions import Told
from state.case import Answer, Value

Newest = dict[str, dict[int, Answer]]
"""By item and member, the newest answer that was not taken back; the newest member last."""


class Route(msgspec.Struct, frozen=True):
    """Where answers lead: what they make true, and the phase of every item that applies."""

    truths: frozenset[str]
    phases: Mapping[str, Phase]


def newest(answers: Iterable[Answer]) -> Newest:
    """The answers that stand: each member's last word on each item."""
    found: Newest = {}
    for answer in answers:
        by_member = found.setdefault(answer.item, {})
        by_member.pop(answer.by, None)
        if answer.value is not None:
            by_member[answer.by] = answer
    return {item: by_member for item, by_member in found.items() if by_member}


def as_seen_by(answers: Iterable[Answer], member: int | None = None) -> list[Answer]:
    """One answer for each item: this member's own where there is one, else the newest of all."""
    own = [
        (by_member.get(member) if member is not None else None) or [*by_member.values()][-1]
        for by_member in newest(answers).values()
    ]
    return sorted(own, key=_number)


_number = operator.attrgetter("number")


def values(answers: Iterable[Answer], seen_by: int | None = None) -> dict[str, Value]:
    """One value for each item: the newest of all, or of `seen_by` where that member answered."""
    seen = as_seen_by(answers, seen_by)
    return {answer.item: answer.value for answer in seen if answer.value is not None}


def route(
    assessment: Assessment, given: Mapping[str, Value], known: frozenset[str] = frozenset()
) -> Route:
    """Follows the items in order. What an item that does not apply was answered is not true.

    `known` is what the case knows beside its answers (`on_the_case`).
    """
    told = tuple((item, conditions.as_told(value)) for item, value in given.items())
    return _route(assessment, told, known)


@functools.lru_cache(maxsize=64)
def _route(
    assessment: Assessment, told: tuple[tuple[str, Told], ...], known: frozenset[str]
) -> Route:
    """Followed once for the same answers: a turn asks for their way again and again."""
    given = dict(told)
    truths: set[str] = set(known)
    phases: dict[str, Phase] = {}
    for item in assessment.items.values():
        phase = (item.phase_for if item.id in given else item.asked_in)(truths)
        if phase is None:
            continue
        phases[item.id] = phase
        if item.id in given:
            truths |= conditions.truths_of(item, given[item.id])
    return Route(frozenset(truths), MappingProxyType(phases))


def unanswered(
    assessment: Assessment, answers: Sequence[Answer], phases: Iterable[Phase] = BEFORE_CARD
) -> list[Item]:
    """The items that apply now and that nobody has answered, in the order they are asked."""
    return open_items(assessment, values(answers), phases)


def open_items(
    assessment: Assessment,
    given: Mapping[str, Value],
    phases: Iterable[Phase] = BEFORE_CARD,
    known: frozenset[str] = frozenset(),
) -> list[Item]:
    """The items that apply now and are not among those given, in the order they are asked."""
    applies = route(assessment, given, known).phases
    return [
        assessment.items[item]
        for phase in phases
        for item, asked_in in applies.items()
        if asked_in == phase and item not in given
    ]


def next_item(
    assessment: Assessment, answers: Sequence[Answer], phases: Iterable[Phase] = BEFORE_CARD
) -> Item | None:
    """What to ask next in these phases, or None when all of them are done."""
    return next(iter(unanswered(assessment, answers, phases)), None)


def emergencies_asked(assessment: Assessment, answers: Sequence[Answer]) -> bool:
    """Whether every emergency screen was answered: before that no calmer level may be shown."""
    return not unanswered(assessment, answers, ["emergency"])


def body_lists_done(assessment: Assessment, answers: Sequence[Answer]) -> bool:
    """Whether every list of signs that applies was gone through, before the card or after it."""
    open_items = unanswered(assessment, answers, ["emergency", "reason", "short", "after"])
    return not any(item.kind == "signs" for item in open_items)
