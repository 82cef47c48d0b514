"""The page for the clinic: what stands where on it, in words. Drawn elsewhere, when it is sent.

Its first page holds the top of everything. What is too long for its place goes on behind it, where
there is room: nothing that was typed is cut off, and nothing pushes the rest off the page.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

Form = Literal["pdf", "png"]
Paper = Literal["a4", "us-letter"]
Mark = Literal["", "yes", "open"]
"""What stands before a line: nothing, a filled square for what is there, an open one for not."""

ROOM: dict[Paper, float] = {"a4": 41.5, "us-letter": 36.5}
"""Lines that a column of the first page holds between the blanks and the questions."""
INTERPRETER = 1.5
"""Lines that the request for an interpreter takes."""
HEADING = 2.1
"""Lines that a heading takes."""
FURTHER = 1.2
"""Lines that it takes to say that there is more."""
AT_LEAST = 2
"""Lines that are kept free for each part while the most important ones are set."""
LETTERS = {"left": 53, "right": 49}
"""Letters of a line in each column, carefully few."""
SQUARE = 4
"""Letters that a mark takes, and the room after it."""
MOST_BEHIND = 20
"""Lines of one list on the pages behind; medicines and allergies have no such limit."""


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is said, with its day or its mark."""

    text: str
    when: str = ""
    mark: Mark = ""


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines of one kind. Without any, `empty` is said and `rules` lines are left to write on.

    `further` says that there is more of them, and where. `flows`: short ones, side by side.
    """

    lines: tuple[Line, ...] = ()
    title: str = ""
    empty: str = ""
    further: str = ""
    rules: int = 0
    flows: bool = False


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the page. `also` is its title in the other language; `first`: it is set
    before the others, and none of it is ever left out.
    """

    title: str
    groups: tuple[Group, ...]
    also: str = ""
    note: str = ""
    boxed: bool = False
    first: bool = False

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)


class Blank(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A box to write in by hand, `wide` of six; or one that is filled in."""

    label: str
    also: str = ""
    text: str = ""
    wide: int = 1


class Questions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first questions, each with room for its answer; an empty one is to be written in."""

    title: str
    lines: tuple[str, ...]
    also: str = ""
    further: str = ""


class Copy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it in one language. `made` is when; `further` and `behind` word what goes on."""

    language: str
    rtl: bool
    title: str
    about: str
    made: str
    foot: str
    interpreter: str
    blanks: tuple[Blank, ...]
    glance: tuple[Blank, ...]
    left: tuple[Section, ...]
    right: tuple[Section, ...]
    questions: Questions
    more: tuple[Section, ...] = ()


class Sheet(msgspec.Struct, frozen=True, tag="sheet", forbid_unknown_fields=True):
    """What the page is made of: in the clinic's language, then in the parent's, if it differs.

    `name` is the file's own title, as neutral as its name.
    """

    name: str
    form: Form
    paper: Paper
    copies: tuple[Copy, ...]


class Said(msgspec.Struct, frozen=True):
    """How a language says that a part goes on: `{count}`, `{title}` stand in these."""

    further: str
    continued: str
    left_out: str


class Column(msgspec.Struct):
    """One of the two columns, as it fills."""

    side: Literal["left", "right"]
    room: float
    sections: list[Section]

    @property
    def left(self) -> float:
        """Lines that are free if nothing is cut."""
        return self.room - sum(_height(one, self.side) for one in self.sections)

    def cut(self, said: Said) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
        """As much of each as the column holds, the first ones first; and what goes behind."""
        every = self.sections
        costs = [
            [_cost(line, self.side, group) for group in one.groups for line in group.lines]
            for one in every
        ]
        shown = self._shown(costs, self.room)
        cut = sum(n < len(lines) for n, lines in zip(shown, costs, strict=True))
        if cut:  # each says that there is more, which is a line of its own
            shown = self._shown(costs, self.room - cut * FURTHER)
        parts = [_split(one, shown[n], said) for n, one in enumerate(every)]
        return tuple(here for here, _ in parts), tuple(rest for _, rest in parts if rest)

    def _shown(self, costs: list[list[float]], room: float) -> list[int]:
        """How many lines of each section there is room for."""
        every, shown = self.sections, [0] * len(self.sections)
        room -= sum(_overhead(one) for one in every)
        kept_free = AT_LEAST * sum(not one.first and one.count > 0 for one in every)
        room = kept_free + _fill(shown, costs, [one.first for one in every], room - kept_free)
        room = _fill(shown, costs, [not one.first for one in every], room)
        _fill(shown, costs, [True] * len(every), room)
        return shown


def columns(
    left: Iterable[Section],
    right: Iterable[Section],
    either: Iterable[Section],
    paper: Paper,
    *,
    taken: float = 0,
) -> tuple[Column, Column]:
    """Two columns; what may stand in `either` goes where more room is left.

    `taken` are lines that other things on the page take.
    """
    room = ROOM[paper] - taken
    found = Column("left", room, [*left]), Column("right", room, [*right])
    for one in either:
        max(found, key=lambda column: column.left).sections.append(one)
    return found


def _height(section: Section, side: str) -> float:
    lines = (_cost(line, side, group) for group in section.groups for line in group.lines)
    return _overhead(section) + sum(lines)


def _fill(shown: list[int], costs: list[list[float]], which: list[bool], room: float) -> float:
    """Shows one line more of each of these sections, in turn, while there is room; what is left."""
    waiting = [n for n, lines in enumerate(costs) if which[n] and shown[n] < len(lines)]
    while waiting:
        for n in list(waiting):
            cost = costs[n][shown[n]]
            if cost > room:
                waiting.remove(n)
                continue
            room -= cost
            shown[n] += 1
            if shown[n] == len(costs[n]):
                waiting.remove(n)
    return room


def _overhead(section: Section) -> float:
    """Lines that a section takes whatever it holds."""
    groups = sum(2 * group.rules + _title(group) for group in section.groups)
    return HEADING + groups + bool(section.note) + (section.count == 0) + section.boxed


def _title(group: Group) -> float:
    """Lines that a title takes; of what flows it stands in the first line."""
    return width(group.title) / LETTERS["right"] if group.flows else bool(group.title)


def _cost(line: Line, side: str, group: Group) -> float:
    if group.flows:
        return (width(line.text) + SQUARE) / LETTERS[side]
    letters = LETTERS[side] - (width(line.when) + 2 if line.when else SQUARE if line.mark else 0)
    return max(1, -(-width(line.text) // letters))


def width(text: str) -> int:
    """How wide a text is, in letters: those of East Asia count twice."""
    return sum(1 + (unicodedata.east_asian_width(one) in {"W", "F"}) for one in text)


def _split(section: Section, first: int, said: Said) -> tuple[Section, Section | None]:
    """The first so many lines of a section, and a section behind it with the others."""
    if first >= section.count:
        return section, None
    here, behind, left = [], [], first
    for group in section.groups:
        mine, rest = group.lines[:left], group.lines[left:]
        left -= len(mine)
        if mine or not group.lines:
            here.append(msgspec.structs.replace(group, lines=mine))
        if rest:
            behind.append(_bounded(group, rest, said, first=section.first))
    more = said.further.format(count=section.count - first)
    if here:
        here[-1] = msgspec.structs.replace(here[-1], further=more)
    else:
        here.append(Group(further=more))
    title = said.continued.format(title=section.title)
    kept = msgspec.structs.replace(section, groups=tuple(here))
    return kept, Section(title, tuple(behind), section.also, first=section.first)


def _bounded(group: Group, rest: Sequence[Line], said: Said, *, first: bool) -> Group:
    """A list behind is not endless; how many are left out is said."""
    shown = tuple(rest if first else rest[:MOST_BEHIND])
    out = len(rest) - len(shown)
    further = said.left_out.format(count=out) if out else ""
    return Group(shown, group.title, further=further, flows=group.flows)
