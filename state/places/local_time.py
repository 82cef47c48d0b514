"""Local time: which zone a parent lives in, asked as a clock time, and when offices are open."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from state.places.countries import Country

_DAY = 24 * 60
_HALF_DAY = _DAY // 2
_HOURS = 12
"""On the dial of a clock."""


class ZoneChoice(msgspec.Struct, frozen=True):
    """One answer to "what time is it where you are?".

    `zones` all show the time `local` now; the first has the most people. They may differ at other
    times of the year: Phoenix and Los Angeles, say, share their summer.
    """

    local: datetime
    zones: tuple[str, ...]

    @property
    def zone(self) -> str:
        return self.zones[0]


class ZoneChoices(msgspec.Struct, frozen=True):
    """The choices to offer at once and those behind "More", each from the earliest clock on."""

    first: tuple[ZoneChoice, ...]
    more: tuple[ZoneChoice, ...]

    @property
    def every(self) -> tuple[ZoneChoice, ...]:
        return self.first + self.more


def zones_by_local_time(country: Country, now: datetime, at_once: int = 4) -> ZoneChoices:
    """One choice for each different present local time of the country, most people first.

    `now` is UTC. Only one choice means that there is nothing to ask.
    """
    sharing: dict[timedelta | None, list[str]] = {}
    for zone in country.zones:
        sharing.setdefault(now.astimezone(ZoneInfo(zone)).utcoffset(), []).append(zone)
    choices = [
        ZoneChoice(now.astimezone(ZoneInfo(zones[0])), tuple(zones)) for zones in sharing.values()
    ]
    return ZoneChoices(_by_clock(choices[:at_once]), _by_clock(choices[at_once:]))


def _by_clock(choices: Sequence[ZoneChoice]) -> tuple[ZoneChoice, ...]:
    return tuple(sorted(choices, key=lambda choice: choice.local.replace(tzinfo=None)))


_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))? ?(?:([ap])\.? ?m?\.?)?")


def typed_clock(text: str) -> tuple[time, bool] | None:
    """The time that was typed, and whether it says which half of the day; None if it is no time.

    "10:40", "10 40 pm", "22.40". A bare number is none: it is the number of an answer.
    """
    found = _CLOCK.fullmatch(text.strip().casefold())
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and 1 <= hour <= _HOURS:
        hour = hour % _HOURS + (_HOURS if half == "p" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004, the last hour and minute of a day
        return None
    return time(hour, minute), bool(half) or hour > _HOURS


def matching(
    choices: Sequence[ZoneChoice], typed: tuple[time, bool], slack: timedelta = timedelta(minutes=7)
) -> tuple[ZoneChoice, ...]:
    """The choices whose clock shows the typed time, give or take `slack`.

    Where it does not say which half of the day, "3:40" matches 15:40 as well.
    """
    at, whole_day = typed
    dial = _DAY if whole_day else _HALF_DAY
    return tuple(
        choice
        for choice in choices
        if timedelta(minutes=_apart(choice.local.time(), at, dial)) <= slack
    )


def _apart(one: time, other: time, dial: int) -> int:
    minutes = (one.hour * 60 + one.minute - other.hour * 60 - other.minute) % dial
    return min(minutes, dial - minutes)


def office_open(country: Country, local: datetime) -> bool:
    """Whether clinics usually answer at this local time; public holidays are not known."""
    office = country.office
    return _works(country, local) and office.opens <= local.hour < office.closes


def next_opening(country: Country, local: datetime) -> datetime:
    """When clinics usually open next, in the zone of `local`; `local` itself while open."""
    if office_open(country, local):
        return local
    opening = local.replace(hour=country.office.opens, minute=0, second=0, microsecond=0, fold=0)
    while opening <= local or not _works(country, opening):
        opening += timedelta(days=1)
    return opening


def _works(country: Country, local: datetime) -> bool:
    return local.isoweekday() not in country.office.weekend
