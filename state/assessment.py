"""What assessments are made of: findings, triggers, rules, and the items that ask for them.

Everything here is read from `state/assessments/*.yaml` (see `state.assessment_files`) and never
changes while the program runs. No sentence a parent reads is in here: see `state.wording`.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from state.levels import Level

Kind = Literal["signs", "one", "many", "date", "number", "text"]
"""How an item is asked. `signs` is a screen of lines answered as a whole, then line by line."""

Phase = Literal["emergency", "reason", "short", "after"]
"""When an item is asked: the first three before the card; `after` is offered from the card."""

PHASES: tuple[Phase, ...] = ("emergency", "reason", "short", "after")
BEFORE_CARD: tuple[Phase, ...] = ("emergency", "reason", "short")


class AssessmentError(Exception):
    """The files of the assessments cannot be used; `sentences` say why, one for each mistake."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A publication a stranger can find. `knowledge`: stated from it without opening the page."""

    title: str
    addresses: tuple[str, ...] = ()
    knowledge: bool = False
    note: str = ""

    def __str__(self) -> str:
        where = f" ({' ; '.join(self.addresses)})" if self.addresses else ""
        return f"{self.title}{where}{' [from knowledge]' if self.knowledge else ''}"


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
    """Why the parent came. Its floor holds unless one of `gives_way_to` is a clear yes."""

    floor: Level
    gives_way_to: tuple[str, ...] = ()


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
    """The level of "Yes, one of these" on an emergency screen, before it is known which."""

    level: Level


class Effect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What choosing an option establishes."""

    yes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    trigger: str | None = None
    age_years: float | None = None
    clinician_time: Level | None = None
    circumstances: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        return self.yes + self.unsure + self.no


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tests over earlier answers, as in FHIR's enableWhen: "said is scan", "finding pale".

    All of `all`, one of `any` (if there are any) and not one of `none`. Tests: `state.conditions`.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @property
    def tests(self) -> tuple[str, ...]:
        return self.all + self.any + self.none

    def holds(self, truths: frozenset[str]) -> bool:
        return (
            truths.issuperset(self.all)
            and (not self.any or not truths.isdisjoint(self.any))
            and truths.isdisjoint(self.none)
        )


class Item(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """One question. `home` is the file it is written in, and so the file of its wording.

    `options` are the choices, or the lines of `signs`. `not_sure` None: every line is unsure.
    An item of the phase `after` is asked before the card while `short_when` holds.
    `one_of_these`: an unnamed yes to the whole screen has a level of its own.
    """

    id: str
    home: str
    kind: Kind
    phase: Phase
    options: dict[str, Effect] = {}
    not_sure: Effect | None = None
    enable_when: Condition | None = None
    short_when: Condition | None = None
    one_of_these: bool = False

    @property
    def by_line(self) -> bool:
        """Whether an answer says something of each line."""
        return self.kind in {"signs", "many"}

    @property
    def effects(self) -> tuple[Effect, ...]:
        own = (self.not_sure,) if self.not_sure else ()
        return (*self.options.values(), *own)

    def phase_for(self, truths: frozenset[str]) -> Phase | None:
        """When it is asked given what is true so far; None: it does not apply."""
        if self.enable_when and not self.enable_when.holds(truths):
            return None
        return "short" if self.short_when and self.short_when.holds(truths) else self.phase


class Assessment(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """A questionnaire: its items in the order they are asked."""

    id: str
    items: dict[str, Item]


class Library(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """All assessments with what they share. `version` changes whenever a rule or item does."""

    version: str
    sources: dict[str, Source]
    findings: dict[str, Finding]
    triggers: dict[str, Trigger]
    rules: tuple[Rule, ...]
    unsure: tuple[UnsureRule, ...]
    modifiers: tuple[Modifier, ...]
    one_of_these: Screen
    clinician_time: Sourced
    unknown_trigger: str
    assessments: dict[str, Assessment]

    @property
    def named(self) -> tuple[Named, ...]:
        """Everything in `rules.yaml` that stands in a list."""
        return (*self.unsure, *self.rules, *self.modifiers)

    def cite(self, entry: Sourced) -> str:
        """The sources of an entry in one line."""
        return "; ".join(str(self.sources[key]) for key in entry.sources)
