"""Referrals, one for each centre: what was done about it, by whom, and how far it is."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec

ReferralWord = Literal[
    "asked",
    "sent",
    "arrived",
    "urgent",
    "booked",
    "refused",
    "declined",
    "redirected",
    "needs_tests",
    "needs_information",
    "moved",
    "nobody_called",
    "noted",
    "undone",
]
"""What is known of a referral. `refused`: our doctor would not send one; `declined`: the centre.

`redirected`: the centre names another one. `moved`: our doctor's clinic or the visit moved there.
"""

Takes = Literal["", "parents", "doctors"]
"""Whose calls a centre takes, as far as it is known."""

Stage = Literal[
    "ask",
    "send",
    "arrive",
    "mark_urgent",
    "date",
    "booked",
    "refused",
    "declined",
    "redirected",
    "needs_tests",
    "needs_information",
    "moved",
]
"""How far a referral is, by what has to be got next; or what has become of it."""

_AFTER: Mapping[ReferralWord, Stage] = {
    "asked": "send",
    "sent": "arrive",
    "arrived": "date",
    "booked": "booked",
    "refused": "refused",
    "declined": "declined",
    "redirected": "redirected",
    "needs_tests": "needs_tests",
    "needs_information": "needs_information",
    "moved": "moved",
}
"""Where a word leaves a referral; the others say nothing of how far it is."""
ARRIVED: frozenset[Stage] = frozenset({"date", "booked"})
ELSEWHERE: frozenset[Stage] = frozenset({"declined", "redirected", "moved"})
"""This centre is out of it: another one has to be asked."""
WAITING: frozenset[Stage] = frozenset({"send", "arrive", "mark_urgent"})
"""Others have been asked; it is their turn until the day they gave."""

MOST = 6
"""Referrals of a case: more than a family ever has, and few enough for a list."""
MOST_STEPS = 60
"""Steps kept for each; the oldest go first."""
LONGEST = 120
"""Characters of a name and a number, and of a centre."""
NUMBER = re.compile(r"\+?\(?\d[\d ().-]{3,}\d(?: ?(?:x|ext\.?) ?\d+)?")


class ReferralStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that was done or said, by a member, at `at` (UTC). Texts are as typed.

    `who` was spoken to, at `number`; `due` is the day they promised something by, local; `again`
    the day on which to ask again, where they named none or too late a one. `undone` takes back
    the step before it.
    """

    what: ReferralWord
    by: int
    at: datetime
    who: str = ""
    number: str = ""
    note: str = ""
    due: date | None = None
    again: date | None = None


class Referral(msgspec.Struct, forbid_unknown_fields=True):
    """A referral to one centre; never removed, so that its number names no other one later.

    `sender` is who sends it: as typed, or the id of an option. `takes` is whose calls the centre
    takes, as the family was told; `needs`, what it wants to have before it books.
    """

    referral_id: int
    centre: str = ""
    sender: str = ""
    takes: Takes = ""
    needs: str = ""
    steps: list[ReferralStep] = []

    def known(self) -> dict[str, ReferralStep]:
        """What holds now: the newest step of each word that was not taken back."""
        return {step.what: step for step in standing(self.steps)}

    def stage(self, *, urgent: bool) -> Stage:
        """How far it is; `urgent`: it has to be marked as such before anything is booked."""
        held = standing(self.steps)
        words = [step.what for step in held if step.what in _AFTER]
        reached = _AFTER[words[-1]] if words else "ask"
        if reached == "date" and urgent and "urgent" not in {step.what for step in held}:
            return "mark_urgent"
        return reached

    @property
    def unanswered(self) -> bool:
        """Whether the last thing that happened is that nobody called back."""
        return self._last is not None and self._last.what == "nobody_called"

    @property
    def promised(self) -> date | None:
        """The day they promised something by, if the last step gave one that is soon enough."""
        held = self._last
        return held.due if held and held.again is None else None

    @property
    def again(self) -> date | None:
        """The day on which to ask again, if they promised none, or one that is too late."""
        held = self._last
        return held.again if held else None

    @property
    def _last(self) -> ReferralStep | None:
        """The last thing that happened; a note is none."""
        held = [step for step in standing(self.steps) if step.what != "noted"]
        return held[-1] if held else None

    def add(self, step: ReferralStep) -> None:
        """Adds a step; of too many the oldest are let go."""
        self.steps.append(step)
        del self.steps[:-MOST_STEPS]

    def tell(self, by: int, **more: object) -> bool:
        """Adds to this member's newest step who said it, at what number, or by when."""
        held = standing(self.steps)
        if not held or held[-1].by != by:
            return False
        position = len(self.steps) - 1 - self.steps[::-1].index(held[-1])
        self.steps[position] = msgspec.structs.replace(held[-1], **more)
        return True


def standing(steps: Sequence[ReferralStep]) -> list[ReferralStep]:
    """The steps that hold, in order: without those taken back."""
    held: list[ReferralStep] = []
    for step in steps:
        if step.what != "undone":
            held.append(step)
        elif held:
            held.pop()
    return held


def of(referrals: Sequence[Referral], referral_id: int) -> Referral | None:
    return next((one for one in referrals if one.referral_id == referral_id), None)


def named(referrals: Sequence[Referral], centre: str) -> Referral | None:
    """The referral to the centre of this name, however it was written."""
    return next((one for one in referrals if one.centre.casefold() == centre.casefold()), None)


def name_and_number(text: str) -> tuple[str, str]:
    """A typed line as who it is and their telephone number; either may be empty."""
    line = " ".join(text.split())
    found = NUMBER.search(line)
    if found is None:
        return line, ""
    return (line[: found.start()] + line[found.end() :]).strip(" ,;:-"), found[0]
