"""The timetable: which steps a case has, from its visits, its tasks and its level.

The days are those of the data; the hours after a card, and the times around a visit, are
reasoned, not trial-proven, and wait for clinical review.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from state.levels import Level
from state.plan import child_states, visits
from state.plan.habits import Habits
from state.plan.marks import Marks
from state.plan.steps import Manner, Said, Step, VisitPart
from state.plan.tasks import About, Plans, Task, asked_anew, tasks
from state.plan.visits import Visit

DAYS = (14, 10, 7, 5, 3)
"""Days before a visit on which open tasks are mentioned; the last two days are for the visit."""
JUST_SAID = timedelta(days=3)
"""For so long a task that was mentioned is not mentioned again because its visit moved."""
THE_DAY_BEFORE = timedelta(hours=24)
"""From midnight on: what was said on the day before."""
TRIES = 3
"""So often a task is mentioned without an answer; then it stays on the list in silence."""
CHASES: Mapping[Level, tuple[timedelta, ...]] = {
    Level.WITHIN_48_HOURS: tuple(timedelta(hours=hours) for hours in (12, 24, 36, 46)),
    Level.WITHIN_2_WEEKS: tuple(timedelta(days=days) for days in (2, 5, 8, 12)),
    Level.PLANNED: tuple(timedelta(days=days) for days in (7, 14)),
}
"""How long after the card a date that nobody has given is asked about."""
TO_ANSWER = timedelta(hours=1)
"""Time to answer before another adult is told, where days count. Reasoned, for clinical review."""
FIRST_REMINDER = timedelta(days=3)
EVENING = time(17)
BEFORE_CLOSING = 1
"""Hours before the office closes at which a referral promised for that day is asked about."""
BEFORE_VISIT = timedelta(hours=2, minutes=30)
EARLY = time(10)
"""A visit before this hour has its morning card on the evening before."""
APPEAL_DAYS = (14, 7, 2)
"""Days before the last day to object to a no on which it is mentioned while it is open."""
ERRAND_DAYS = (1, 0)
"""Days before the last day for an errand of an assessment on which it is mentioned.

Own rule: its clock is of days. Waits for a reviewer.
"""
ASK_AFTER = timedelta(days=14)
"""For so long a visit that passed is asked about."""


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """The member a timetable is made for: their hours, and whether unclaimed tasks are theirs.

    `away` are members who are not written to: what they have taken is unclaimed as long.
    `instead` are tasks left out for whoever would be reminded of them, and who is instead.
    """

    chat_id: int
    habits: Habits
    leads: bool = True
    away: frozenset[int] = frozenset()
    instead: Mapping[str, int] = {}

    def minds(self, task: Task) -> bool:
        """Whether this member is reminded of a task: whoever claimed it, else who leads."""
        if task.id in self.instead:
            return self.instead[task.id] == self.chat_id
        if task.claimed_by is None or task.claimed_by in self.away:
            return self.leads
        return task.claimed_by == self.chat_id


def steps(
    case: Plans, about: About, said: Sequence[Said], reader: Reader, now: datetime
) -> list[Step]:
    """Every step there is for this member: those to come, and those that were missed."""
    still_open = [task for task in tasks(case, about, now) if not task.done]
    every = [task for task in still_open if reader.minds(task)]
    anew = asked_anew(case)
    still = [task for task in every if not _given_up(task, about, case.marks, said, anew)]
    found = [
        *_dates(case.visits, about, still, reader, anew),
        *([] if "visits" in about.leaves_out else _around_visits(case.visits, still, reader, now)),
        *_before_visit(still, reader, said),
        *_promises(about, still, reader),
        *_insurer(still, reader),
        *_unanswered(still_open, about, case.marks, said, reader),
    ]
    home = child_states.asked_anew(case.child_states)
    return found if home is None else [_not_before(step, home) for step in found]


def _not_before(step: Step, home: datetime) -> Step:
    """What fell into a stay in hospital waits for the next usual hour, and is not late."""
    since = home if step.since is None else max(step.since, home)
    return msgspec.structs.replace(step, since=since)


def _given_up(
    task: Task, about: About, marks: Marks, said: Sequence[Said], anew: datetime | None
) -> bool:
    """Whether it was mentioned often enough since anything was last done about it."""
    if task.lasting and about.level >= Level.WITHIN_2_WEEKS:
        return False
    return tries(task, marks, said, anew) >= TRIES


def tries(task: Task, marks: Marks, said: Sequence[Said], anew: datetime | None = None) -> int:
    """How often a task was mentioned since anything was last done about it, or it came up anew."""
    done = [mark.at for mark in marks.get(task.id, ())]
    newest = max([*done, *(at for at in (task.touched, anew) if at)], default=None)
    return sum(task.id in one.tasks and (newest is None or one.at > newest) for one in said)


def is_last_try(task: Task, marks: Marks, said: Sequence[Said]) -> bool:
    """Whether a message about it now should show another way: two have led nowhere."""
    return task.lasting and tries(task, marks, said) == TRIES - 1


def _dates(
    every: Sequence[Visit],
    about: About,
    still: Sequence[Task],
    reader: Reader,
    anew: datetime | None,
) -> Iterator[Step]:
    """While there is no date: asked about after the card, the sooner the more urgent.

    And again from the moment since when it is asked for `anew`, if the time to act allows it.
    """
    task = next((task for task in still if task.kind == "date"), None)
    if task is None or about.card_at is None:
        return
    since = max(about.card_at, anew or about.card_at)
    soon = about.level is Level.WITHIN_48_HOURS
    if soon and visits.seen_in_time(every, since, about.deadline):
        return
    for number, after in enumerate(CHASES.get(about.level, ()), 1):
        yield Step(
            id=f"date/{since:%Y%m%d%H%M}/{number}",
            at=since + after if soon else _on_office_day(since + after, about, reader.habits),
            until=about.deadline if soon else None,
            to=(reader.chat_id,),
            manner="chase" if soon else "digest",
            tasks=(task.id,),
        )
    if soon and about.deadline and not about.doctor_spoke:
        yield _when_over(task, about.deadline, since, reader)


def asks_last(step: Step, level: Level) -> bool:
    """Whether a step asks for a date for the last time; at two days their end is a step too."""
    number = step.id.rpartition("/")[2]
    return step.id.startswith("date/") and number == str(len(CHASES.get(level, ())))


def _on_office_day(at: datetime, about: About, habits: Habits) -> datetime:
    """The moment itself, or the first day after it on which anybody could be rung."""
    day = habits.local(habits.slot(at)).date()
    if day.isoweekday() not in about.weekend:
        return at
    while day.isoweekday() in about.weekend:
        day += timedelta(days=1)
    return habits.moment(day, time())


def _when_over(task: Task, deadline: datetime, since: datetime, reader: Reader) -> Step:
    """Once the time to act has passed without a date: silence would look as if all were well.

    Where it had passed before it was shown, or before a date was asked for anew: some hours later.
    """
    first = since + CHASES[Level.WITHIN_48_HOURS][0]
    return Step(
        id=f"date/{since:%Y%m%d%H%M}/over",
        at=deadline if since < deadline else first,
        to=(reader.chat_id,),
        manner="chase",
        on_time=True,
        tasks=(task.id,),
    )


def _around_visits(
    every: Sequence[Visit], still: Sequence[Task], reader: Reader, now: datetime
) -> Iterator[Step]:
    """Three days before, the evening before, the morning, and whether it happened."""
    for visit in visits.ahead(every, now):
        yield from _before(visit, reader)
        if reader.leads:  # nobody may write between the visit and the day after it
            yield _after(visit, reader)
    for task in still:
        if task.kind == "after" and task.visit is not None:
            yield _after(task.visit, reader)


def _after(visit: Visit, reader: Reader) -> Step:
    next_day = reader.habits.local(visit.moment).date() + timedelta(days=1)
    return Step(
        id=f"{_name(visit)}/after",
        at=reader.habits.moment(next_day, time()),
        until=visit.moment + ASK_AFTER,
        to=(reader.chat_id,),
        tasks=(f"after/{visit.visit_id}",),
    )


def _before(visit: Visit, reader: Reader) -> Iterator[Step]:
    local, habits = reader.habits.local(visit.moment), reader.habits
    first, eve = local.date() - FIRST_REMINDER, local.date() - timedelta(days=1)
    evening, days = habits.moment(eve, EVENING), habits.moment(first, time())
    yield _of_visit(visit, reader, "three_days", days, manner="digest", until=evening)
    yield _of_visit(visit, reader, "evening", evening, manner="timed")
    if local.time() >= EARLY:
        yield _of_visit(visit, reader, "morning", visit.moment - BEFORE_VISIT, manner="timed")


def _of_visit(
    visit: Visit,
    reader: Reader,
    part: VisitPart,
    at: datetime,
    *,
    manner: Manner,
    until: datetime | None = None,
) -> Step:
    return Step(
        id=f"{_name(visit)}/{part}",
        part=part,
        visit_id=visit.visit_id,
        at=at,
        since=visit.since,
        until=until or visit.moment,
        to=(reader.chat_id,),
        manner=manner,
    )


def _before_visit(still: Sequence[Task], reader: Reader, said: Sequence[Said]) -> Iterator[Step]:
    """The days before the visit on which each open task is mentioned, unless it just was."""
    for task in still:
        if task.visit is None:
            continue
        told = [one.at for one in said if task.id in one.tasks]
        since, day = task.visit.since, reader.habits.local(task.visit.moment).date()
        for before in _days(task):
            mentioned = day - timedelta(days=before)
            at = reader.habits.moment(mentioned, time())
            if task.kind != "earlier" and _was_just_said(told, at, since):
                continue
            if task.snoozed is None or task.snoozed <= mentioned:
                yield Step(
                    id=f"{_name(task.visit)}/{task.id}/{before}",
                    at=at,
                    since=since,
                    until=task.visit.moment,
                    to=(reader.chat_id,),
                    tasks=(task.id,),
                )


def _was_just_said(told: Sequence[datetime], at: datetime, since: datetime) -> bool:
    """Whether a task was said the day before, or shortly before its visit moved past that day."""
    if at < since:
        return any(since - JUST_SAID < one < since for one in told)
    return any(at - THE_DAY_BEFORE < one < at for one in told)


def _days(task: Task) -> list[int]:
    """Days before the visit on which it is mentioned: its own, on the days there are messages.

    An earlier visit is worth a message of its own.
    """
    if task.kind == "earlier":
        return list(task.chase)
    return sorted({min((day for day in DAYS if day >= one), default=one) for one in task.chase})


def _promises(about: About, still: Sequence[Task], reader: Reader) -> Iterator[Step]:
    """The day after something was promised, and the day a task was put off to.

    Where days count, a referral is asked about on that very day, before the office closes.
    """
    for task in still:
        if task.promised and task.kind == "referral" and about.level >= Level.WITHIN_48_HOURS:
            yield Step(
                id=f"{task.id}/promised/{task.promised}",
                at=reader.habits.moment(task.promised, time(about.closes - BEFORE_CLOSING)),
                to=(reader.chat_id,),
                manner="chase",
                tasks=(task.id,),
            )
            continue
        for word, day, wait in (("promised", task.promised, 1), ("snoozed", task.snoozed, 0)):
            if day is not None:
                yield Step(
                    id=f"{task.id}/{word}/{day}",
                    at=reader.habits.moment(day + timedelta(days=wait), time()),
                    until=task.visit.moment if task.visit else None,
                    to=(reader.chat_id,),
                    tasks=(task.id,),
                )


def _insurer(still: Sequence[Task], reader: Reader) -> Iterator[Step]:
    """The day an insurer must answer, and the days before the last one to object to a no."""
    for task in still:
        if task.kind == "answer" and task.promised:
            yield _on_day(task, "due", task.promised, reader)
        if task.last_day:
            for before in ERRAND_DAYS if task.kind == "do" else APPEAL_DAYS:
                day = task.last_day - timedelta(days=before)
                yield _on_day(task, f"last/{task.last_day}", day, reader)


def _unanswered(
    still_open: Sequence[Task], about: About, marks: Marks, said: Sequence[Said], reader: Reader
) -> Iterator[Step]:
    """What another adult was asked about in vain, who wanted this one to be told then.

    After all tries, on the next day; where days count, after two, as soon as it may be said.
    """
    soon = about.level >= Level.WITHIN_48_HOURS
    for task in still_open:
        if task.tells is None or task.tells.to != reader.chat_id or reader.minds(task):
            continue
        asked = [one for one in said if one.to == task.tells.by]
        if tries(task, marks, asked) >= (TRIES - 1 if soon else TRIES):
            last = max(one.at for one in asked if task.id in one.tasks)
            yield Step(
                id=f"{task.id}/passed_on/{task.tells.at:%Y%m%d%H%M}",
                at=last + (TO_ANSWER if soon else THE_DAY_BEFORE),
                to=(reader.chat_id,),
                manner="chase" if soon else "digest",
                tasks=(task.id,),
            )


def _on_day(task: Task, word: str, day: date, reader: Reader) -> Step:
    """Said on that day; the day after an answer was due it is a promise that was not kept."""
    return Step(
        id=f"{task.id}/{word}/{day}",
        at=reader.habits.moment(day, time()),
        since=task.touched,
        until=reader.habits.moment((task.last_day or day) + timedelta(days=1), time()),
        to=(reader.chat_id,),
        tasks=(task.id,),
    )


def _name(visit: Visit) -> str:
    """A visit at its present time: once it moves, everything about it is said anew."""
    return f"visit/{visit.visit_id}/{visit.moment:%Y%m%d%H%M}"
