"""Who did what, and when: one list out of all that the plan keeps with its doer."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import msgspec

from state.case import Case, Lowered, Spoke
from state.plan import marks, referrals

Kind = Literal["task", "referral", "visit", "call", "state", "checked", "spoke", "joined"]


class Done(msgspec.Struct, frozen=True):
    """One thing a member did, at `at` (UTC). `what` is the word kept; `about`, the task's id or so.

    `by` is the member, or below zero somebody who has left or is not to be named.
    """

    at: datetime
    by: int
    kind: Kind
    what: str
    about: str = ""


def done(case: Case) -> list[Done]:
    """All of it, the newest first, as this copy of the case has it. What was taken back is out."""
    every = [*_of_tasks(case), *_of_visits(case), *_of_the_child(case)]
    return sorted(every, key=lambda one: one.at, reverse=True)


def _of_tasks(case: Case) -> Iterator[Done]:
    for task_id, of in case.marks.items():
        for mark in marks.standing(of):
            if mark.what not in {"tell", "noted"}:
                handed = mark.to not in {0, mark.by}
                yield Done(mark.at, mark.by, "task", "handed" if handed else mark.what, task_id)
    for referral in case.referrals:
        for step in referrals.standing(referral.steps):
            if step.what != "noted":
                yield Done(step.at, step.by, "referral", step.what, referral.centre)


def _of_visits(case: Case) -> Iterator[Done]:
    for visit in case.visits:
        for event in visit.events:
            yield Done(event.at, event.by, "visit", event.what)
    for call in case.insurance.calls:
        yield Done(call.at, call.by, "call", call.about)


def _of_the_child(case: Case) -> Iterator[Done]:
    """What was told of the child, who spoke to a doctor, and who joined."""
    for state in case.child_states:
        if not state.what.startswith("died"):
            yield Done(state.at, state.by, "state", state.what)
    for event in case.events:
        if isinstance(event, Spoke):
            yield Done(event.at, event.by, "spoke", "")
        elif isinstance(event, Lowered) and event.why == "checked":
            yield Done(event.at, event.by, "checked", "")
    for member in case.members:
        if member.joined_at is not None:
            yield Done(member.joined_at, member.chat_id, "joined", "")
