"""Who leaves a plan is named nowhere in it; what is the child's stays."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import msgspec
from case_samples import NOON, after

from state import forgetting
from state.case import Case
from state.plan import marks
from state.plan.marks import Mark, MarkWord
from state.plan.referrals import Referral, ReferralStep
from state.store.documents import CASE

FULL = Path(__file__).parent.parent / "storage" / "documents" / "case-1.json"
"""A case with something in each of its fields: 5 began it, 6 joined."""
ONE, OTHER = 5, 6
NUMBERS = {
    "version", "after", "last_part", "number", "message_id", "up_to", "entry_id", "visit_id",
    "referral_id", "call_id", "quiet_from", "quiet_to", "digest_at", "numbers", "value", "since",
}  # fmt: skip
"""Fields of whole numbers that name nobody."""


def full() -> Case:
    return CASE.read(FULL.read_bytes())


def test_nobody_is_named_any_more_once_they_left() -> None:
    for who in (ONE, OTHER):
        case = full()
        assert who in set(forgetting.named(case))
        forgetting.forget(case, who)
        assert who not in set(forgetting.named(case))
        assert [one.chat_id for one in case.members] == [ONE + OTHER - who]


def test_two_who_left_are_not_taken_for_one_another() -> None:
    case = full()
    forgetting.forget(case, OTHER)
    forgetting.forget(case, ONE)
    assert {one.by for one in case.events if hasattr(one, "by")} == {-1, -2}


def test_what_is_the_childs_stays_word_for_word() -> None:
    case, before = full(), full()
    forgetting.forget(case, ONE)
    assert [one.value for one in case.answers] == [one.value for one in before.answers]
    assert [one.value for one in case.kept] == [one.value for one in before.kept]
    assert case.visits[0].place == before.visits[0].place
    assert case.referrals[0].steps[0].number == "555 0101"
    assert case.insurance.calls[0].reference == "A-17"


def test_own_notes_and_files_go_and_the_others_stay() -> None:
    case = full()
    assert forgetting.own_words(case, ONE) == 3
    forgetting.forget(case, ONE)
    assert [one.text for one in case.entries] == ["Can she swim?"]
    assert not case.files
    assert not case.invites  # what they sent out opens nothing any more
    assert case.marks["record/bloods"][0].note == ""
    assert case.marks["record/bloods"][0].who == "the lab"


def test_medicines_allergies_and_family_history_are_the_childs() -> None:
    case = full()
    for number, kind in enumerate(("medicine", "allergy", "family"), 4):
        entry = msgspec.structs.replace(case.entries[0], entry_id=number, kind=kind, text=kind)
        case.entries.append(entry)
    forgetting.forget(case, ONE)
    assert [one.text for one in case.entries if one.by < 0] == ["medicine", "allergy", "family"]


def test_what_they_took_on_is_free_again() -> None:
    """Whatever was marked and taken back around it stays as it was."""
    words: list[MarkWord] = [one for one in get_args(MarkWord) if one not in {"undone", "claimed"}]
    for word in words:
        case = full()
        for hours, (what, by) in enumerate(
            [(word, OTHER), ("claimed", ONE), ("undone", ONE), ("claimed", ONE), ("sent", OTHER)]
        ):
            marks.add(case.marks, "task", Mark(what, by, after(hours)))
        forgetting.forget(case, ONE)
        held = marks.standing(case.marks["task"])
        assert [one.what for one in held] == [word, "sent"]


def test_what_they_were_handed_is_free_again_and_what_they_handed_over_is_not() -> None:
    for by, to, stays in ((OTHER, ONE, []), (ONE, OTHER, ["claimed"])):
        case = full()
        case.marks = {"task": [Mark("claimed", by, NOON, to=to)]}
        forgetting.forget(case, ONE)
        assert [one.what for one in marks.standing(case.marks["task"])] == stays


def test_their_words_beside_a_step_of_a_referral_go() -> None:
    case = full()
    steps = [ReferralStep("noted", by, NOON, note="own words") for by in (ONE, OTHER)]
    case.referrals = [Referral(1, steps=steps)]
    forgetting.forget(case, ONE)
    assert [one.note for one in case.referrals[0].steps] == ["", "own words"]


def test_the_numbers_of_their_messages_go() -> None:
    case = full()
    forgetting.forget(case, ONE)
    assert not [one for one in case.answers if one.message_id is not None]
    assert not [one for one in case.kept if one.by < 0 and one.message_id is not None]


def test_each_field_of_whole_numbers_is_known_to_name_somebody_or_not() -> None:
    """A new one has to be added to `WHO` in state/forgetting.py, or to the list above."""
    fields = set(_whole_numbers(Case, ""))
    assert fields - NUMBERS == forgetting.WHO


def _whole_numbers(kind: Any, name: str) -> Iterator[str]:
    if kind is int:
        yield name
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield from _whole_numbers(field.type, field.name)
    else:
        for one in get_args(kind):
            yield from _whole_numbers(one, name)


def test_they_may_come_back_and_leave_again() -> None:
    case = full()
    member = case.members[1]
    forgetting.forget(case, OTHER)
    case.members.append(msgspec.structs.replace(member, joined_at=NOON + timedelta(days=1)))
    case.events.append(type(case.events[3])(NOON, OTHER))  # type: ignore[call-arg, arg-type]
    forgetting.forget(case, OTHER)
    assert min(forgetting.named(case)) == -2
