"""Times as the database keeps them: text in UTC whose order is their order in time."""

from datetime import UTC, datetime


def instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def maybe_instant(moment: datetime | None) -> str | None:
    return None if moment is None else instant(moment)


def maybe_moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)
