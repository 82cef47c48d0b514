"""What may make a level calmer, recorded with who and when: a mis-tap, or a check by a doctor.

What a check settles stops counting, and the time it gave counts.
"""

import enum
from datetime import datetime, timedelta

from state.case import Answer, BeingSeen, Case, Lowered
from state.levels import Level


class Told(enum.Enum):
    """What a doctor who checked the child said of how soon to act."""

    EMERGENCY = "emergency"
    TODAY = "today"
    TWO_DAYS = "two_days"
    LATER = "later"
    NO_TIME = "no_time"

    @classmethod
    def of(cls, word: str) -> "Told | None":
        """The one with this name, or None."""
        return next((told for told in cls if told.value == word), None)

    @property
    def level(self) -> Level | None:
        """The time they gave, as a level; None where they gave none, or a later one."""
        return _LEVELS.get(self)

    @property
    def settles(self) -> bool:
        """Whether it settles anything: not if they said to go now, nor without a word on when."""
        return self not in {Told.EMERGENCY, Told.NO_TIME}


_LEVELS = {
    Told.EMERGENCY: Level.EMERGENCY,
    Told.TODAY: Level.SAME_DAY,
    Told.TWO_DAYS: Level.WITHIN_48_HOURS,
}


SEEN_FOR = timedelta(hours=12)
"""For how long "my child is being seen" is taken to hold. Own rule, waiting for a clinician."""


def record_mistake(case: Case, item: str, *, by: int, now: datetime) -> None:
    """Keeps that the answer to an item was a mis-tap, as the member `by` said at `now` (UTC)."""
    case.events.append(Lowered("mistake", now, by, items=(item,), up_to=_newest(case)))


def record_check(
    case: Case, items: tuple[str, ...], who: str, told: Told, *, by: int, now: datetime
) -> None:
    """Keeps that a doctor checked the child: it settles what was said of `items` until `now`."""
    case.events.append(Lowered("checked", now, by, items, _newest(case), who, told.level))


def record_not_meant(case: Case, *, by: int, now: datetime) -> None:
    """Keeps that typed words of danger were not about this child now."""
    case.events.append(Lowered("mistake", now, by, up_to=_newest(case)))


def record_being_seen(case: Case, *, by: int, now: datetime) -> None:
    """Keeps that the child is with those who help, as the member `by` said at `now` (UTC)."""
    case.events.append(BeingSeen(now, by, _newest(case)))


def being_seen(case: Case, now: datetime) -> BeingSeen | None:
    """Where the child was last said to be seen, as long as that is likely to hold."""
    told = next((e for e in reversed(case.events) if isinstance(e, BeingSeen)), None)
    return told if told is not None and now - told.at < SEEN_FOR else None


def standing_answers(case: Case) -> list[Answer]:
    """The answers that still count; those a check has settled are kept in the case all the same."""
    checks = _checks(case)
    return [
        answer
        for answer in case.answers
        if not any(answer.item in check.items and answer.number <= check.up_to for check in checks)
    ]


def told(case: Case) -> Level | None:
    """The time the last check gave, as a level; None if there was none."""
    checks = _checks(case)
    return checks[-1].told if checks else None


def checked_up_to(case: Case) -> int:
    """The number of the last answer that a doctor who settled things knew of; 0 without a check."""
    return max((check.up_to for check in _checks(case)), default=0)


def _checks(case: Case) -> list[Lowered]:
    return [e for e in case.events if isinstance(e, Lowered) and e.why == "checked"]


def _newest(case: Case) -> int:
    return max((answer.number for answer in case.answers), default=0)
