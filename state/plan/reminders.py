"""Who is written to about a case, when next, and what: derived when it is asked, never stored."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Protocol, TypeVar

from state.plan import child_states, saying, visits
from state.plan.habits import Habits
from state.plan.saying import Listener
from state.plan.steps import Due, Following, Said, Step
from state.plan.tasks import About, Plans
from state.plan.timetable import Reader, steps

KEPT_WHEN_LESS = ("visit", "after", "date", "earlier", "referral")
"""What "tell me less" leaves: visits, the referral and a date."""


T = TypeVar("T")


class Wishes(Protocol):
    """How a member wants to be written to (see `state.case.Reminders`)."""

    quiet_from: int
    quiet_to: int
    digest_at: int
    less: bool
    stopped: bool
    paused_until: date | None
    still_ask: bool


class Reached(Protocol):
    """A member who may be written to."""

    @property
    def chat_id(self) -> int: ...

    @property
    def zone(self) -> str | None: ...

    @property
    def reminders(self) -> Wishes: ...

    @property
    def unreachable(self) -> bool: ...


class Reminded(Plans, Protocol):
    """A case with what was said about it."""

    @property
    def said(self) -> list[Said]: ...


def habits(member: Reached) -> Habits:
    """The member's hours; UTC before their zone is known, which nothing is said in."""
    wishes = member.reminders
    return Habits(member.zone or "UTC", wishes.quiet_from, wishes.quiet_to, wishes.digest_at)


def is_paused(member: Reached, now: datetime) -> bool:
    """Whether the member asked not to be written to yet, on the day it is where they are."""
    until = member.reminders.paused_until
    return until is not None and habits(member).local(now).date() < until


def is_silent(member: Reached, now: datetime) -> bool:
    """Whether this member is not to be written to now, whatever is due."""
    return member.unreachable or member.reminders.stopped or is_paused(member, now)


def may_be_asked(member: Reached, now: datetime) -> bool:
    """Whether what cannot wait may be asked: in a pause only who wanted just that."""
    wishes = member.reminders
    if member.unreachable or wishes.stopped:
        return False
    return wishes.still_ask or not is_paused(member, now)


def due(
    case: Reminded,
    about: About,
    member: Reached,
    now: datetime,
    *,
    leads: bool,
    away: frozenset[int] = frozenset(),
    instead: Mapping[str, int] = MappingProxyType({}),
) -> Due | None:
    """What one message says to this member at `now` (UTC); None if there is nothing to say.

    `leads`: they are reminded of what nobody has taken, or whose holders are `away`. `instead`:
    who is reminded of what is left out for those who would be.
    """
    return _ask(saying.due, case, about, member, now, leads=leads, away=away, instead=instead)


def next_moment(
    case: Reminded, about: About, member: Reached, now: datetime, *, leads: bool
) -> datetime | None:
    """When there is next something to say to this member (UTC), as things stand."""
    found = following(case, about, member, now, leads=leads)
    return found.at if found else None


def following(
    case: Reminded,
    about: About,
    member: Reached,
    now: datetime,
    *,
    leads: bool,
    away: frozenset[int] = frozenset(),
    instead: Mapping[str, int] = MappingProxyType({}),
) -> Following | None:
    """The same, and what there is to say then.

    While the child is in hospital: when that silence ends by itself.
    """
    if child_states.is_silent(case.child_states, now):
        until = child_states.silent_until(case.child_states)
        return Following(until) if until else None
    return _ask(saying.following, case, about, member, now, leads=leads, away=away, instead=instead)


def _ask(
    question: Callable[[list[Step], list[Said], Listener, datetime], T],
    case: Reminded,
    about: About,
    member: Reached,
    now: datetime,
    *,
    leads: bool,
    away: frozenset[int],
    instead: Mapping[str, int],
) -> T | None:
    wishes = member.reminders
    gone = member.unreachable or wishes.stopped
    if member.zone is None or gone or child_states.is_silent(case.child_states, now):
        return None
    reader = Reader(
        chat_id=member.chat_id,
        habits=habits(member),
        leads=leads,
        away=away,
        instead=instead,
    )
    found = steps(case, about, case.said, reader, now)
    if wishes.less:
        found = [step for step in found if _is_kept(step)]
    return question(found, case.said, _listener(case, member, now), now)


def _is_kept(step: Step) -> bool:
    """Whether "tell me less" keeps it: a visit itself, or a task that must not wait."""
    kinds = {task.partition("/")[0] for task in step.tasks}
    return not kinds or bool(kinds & set(KEPT_WHEN_LESS))


def _listener(case: Reminded, member: Reached, now: datetime) -> Listener:
    hours, until = habits(member), member.reminders.paused_until
    return Listener(
        chat_id=member.chat_id,
        habits=hours,
        visits=tuple(visit.moment for visit in visits.ahead(case.visits, now)),
        silent_until=hours.moment(until, time()) if until else None,
        still_ask=member.reminders.still_ask,
    )
