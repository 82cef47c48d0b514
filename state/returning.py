"""Coming back after a time: whether a doctor has spoken to the family since comes first.

It is asked when the time to act has gone by, and when a day has gone by while two days run. Who was
told of a time only when it had gone by is asked some hours later. Source of the hours: own rule;
not trial-proven, waiting for clinical review.
"""

from datetime import datetime, timedelta

from state.case import Case, Member, Reached, Spoke
from state.levels import Level
from state.plan import child_states
from state.urgency import Standing, reached, was_missed

A_DAY = timedelta(days=1)
SOME_HOURS = timedelta(hours=4)
"""Between two of these questions, and after a card that said from the start: call now."""


def is_due(case: Case, member: Member, standing: Standing, now: datetime) -> bool:
    """Whether this member is to be asked before anything else. `now` is UTC."""
    moment = _due_from(case, standing, now)
    if moment is None or now < moment or child_states.is_silent(case.child_states, now):
        return False
    return member.asked_since is None or now - member.asked_since >= SOME_HOURS


def _due_from(case: Case, standing: Standing, now: datetime) -> datetime | None:
    """From when on it is to be asked; None while there is no time, or a doctor has spoken."""
    card = _card(case, standing)
    if card is None or standing.level is Level.EMERGENCY or _has_spoken(case, card):
        return None
    if standing.deadline is not None and standing.passed(now):
        missed = was_missed(case, standing, now)
        return standing.deadline if missed else card.at + SOME_HOURS
    return card.at + A_DAY if standing.level >= Level.WITHIN_48_HOURS else None


def _card(case: Case, standing: Standing) -> Reached | None:
    """The card that first showed this level."""
    shown = [event for event in reached(case) if event.level is standing.level]
    return shown[0] if shown else None


def _has_spoken(case: Case, card: Reached) -> bool:
    return any(isinstance(event, Spoke) and event.at >= card.at for event in case.events)
