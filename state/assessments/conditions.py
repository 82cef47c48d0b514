"""What an answer makes true, in the words that conditions use.

"lump_kind is growing": that option was chosen, or that line is a yes. For every item also
"is answered" and "is unsure"; for lists of signs "is none" (all no) and "is some" (a yes).
"finding pale": said yes or unsure so far. "trigger abnormal_labs": the parent came for that.
"""

import functools
from collections.abc import Iterator

from state.assessments.assessment import Effect, Item
from state.case import EVERY_LINE, UNSURE, Says, Value

RESERVED = frozenset({"answered", UNSURE, "none", "some"})
"""What "is" may be followed by beside an option: no option may be called so."""

Told = str | tuple[tuple[str, Says], ...]
"""A value as something that cannot change, to be remembered by."""


def unnamed_yes(item: Item, value: Value) -> bool:
    """Whether this is "yes, one of these" and it is not known yet which."""
    return item.by_line and isinstance(value, dict) and value.get(EVERY_LINE) == "yes"


def not_said_which(item: Item, value: Value) -> bool:
    """Whether this is a yes to a list that may mean several of its signs."""
    return unnamed_yes(item, value) or any(
        says == "yes" and effect.unsure for effect, says in effects(item, value)
    )


def lines(item: Item, value: Value) -> dict[str, Says]:
    """What was said of each line of a list, without those nobody spoke of.

    After "yes, one of these" each line is unsure until it is named; where that answer has a level
    of its own, nothing is said of the lines yet.
    """
    if isinstance(value, str):
        return dict.fromkeys(item.options, "unsure") if value == UNSURE else {}
    rest = value.get(EVERY_LINE)
    if rest == "yes":
        rest = None if item.one_of_these else "unsure"
    return {line: says for line in item.options if (says := value.get(line, rest))}


def effects(item: Item, value: Value) -> Iterator[tuple[Effect, Says]]:
    """The effects an answer has, and what was said of each."""
    if item.not_sure is not None and value in (UNSURE, {EVERY_LINE: "unsure"}):
        yield item.not_sure, "yes"
    elif item.by_line:
        for line, says in lines(item, value).items():
            yield item.options[line], says
    elif isinstance(value, str) and value in item.options:
        yield item.options[value], "yes"


def truths(item: Item, value: Value) -> frozenset[str]:
    """Every test that this answer meets."""
    return truths_of(item, as_told(value))


def as_told(value: Value) -> Told:
    return value if isinstance(value, str) else tuple(value.items())


def as_value(told: Told) -> Value:
    return told if isinstance(told, str) else dict(told)


@functools.lru_cache(maxsize=4096)
def truths_of(item: Item, told: Told) -> frozenset[str]:
    """Worked out once for each answer: each turn asks for those of all answers, many times."""
    value = as_value(told)
    found = {f"{item.id} is {word}" for word in _words(item, value)}
    for effect, says in effects(item, value):
        if says == "no":
            continue
        found.update(f"finding {finding}" for finding in (*effect.yes, *effect.unsure))
        if effect.trigger:
            found.add(f"trigger {effect.trigger}")
    return frozenset(found)


def _words(item: Item, value: Value) -> Iterator[str]:
    yield "answered"
    if not item.by_line:
        if isinstance(value, str) and value in (UNSURE, *item.options):
            yield value
        return
    said = lines(item, value)
    yield from (line for line, says in said.items() if says == "yes")
    if "yes" in said.values() or unnamed_yes(item, value):
        yield "some"
    elif "unsure" in said.values():
        yield UNSURE
    elif len(said) == len(item.options):
        yield "none"
