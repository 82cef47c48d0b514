"""Where a paper stands follows from what was last said of it, and can be taken back."""

from datetime import UTC, date, datetime

from state.plan.marks import Mark, MarkWord, is_closed
from state.plan.papers import had_as, promised, stage

NOW = datetime(2026, 3, 3, 15, tzinfo=UTC)


def said(*words: MarkWord) -> list[Mark]:
    return [Mark(word, 5, NOW) for word in words]


def test_nothing_said_is_not_asked_for() -> None:
    assert stage([]) == "open"
    assert stage(said("noted", "snoozed")) == "open"


def test_the_last_word_counts_and_a_note_is_none() -> None:
    assert stage(said("asked", "in_hand", "sent", "arrived")) == "arrived"
    assert stage(said("in_hand", "noted", "on_disc")) == "in_hand"


def test_what_is_taken_back_was_not_said() -> None:
    assert stage(said("asked", "in_hand", "undone")) == "asked"
    assert had_as(said("in_hand", "on_disc", "undone")) is None


def test_a_promise_holds_until_the_paper_is_here() -> None:
    promise = Mark("promised", 5, NOW, due=date(2026, 3, 6))
    assert promised([promise]) == date(2026, 3, 6)
    assert promised([promise, *said("in_hand")]) is None


def test_the_pictures_are_had_as_was_said_last() -> None:
    assert had_as(said("on_disc", "uploaded")) == "uploaded"


def test_a_paper_that_arrived_is_no_task_and_how_it_is_had_opens_none() -> None:
    assert is_closed(said("asked", "arrived"))
    assert is_closed(said("in_hand", "on_disc"))
    assert not is_closed(said("asked", "on_disc"))
