"""The tasks of a case on a given day: derived from what is true, never stored.

What there is to do comes from data (papers and chores with their days before the visit), from
the visits, and from the level while there is no visit. What was done about it are marks.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

import msgspec

from state.levels import Level
from state.plan import child_states, papers, referrals, visits
from state.plan.child_states import ChildState
from state.plan.insurance import Insurance, ending_before, refused, waiting
from state.plan.marks import Mark, Marks, holder, is_closed, last, standing, told
from state.plan.referrals import Referral
from state.plan.visits import Visit

Kind = Literal[
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
    "after",
]
LASTING: frozenset[Kind] = frozenset({"date", "earlier", "referral"})
"""Kinds that are not let go after three tries, at two weeks or sooner."""
REFERRAL_DAYS = (10, 5, 3)
"""Days before the visit on which the referral is asked about again."""
EARLIER_DAYS = (10, 7, 5, 3, 2, 1)
"""Days before a visit that is too late for two days, on which an earlier one is asked for."""
RENEW_DAYS = (21, 10, 5)
"""Days before the visit on which an approval that ends before it is mentioned.

Reasoned: a plan may take 15 days to give a new one. Waits for a reviewer.
"""


OF_INSURANCE: frozenset[Kind] = frozenset({"insurance", "appeal", "answer", "renew"})
OF_VISITS: frozenset[Kind] = frozenset({"after", "earlier", "renew"})
"""Kinds that tell that there is a visit, and when."""


class Chore(Protocol):
    """A row of data: something to do, and the days before the visit on which to mention it."""

    @property
    def id(self) -> str: ...

    @property
    def chase(self) -> tuple[int, ...]: ...


class Due(msgspec.Struct, frozen=True):
    """An errand of an assessment, under the name of its task, since when it is there (UTC), and
    the last day for it, if any.
    """

    name: str
    since: datetime
    last_day: date | None = None


class Plans(Protocol):
    """The part of a case that tasks are made from."""

    @property
    def visits(self) -> list[Visit]: ...

    @property
    def referrals(self) -> list[Referral]: ...

    @property
    def insurance(self) -> Insurance: ...

    @property
    def marks(self) -> Marks: ...

    @property
    def child_states(self) -> list[ChildState]: ...


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What the assessment says of a case: which rows fit it, and how soon.

    `deadline` and `card_at` are UTC; `card_at` is when the level was first shown, None before.
    `closes` is the hour at which offices do, `weekend` the days on which they are closed (Monday
    is 1). `doctor_spoke`: a doctor has spoken to a member since the card, as they told us.
    `has_team`: a cancer team knows the child. `new_place` are the chores that are only for a visit
    where the family has not been before. `leaves_out` are the parts of the case that the member
    whom this is for does not see (`state/sharing.py`). `errands` are what other assessments than
    the first have come to.
    """

    level: Level
    deadline: datetime | None
    card_at: datetime | None
    closes: int = 17
    doctor_spoke: bool = False
    papers: tuple[Chore, ...] = ()
    chores: tuple[Chore, ...] = ()
    insurance: tuple[Chore, ...] = ()
    new_place: frozenset[str] = frozenset()
    has_team: bool = False
    weekend: tuple[int, ...] = ()
    leaves_out: frozenset[str] = frozenset()
    errands: tuple[Due, ...] = ()


NOTHING = About(level=Level.PLANNED, deadline=None, card_at=None)
"""Of a case that has no card yet: nothing is to be done."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to get done. Days are local; `visit` is the one it is for.

    `waiting` says that others have been asked; `promised` the day they gave. `sent`: a paper is on
    its way to the center, and not known to be there. `last_day` is the day after which it is too
    late; `tells` is who is told if whoever claimed it does not answer; `touched` (UTC) is when
    something was last done about it, apart from its marks.
    """

    id: str
    kind: Kind
    visit: Visit | None = None
    chase: tuple[int, ...] = ()
    done: bool = False
    waiting: bool = False
    promised: date | None = None
    sent: bool = False
    last_day: date | None = None
    snoozed: date | None = None
    claimed_by: int | None = None
    tells: Mark | None = None
    touched: datetime | None = None

    @property
    def lasting(self) -> bool:
        return self.kind in LASTING


def tasks(case: Plans, about: About, now: datetime) -> list[Task]:
    """All tasks, done ones too, in the order of how much hangs on them.

    They follow from the whole case, and are shown as the member may see them: whoever does not
    see the visits is not asked for a date that there is.
    """
    if child_states.is_silent(case.child_states, now):
        return []
    anew = asked_anew(case)
    found = [_with_marks(task, case.marks, anew) for task in _all(case, about, now)]
    return [seen for task in found if (seen := _as_seen(task, about.leaves_out)) is not None]


def _as_seen(task: Task, leaves_out: frozenset[str]) -> Task | None:
    """The task without what is left out for a member; None if it is about nothing else."""
    if "insurance" in leaves_out and task.kind in OF_INSURANCE:
        return None
    if "visits" not in leaves_out:
        return task
    if task.kind in OF_VISITS:
        return None
    snoozed = None if task.sent else task.snoozed  # asked for on the day before the visit
    return msgspec.structs.replace(task, visit=None, chase=(), snoozed=snoozed)


def asked_anew(case: Plans) -> datetime | None:
    """Since when a date is asked for again (UTC): home again, or a visit that was lost."""
    lost, opened = visits.fell_through_at(case.visits), child_states.asked_anew(case.child_states)
    return max((at for at in (lost, opened) if at), default=None)


def is_known(case: Plans, about: About) -> bool:
    """Whether a cancer team knows the child: theirs, or one that has seen them."""
    return about.has_team or any(one.is_at_center and one.happened for one in case.visits)


def _all(case: Plans, about: About, now: datetime) -> Iterator[Task]:
    coming = visits.ahead(case.visits, now)
    unasked = [
        one
        for one in visits.unasked(case.visits, now)
        if not child_states.was_in_hospital(case.child_states, one.moment)
    ]
    visit, nearest = visits.main(coming), coming[0] if coming else None
    for passed in unasked:
        yield Task(id=f"after/{passed.visit_id}", kind="after", visit=passed)
    if not any(one.is_at_center for one in [*coming, *unasked]) and _needs_date(case, about):
        yield Task(id="date", kind="date")
    if late := visits.too_late(coming, about.deadline):
        days = EARLIER_DAYS if about.level >= Level.WITHIN_48_HOURS else REFERRAL_DAYS
        yield Task(id=f"earlier/{late.visit_id}", kind="earlier", visit=late, chase=days)
    known = is_known(case, about)
    new = next((one for one in coming if one.is_new_place(known=known)), None)
    if new is not None or not known:
        yield from _referrals(case, new, about)
    yield from _insurer(case.insurance, visit)
    yield from (_errand(one) for one in about.errands)
    yield from _rows(about, nearest, new, known=known)


def _errand(one: Due) -> Task:
    return Task(id=one.name, kind="do", last_day=one.last_day, touched=one.since)


def _needs_date(case: Plans, about: About) -> bool:
    """Whether to ask for one.

    Not where today's is called for, where a doctor called it off, where a center has seen the
    child since, or where a cancer team that knows the child has all the time it wants.
    """
    if about.level >= Level.SAME_DAY or about.card_at is None:
        return False
    if about.has_team and about.level is Level.PLANNED:
        return False
    since = max(about.card_at, child_states.asked_anew(case.child_states) or about.card_at)
    return not visits.called_off(case.visits, since) and not visits.had(case.visits, since)


def _referrals(case: Plans, visit: Visit | None, about: About) -> Iterator[Task]:
    """One task for each centre; a new one where no centre is left that could see the child."""
    urgent = about.level >= Level.WITHIN_48_HOURS
    stages = [(referral, referral.stage(urgent=urgent)) for referral in case.referrals]
    if all(stage in referrals.ELSEWHERE for _, stage in stages):
        yield Task(id="referral", kind="referral", visit=visit, chase=REFERRAL_DAYS)
    for referral, stage in stages:
        yield Task(
            id=f"referral/{referral.referral_id}",
            kind="referral",
            visit=visit,
            chase=REFERRAL_DAYS,
            done=stage in referrals.ARRIVED | referrals.ELSEWHERE,
            waiting=stage in referrals.WAITING and not referral.unanswered and not urgent,
            promised=referral.promised,
            snoozed=referral.again,
            touched=referral.steps[-1].at if referral.steps else None,
        )


def _insurer(insurance: Insurance, visit: Visit | None) -> Iterator[Task]:
    """What follows from the calls: a no to object to, an answer due, a yes that ends too soon."""
    calls = insurance.standing()
    for call, day in refused(calls):
        yield Task(id=f"appeal/{call.call_id}", kind="appeal", visit=visit, last_day=day)
    for call, day in waiting(calls):
        name = f"answer/{call.call_id}"
        yield Task(id=name, kind="answer", visit=visit, waiting=True, promised=day)
    if visit:
        for call in ending_before(calls, visit.local.date()):
            name = f"renew/{call.call_id}/{visit.visit_id}"
            yield Task(id=name, kind="renew", visit=visit, chase=RENEW_DAYS)


def _rows(about: About, visit: Visit | None, new: Visit | None, *, known: bool) -> Iterator[Task]:
    """The rows of the data as tasks of the next visit, or of the next one at a `new` place.

    Of insurance each visit has its own. Once a team knows the child, nothing without a visit.
    """
    kinds: dict[Kind, tuple[Chore, ...]] = {
        "insurance": about.insurance,
        "record": about.papers,
        "prepare": about.chores,
    }
    for kind, rows in kinds.items():
        for row in rows:
            of = new if kind == "record" or row.id in about.new_place else visit
            name = f"{kind}/{row.id}"
            if kind == "insurance" and of:
                name = f"{name}/{of.visit_id}"
            if of is not None or not known:
                yield Task(id=name, kind=kind, visit=of, chase=row.chase)


def _with_marks(task: Task, every: Marks, anew: datetime | None) -> Task:
    """The task as what was done about it leaves it; a date may have to be asked for `anew`."""
    marks = standing(every.get(task.id, ()))
    if task.kind == "date" and anew is not None:
        marks = [mark for mark in marks if mark.at > anew]
    asked = last(marks, "asked", "promised")
    snoozed = last(marks, "snoozed")
    if task.kind == "record" and (on_the_way := papers.on_the_way(marks)):
        return msgspec.structs.replace(
            task,
            chase=(),
            waiting=True,
            sent=True,
            snoozed=_asked_on(on_the_way, task.visit),
            claimed_by=holder(marks),
            tells=told(marks),
        )
    return msgspec.structs.replace(
        task,
        done=task.done or is_closed(marks),
        waiting=task.waiting or asked is not None,
        promised=(asked and asked.due) or task.promised,
        snoozed=snoozed.due if snoozed else task.snoozed,
        claimed_by=holder(marks),
        tells=told(marks),
    )


def _asked_on(day: date, visit: Visit | None) -> date:
    """The day on which it is asked, once, whether a paper has arrived: before the visit."""
    return min(day, visit.local.date() - timedelta(days=1)) if visit else day
