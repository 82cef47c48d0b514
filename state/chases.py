"""Asking back within hours, while a doctor is to be reached the same day.

Two hours after the card, and two more: has a doctor spoken to you? It stops when one has, when
the parent does not want it or has stopped or paused all messages, while the child is in hospital
(but for one question in an emergency department), and when the level is settled or becomes an
emergency. Source of the times: the two hours of SAME_DAY itself; not trial-proven, waiting for
clinical review.
"""

from datetime import datetime, timedelta

from state.case import Case, Chased, Member, Reached, Spoke
from state.levels import Level
from state.plan import child_states, reminders
from state.urgency import reached

AFTER = (timedelta(hours=2), timedelta(hours=4))
AFTER_ARRIVING = timedelta(hours=4)
"""In an emergency department: after so long it is asked, once, whether a doctor has seen the child.

Reasoned, waiting for clinical review: a family that sits there unseen is not to be forgotten.
"""
TOO_LATE = timedelta(hours=24)


def next_chase(case: Case, now: datetime) -> datetime | None:
    """When to ask next (UTC); a moment that has gone by is due at once."""
    if is_there(case):
        return _when_there(case, now)
    card = _card(case)
    if card is None or not to_ask(case, now):
        return None
    asked = _asked(case, card)
    if asked >= len(AFTER):
        return None
    moment = card.at + AFTER[asked]
    return moment if now - moment < TOO_LATE else None


def is_awaited(case: Case) -> bool:
    """Whether a doctor is to be reached the same day, and none has spoken to anybody yet."""
    return _card(case) is not None


def is_there(case: Case) -> bool:
    """Whether the child is in an emergency department, as far as we were told."""
    return child_states.latest(case.child_states) == "at_emergency"


def _when_there(case: Case, now: datetime) -> datetime | None:
    level = max((event.level for event in reached(case)), default=Level.PLANNED)
    arrived = case.child_states[-1].at
    asked = any(isinstance(event, Chased) and event.at > arrived for event in case.events)
    moment = arrived + AFTER_ARRIVING
    if level < Level.SAME_DAY or asked or not to_ask(case, now) or now - moment >= TOO_LATE:
        return None
    return moment


def to_ask(case: Case, now: datetime) -> list[Member]:
    """The members who may be asked now."""
    if child_states.is_silent(case.child_states, now) and not is_there(case):
        return []
    return [one for one in case.members if one.chases and reminders.may_be_asked(one, now)]


def due(case: Case, now: datetime) -> bool:
    """Whether to ask now."""
    moment = next_chase(case, now)
    return moment is not None and moment <= now


def record(case: Case, now: datetime) -> None:
    """Keeps that it was asked; a time that was slept through is not asked for a second time."""
    while due(case, now):
        case.events.append(Chased(now))


def unsay(case: Case, to: int, at: datetime) -> None:
    """Takes back that it was asked `at` that moment, if no other adult can have been asked then.

    Whoever takes no messages, or wants none, was not.
    """
    if any(one.chat_id != to for one in to_ask(case, at)):
        return
    case.events[:] = [one for one in case.events if not (isinstance(one, Chased) and one.at == at)]


def _card(case: Case) -> Reached | None:
    """The first card of the same day, while that is the level and nobody has spoken since."""
    shown = reached(case)
    if max((event.level for event in shown), default=None) is not Level.SAME_DAY:
        return None
    first = next(event for event in shown if event.level is Level.SAME_DAY)
    spoke = any(isinstance(event, Spoke) and event.at >= first.at for event in case.events)
    return None if spoke else first


def _asked(case: Case, card: Reached) -> int:
    return sum(isinstance(event, Chased) and event.at >= card.at for event in case.events)
