"""What the tests of the state speak in: a case with one adult or two, and hours from noon."""

from datetime import UTC, datetime, timedelta

from state.assessments.judging import Judgement
from state.case import Case, Lowered, Member
from state.levels import Level

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
"""A Tuesday."""

ONE, OTHER = 1, 2


def after(hours: float) -> datetime:
    """So many hours after noon."""
    return NOON + timedelta(hours=hours)


def case(*adults: int) -> Case:
    """A case with these adults; with one of them if none is named."""
    members = [Member(adult, "en", NOON) for adult in adults or (ONE,)]
    return Case("case", NOON, members=members)


def says(level: Level) -> Judgement:
    """What the rules say of the answers."""
    return Judgement(level, ())


def mistake(at: datetime) -> Lowered:
    return Lowered("mistake", at, ONE)


def checked(at: datetime, told: Level | None = None) -> Lowered:
    return Lowered("checked", at, ONE, told=told)
