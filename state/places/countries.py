"""What differs by country: whom to call, zones, usual office hours, units,
who refers and who pays.

The facts are in countries.yaml, the names in templates/<language>/countries.yaml. Public holidays
are not known here, and nothing here ever changes a level: only whom to call.
"""

import functools
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
import msgspec.yaml

FILE = Path(__file__).with_name("countries.yaml")
ELSEWHERE = "other"
"""The id of "another country", and of not knowing."""


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number to call, to text, or both. `keyword` is what to send when texting, if anything.

    `id` names it in templates/<language>/countries.yaml. `source` is the page it was read on and
    `as_of` that page's date; without a source only an emergency number may be shown.
    """

    source: str | None
    as_of: date | None = None
    id: str = ""
    call: str | None = None
    text: str | None = None
    keyword: str | None = None


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Usual hours of a clinic's telephone, local time. `weekend` counts Monday as 1."""

    opens: int
    closes: int
    weekend: tuple[int, ...]


class Country(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One country. Its lines other than `emergency` may be unchecked: ask `lines` for them.

    `referral` and `care` choose between texts: who refers, and who pays. They rest on `sources`,
    keys of state/assessments/sources.yaml, and count as checked once `reviewed`.
    `clinics_speak` is the language of its clinics, where that is worth an offer of scripts in it.
    """

    emergency: tuple[Line, ...]
    crisis: tuple[Line, ...] = ()
    nurse: tuple[Line, ...] = ()
    poison: tuple[Line, ...] = ()
    violence: tuple[Line, ...] = ()
    zones: tuple[str, ...]
    office: Office
    temperature: Literal["C", "F"]
    referral: Literal["gp", "plan", "any"]
    care: Literal["public", "plan", "any"]
    sources: tuple[str, ...]
    reviewed: date | None
    dates: Literal["month_first", "day_first"]
    clinics_speak: str = ""

    @property
    def emergency_numbers(self) -> tuple[str, ...]:
        """What to dial in danger, the usual one first."""
        return tuple(line.call for line in self.emergency if line.call)

    def lines(self, kind: Literal["crisis", "nurse", "poison", "violence"]) -> tuple[Line, ...]:
        """The lines of this kind that may be shown: those with a source."""
        every: tuple[Line, ...] = getattr(self, kind)
        return tuple(line for line in every if line.source)


@functools.cache
def countries() -> dict[str, Country]:
    """Every country by id, in the order in which they are offered."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=dict[str, Country])


def country(country_id: str | None) -> Country:
    """The country of this id; "another country" if it is None or unknown."""
    known = countries()
    return known.get(country_id or ELSEWHERE, known[ELSEWHERE])
