"""Where the boxes and lines of the picture go: columns by depth, no box over another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from state.assessments.graph import Edge

WIDTH, LINE, PAD = 262, 14, 8
"""Of a box, of a line of text in it, and of the margin around that; in pixels."""
ACROSS, DOWN, FRAME, TITLE = 64, 16, 18, 34
"""Between columns, between boxes, around a panel, above its boxes."""
WIDEST = 2100
"""Panels that stand side by side are together no wider than this."""
TALLEST = 1000
"""A column of boxes is cut when it grows taller than this."""


@dataclass(frozen=True)
class Row:
    """An answer, and how soon it alone asks to act ("" if it says nothing of that)."""

    option: str
    text: str
    badge: str


@dataclass(frozen=True)
class Box:
    """A question: its heading, when it is asked, its answers; `x`, `y` within its panel."""

    item: str
    heading: tuple[str, ...]
    when: tuple[str, ...]
    rows: tuple[Row, ...]
    x: int = 0
    y: int = 0

    @property
    def height(self) -> int:
        lines = 1 + len(self.heading) + len(self.when) + len(self.rows)
        return lines * LINE + 2 * PAD

    def row_at(self, number: int) -> int:
        """The middle of an answer's line."""
        above = 1 + len(self.heading) + len(self.when) + number
        return self.y + PAD + above * LINE + LINE // 2

    def leaves_at(self, option: str) -> int:
        """Where the line of an answer begins: beside it, or at the heading if it is no row."""
        names = [row.option for row in self.rows]
        return self.row_at(names.index(option)) if option in names else self.y + PAD + LINE // 2


@dataclass(frozen=True)
class Line:
    """From an answer to the question it leads to; `sooner` is drawn as dashes."""

    x1: int
    y1: int
    x2: int
    y2: int
    sooner: bool
    far: bool


@dataclass(frozen=True)
class Panel:
    """A group of questions with a title; `later` if they are offered from the card."""

    name: str
    later: bool
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    x: int = 0
    y: int = 0

    def moved(self, x: int, y: int) -> "Panel":
        return replace(self, x=x, y=y)


def laid_out(
    name: str, boxes: Sequence[Box], edges: Sequence[Edge], *, later: bool, in_a_row: bool
) -> Panel:
    """A panel with its boxes in columns, a question right of all that lead to it."""
    columns = _columns(boxes, edges, in_a_row=in_a_row)
    if later:  # Few lines lead to these, so a tall column can be cut without confusion.
        columns = [part for column in columns for part in _no_taller(column)]
    placed: dict[str, Box] = {}
    for number, column in enumerate(columns):
        free = TITLE
        wanted = {box.item: _wanted(box, edges, placed) for box in column}
        for box in sorted(column, key=lambda box: wanted[box.item]):
            y = max(free, wanted[box.item])
            placed[box.item] = replace(box, x=FRAME + number * (WIDTH + ACROSS), y=y)
            free = y + box.height + DOWN
    return Panel(
        name=name,
        later=later,
        boxes=tuple(placed.values()),
        lines=tuple(_line(edge, placed) for edge in edges),
        width=2 * FRAME + len(columns) * (WIDTH + ACROSS) - ACROSS,
        height=max(box.y + box.height for box in placed.values()) + FRAME,
    )


def arranged(panels: Iterable[Panel]) -> list[Panel]:
    """Panels side by side while there is room, each row below the last."""
    found: list[Panel] = []
    x = y = tallest = 0
    for panel in panels:
        if x and x + panel.width > WIDEST:
            x, y, tallest = 0, y + tallest + DOWN, 0
        found.append(panel.moved(x, y))
        x, tallest = x + panel.width + DOWN, max(tallest, panel.height)
    return found


def _columns(boxes: Sequence[Box], edges: Sequence[Edge], *, in_a_row: bool) -> list[list[Box]]:
    if in_a_row:
        return [[box] for box in boxes]
    depth: dict[str, int] = {}
    for box in boxes:
        before = [depth[edge.before] for edge in edges if edge.after == box.item]
        depth[box.item] = max(before, default=-1) + 1
    return [
        [box for box in boxes if depth[box.item] == number]
        for number in range(max(depth.values()) + 1)
    ]


def _no_taller(column: list[Box]) -> list[list[Box]]:
    """A column cut into several where it is too tall to look at."""
    parts: list[list[Box]] = [[]]
    height = 0
    for box in column:
        if parts[-1] and height + box.height > TALLEST:
            parts.append([])
            height = 0
        parts[-1].append(box)
        height += box.height + DOWN
    return parts


def _wanted(box: Box, edges: Sequence[Edge], placed: Mapping[str, Box]) -> int:
    """As high as the highest answer that leads to it."""
    from_here = [
        placed[edge.before].leaves_at(edge.option) for edge in edges if edge.after == box.item
    ]
    return max(TITLE, min(from_here) - PAD - LINE // 2) if from_here else TITLE


def _line(edge: Edge, placed: Mapping[str, Box]) -> Line:
    before, after = placed[edge.before], placed[edge.after]
    x1, x2 = before.x + WIDTH, after.x
    return Line(
        x1=x1,
        y1=before.leaves_at(edge.option),
        x2=x2,
        y2=after.y + PAD + LINE // 2,
        sooner=edge.way == "sooner",
        far=x2 - x1 > ACROSS,
    )
