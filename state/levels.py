"""How soon to act, in five words that never change order."""

import enum
import functools


@functools.total_ordering
class Level(enum.Enum):
    """A level of urgency; a greater one is more urgent. Meanings: docs/safety."""

    PLANNED = "PLANNED"
    WITHIN_2_WEEKS = "WITHIN_2_WEEKS"
    WITHIN_48_HOURS = "WITHIN_48_HOURS"
    SAME_DAY = "SAME_DAY"
    EMERGENCY = "EMERGENCY"

    @property
    def rank(self) -> int:
        return _ORDER.index(self)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Level):
            return NotImplemented
        return self.rank < other.rank

    def raised(self, steps: int = 1) -> "Level":
        """This level, so many steps more urgent; EMERGENCY stays EMERGENCY."""
        return _ORDER[min(self.rank + steps, len(_ORDER) - 1)]


_ORDER = list(Level)
