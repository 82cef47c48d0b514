"""The plan on a given day: what to do today, what waits on others, what is done."""

from datetime import date, datetime

import msgspec

from state.plan import visits
from state.plan.habits import Habits
from state.plan.tasks import About, Kind, Plans, Task, tasks
from state.plan.visits import Visit

TODAY = 3
"""What a tired parent can do in a day."""
RANK: tuple[Kind, ...] = (
    "after",
    "date",
    "earlier",
    "referral",
    "appeal",
    "answer",
    "renew",
    "do",
    "insurance",
    "record",
    "prepare",
)
SOON = 10
"""Days before its first mention on which a task to prepare comes up by itself; others at once."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The tasks by what is asked of a member. `later`: theirs too, but not today's.

    `theirs` are those that another adult has taken, and that wait for nobody else.
    """

    today: tuple[Task, ...]
    later: tuple[Task, ...]
    waiting: tuple[Task, ...]
    done: tuple[Task, ...]
    theirs: tuple[Task, ...]
    visit: Visit | None
    days: int | None
    """Days from today to the visit, as the calendar counts them."""

    @property
    def total(self) -> int:
        return (
            len(self.today)
            + len(self.later)
            + len(self.waiting)
            + len(self.done)
            + len(self.theirs)
        )


def plan(
    case: Plans, about: About, habits: Habits, now: datetime, *, me: int | None = None
) -> Plan:
    """The plan at `now` (UTC) of the member `me`, on the day it is where they are."""
    today = habits.local(now).date()
    coming = [] if "visits" in about.leaves_out else visits.ahead(case.visits, now)
    visit = next(iter(coming), None)
    days = (habits.local(visit.moment).date() - today).days if visit else None
    every = tasks(case, about, now)
    others = tuple(
        task
        for task in every
        if task.claimed_by not in {None, me} and not task.done and not _waits(task, today)
    )
    ours = sorted(
        (
            task
            for task in every
            if not task.done and not _waits(task, today) and task not in others
        ),
        key=lambda task: (RANK.index(task.kind), -_takes_long(task, habits, today)),
    )
    due = [task for task in ours if _is_due(task, habits, today)][:TODAY]
    return Plan(
        today=tuple(due),
        later=tuple(task for task in ours if task not in due),
        waiting=tuple(task for task in every if not task.done and _waits(task, today)),
        done=tuple(task for task in every if task.done),
        theirs=others,
        visit=visit,
        days=days,
    )


def _takes_long(task: Task, habits: Habits, today: date) -> int:
    """Days a paper takes, once the visit is near: what takes longest is asked for first."""
    if task.kind != "record" or task.visit is None:
        return 0
    near = (habits.local(task.visit.moment).date() - today).days <= SOON
    return max(task.chase, default=0) if near else 0


def _waits(task: Task, today: date) -> bool:
    """Whether it is others' turn: asked, and the day they gave, or we set, has not gone by."""
    in_time = task.promised is None or task.promised >= today
    return task.waiting and in_time and (task.snoozed is None or task.snoozed > today)


def _is_due(task: Task, habits: Habits, today: date) -> bool:
    if task.snoozed is not None and task.snoozed > today:
        return False
    if task.kind != "prepare" or task.visit is None:
        return task.kind != "prepare"
    days = (habits.local(task.visit.moment).date() - today).days
    return days <= max(task.chase, default=0) + SOON
