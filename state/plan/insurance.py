"""What is known of the cover: the kind of plan, and each call with its number, name and dates."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from state.plan.numbers import fresh

CallAbout = Literal["referral", "approval", "network", "urgent", "denial", "appeal", "other"]
Outcome = Literal["", "approved", "denied", "not_needed", "waiting"]
MOST = 40
"""Calls kept; the oldest go first."""
LONGEST = 60
"""Characters of a number or a name."""


class InsurerCall(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One call to the insurer, noted by a member at `at` (UTC). Dates are local days.

    `reference` is the number of the call or of the approval; `answer_by` the day a decision is
    due; `expires` the last day it holds; `letter` the date on their letter that says no, and
    `appeal_by` the last day to object to it that follows from that date. `plan` is the kind of plan
    that was known then.
    """

    call_id: int
    about: CallAbout
    by: int
    at: datetime
    reference: str = ""
    name: str = ""
    answer_by: date | None = None
    expires: date | None = None
    letter: date | None = None
    appeal_by: date | None = None
    outcome: Outcome = ""
    urgent: bool = False
    plan: str = ""


class Insurance(msgspec.Struct, forbid_unknown_fields=True):
    """`plan` is the id of a row of `state/assessments/lists/covers.yaml`, empty until chosen."""

    plan: str = ""
    calls: list[InsurerCall] = []

    def find(self, call_id: str) -> InsurerCall | None:
        """The call of this id, as it stands in the data of a button."""
        return next((call for call in self.calls if str(call.call_id) == call_id), None)

    def add(self, given: dict[str, int], about: CallAbout, by: int, at: datetime) -> InsurerCall:
        """A new call; what was said in it comes step by step. `given`: the numbers given so far."""
        number = fresh(given, "call", (call.call_id for call in self.calls))
        call = InsurerCall(number, about, by, at, plan=self.plan)
        self.calls.append(call)
        del self.calls[:-MOST]
        return call

    def change(self, call: InsurerCall, **what: Any) -> InsurerCall:
        """Puts the call, changed, in its place."""
        changed = msgspec.structs.replace(call, **what)
        self.calls[self.calls.index(call)] = changed
        return changed

    def standing(self) -> list[InsurerCall]:
        """What was last said about each thing, the oldest first; an appeal won ends a no."""
        newest = {call.about: call for call in self.calls if call.outcome}
        appeal = newest.get("appeal")
        won = appeal.call_id if appeal and appeal.outcome == "approved" else 0
        held = [one for one in newest.values() if one.outcome != "denied" or one.call_id > won]
        return sorted(held, key=lambda call: call.call_id)


def waiting(calls: Iterable[InsurerCall]) -> Iterator[tuple[InsurerCall, date]]:
    """The calls whose answer has a day, and that day."""
    for call in calls:
        if call.outcome == "waiting" and call.answer_by:
            yield call, call.answer_by


def ending_before(calls: Iterable[InsurerCall], day: date) -> Iterator[InsurerCall]:
    """The approvals that no longer hold on this day, that of a visit."""
    for call in calls:
        if call.outcome == "approved" and call.expires and call.expires < day:
            yield call


def refused(calls: Iterable[InsurerCall]) -> Iterator[tuple[InsurerCall, date]]:
    """The calls that brought a no, and the last day to object."""
    for call in calls:
        if call.outcome == "denied" and call.appeal_by:
            yield call, call.appeal_by
