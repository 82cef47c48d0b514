"""Lists a family is shown in parts: papers, what not to do, who helps, questions for the visit.

Read from `state/assessments/lists/<list>.yaml`, where each row names its sources and its review;
the words are in `templates/<language>/lists/<list>.yaml`. Nothing here changes a level.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, TypeVar

import msgspec

from state.assessments.rules import Named, Sourced

Care = Literal["public", "plan", "any"]
"""Who pays, as in state/places/countries.yaml."""

Form = Literal["report", "pictures", "slides"]
"""What a paper is made of: paper, pictures on disc or uploaded, or glass and wax."""

Kind = Literal["stay", "travel", "money", "company"]

QuestionGroup = Literal[
    "first", "meaning", "doctors", "tests", "waiting", "visit", "money", "family", "helper"
]
"""The groups of questions parents ask, in the order in which they are offered."""


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """What of a case decides which rows are for it. `findings` were said: yes, or not sure."""

    trigger: str = ""
    findings: frozenset[str] = frozenset()
    country: str = ""
    care: Care = "any"


class Row(Named, frozen=True):
    """A row of a list. One of its triggers or findings must fit; without either, anyone does."""

    triggers: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    care: tuple[Care, ...] = ()

    def fits(self, family: Family) -> bool:
        reason = family.trigger in self.triggers or not family.findings.isdisjoint(self.findings)
        everyone = not self.triggers and not self.findings
        here = not self.countries or family.country in self.countries
        return (reason or everyone) and here and (not self.care or family.care in self.care)


class Paper(Row, frozen=True, kw_only=True):
    """A paper to gather. `own`: the family writes it or has it, nobody is asked for it.

    `ready` is how many days it usually takes, from and to; `chase` are the days before the visit
    on which to ask again.
    """

    ready: tuple[int, int]
    chase: tuple[int, ...]
    critical: bool = False
    own: bool = False
    form: Form = "report"


class Service(Row, frozen=True, kw_only=True):
    """Somebody who helps families, and with what."""

    kind: Kind


class Chore(Row, frozen=True, kw_only=True):
    """Something to do before a visit, and the days before it on which it is mentioned.

    `new_place`: only where the family has not been before.
    `own`: nobody else is asked for it.
    """

    kind: Literal["insurance", "prepare"]
    chase: tuple[int, ...]
    own: bool = False
    new_place: bool = False


Need = Literal["yes", "often", "no", "depends"]
Network = Literal["inside", "both", "none", "depends"]


class Cover(Row, frozen=True, kw_only=True):
    """A kind of plan: whether it wants a referral and its own yes, and where it pays.

    `network` inside: only its own hospitals; both: others cost more; none: there is none.
    `clock` is the id of the clock that its decisions and appeals go by, if one is known.
    """

    referral: Need
    approval: Need
    network: Network
    clock: str = ""

    @property
    def uninsured(self) -> bool:
        """Whether nobody pays: neither a plan nor a public system, which both want a referral."""
        return self.network == "none" and self.referral == "no"


class Clock(Row, frozen=True, kw_only=True):
    """How long a plan may take to decide, from the day it was asked."""

    urgent_hours: int
    standard_days: int


class Appeal(Row, frozen=True, kw_only=True):
    """A way to object, for plans that go by this clock, and how long it is open.

    Counted from the date on the letter; `after` last_no: on the letter with their last no.
    """

    clock: str
    days: int = 0
    months: int = 0
    after: Literal["letter", "last_no"] = "letter"


class Dated(Row, frozen=True, kw_only=True):
    """Something that is true of these kinds of plan from a day to a day, both included."""

    covers: tuple[str, ...]
    since: date | None = None
    until: date | None = None


class Question(Row, frozen=True, kw_only=True):
    """A question parents ask. Its answer is the topic `page`, or a template of its own.

    `leads_to` are topics, `opens` buttons of the menu, both offered below the answer.
    """

    group: QuestionGroup
    page: str = ""
    leads_to: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()

    def fits(self, family: Family) -> bool:
        """Who has not said where they live is shown what any country may have."""
        return (not family.country and not self.triggers) or super().fits(family)


R = TypeVar("R", bound=Row)


class Lists(msgspec.Struct, frozen=True):
    """All lists, each in the order in which it is shown."""

    records: tuple[Paper, ...] = ()
    cautions: tuple[Row, ...] = ()
    services: tuple[Service, ...] = ()
    visit_questions: tuple[Row, ...] = ()
    chores: tuple[Chore, ...] = ()
    covers: tuple[Cover, ...] = ()
    clocks: tuple[Clock, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    dated: tuple[Dated, ...] = ()
    denial: tuple[Row, ...] = ()
    faq: tuple[Question, ...] = ()

    def services_for(self, kind: Kind, family: Family) -> tuple[Service, ...]:
        """Who helps this family with this; the nearest first."""
        return tuple(row for row in fitting(self.services, family) if row.kind == kind)

    def each(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Every list with its name."""
        for name in self.__struct_fields__:
            yield name, getattr(self, name)

    def entries(self) -> Iterator[tuple[str, Sourced]]:
        """Every row, with the place it is written."""
        for name, rows in self.each():
            yield from ((f"lists/{name}.yaml, '{row.id}'", row) for row in rows)


def fitting(rows: Iterable[R], family: Family) -> tuple[R, ...]:
    """The rows for this family, in their order."""
    return tuple(row for row in rows if row.fits(family))
