"""What each adult sees of a case: parts may be left out for a member, by who invited them.

What is left out is not there: screens, digests, pages and files are made from `seen_by`, presses
work on the case itself. One's own words are never hidden from who wrote them. The level, its time
and its reasons are everybody's.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar, get_args

import msgspec

from state import retention
from state.case import Case, Chased, Event, Kept, Member, Part
from state.kept import KEEPS
from state.plan.insurance import Insurance
from state.plan.referrals import Referral

PARTS: tuple[Part, ...] = get_args(Part)
LEFT_OUT_AT_FIRST: tuple[Part, ...] = ("visits", "who", "notes")
"""What an adult who is invited does not see, until whoever invites them chooses otherwise.

Notes are among it: a word, or a photo of a letter, can name the place and the time of a visit.
"""
OF_INSURANCE = ("insurance/", "appeal/", "answer/", "renew/", "do/insurance/")
"""How the marks of tasks about who pays begin."""
QUESTIONS = "pay_"
"""How the questions about who pays begin."""


class By(Protocol):
    """Anything that a member did or said."""

    @property
    def by(self) -> int: ...


def starts_with(case: Case) -> tuple[Part, ...]:
    """The parts that are left out for an adult who joins this case, unless chosen otherwise."""
    return LEFT_OUT_AT_FIRST if case.members else ()


def seen_by(case: Case, member: Member) -> Case:
    """A copy in which what this member may not see is not there. Never to be stored.

    Of the other adults it holds only what they are to the child and what they may do: how they
    want to be written to, and where they are in the conversation, is their own. Where it is not
    to be seen who did what, others are numbers below zero, but for who has taken a task.
    """
    out, me = frozenset(member.leaves_out), member.chat_id
    seen = msgspec.structs.replace(
        case, members=[one if one.chat_id == me else _seen_from_beside(one) for one in case.members]
    )
    others = {f"asked_{one.chat_id}" for one in case.members if one.chat_id != me}
    seen.notes = {key: value for key, value in seen.notes.items() if key not in others}
    if "visits" in out:
        seen.visits = []
        seen.referrals = [_without_place(one, me) for one in seen.referrals]
        seen.numbers = {of: number for of, number in seen.numbers.items() if of != "visit"}
        seen.kept_until = retention.told_until(case, member)
    if "insurance" in out:
        seen.insurance = Insurance()
        seen.answers = [
            one for one in seen.answers if one.by == me or not one.item.startswith(QUESTIONS)
        ]
        seen.marks = {
            name: marks for name, marks in seen.marks.items() if not name.startswith(OF_INSURANCE)
        }
    if "notes" in out:
        _leave_out_notes(seen, me)
    if "who" in out:
        _leave_out_who(seen, me)
    return seen


def _seen_from_beside(other: Member) -> Member:
    """Another adult, as far as it is the case's matter and not their own: not where they live."""
    return Member(
        other.chat_id,
        other.language,
        other.consented_at,
        role=other.role,
        relation=other.relation,
        joined_at=other.joined_at,
    )


def _without_place(referral: Referral, me: int) -> Referral:
    """How far a referral is, and not where to: neither the center nor who was spoken to there."""
    steps = [
        one if one.by == me else msgspec.structs.replace(one, who="", number="", note="")
        for one in referral.steps
    ]
    return msgspec.structs.replace(referral, centre="", needs="", steps=steps)


def _leave_out_notes(seen: Case, me: int) -> None:
    """Notes, diary, medicines, allergies, family history and files; also words beside a task."""
    seen.entries = _own(seen.entries, me)
    seen.files = _own(seen.files, me)
    seen.kept = [one for one in seen.kept if one.by == me or not _clinicians(one)]
    seen.marks = {
        name: [one if one.by == me else msgspec.structs.replace(one, note="") for one in marks]
        for name, marks in seen.marks.items()
    }
    seen.visits = [msgspec.structs.replace(one, said="") for one in seen.visits]
    seen.referrals = [without_notes(one, lambda by: by != me) for one in seen.referrals]


def _clinicians(one: Kept) -> bool:
    """Whether these are a clinician's own words."""
    return one.keep in KEEPS and KEEPS[one.keep].clinicians


Written = TypeVar("Written", bound=By)


def _own(every: Iterable[Written], me: int) -> list[Written]:
    return [one for one in every if one.by == me]


def without_notes(referral: Referral, of: Callable[[int], bool]) -> Referral:
    """The same referral without the words that some adults wrote beside its steps."""
    steps = [msgspec.structs.replace(one, note="") if of(one.by) else one for one in referral.steps]
    return msgspec.structs.replace(referral, steps=steps)


def _leave_out_who(seen: Case, me: int) -> None:
    """In place of each other adult stands a number that is nobody's: it tells them apart only."""
    hidden = {me: me}
    for other in (one.chat_id for one in seen.members):
        hidden.setdefault(other, -len(hidden))
    seen.answers = _hiding(seen.answers, hidden)
    seen.kept = _hiding(seen.kept, hidden)
    seen.entries = _hiding(seen.entries, hidden)
    seen.files = _hiding(seen.files, hidden)
    seen.invites = _hiding(seen.invites, hidden)
    seen.child_states = _hiding(seen.child_states, hidden)
    seen.events = [_event_hiding(one, hidden) for one in seen.events]
    seen.marks = {
        name: [one if one.what == "claimed" else _hide(one, hidden) for one in marks]
        for name, marks in seen.marks.items()
    }
    seen.visits = [
        msgspec.structs.replace(one, events=_hiding(one.events, hidden)) for one in seen.visits
    ]
    seen.referrals = [
        msgspec.structs.replace(one, steps=_hiding(one.steps, hidden)) for one in seen.referrals
    ]
    seen.insurance = Insurance(seen.insurance.plan, _hiding(seen.insurance.calls, hidden))
    seen.said = [msgspec.structs.replace(one, to=hidden.get(one.to, one.to)) for one in seen.said]


def _event_hiding(event: Event, hidden: dict[int, int]) -> Event:
    return event if isinstance(event, Chased) else _hide(event, hidden)


Named = TypeVar("Named", bound=By)


def _hiding(every: Sequence[Named], hidden: dict[int, int]) -> list[Named]:
    return [_hide(one, hidden) for one in every]


def _hide(one: Named, hidden: dict[int, int]) -> Named:
    by = hidden.setdefault(one.by, -len(hidden))  # of somebody who is not on the plan any more
    typed_in = {"message_id": None} if by < 0 and hasattr(one, "message_id") else {}
    return msgspec.structs.replace(one, by=by, **typed_in)  # type: ignore[type-var]
