"""A case at one moment: since when it is known, and how long a calm answer holds."""

import pytest
from case_samples import NOON, ONE, after, case
from stand_ins import loaded

from state.answering import keep
from state.case import Case, Reached, Value
from state.levels import Level
from state.present import FRESH, Present
from state.settled import Told, record_check

LIBRARY = loaded.library()
NONE: Value = {"*": "no"}
SCREENS = ("em_breathing", "em_head", "em_bleeding", "em_fever")


def present(kept: Case, hours: float = 0) -> Present:
    return Present(LIBRARY, kept, ONE, after(hours))


def said(*answers: tuple[str, Value], hours: float = 0) -> Case:
    kept = case()
    for item, value in answers:
        keep(kept, item, value, by=ONE, at=after(hours))
    return kept


@pytest.mark.parametrize(
    ("told", "days"), [("today", 0), ("yesterday", 1), ("days", 6), ("week", 14), ("unsure", 0)]
)
def test_the_reason_is_known_since_the_earliest_the_words_can_mean(told: str, days: int) -> None:
    by_a_doctor: list[tuple[str, Value]] = [("reason", "someone_said"), ("said", "doctor")]
    known_at = present(said(*by_a_doctor, ("told_when", told))).known_at
    assert known_at == (after(-24 * days) if told != "unsure" else None)


def test_what_nobody_told_them_counts_from_the_card() -> None:
    for reason in ("worried", "second_opinion"):
        assert present(said(("reason", reason), ("told_when", "week"))).known_at is None
    found: list[tuple[str, Value]] = [("reason", "someone_said"), ("said", "lump")]
    assert present(said(*found, ("who_told", "nobody"), ("told_when", "week"))).known_at is None
    assert present(said(*found, ("who_told", "hospital"), ("told_when", "week"))).known_at


def test_a_calm_answer_to_the_screens_is_asked_again_after_a_day_before_a_first_card() -> None:
    kept = said(
        *((screen, NONE) for screen in SCREENS),
        ("reason", "second_opinion"),
        ("opinion_kind", "stable"),
    )
    hours = FRESH.total_seconds() / 3600
    while (item := present(kept, 0).next_item()) is not None:
        keep(kept, item.id, NONE if item.kind == "signs" else "unsure", by=ONE, at=NOON)
    assert present(kept, hours).card_is_due()
    again = present(kept, hours + 1).next_item()
    assert again is not None
    assert again.id == "em_breathing"
    assert not present(kept, hours + 1).card_is_due()


def test_after_a_card_the_screens_are_not_asked_again_by_themselves() -> None:
    kept = said(*((screen, NONE) for screen in SCREENS))
    kept.events.append(Reached(Level.SAME_DAY, NOON, ONE, after(2), (), "rules"))
    assert present(kept, 48).card_is_due()


def test_in_danger_the_screens_need_no_more_answers() -> None:
    kept = said(("em_breathing", {"*": "yes"}))
    now = present(kept)
    assert (now.in_danger, now.danger_is_news) == (True, True)
    following = now.next_item()
    assert following is not None
    assert following.phase == "reason"


def test_the_question_behind_a_level_is_the_one_without_which_it_is_calmer() -> None:
    kept = said(("em_breathing", NONE), ("em_head", {"*": "yes"}))
    behind = present(kept).behind()
    assert behind is not None
    assert behind.id == "em_head"


A_RESULT: tuple[tuple[str, Value], ...] = (
    ("reason", "someone_said"),
    ("said", "result"),
    ("lab_kind", "serious"),
    ("low_now", "no"),
)


def checked_at_noon(told: Told) -> Case:
    """A result that nobody has read to them; then a doctor did, and told them how soon."""
    kept = said(*((screen, NONE) for screen in SCREENS), *A_RESULT)
    items = present(kept).settled_by_a_check()
    record_check(kept, items, "own_doctor", told, by=ONE, now=after(1))
    for screen in SCREENS:
        keep(kept, screen, NONE, by=ONE, at=after(1))
    return kept


def test_a_recorded_check_holds_for_the_reason_it_was_about() -> None:
    """A doctor has read the result to them: that is what the same day was for."""
    assert present(checked_at_noon(Told.LATER), 2).now_is.level is Level.WITHIN_48_HOURS
    assert present(checked_at_noon(Told.TODAY), 2).now_is.level is Level.SAME_DAY


def test_what_is_said_of_the_reason_after_a_check_counts_in_full() -> None:
    kept = checked_at_noon(Told.LATER)
    keep(kept, "lab_kind", "serious", by=ONE, at=after(3))
    assert present(kept, 3).now_is.level is Level.SAME_DAY


def test_a_check_leaves_a_floor_that_is_not_for_a_doctors_look() -> None:
    """A child with a diagnosis is for a hospital's team the same day, whoever has looked."""
    kept = said(*((screen, NONE) for screen in SCREENS), ("reason", "diagnosis"))
    items = present(kept).settled_by_a_check()
    record_check(kept, items, "own_doctor", Told.LATER, by=ONE, now=after(1))
    assert present(kept, 2).now_is.level is Level.SAME_DAY
