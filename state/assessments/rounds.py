"""Rounds of the lists of signs: what was said this time, beside what was said the time before.

A new round begins by taking the answers to a list back; both rounds stay in the case.
"""

from collections.abc import Iterable, Sequence

import msgspec

from state.assessments import conditions
from state.assessments.assessment import Item
from state.case import Answer, Value


class Difference(msgspec.Struct, frozen=True):
    """Signs as (item, line): those that came since the last round, and those that are no more."""

    came: tuple[tuple[str, str], ...]
    went: tuple[tuple[str, str], ...]


def difference(items: Iterable[Item], answers: Sequence[Answer], by: int) -> Difference | None:
    """What differs between this member's last two rounds of these; None if there was only one."""
    came: list[tuple[str, str]] = []
    went: list[tuple[str, str]] = []
    compared = False
    for item in items:
        before, now = _last_two(item, answers, by)
        if item.kind != "signs" or before is None or now is None:
            continue
        compared = True
        was, is_now = _present(item, before), _present(item, now)
        came += [(item.id, line) for line in item.options if line in is_now - was]
        went += [(item.id, line) for line in item.options if line in was - is_now]
    return Difference(tuple(came), tuple(went)) if compared else None


def _last_two(item: Item, answers: Sequence[Answer], by: int) -> tuple[Value | None, Value | None]:
    """What stood before the last time this was taken back, and what stands now."""
    before: Value | None = None
    now: Value | None = None
    for answer in answers:
        if answer.item == item.id and answer.by == by:
            before, now = (now or before, None) if answer.value is None else (before, answer.value)
    return before, now


def _present(item: Item, value: Value) -> set[str]:
    return {line for line, says in conditions.lines(item, value).items() if says != "no"}
