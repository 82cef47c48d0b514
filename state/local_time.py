"""Local time: which zone a parent lives in, asked as a clock time, and when offices are open."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from state.countries import Country

_DAY = 24 * 60
_HALF_DAY = _DAY // 2


class ZoneChoice(msgspec.Struct, frozen=True):
    """One answer to "what time is it where you are?".

    `zones` all show the time `local` now; the first has the most people. They may differ at other
    times of the year, see `drifted_apart`.
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


def matching(
    choices: Sequence[ZoneChoice], typed: time, slack: timedelta = timedelta(minutes=7)
) -> tuple[ZoneChoice, ...]:
    """The choices whose clock shows the typed time, give or take `slack`.

    A typed hour up to 12 is taken as morning or afternoon: "3:40" matches 15:40 as well.
    """
    dial = _HALF_DAY if typed.hour <= 12 else _DAY  # noqa: PLR2004, the dial of a clock
    return tuple(
        choice
        for choice in choices
        if timedelta(minutes=_apart(choice.local.time(), typed, dial)) <= slack
    )


def _apart(one: time, other: time, dial: int) -> int:
    minutes = (one.hour * 60 + one.minute - other.hour * 60 - other.minute) % dial
    return min(minutes, dial - minutes)


def drifted_apart(country: Country, zone: str, chosen_at: datetime, now: datetime) -> bool:
    """Whether zones that showed the same time when `zone` was chosen differ by now: ask again.

    Phoenix and Los Angeles, say, share their summer. Both times are UTC.
    """
    chosen = chosen_at.astimezone(ZoneInfo(zone)).utcoffset()
    same = [z for z in country.zones if chosen_at.astimezone(ZoneInfo(z)).utcoffset() == chosen]
    return len({now.astimezone(ZoneInfo(z)).utcoffset() for z in (zone, *same)}) > 1


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
