"""Where a paper stands, from what was marked of it: asked for, in hand, sent ahead, arrived."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from state.plan.marks import ASIDE, Mark, MarkWord, last, standing

Stage = Literal["open", "asked", "in_hand", "sent", "arrived", "not_needed"]
STAGES: dict[MarkWord, Stage] = {
    "asked": "asked",
    "promised": "asked",
    "in_hand": "in_hand",
    "done": "in_hand",
    "sent": "sent",
    "arrived": "arrived",
    "not_needed": "not_needed",
}
ARRIVES_WITHIN = timedelta(days=3)
"""After so long it is asked whether what was sent ahead has arrived. Reasoned, for a reviewer."""
MISSING: frozenset[Stage] = frozenset({"open", "asked"})
"""Neither with the family nor on its way: somebody is still to be asked."""
NEXT: dict[Stage, tuple[MarkWord, ...]] = {
    "open": ("asked", "in_hand"),
    "asked": ("in_hand", "sent"),
    "in_hand": ("sent", "arrived"),
    "sent": ("arrived", "in_hand", "asked"),
    "arrived": (),
    "not_needed": (),
}
"""What may be said of a paper next, by where it stands."""
HAD_AS: tuple[MarkWord, ...] = ("on_disc", "uploaded")
"""How the pictures of a scan are had."""


def task_id(paper_id: str) -> str:
    """The name its marks are kept under; a paper that is a task has the same."""
    return f"record/{paper_id}"


def stage(marks: Sequence[Mark]) -> Stage:
    """The last thing said of where it is."""
    words = [mark.what for mark in standing(marks) if mark.what not in ASIDE]
    return STAGES.get(words[-1], "open") if words else "open"


def on_the_way(marks: Sequence[Mark]) -> date | None:
    """The local day on which to ask whether a paper that was sent ahead has arrived.

    None if it is not on its way. A parent may have put the question off.
    """
    given = last(marks, "sent", "snoozed") if stage(marks) == "sent" else None
    if given is None:
        return None
    return given.due or (given.at + ARRIVES_WITHIN).date()


def promised(marks: Sequence[Mark]) -> date | None:
    """The local day it was promised by, while it is waited for."""
    given = last(marks, "asked", "promised")
    return given.due if given and stage(marks) == "asked" else None


def had_as(marks: Sequence[Mark]) -> MarkWord | None:
    """How the pictures are had, as it was last said."""
    given = last(marks, *HAD_AS)
    return given.what if given else None
