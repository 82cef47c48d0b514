"""What an adult set for themselves: the same on every case their chat is on.

Whether they are written to about a child (paused, stopped, less of it) belongs to that case alone.
"""

from collections.abc import Iterable

from state.case import Case, Member

OF_MEMBER = ("language", "country", "zone", "speaks", "unreachable")
OF_REMINDERS = ("quiet_from", "quiet_to", "digest_at", "hidden", "short")


def share(mine: Member, others: Iterable[Case]) -> list[Case]:
    """Takes this member's own settings over into their other cases; those that changed by it."""
    return [case for case in others if copy(mine, case.member(mine.chat_id))]


def copy(mine: Member, other: Member) -> bool:
    """Takes the settings over; whether any was different."""
    found = _copied(mine, other, OF_MEMBER)
    return _copied(mine.reminders, other.reminders, OF_REMINDERS) or found


def _copied(one: object, other: object, names: Iterable[str]) -> bool:
    different = [name for name in names if getattr(one, name) != getattr(other, name)]
    for name in different:
        setattr(other, name, getattr(one, name))
    return bool(different)
