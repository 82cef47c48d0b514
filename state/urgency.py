"""How urgent a case is now: what the rules say, never calmer than what was shown before."""

from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from state.assessments.assessment import Library
from state.case import Case, Cause, Lowered, Reached
from state.levels import Level

TIME_TO_ACT = {
    Level.SAME_DAY: timedelta(hours=2),
    Level.WITHIN_48_HOURS: timedelta(hours=48),
    Level.WITHIN_2_WEEKS: timedelta(days=14),
}
"""SAME_DAY counts from the card to a doctor on the phone; the others from the day they were told,
and from the card where nobody told them."""


class Judgement(Protocol):
    """What the rules say of the answers as they stand."""

    @property
    def level(self) -> Level: ...

    @property
    def causes(self) -> tuple[Cause, ...]: ...


class Standing(msgspec.Struct, frozen=True):
    """The level that counts now. `deadline` is UTC, None where there is none (or it is now)."""

    level: Level
    deadline: datetime | None
    causes: tuple[Cause, ...]
    shown: bool

    def passed(self, now: datetime) -> bool:
        """Whether the time to act by has gone by."""
        return self.deadline is not None and self.deadline <= now


def standing(
    case: Case, judgement: Judgement, known_at: datetime | None, now: datetime
) -> Standing:
    """The level of a case at `now`, when they were told of its reason at `known_at` (UTC both).

    What was shown stays: only a recorded event that lowers lets a calmer level through, and a
    deadline never moves later.
    """
    shown = reached(case)
    level = max([judgement.level, *(event.level for event in shown)])
    same = [event for event in shown if event.level is level]
    causes = judgement.causes if judgement.level is level else same[-1].causes
    return Standing(level, _deadline(case, level, shown, known_at, now), causes, bool(same))


def reached(case: Case) -> list[Reached]:
    """The levels shown that still hold.

    A doctor's check settles all of them; a mis-tap taken back only the most urgent, which came
    of it: the times of the others go on. A danger that another adult typed is not theirs to take
    back.
    """
    shown: list[Reached] = []
    for event in case.events:
        if isinstance(event, Reached):
            shown.append(event)
        elif isinstance(event, Lowered) and event.why == "checked":
            shown.clear()
        elif isinstance(event, Lowered):
            highest = max((one.level for one in shown), default=None)
            shown = [
                one for one in shown if one.level is not highest or _heard_from_other(one, event.by)
            ]
    return shown


def was_missed(case: Case, standing: Standing, now: datetime) -> bool:
    """Whether the time to act was shown while it lay ahead, and has gone by since.

    A time that had gone by when it was first shown was never missed: nobody knew of it.
    """
    return standing.passed(now) and any(
        event.deadline == standing.deadline and event.deadline and event.at < event.deadline
        for event in reached(case)
        if event.level is standing.level
    )


def last_shown(case: Case) -> Reached:
    """What the parent last saw, whether it still holds or not. Only for a case with a card."""
    return next(event for event in reversed(case.events) if isinstance(event, Reached))


def first_shown(case: Case, level: Level, now: datetime) -> datetime:
    """When a level was first shown since the last doctor's check; `now` if it was not.

    A mis-tap taken back and the same answer given again do not begin the time anew.
    """
    first: datetime | None = None
    for event in case.events:
        if isinstance(event, Reached) and event.level is level:
            first = first or event.at
        elif isinstance(event, Lowered) and event.why == "checked":
            first = None
    return first or now


def reach(
    case: Case, now_is: Standing, rules_version: str, by: int, now: datetime
) -> Reached | None:
    """Records that a level is being shown, if that is news. Returns what was recorded."""
    known = [(event.level, event.deadline) for event in reached(case)]
    if (now_is.level, now_is.deadline) in known:
        return None
    event = Reached(now_is.level, now, by, now_is.deadline, now_is.causes, rules_version)
    case.events.append(event)
    return event


HEARD = "heard"
"""The rule behind a level that typed words brought."""


def hear(case: Case, library: Library, *, by: int, now: datetime) -> None:
    """Keeps that a danger to the child was typed: it is being shown, and so is reached."""
    cause = Cause(HEARD, (), library.cite(library.heard))
    reach(case, Standing(library.heard.level, None, (cause,), False), library.version, by, now)


def _heard_from_other(event: Reached, by: int) -> bool:
    return event.by != by and {cause.rule for cause in event.causes} == {HEARD}


def said_by(case: Case, by: int) -> bool:
    """Whether all words of danger behind the level shown were typed by this member."""
    heard = [one for one in reached(case) if {cause.rule for cause in one.causes} == {HEARD}]
    return all(one.by == by for one in heard)


def only_heard(now_is: Standing) -> bool:
    """Whether nothing but typed words is behind this level."""
    return {cause.rule for cause in now_is.causes} == {HEARD}


def _deadline(
    case: Case, level: Level, shown: list[Reached], known_at: datetime | None, now: datetime
) -> datetime | None:
    if level not in TIME_TO_ACT:
        return None
    start = first_shown(case, level, now)
    if known_at is not None and level is not Level.SAME_DAY:
        start = min(start, known_at)
    earlier = [event.deadline for event in shown if event.deadline is not None]
    return min([start + TIME_TO_ACT[level], *earlier])
