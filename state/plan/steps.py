"""Steps: things to say at a time, derived from what is true now. None of them is stored."""

from datetime import datetime
from typing import Literal

import msgspec

Manner = Literal["digest", "timed", "chase", "urgent"]
"""How a step is said.

digest: at the member's digest hour. timed: at its own time, as the evening before a visit.
chase: at its own time too, beyond the number of messages a day. urgent: in quiet hours as well.
"""


VisitPart = Literal["three_days", "evening", "morning"]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to say to the members in `to`, from `at` (UTC) on and before `until`.

    `since` is when it became true: what was due before that is folded into the next message.
    `on_time`: never said together with what comes before its time.
    `tasks` are the open tasks it mentions; `part` is what it says of the visit, if it is of one.
    """

    id: str
    at: datetime
    to: tuple[int, ...]
    manner: Manner = "digest"
    since: datetime | None = None
    until: datetime | None = None
    on_time: bool = False
    tasks: tuple[str, ...] = ()
    part: VisitPart | None = None
    visit_id: int | None = None


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That these steps were said to a member in one message. `counts`: toward the day's number."""

    at: datetime
    to: int
    steps: tuple[str, ...]
    tasks: tuple[str, ...] = ()
    counts: bool = True


class Following(msgspec.Struct, frozen=True):
    """When there is next something to say to a member (UTC), and the steps meant for then."""

    at: datetime
    steps: tuple[Step, ...] = ()


class Due(msgspec.Struct, frozen=True):
    """What one message to a member says now. `late`: it should have been said before."""

    steps: tuple[Step, ...]
    late: bool = False

    @property
    def counts(self) -> bool:
        return any(step.manner in {"digest", "timed"} for step in self.steps)
