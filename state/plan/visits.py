"""Visits: when and where, what became of them. Each keeps its history; the last word counts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

VisitKind = Literal["first", "own_doctor", "test", "second_opinion", "other"]
Happening = Literal["booked", "moved", "cancelled", "happened", "missed"]
CancelledBy = Literal["", "doctor", "clinic", "us"]


class VisitEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a visit, by which member and when (UTC). `moment` (UTC) is its new time."""

    what: Happening
    by: int
    at: datetime
    moment: datetime | None = None
    cancelled_by: CancelledBy = ""


class Visit(msgspec.Struct, forbid_unknown_fields=True):
    """One visit. `zone` is that of the place (IANA); texts are as the parent typed them.

    `safe_to_wait` is who said, and when, that a visit after our latest time is fine.
    """

    visit_id: int
    kind: VisitKind
    zone: str
    place: str = ""
    phone: str = ""
    who_comes: str = ""
    fasting: Literal["", "ask", "told"] = ""
    fasting_words: str = ""
    safe_to_wait: str = ""
    events: list[VisitEvent] = []

    @property
    def moment(self) -> datetime:
        """When it is, or would have been (UTC)."""
        return next(one.moment for one in reversed(self.events) if one.moment is not None)

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come, as far as anyone said."""
        return self.events[-1].what in {"booked", "moved"}

    @property
    def since(self) -> datetime:
        """When its present time became known (UTC)."""
        return next(one.at for one in reversed(self.events) if one.moment is not None)


def ahead(visits: Iterable[Visit], now: datetime) -> list[Visit]:
    """The visits to come, the nearest first."""
    coming = [visit for visit in visits if visit.is_planned and visit.moment > now]
    return sorted(coming, key=lambda visit: visit.moment)


def unasked(visits: Iterable[Visit], now: datetime) -> list[Visit]:
    """The visits whose time has passed and of which nobody has said whether they happened."""
    passed = [visit for visit in visits if visit.is_planned and visit.moment <= now]
    return sorted(passed, key=lambda visit: visit.moment)
