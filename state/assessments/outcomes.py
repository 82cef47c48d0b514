"""What an assessment comes to: outcomes, and the errands they put on the plan.

The oncology referral comes to the card and its level. Every other assessment comes to outcomes:
rows of its file, each with the answers it is for, its sources and its review. Their words are in
`templates/<language>/<assessment>.yaml`. Nothing here changes a level.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from state.assessments.condition import Condition
from state.assessments.rules import Named

Page = Literal["insurance", "denied", "papers", "referrals", "visit", "notes", "summary"]
"""Pages beside the card that an outcome may open, with what is known filled in."""


class Offered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an assessment stands in the catalogue, and which others go with it.

    `part` is the part of the case it is of: who does not see that part does not see it either.
    """

    category: str
    topic: str
    order: int
    related: tuple[str, ...] = ()
    part: Literal["", "insurance"] = ""


class Errand(Named, frozen=True):
    """Something to do that an outcome puts on the plan.

    `within_days` counts from the day the outcome was reached, where a clock applies; `own`: nobody
    else is asked for it.
    """

    within_days: int | None = None
    own: bool = False


class Outcome(Named, frozen=True):
    """What the answers come to. `beside`: it adds to the one that holds, it never stands alone.

    Without a `when` it holds for everyone. `topics` are pages of guidance, `opens` others.
    """

    when: Condition | None = None
    beside: bool = False
    errands: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    opens: tuple[Page, ...] = ()

    def holds(self, truths: frozenset[str]) -> bool:
        return self.when is None or self.when.holds(truths)


def reached(outcomes: Iterable[Outcome], truths: frozenset[str]) -> tuple[Outcome, ...]:
    """The first outcome that holds, then all that stand beside it. Empty if there is none."""
    holding = [one for one in outcomes if one.holds(truths)]
    first = [one for one in holding if not one.beside][:1]
    return (*first, *(one for one in holding if one.beside)) if first else ()
