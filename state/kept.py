"""What the family was told and keeps: the findings that led here, the goal, the doctor's words.

Kept beside the answers and never judged: no level rests on it. It fills scripts and topics.
"""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from state.case import UNSURE, Case, Kept

LONGEST = 200
"""Length of one text: as much as can be said in one breath on the telephone."""
A_FEW_WORDS = 60
"""Length of a date or a number, and who said it."""
MOST = 20
"""Texts kept for each id and member; what is older is let go, the newest never."""


class Keep(msgspec.Struct, frozen=True):
    """One thing that has a place. With `options` one of them is chosen; without, it is typed.

    `triggers` are the reasons to come it fits, none for all of them. `clinicians` says that the
    words are a clinician's own, who may name what we never do; they are shown as theirs.
    """

    options: tuple[str, ...] = ()
    triggers: frozenset[str] = frozenset()
    clinicians: bool = False
    longest: int = LONGEST


KEEPS: Mapping[str, Keep] = {
    "findings_led": Keep(),
    "goal": Keep(options=("diagnosis", "confirmation", "treatment_planning", "monitoring")),
    "doctors_words": Keep(clinicians=True),
    "told_on": Keep(longest=A_FEW_WORDS),
    "sent_on": Keep(longest=A_FEW_WORDS),
    "reference": Keep(longest=A_FEW_WORDS),
    "treatment_on": Keep(
        triggers=frozenset({"confirmed_diagnosis", "second_opinion"}), longest=A_FEW_WORDS
    ),
}


def fitting(trigger: str | None) -> list[str]:
    """The ids that fit a reason to come, in the order they are offered."""
    return [name for name, one in KEEPS.items() if not one.triggers or trigger in one.triggers]


def keep(
    case: Case,
    name: str,
    value: str | None,
    *,
    by: int,
    at: datetime,
    message_id: int | None = None,
) -> Kept:
    """Adds what one member was told, at `at` (UTC); None takes it back."""
    number = max((one.number for one in case.kept), default=0) + 1
    added = Kept(number, name, value, by, at, message_id)
    case.kept.append(added)
    own = [one for one in case.kept if one.keep == name and one.by == by]
    for too_old in own[:-MOST]:
        case.kept.remove(too_old)
    return added


def newest(case: Case) -> dict[str, Kept]:
    """What holds now, by id: of what each adult said last and has not taken back, the newest.

    So an adult takes back only their own; what the other was told holds again then.
    """
    lasts = {(one.keep, one.by): one for one in case.kept}.values()
    standing = [one for one in lasts if one.value is not None]
    return {one.keep: one for one in sorted(standing, key=lambda one: one.number)}


def known(case: Case) -> dict[str, str]:
    """What is known now, by id: "not sure" is kept, but it is not known."""
    return {
        name: one.value
        for name, one in newest(case).items()
        if one.value is not None and one.value != UNSURE
    }


def undo(case: Case, number: int, *, by: int, at: datetime) -> Kept | None:
    """Puts back what this member had kept before, if the undone is their own and still holds."""
    undone = next((one for one in case.kept if one.number == number and one.by == by), None)
    if undone is None or newest(case).get(undone.keep) != undone:
        return None
    before = [
        one for one in case.kept if (one.keep, one.by) == (undone.keep, by) and one.number < number
    ]
    return keep(case, undone.keep, before[-1].value if before else None, by=by, at=at)


def typed_in(case: Case, by: int, message_id: int) -> Kept | None:
    """What a message of this member put here, if it still holds."""
    for one in newest(case).values():
        if one.by == by and one.message_id == message_id:
            return one
    return None


def one_line(name: str, text: str) -> str | None:
    """A typed text on one line; None if it is empty, or too long for what it is."""
    line = " ".join(text.split())
    return line if 0 < length(line) <= KEEPS[name].longest else None


def length(text: str) -> int:
    """How long Telegram takes a text to be, in units of UTF-16: an emoji has two or more.

    So the longest texts still fit into one message beside the scripts in two languages.
    """
    return len(text.encode("utf-16-le")) // 2
