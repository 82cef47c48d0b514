"""What the numbers beside a picture are: of temperature in either unit, of pain from 0 to 10."""

from collections.abc import Sequence
from typing import NamedTuple

from state.plan.measures import FEVER, WORST_PAIN, fahrenheit

USUAL = {True: (97.0, 102.0), False: (36.0, 39.0)}
"""Degrees that are always in the picture; in Fahrenheit or not."""
MOST_NUMBERS = 7
ROOM = 0.3
"""Left free above the highest degree, and a share of pain above the worst."""


class Scale(NamedTuple):
    """`numbers` stand beside it, `limit` is the line across it; `low` and `high` are its ends."""

    low: float
    high: float
    numbers: Sequence[int]
    limit: float | None = None

    def place(self, value: float) -> float:
        """Where a value stands, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def pain() -> Scale:
    return Scale(0, WORST_PAIN + 3 * ROOM, range(0, int(WORST_PAIN) + 1, 2))


def temperature(values: Sequence[float], *, in_fahrenheit: bool) -> Scale:
    """Wide enough for the values and for what is usual; the line is where a fever begins."""
    low, high = USUAL[in_fahrenheit]
    numbers = _numbers(min(*values, low), max(*values, high) + ROOM)
    limit = fahrenheit(FEVER) if in_fahrenheit else FEVER
    return Scale(numbers[0], numbers[-1], numbers, limit)


def _numbers(low: float, high: float) -> range:
    """Whole numbers, equally far apart, from below all to above all."""
    for step in (1, 2, 5):
        first, last = int(low // step) * step, -int(-high // step) * step
        found = range(first, last + 1, step)
        if len(found) <= MOST_NUMBERS:
            break
    return found
