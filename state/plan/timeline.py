"""What happened, in order: referrals, visits, stays in hospital, what doctors said."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from state.case import Case, Lowered, Spoke
from state.plan import referrals
from state.plan.visits import Visit


class Happened(msgspec.Struct, frozen=True):
    """One thing that happened, or is to come, at `at` (UTC; `day_only`: no more than its day).

    `what` names its words. `zone` is that of the place, empty for the family's own. Texts are as
    typed; `kind` is that of a visit, `where` its place or a referral's center.
    """

    what: str
    at: datetime
    zone: str = ""
    day_only: bool = True
    kind: str = ""
    where: str = ""
    who: str = ""
    said: str = ""


def timeline(case: Case) -> list[Happened]:
    """All of it, the oldest first."""
    return sorted(_all(case), key=lambda one: one.at)


def _all(case: Case) -> Iterator[Happened]:
    for event in case.events:
        if isinstance(event, Lowered) and event.why == "checked":
            yield Happened("checked", event.at)
        elif isinstance(event, Spoke):
            yield Happened("spoke", event.at)
    for state in case.child_states:
        if not state.what.startswith("died"):
            yield Happened(f"child_{state.what}", state.at, who=state.who)
    for referral in case.referrals:
        for step in referrals.standing(referral.steps):
            who = ", ".join(part for part in (step.who, step.number) if part)
            yield Happened(
                f"referral_{step.what}", step.at, where=referral.centre, who=who, said=step.note
            )
    for visit in case.visits:
        yield _visit(visit)


def _visit(visit: Visit) -> Happened:
    """A visit at its own time; one that is off, when that was said."""
    last = visit.events[-1]
    off = last.what in {"cancelled", "missed"}
    return Happened(
        "visit_booked" if visit.is_planned else f"visit_{last.what}",
        last.at if off else visit.moment,
        zone="" if off else visit.zone,
        day_only=off or visit.day_only,
        kind=visit.kind,
        where=", ".join(part for part in (visit.place, visit.phone) if part),
        who=last.said_by,
        said=visit.said,
    )
