"""What is known of the cover: the kind of plan, and each call with its number, name and dates."""

from datetime import date, datetime
from typing import Literal

import msgspec

CallAbout = Literal["referral", "approval", "network", "urgent", "denial", "appeal", "other"]
Outcome = Literal["", "approved", "denied", "not_needed", "waiting"]


class InsurerCall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One call to the insurer, noted by a member at `at` (UTC). Dates are local days.

    `reference` is the number of the call or of the approval; `answer_by` the day a decision is
    due; `expires` the last day it holds.
    """

    call_id: int
    about: CallAbout
    by: int
    at: datetime
    reference: str = ""
    name: str = ""
    answer_by: date | None = None
    expires: date | None = None
    outcome: Outcome = ""
    urgent: bool = False


class Insurance(msgspec.Struct, forbid_unknown_fields=True):
    """`plan` is the id of a row of `state/assessments/lists/covers.yaml`, empty until chosen."""

    plan: str = ""
    calls: list[InsurerCall] = []
