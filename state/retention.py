"""How long a case is kept, and when that is said before it ends. Times are UTC.

A case is erased so many days after a member last wrote, or after its last visit if that is later.
Before that it is said twice, in good hours: to nobody who has stopped, and never after a death.
"""

from datetime import datetime, timedelta

from state.case import Case, Member
from state.plan import child_states
from state.plan.reminders import habits, is_silent
from state.plan.steps import Said

WARNINGS = (timedelta(days=14), timedelta(days=3))
"""How long before the end it is said; of a short time a third and a tenth of it."""
SHARES = (3, 10)
STEP = "erasing"


def kept_until(case: Case, now: datetime, retention: timedelta) -> datetime:
    """When the case is erased if a member writes now, and nobody ever again."""
    visits = [visit.moment for visit in case.visits if visit.is_planned]
    return max([now, *visits]) + retention


def heard(case: Case, now: datetime, retention: timedelta) -> datetime:
    """Notes that a member has written; when the case is erased, if nobody does again."""
    case.heard_at, case.kept_until = now, kept_until(case, now, retention)
    return case.kept_until


def told_until(case: Case, member: Member) -> datetime | None:
    """When it is erased, as this member is told.

    For whom visits are left out it is as if there were none: the end would give the time of one
    away. It is then kept for longer than they are told, never shorter.
    """
    if case.kept_until is None or case.heard_at is None or "visits" not in member.leaves_out:
        return case.kept_until
    visits = [visit.moment for visit in case.visits if visit.is_planned]
    retention = case.kept_until - max([case.heard_at, *visits])
    return case.heard_at + max(retention, timedelta())


def next_warning(case: Case, member: Member, now: datetime) -> datetime | None:
    """When this member is next to be told that the case will be erased; `now` if that is due."""
    end = told_until(case, member)
    if end is None or end <= now or not _may_be_told(case, member, now):
        return None
    said = {step for one in case.said if one.to == member.chat_id for step in one.steps}
    moments = [
        max(at, now)
        for number, at in enumerate(_moments(case, member))
        if at < end and step_of(end, number) not in said
    ]
    return min(moments, default=None)


def record(case: Case, member: Member, now: datetime) -> Said:
    """That it was said: with the last warning nothing is left of the one before it."""
    end = told_until(case, member)
    due = [step_of(end, n) for n, at in enumerate(_moments(case, member)) if at <= now]
    return Said(now, member.chat_id, tuple(due), counts=False)


def step_of(end: datetime | None, number: int) -> str:
    """The name of a warning: of another end it is another one."""
    return f"{STEP}/{end:%Y%m%d%H%M}/{number}" if end else STEP


def _may_be_told(case: Case, member: Member, now: datetime) -> bool:
    """Nobody without a known clock: what is kept of them is little, and no hour would be good."""
    silent = is_silent(member, now) or child_states.is_silent(case.child_states, now)
    return member.zone is not None and not silent


def _moments(case: Case, member: Member) -> list[datetime]:
    """When each warning is to be said, at this member's hour."""
    end = told_until(case, member)
    if end is None or case.heard_at is None:
        return []
    whole = end - case.heard_at
    ahead = [min(one, whole / share) for one, share in zip(WARNINGS, SHARES, strict=True)]
    return [habits(member).slot(end - one) for one in ahead]
