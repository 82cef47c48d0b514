"""Numbers over time as a picture: what stands where. Drawn elsewhere, when it is sent.

Places are shares of the plot: from 0 at its left and bottom to 1 at its right and top.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

import msgspec

MOST_DAYS_NAMED = 5
"""Days that have room for their names below the plot."""
WIDE, HIGH = 0.034, 0.105
"""Room that a letter at a point takes."""
BEYOND = 0.08
"""How far the words may stand beyond the sides."""
WIDE_WORDS = 0.5
"""Room that the words at the line take."""
APART = 0.03
"""From a point to its words."""


class Tick(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word beside or below the plot."""

    at: float
    text: str


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line across, with its words above or below it, at its left or right end."""

    at: float
    text: str
    right: bool = False
    below: bool = False


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One value. `strong`: it reaches the line. Its words are left out where there is no room."""

    x: float
    y: float
    text: str = ""
    below: bool = False
    strong: bool = False


class Chart(msgspec.Struct, frozen=True, tag="chart", forbid_unknown_fields=True):
    """All that is drawn; every word of it is here."""

    title: str
    subtitle: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    points: tuple[Point, ...]
    line: Line | None = None


class Days(NamedTuple):
    """Whole local days, from midnight to midnight: what the plot is wide."""

    begins: datetime
    ends: datetime

    @classmethod
    def of(cls, moments: Iterable[datetime]) -> "Days":
        """The days of these local moments."""
        every = sorted(moments)
        return cls(_midnight(every[0]), _midnight(every[-1], days=1))

    def place(self, moment: datetime) -> float:
        """Where a moment stands: hours are equally wide, even on a day that has 23 of them."""
        begins = self.begins.astimezone(UTC)
        whole = self.ends.astimezone(UTC) - begins
        return (moment.astimezone(UTC) - begins) / whole

    def named(self) -> Iterator[tuple[float, datetime, bool]]:
        """Where to write which moment: hours of a single day, else days; whether it is an hour."""
        day = self.begins
        if _midnight(day, days=1) == self.ends:
            hours = [day.replace(hour=hour) for hour in (0, 6, 12, 18)]
            yield from ((self.place(one), one, True) for one in hours)
            return
        every = [day := self.begins]
        while (day := _midnight(day, days=1)) < self.ends:
            every.append(day)
        for day in every[:: -(-len(every) // MOST_DAYS_NAMED)]:
            yield self.place(day.replace(hour=12)), day, False


def _midnight(local: datetime, days: int = 0) -> datetime:
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, time(), local.tzinfo)


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "_Box") -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.top <= other.bottom or other.top <= self.bottom)

    @property
    def fits(self) -> bool:
        """Whether it is not cut off; a little beyond the plot is still picture."""
        inside = self.left >= -BEYOND and self.right <= 1 + BEYOND
        return inside and self.bottom > -HIGH / 2


def _at(point: Point) -> _Box:
    return _Box(point.x - APART / 2, point.y - APART / 2, point.x + APART / 2, point.y + APART / 2)


def _words(point: Point, *, below: bool) -> _Box:
    bottom = point.y - APART - HIGH if below else point.y + APART
    half = WIDE * len(point.text) / 2
    return _Box(point.x - half, bottom, point.x + half, bottom + HIGH)


def with_room(line: Line | None, points: list[Point]) -> tuple[Line | None, tuple[Point, ...]]:
    """The line and the points with their words where they cover least.

    The line's words go where the fewest points are. The last, the highest and the lowest point
    come first, then the newest; of the others those have words that there is room for.
    """
    dots = [_at(point) for point in points]
    taken: list[_Box] = []
    if line is not None:
        line, box = _beside(line, [*dots, *_between(points)])
        taken.append(box)
    placed = dict(enumerate(points))
    for number in _in_order(points):
        others = [*taken, *(dot for other, dot in enumerate(dots) if other != number)]
        for below in _sides(points, number):
            box = _words(points[number], below=below)
            if box.fits and not any(box.meets(other) for other in others):
                placed[number] = msgspec.structs.replace(points[number], below=below)
                taken.append(box)
                break
        else:
            placed[number] = msgspec.structs.replace(points[number], text="")
    return line, tuple(placed.values())


def _between(points: list[Point]) -> Iterator[_Box]:
    """The way from each point to the next, as a row of points."""
    for one, following in pairwise(points):
        for share in (0.2, 0.4, 0.6, 0.8):
            x, y = (one.x + share * (following.x - one.x), one.y + share * (following.y - one.y))
            yield _at(Point(x, y))


def _beside(line: Line, dots: list[_Box]) -> tuple[Line, _Box]:
    best: tuple[int, Line, _Box] | None = None
    for below in (False, True):
        for right in (False, True):
            left, bottom = 1 - WIDE_WORDS if right else 0.0, line.at - HIGH if below else line.at
            box = _Box(left, bottom, left + WIDE_WORDS, bottom + HIGH)
            covered = sum(box.meets(dot) for dot in dots)
            if best is None or covered < best[0]:
                moved = msgspec.structs.replace(line, right=right, below=below)
                best = covered, moved, box
    assert best is not None  # noqa: S101 - there are four places
    return best[1], best[2]


def _in_order(points: list[Point]) -> list[int]:
    every = list(range(len(points)))[::-1]
    first = [every[0], max(every, key=lambda n: points[n].y), min(every, key=lambda n: points[n].y)]
    return list(dict.fromkeys([*first, *every]))


def _sides(points: list[Point], number: int) -> tuple[bool, bool]:
    """Below first where the way goes down to it, else above."""
    before = points[number - 1].y if number else points[number].y
    down = points[number].y < before
    return (True, False) if down else (False, True)
