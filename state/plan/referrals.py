"""Referrals, one for each centre: what was done about it, by whom, and what to do next."""

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
    "undone",
]
"""What is known of a referral. `refused`: our doctor would not send one; `declined`: the centre."""


class ReferralStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that was done or said, by a member, at `at` (UTC). Texts are as typed.

    `who` was spoken to, at `number`; `due` is the day they promised something by, local.
    """

    what: ReferralWord
    by: int
    at: datetime
    who: str = ""
    number: str = ""
    note: str = ""
    due: date | None = None


class Referral(msgspec.Struct, forbid_unknown_fields=True):
    """A referral to one centre. `sender` is who sends it, as typed or as an option's id."""

    referral_id: int
    centre: str = ""
    sender: str = ""
    steps: list[ReferralStep] = []

    def known(self) -> dict[str, ReferralStep]:
        """What holds now: the newest of each word since it was last undone."""
        found: dict[str, ReferralStep] = {}
        for step in self.steps:
            if step.what == "undone":
                found.pop(step.note, None)
            else:
                found[step.what] = step
        return found
