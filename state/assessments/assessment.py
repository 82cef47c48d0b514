"""What assessments are made of: the items that ask, and the rules that judge what was said.

Everything here is read from `state/assessments/*.yaml` (see `assessment_files`) and never
changes while the program runs. No sentence a parent reads is in here: see `wording`.
"""

import operator
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Literal

import msgspec

from state.assessments.condition import Condition
from state.assessments.guidance import Guidance
from state.assessments.lists import Lists
from state.assessments.outcomes import Errand, Offered, Outcome
from state.assessments.rules import (
    Finding,
    Modifier,
    Named,
    Rule,
    Screen,
    Source,
    Sourced,
    Trigger,
    UnsureRule,
)
from state.assessments.sign_off import SignOff
from state.assessments.topics import Topics
from state.levels import Level

Kind = Literal["signs", "one", "many", "date", "number", "text"]
"""How an item is asked. `signs` is a screen of lines answered as a whole, then line by line."""

Phase = Literal["emergency", "reason", "short", "after"]
"""When an item is asked: the first three before the card; `after` is offered from the card."""

BEFORE_CARD: tuple[Phase, ...] = ("emergency", "reason", "short")


FLOOR = "floor_"
"""How the id of a cause begins that is the floor of a trigger."""


class AssessmentError(Exception):
    """The files of the assessments cannot be used; `sentences` say why, one for each mistake."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


class Effect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What choosing an option establishes. `cover` is the kind of plan that pays (lists/covers)."""

    yes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    trigger: str | None = None
    age_years: float | None = None
    clinician_time: Level | None = None
    circumstances: tuple[str, ...] = ()
    cover: str | None = None

    @property
    def findings(self) -> tuple[str, ...]:
        return self.yes + self.unsure + self.no


class Item(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """One question. `home` is the file it is written in, and so the file of its wording.

    `options` are the choices, or the lines of `signs`. `not_sure` None: every line is unsure.
    An item of the phase `after` is asked before the card while `short_when` holds, and belongs to
    a `part` of the assessment; so does an item before the card that may come up later as well.
    `one_of_these`: an unnamed yes to the whole screen has a level of its own. `now`: it asks how
    the child is at this moment, so its answer grows old. `decides`: between an emergency and less,
    so a parent who stops there is asked to answer it first. `skip_when`: not asked while it holds,
    as the case knows it already; an answer there is counts all the same.
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
    part: str | None = None
    now: bool = False
    decides: bool = False
    skip_when: Condition | None = None

    @property
    def by_line(self) -> bool:
        """Whether an answer says something of each line."""
        return self.kind in {"signs", "many"}

    @property
    def effects(self) -> tuple[Effect, ...]:
        own = (self.not_sure,) if self.not_sure else ()
        return (*self.options.values(), *own)

    def phase_for(self, truths: AbstractSet[str]) -> Phase | None:
        """When it is asked given what is true so far; None: it does not apply."""
        if self.enable_when and not self.enable_when.holds(truths):
            return None
        return "short" if self.short_when and self.short_when.holds(truths) else self.phase

    def asked_in(self, truths: AbstractSet[str]) -> Phase | None:
        """When it is still to be asked, where nobody has answered it; None: it is not."""
        if self.skip_when and self.skip_when.holds(truths):
            return None
        return self.phase_for(truths)


class Assessment(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """A questionnaire: its items in the order they are asked.

    `parts` are what one can go deeper into from the card. `offered` is where it stands in the
    catalogue, None if it does not. One with `outcomes` comes to one of them, and leaves the level
    of the case to the assessment that judges it.
    """

    id: str
    items: dict[str, Item]
    parts: tuple[str, ...] = ()
    offered: Offered | None = None
    outcomes: tuple[Outcome, ...] = ()
    errands: tuple[Errand, ...] = ()


class Library(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """All assessments with what they share.

    `version` changes whenever a rule or item does; a signature under it changes nothing.
    """

    version: str
    sources: dict[str, Source]
    findings: dict[str, Finding]
    triggers: dict[str, Trigger]
    rules: tuple[Rule, ...]
    unsure: tuple[UnsureRule, ...]
    modifiers: tuple[Modifier, ...]
    one_of_these: Screen
    heard: Screen
    clinician_time: Sourced
    once_checked: Sourced
    unknown_trigger: str
    guidance: Guidance
    sign_off: SignOff
    assessments: dict[str, Assessment]
    topics: Topics = Topics()
    lists: Lists = Lists()

    @property
    def named(self) -> tuple[Named, ...]:
        """Everything in `rules.yaml` that stands in a list."""
        return (*self.unsure, *self.rules, *self.modifiers)

    @property
    def single(self) -> dict[str, Sourced]:
        """Everything in `rules.yaml` that there is one of, by its id as a cause."""
        return {
            "one_of_these": self.one_of_these,
            "heard": self.heard,
            "clinician_time": self.clinician_time,
            "once_checked": self.once_checked,
        }

    def entry(self, rule: str) -> Sourced | None:
        """What stands behind a cause, by its id; None for one that has since been taken away."""
        if rule in self.single:
            return self.single[rule]
        if rule.startswith(FLOOR):
            return self.triggers.get(rule.removeprefix(FLOOR))
        named = next((entry for entry in self.named if entry.id == rule), None)
        return named or self.findings.get(rule)

    @property
    def catalogue(self) -> tuple[Assessment, ...]:
        """The assessments that are offered, in their order."""
        found = [(one.offered.order, one) for one in self.assessments.values() if one.offered]
        return tuple(one for _, one in sorted(found, key=operator.itemgetter(0)))

    def errand(self, name: str) -> Errand | None:
        """The errand of this id, in whichever assessment it is."""
        every = (errand for one in self.assessments.values() for errand in one.errands)
        return next((errand for errand in every if errand.id == name), None)

    def cite(self, entry: Sourced) -> str:
        """The sources of an entry in one line."""
        return "; ".join(str(self.sources[key]) for key in entry.sources)
