"""What must be true of the items of an assessment, so that every path through it ends."""

import re
from collections.abc import Callable, Iterator

from state.assessments import on_the_case
from state.assessments.assessment import Assessment, Effect, Item, Library
from state.assessments.condition import Condition
from state.assessments.conditions import RESERVED

MOST_OPTIONS = 4
MOST_AGES = 6
MOST_LINES = 6
LONGEST_ID = 20
"""A button carries the ids of item and option in 64 bytes, along with more."""

_ID = re.compile(r"[a-z0-9_]+")


def problems(library: Library, assessment: Assessment) -> list[str]:
    """One sentence for each mistake."""
    found = [] if assessment.items else [f"{assessment.id}.yaml: it has no questions."]
    found += [f"{assessment.id}.yaml: {sentence}" for sentence in _parts(assessment)]
    for item in assessment.items.values():
        place = f"{assessment.id}.yaml, the question '{item.id}'"
        own = [*_ids(item), *_shape(library, item), *_effects(library, item)]
        sentences = [
            *(own if item.home == assessment.id else ()),
            *_part(assessment, item),
            *_conditions(library, assessment, item),
        ]
        found += [f"{place}: {sentence}" for sentence in sentences]
    return found


def _ids(item: Item) -> Iterator[str]:
    for name in (item.id, *item.options):
        if not _ID.fullmatch(name) or len(name) > LONGEST_ID:
            yield (
                f"the id '{name}' should be at most {LONGEST_ID} small letters, digits "
                "and underscores."
            )
    for name in RESERVED & set(item.options):
        yield f"an option may not be called '{name}'; conditions use that word."


def _parts(assessment: Assessment) -> Iterator[str]:
    used = {item.part for item in assessment.items.values()}
    for part in assessment.parts:
        if part not in used:
            yield f"the part '{part}' has no questions."


def _part(assessment: Assessment, item: Item) -> Iterator[str]:
    if item.part is not None and item.part not in assessment.parts:
        yield f"its part '{item.part}' is not in the list 'parts'."
    if item.part is None and item.phase == "after" and assessment.parts:
        yield "it is offered from the card, so it needs a part."


def _shape(library: Library, item: Item) -> Iterator[str]:
    chosen = item.kind in {"signs", "one", "many"}
    if chosen and not item.options:
        yield f"it is of the kind '{item.kind}' and has nothing to choose from."
    if not chosen and item.options:
        yield f"it is of the kind '{item.kind}' and cannot have options."
    if item.kind == "signs" and len(item.options) > MOST_LINES:
        yield f"it has {len(item.options)} lines; a screen holds {MOST_LINES}."
    if item.kind == "one":
        yield from _choices(item)
    if item.short_when and item.phase != "after":
        yield "'short_when' is only for questions of the phase 'after'."
    if item.one_of_these:
        yield from _alarm(library, item)


def _choices(item: Item) -> Iterator[str]:
    ages = all(effect.age_years is not None for effect in item.options.values())
    most = MOST_AGES if ages else MOST_OPTIONS
    if len(item.options) > most:
        yield f"it has {len(item.options)} options; a parent is given {most} at most."
    if item.not_sure is None and any(effect != Effect() for effect in item.options.values()):
        yield "it does not say what 'Not sure' means ('not_sure')."


def _alarm(library: Library, item: Item) -> Iterator[str]:
    if item.kind != "signs":
        yield "'one_of_these' is only for lists of signs."
        return
    for line, effect in item.options.items():
        levels = [library.findings[f].level for f in effect.findings if f in library.findings]
        if not levels or max(levels) < library.one_of_these.level:
            yield f"its line '{line}' is calmer than 'one of these' on its screen."


def _effects(library: Library, item: Item) -> Iterator[str]:
    circumstances = {m.id for m in library.modifiers if m.age_under_years is None}
    named = [*item.options.items(), *([("not_sure", item.not_sure)] if item.not_sure else [])]
    for option, effect in named:
        for finding in effect.findings:
            if finding not in library.findings:
                yield f"its option '{option}' establishes '{finding}', which is no finding."
        if effect.trigger and effect.trigger not in library.triggers:
            yield f"its option '{option}' sets the trigger '{effect.trigger}', which is none."
        for name in effect.circumstances:
            if name not in circumstances:
                yield f"its option '{option}' sets '{name}', which no modifier is about."
        if item.kind == "signs" and not effect.findings:
            yield f"its line '{option}' establishes no finding."


def _conditions(library: Library, assessment: Assessment, item: Item) -> Iterator[str]:
    for name in ("enable_when", "short_when", "skip_when"):
        when: Condition | None = getattr(item, name)
        for test in (when or Condition()).tests:
            if sentence := amiss(library, assessment, item, test):
                yield f"in '{name}', '{test}': {sentence}"


def amiss(library: Library, assessment: Assessment, item: Item | None, test: str) -> str | None:
    """What is wrong with a test of this item; of an outcome, which follows all, if it is None."""
    match test.split():
        case ["case", _]:
            known = test in on_the_case.tests(library)
            return None if known else "the case knows no such thing."
        case [subject, "is", word]:
            return _item_test(assessment, item, subject, word)
        case ["finding", name]:
            return _set_before(assessment, item, lambda e: name in (*e.yes, *e.unsure))
        case ["trigger", name]:
            return _set_before(assessment, item, lambda e: e.trigger == name)
    return "write 'QUESTION is OPTION', 'finding ID', 'trigger ID' or 'case WORD'."


def _item_test(assessment: Assessment, item: Item | None, subject: str, word: str) -> str | None:
    if subject not in assessment.items:
        return f"there is no question '{subject}'."
    order = list(assessment.items)
    if item is not None and order.index(subject) >= order.index(item.id):
        return f"'{subject}' is not asked before '{item.id}', so the path would never end."
    other = assessment.items[subject]
    by_line = {"none", "some"} if other.by_line else set()
    if word not in {*other.options, "answered", "unsure", *by_line}:
        return f"'{subject}' has no option '{word}'."
    return None


def _set_before(
    assessment: Assessment, item: Item | None, sets: Callable[[Effect], bool]
) -> str | None:
    for earlier in assessment.items.values():
        if item is not None and earlier.id == item.id:
            return f"no question before '{item.id}' establishes it."
        if any(sets(effect) for effect in earlier.effects):
            return None
    return None
