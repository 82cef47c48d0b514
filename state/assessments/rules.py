"""What decides a level: findings, triggers, and the rules over them, each with its sources."""

import datetime as dt
from typing import Literal

import msgspec

from state.levels import Level


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A publication a stranger can find. `knowledge`: stated from it without opening the page.

    `said_as` is how it is called where a parent reads it, if its title names a disease. `practice`:
    what careful people do, no guideline says it. `superseded`: a newer edition took its place.
    """

    title: str
    said_as: str = ""
    addresses: tuple[str, ...] = ()
    knowledge: bool = False
    practice: bool = False
    superseded: bool = False
    note: str = ""

    def __str__(self) -> str:
        """As a parent reads it."""
        where = f" ({' ; '.join(self.addresses)})" if self.addresses else ""
        named = f"{self.said_as or self.title}{where}"
        return f"{named} [not read]" if self.knowledge else named


class Review(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The clinician who checked an entry, and the day."""

    by: str
    on: dt.date


class Sourced(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that decides a level, and why it may: `reviewed` is None until it is true.

    `guideline` is what the sources ask for; `stricter` says where this entry asks for more.
    """

    sources: tuple[str, ...]
    reviewed: Review | None
    guideline: str = ""
    stricter: str = ""


class Finding(Sourced, frozen=True):
    """A sign or fact. `known_from` tells what a parent sees from what is on paper or was lived."""

    level: Level
    known_from: Literal["body", "report", "story"]
    critical_unsure: bool = False


class Trigger(Sourced, frozen=True):
    """Why the parent came. Its floor holds unless one of `gives_way_to` is a clear yes.

    `once_checked` stands in its place after a doctor's check, where that is what it was for.
    """

    floor: Level
    gives_way_to: tuple[str, ...] = ()
    once_checked: Level | None = None


class Need(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many of these findings said so; on top of it, where given, an age and a trigger.

    There is no way to ask for the absence of a finding: a new sign must never lower a level.
    """

    of: tuple[str, ...] = ()
    at_least: int = 1
    said: tuple[Literal["yes", "unsure"], ...] = ("yes", "unsure")
    age_under_years: float | None = None
    triggers: tuple[str, ...] = ()


class Named(Sourced, frozen=True):
    """Something sourced that stands in a list, and so carries its id."""

    id: str


class Rule(Named, frozen=True):
    """Findings that together mean more than each alone. Every need of `when` must be met."""

    level: Level
    when: tuple[Need, ...]


class UnsureRule(Named, frozen=True):
    """What "not sure" means for findings of these levels; `level` None: the finding's own."""

    of: tuple[Level, ...]
    critical_only: bool = False
    at_least: int = 1
    level: Level | None = None


class Modifier(Named, frozen=True):
    """A circumstance, or a young age, that makes signs more urgent. Applied in the file's order.

    `needs_sign` is the level at least one sign must have. `steps` raise, up to `at_most`.
    """

    needs_sign: Level
    age_under_years: float | None = None
    steps: int = 0
    at_most: Level = Level.EMERGENCY
    at_least: Level = Level.PLANNED

    def applied(self, level: Level) -> Level:
        """This level after the modifier; never a calmer one."""
        return max(level, self.at_least, min(level.raised(self.steps), self.at_most))


class Screen(Sourced, frozen=True):
    """The level of what has one by itself: "Yes, one of these" on an emergency screen before it is
    known which, and words that speak of danger.
    """

    level: Level
