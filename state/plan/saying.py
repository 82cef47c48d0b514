"""When to say what: one message for all that is due, in good hours, and not too often.

At most one message a day, two on the last two days before a visit; four hours between two. Chases
do not count, urgent ones do not wait. All times are UTC; hours are the member's own.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from state.plan.habits import Habits
from state.plan.steps import Due, Following, Said, Step

APART = timedelta(hours=4)
LATE = timedelta(hours=1)
"""A message this long after the moment it was meant for says so."""
LONG_AGO = datetime.min.replace(tzinfo=UTC) + timedelta(days=400)


class Listener(msgspec.Struct, frozen=True, kw_only=True):
    """One member as someone who is written to.

    `visits` are the visits ahead; `silent_until`: nothing but what is urgent is said before, and
    chases if they `still_ask` for them.
    """

    chat_id: int
    habits: Habits
    visits: tuple[datetime, ...] = ()
    silent_until: datetime | None = None
    still_ask: bool = False


def due(
    steps: Sequence[Step], said: Sequence[Said], listener: Listener, now: datetime
) -> Due | None:
    """What to say to this member now, as one message; None if there is nothing."""
    planned = _planned(steps, said, listener, now)
    ready = [(at, step) for at, step in planned if at <= now]
    if not ready:
        return None
    urgent = [step for _, step in ready if step.manner == "urgent"]
    if urgent:
        return Due(tuple(urgent))
    chosen = [step for at, step in planned if at <= _horizon(step, said, listener, now)]
    late = any(now - _moment(step, said, listener, LONG_AGO) > LATE for _, step in ready)
    return Due(tuple(chosen), late)


def next_moment(
    steps: Sequence[Step], said: Sequence[Said], listener: Listener, now: datetime
) -> datetime | None:
    """When there is next something to say to this member; `now` itself if it is due."""
    found = following(steps, said, listener, now)
    return found.at if found else None


def following(
    steps: Sequence[Step], said: Sequence[Said], listener: Listener, now: datetime
) -> Following | None:
    """The same moment, and what there is to say then."""
    planned = _planned(steps, said, listener, now)
    if not planned:
        return None
    first = planned[0][0]
    return Following(first, tuple(step for at, step in planned if at == first))


def record(due_now: Due, to: int, now: datetime) -> Said:
    """What is kept of a message, in the same commit that sends it."""
    tasks = {task: 0 for step in due_now.steps for task in step.tasks}
    return Said(now, to, tuple(step.id for step in due_now.steps), tuple(tasks), due_now.counts)


def unsay(said: list[Said], to: int, at: datetime) -> None:
    """Takes back that something was said to a member `at` that moment: it never arrived.

    What is left says only that it was tried, so that the next message keeps its distance.
    """
    for place, one in enumerate(said):
        if one.to == to and one.at == at:
            said[place] = Said(at, to, (), counts=False)


def _planned(
    steps: Sequence[Step], said: Sequence[Said], listener: Listener, now: datetime
) -> list[tuple[datetime, Step]]:
    """The steps not said to this member yet, each with the moment to say it, soonest first."""
    done = {name for one in said if one.to == listener.chat_id for name in one.steps}
    planned = []
    for step in steps:
        if listener.chat_id in step.to and step.id not in done:
            at = _moment(step, said, listener, now)
            if step.until is None or at < step.until:
                planned.append((at, step))
    return sorted(planned, key=lambda one: (one[0], one[1].id))


def _moment(step: Step, said: Sequence[Said], listener: Listener, now: datetime) -> datetime:
    """When to say this step: never before `now` if it was missed, never in quiet hours."""
    if step.manner == "urgent":
        return max(step.at, now)
    habits, nominal = listener.habits, _nominal(step, listener.habits)
    silent = None if step.manner == "chase" and listener.still_ask else listener.silent_until
    at = max(nominal, silent or nominal, _free_from(step, said, listener))
    if step.manner == "digest":
        at = habits.slot(at)
    return _in_good_hours(max(at, now), step, habits, now)


def _in_good_hours(at: datetime, step: Step, habits: Habits, now: datetime) -> datetime:
    """After the quiet hours; before them if the step would be over by then."""
    if not habits.is_quiet(at):
        return at
    sooner, later = habits.before_quiet(at), habits.awake(at)
    over = step.until is not None and later >= step.until
    return sooner if over and sooner >= now else later


def _nominal(step: Step, habits: Habits) -> datetime:
    """The moment the step asks for, folded forward if it became true only after that."""
    missed = step.since is not None and step.since > step.at
    if step.manner == "digest":
        return habits.slot(step.since if missed and step.since else step.at)
    return step.since + APART if missed and step.since else step.at


def _free_from(step: Step, said: Sequence[Said], listener: Listener) -> datetime:
    """The earliest moment at which another message is not too much."""
    mine = [one for one in said if one.to == listener.chat_id]
    free = max((one.at + APART for one in mine), default=step.at)
    if step.manner == "chase":
        return free
    counted = [one.at for one in mine if one.counts]
    if counted and _count_on_day(counted, counted[-1], listener) >= _most(counted[-1], listener):
        free = max(free, listener.habits.day_ends(counted[-1]))
    return free


def _horizon(step: Step, said: Sequence[Said], listener: Listener, now: datetime) -> datetime:
    """Up to when a step is said at `now` rather than at its time, so that messages keep apart.

    The last message that a day may have says all that was meant for that day.
    """
    counted = [one.at for one in said if one.to == listener.chat_id and one.counts]
    last = _count_on_day(counted, now, listener) + 1 >= _most(now, listener)
    if step.manner == "urgent" or step.on_time:
        return now
    if last and step.manner != "chase":
        return max(now + APART, listener.habits.day_ends(now) - timedelta(seconds=1))
    return now + APART


def _count_on_day(moments: Sequence[datetime], day_of: datetime, listener: Listener) -> int:
    day = listener.habits.local(day_of).date()
    return sum(listener.habits.local(moment).date() == day for moment in moments)


def _most(moment: datetime, listener: Listener) -> int:
    """How many messages that day may have."""
    day = listener.habits.local(moment).date()
    near = {day, day + timedelta(days=1)}
    return 2 if any(listener.habits.local(visit).date() in near for visit in listener.visits) else 1
