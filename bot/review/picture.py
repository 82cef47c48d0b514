"""The questions and what leads to what, drawn from the data as SVG."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.review.layout import Box, Panel, Row, arranged, laid_out
from bot.review.templates import rendered
from state.assessments.assessment import Assessment, Effect, Item, Library
from state.assessments.condition import Condition
from state.assessments.facts import Facts
from state.assessments.graph import edges
from state.assessments.judging import judge
from state.assessments.wording import ItemWords, Wording
from state.levels import Level

HEADING = 40
"""Characters in a line of a box: about as many as fit at the size the template draws them."""

BADGES = {
    Level.EMERGENCY: "EMERGENCY",
    Level.SAME_DAY: "SAME DAY",
    Level.WITHIN_48_HOURS: "48 HOURS",
    Level.WITHIN_2_WEEKS: "2 WEEKS",
    Level.PLANNED: "PLANNED",
}


class Picture(NamedTuple):
    """One drawing: what it shows, and its SVG."""

    name: str
    svg: str


def whole(library: Library, assessment: Assessment, wording: Wording) -> str:
    """All questions of an assessment in one drawing."""
    return _drawn(arranged(panels(library, assessment, wording)))


def by_panel(library: Library, assessment: Assessment, wording: Wording) -> list[Picture]:
    """The same in several drawings, none larger than a page can show."""
    found = panels(library, assessment, wording)
    early = [panel for panel in found if not panel.later]
    late = [panel for panel in found if panel.later]
    return [
        *(Picture(panel.name, _drawn([panel.moved(0, 0)])) for panel in early),
        *([Picture("after", _drawn(arranged(late)))] if late else []),
    ]


def panels(library: Library, assessment: Assessment, wording: Wording) -> list[Panel]:
    """The questions by when they are asked: emergencies, the way to the card, then by part."""
    all_edges = edges(assessment)
    groups: dict[tuple[str, bool], list[Item]] = {}
    for item in assessment.items.values():
        groups.setdefault(_group(item), []).append(item)
    found = []
    for (name, later), items in groups.items():
        boxes = [_box(library, item, wording.items[item.id]) for item in items]
        own = {item.id for item in items}
        inner = [edge for edge in all_edges if {edge.before, edge.after} <= own]
        found.append(laid_out(name, boxes, inner, later=later, in_a_row=name == "emergency"))
    return sorted(found, key=lambda panel: panel.later)


def _group(item: Item) -> tuple[str, bool]:
    if item.phase == "after":
        return getattr(item, "part", None) or "other", True
    return ("emergency" if item.phase == "emergency" else "short"), False


def _box(library: Library, item: Item, words: ItemWords) -> Box:
    rows = [
        Row(name, words.options[name].short, badge(library, item, effect))
        for name, effect in item.options.items()
    ]
    if item.not_sure:
        rows.append(Row("unsure", "Not sure", badge(library, item, item.not_sure)))
    return Box(
        item=item.id,
        heading=tuple(textwrap.wrap(words.ask, HEADING)),
        when=tuple(line for text in when(item) for line in textwrap.wrap(text, HEADING + 6)),
        rows=tuple(rows),
    )


def badge(library: Library, item: Item, effect: Effect) -> str:
    """How soon this answer alone would ask to act, whatever else is said."""
    if not (effect.yes or effect.unsure or effect.clinician_time):
        return ""
    calm = min(library.triggers, key=lambda name: library.triggers[name].floor)
    unnamed = (item.id,) if item.one_of_these else ()
    facts = Facts(
        triggers=(calm,),
        yes=frozenset(effect.yes),
        unsure=frozenset(effect.unsure),
        clinician_time=effect.clinician_time,
        unnamed=unnamed,
    )
    return BADGES[judge(library, facts).level]


def when(item: Item) -> Iterable[str]:
    yield from conditions("if", item.enable_when)
    yield from conditions("before the card if", item.short_when)


def conditions(begin: str, when: Condition | None) -> list[str]:
    """A condition in words, for people who know the ids of the questions."""
    if when is None:
        return []
    parts = [" and ".join(when.all), " or ".join(when.any)]
    parts += [f"not {' and not '.join(when.none)}"] if when.none else []
    return [f"{begin} {', and '.join(part for part in parts if part)}"]


def _drawn(drawing: Sequence[Panel]) -> str:
    return rendered(
        "questions.svg",
        panels=drawing,
        width=max((panel.x + panel.width for panel in drawing), default=0),
        height=max((panel.y + panel.height for panel in drawing), default=0),
    )
