"""Visits: when and where, what became of them. Each keeps its history; the last word counts."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from state.plan.numbers import fresh

VisitKind = Literal["first", "own_doctor", "test", "second_opinion", "other"]
Happening = Literal["booked", "moved", "cancelled", "happened", "missed"]
CancelledBy = Literal["", "doctor", "clinic", "us"]
AT_A_CENTER: frozenset[VisitKind] = frozenset({"first", "second_opinion"})
"""Kinds of visits that a cancer center gives: only these are the date that the referral is for."""
START_OF_DAY = time(9)
"""Stands for a time nobody knows yet: the hour clinics open, so that no reminder comes too late."""
LONGEST, LONGEST_SAID = 120, 300
"""Characters of one detail of a visit, and of what was said at it."""
MOST = 12
"""Visits kept; more would hide the next one."""


class VisitEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a visit, by which member and when (UTC). `moment` (UTC) is its new time.

    `day_only`: its time of day is not known yet. `why` is the id of a reason to cancel. Of one a
    doctor called off: `said_by`, who said so and when, as typed, and whether all results were back.
    """

    what: Happening
    by: int
    at: datetime
    moment: datetime | None = None
    cancelled_by: CancelledBy = ""
    day_only: bool = False
    why: str = ""
    said_by: str = ""
    all_back: bool = False


MOST_EVENTS = 60
"""Kept of one visit: a day that moves more often is not told in full."""


class Visit(msgspec.Struct, forbid_unknown_fields=True):
    """One visit. `zone` is that of the place (IANA); texts are as the parent typed them.

    `safe_to_wait` is who said, and when, that a visit after our latest time is fine. `said` is
    what they were told at it.
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
    said: str = ""
    events: list[VisitEvent] = []

    def add(self, event: VisitEvent) -> None:
        """Adds what became of it; of too many the oldest are let go, but for the first."""
        self.events.append(event)
        del self.events[1:-MOST_EVENTS]

    @property
    def moment(self) -> datetime:
        """When it is, or would have been (UTC)."""
        return next(one.moment for one in reversed(self.events) if one.moment is not None)

    @property
    def local(self) -> datetime:
        """The same on the clock of its place."""
        return self.moment.astimezone(ZoneInfo(self.zone))

    @property
    def day_only(self) -> bool:
        """Whether only its day is known yet."""
        return next(one.day_only for one in reversed(self.events) if one.moment is not None)

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come, as far as anyone said."""
        return self.events[-1].what in {"booked", "moved"}

    def is_new_place(self, *, known: bool) -> bool:
        """Whether nobody there knows the child yet: they need the referral and the papers.

        `known`: a cancer team knows the child.
        """
        return self.kind == "second_opinion" or (self.kind == "first" and not known)

    @property
    def happened(self) -> bool:
        return self.events[-1].what == "happened"

    @property
    def is_at_center(self) -> bool:
        return self.kind in AT_A_CENTER

    @property
    def since(self) -> datetime:
        """When its present time became known (UTC)."""
        return next(one.at for one in reversed(self.events) if one.moment is not None)


def ahead(visits: Iterable[Visit], now: datetime) -> list[Visit]:
    """The visits to come, the nearest first."""
    coming = [visit for visit in visits if visit.is_planned and visit.moment > now]
    return sorted(coming, key=lambda visit: visit.moment)


def main(coming: Sequence[Visit]) -> Visit | None:
    """Of the visits to come the one that papers are for: at a center if there is one, else any."""
    at_center = next((visit for visit in coming if visit.is_at_center), None)
    return at_center or next(iter(coming), None)


def too_late(coming: Sequence[Visit], deadline: datetime | None) -> Visit | None:
    """The visit after our latest time (UTC) of which no clinician has said that it is fine."""
    visit = main(coming)
    late = visit is not None and deadline is not None and visit.moment > deadline
    return visit if visit and late and not visit.safe_to_wait else None


def unasked(visits: Iterable[Visit], now: datetime) -> list[Visit]:
    """The visits whose time has passed and of which nobody has said whether they happened."""
    passed = [visit for visit in visits if visit.is_planned and visit.moment <= now]
    return sorted(passed, key=lambda visit: visit.moment)


def find(visits: Iterable[Visit], visit_id: str) -> Visit | None:
    """The visit of this id, as it stands in the data of a button."""
    return next((visit for visit in visits if str(visit.visit_id) == visit_id), None)


def in_zone(local: datetime, zone: str) -> datetime:
    """A time on the clock of a place as a moment (UTC); a skipped one is that it skips to."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def book(visits: list[Visit], given: dict[str, int], event: VisitEvent, zone: str) -> Visit:
    """Adds a visit; one that is planned for that very moment is that visit. The oldest go first.

    `given` holds the numbers given so far.
    """
    for visit in visits:
        if visit.is_planned and visit.moment == event.moment:
            return visit
    number = fresh(given, "visit", (visit.visit_id for visit in visits))
    seen = any(visit.is_at_center and (visit.is_planned or visit.happened) for visit in visits)
    new = Visit(number, "other" if seen else "first", zone, events=[event])
    visits.append(new)
    del visits[:-MOST]
    return new


def take_back(visits: list[Visit], visit: Visit) -> None:
    """Takes back what was last said of a visit; of its first booking, the visit itself."""
    visit.events.pop()
    if not visit.events:
        visits.remove(visit)


def called_off(visits: Iterable[Visit], since: datetime) -> bool:
    """Whether the newest thing known of a date is that a doctor called it off, after `since`.

    With all results back nobody is asked for a date again, until another level is shown. A visit of
    another kind is no date, but a doctor may have called it off all the same.
    """
    last = [visit.events[-1] for visit in visits if visit.is_at_center or _is_over(visit)]
    newest = max(reversed(last), key=lambda one: one.at, default=None)
    if newest is None or newest.cancelled_by != "doctor":
        return False
    return newest.all_back and newest.at >= since


def _is_over(visit: Visit) -> bool:
    return visit.events[-1].cancelled_by == "doctor"


def seen_in_time(visits: Iterable[Visit], since: datetime, deadline: datetime | None) -> bool:
    """Whether a doctor of any kind sees the child by the deadline, or has since (UTC both)."""
    return any(
        visit.kind != "test"
        and (visit.is_planned or visit.happened)
        and since <= visit.moment
        and (deadline is None or visit.moment <= deadline)
        for visit in visits
    )


def had(visits: Iterable[Visit], since: datetime) -> bool:
    """Whether a center has seen the child, as somebody said after `since` (UTC)."""
    return any(visit.is_at_center and visit.happened and visit.moment >= since for visit in visits)


def fell_through_at(visits: Iterable[Visit]) -> datetime | None:
    """When a visit to a center last was lost (UTC), so that a new date is to be asked for."""
    last = (one.events[-1] for one in visits if one.is_at_center)
    return max((one.at for one in last if one.what in {"cancelled", "missed"}), default=None)
