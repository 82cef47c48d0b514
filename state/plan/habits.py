"""When a member may be written to: their zone, their quiet hours, the hour of their digest."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec


class Habits(msgspec.Struct, frozen=True):
    """Hours of the local clock. Quiet from `quiet_from` to `quiet_to`; never, if they are equal."""

    zone: str
    quiet_from: int = 21
    quiet_to: int = 8
    digest_at: int = 9

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def moment(self, day: date, at: time) -> datetime:
        """A local clock time in UTC; one that the clocks skip is the time they skip to."""
        return datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC)

    def is_quiet(self, moment: datetime) -> bool:
        hour = self.local(moment).hour
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= hour < self.quiet_to
        return hour >= self.quiet_from or hour < self.quiet_to

    def awake(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls into."""
        if not self.is_quiet(moment):
            return moment
        return self._next(self.quiet_to, moment)

    def before_quiet(self, moment: datetime) -> datetime:
        """The moment itself, or the last minute before the quiet hours it falls into."""
        if not self.is_quiet(moment):
            return moment
        day = self.local(moment).date()
        start = self.moment(day, time(self.quiet_from))
        if start > moment:
            start = self.moment(day - timedelta(days=1), time(self.quiet_from))
        return start - timedelta(minutes=1)

    def quiet_begins(self, moment: datetime) -> datetime | None:
        """When the next quiet hours begin; None if there are none."""
        if self.quiet_from == self.quiet_to:
            return None
        return self._next(self.quiet_from, moment)

    def slot(self, earliest: datetime) -> datetime:
        """The first digest time from `earliest` on, outside the quiet hours."""
        return self.awake(self._next(self.digest_at, earliest))

    def day_ends(self, moment: datetime) -> datetime:
        """The midnight that ends this local day."""
        return self.moment(self.local(moment).date() + timedelta(days=1), time())

    def _next(self, hour: int, earliest: datetime) -> datetime:
        """The first moment from `earliest` on at which the local clock strikes this hour."""
        day = self.local(earliest).date()
        at = self.moment(day, time(hour))
        return at if at >= earliest else self.moment(day + timedelta(days=1), time(hour))


_HOUR = re.compile(r"\b(\d{1,2})(?:[:.]00)?\s*(?:([ap])\.?\s?m\b\.?)?", re.IGNORECASE)
_NOON, _DAY = 12, 24


def typed_hours(text: str) -> list[int]:
    """The full hours of the clock in a text, in order: "10 pm to 7 am", "22 to 7", "7:00".

    None at all if one of them is no hour of a day, or if there are other numbers.
    """
    found = [_hour(int(one[1]), (one[2] or "").lower()) for one in _HOUR.finditer(text)]
    left = _HOUR.sub("", text)
    if any(hour is None for hour in found) or any(sign.isdigit() for sign in left):
        return []
    return [hour for hour in found if hour is not None]


def _hour(number: int, half: str) -> int | None:
    if half:
        return number % _NOON + _NOON * (half == "p") if 1 <= number <= _NOON else None
    return number % _DAY if number <= _DAY else None
