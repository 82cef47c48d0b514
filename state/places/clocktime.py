"""Saying a moment as the clock on the wall: which word goes with it, before any language."""

from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

EVENING = 20
"""From this hour on "today" is not said any more: at night it misleads."""
MORNING = 6

Word = Literal["today", "tonight", "tomorrow", "day"]


def in_words(moment: datetime, now: datetime, zone: str) -> tuple[Word, datetime]:
    """The word for `moment` as heard at `now` in an IANA zone, and the moment as local time."""
    local, heard = moment.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    if heard.hour >= EVENING and _night(local) == _night(heard):
        return "tonight", local
    if local.date() == heard.date():
        return "today", local
    if local.date() == heard.date() + timedelta(days=1):
        return "tomorrow", local
    return "day", local


def _night(local: datetime) -> int | None:
    """The day on whose evening the night around this moment began, if it is night."""
    if local.hour >= EVENING:
        return local.toordinal()
    return local.toordinal() - 1 if local.hour < MORNING else None
