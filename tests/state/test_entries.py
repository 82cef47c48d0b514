"""Notes keep their order, and lose nothing but what is removed."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from state.plan import entries
from state.plan.entries import MOST, Entry, EntryKind

NOW = datetime(2026, 3, 3, 15, 10, tzinfo=UTC)


def put(kept: list[Entry], kind: EntryKind, *texts: str) -> None:
    for text in texts:
        entries.add(kept, {}, kind, text, by=1, at=NOW)


def texts(kept: list[Entry], kind: str) -> list[str]:
    return [one.text for one in entries.of(kept, kind)]


def test_a_question_moves_up_past_its_own_kind_only() -> None:
    kept: list[Entry] = []
    put(kept, "question", "a", "b")
    put(kept, "allergy", "peanuts")
    put(kept, "question", "c")
    entries.move(kept, 4)
    assert texts(kept, "question") == ["a", "c", "b"]
    assert texts(kept, "allergy") == ["peanuts"]


def test_what_is_to_be_asked_first_is_the_first_of_its_kind() -> None:
    kept: list[Entry] = []
    put(kept, "question", "a", "b", "c", "d")
    entries.move(kept, 4, to_top=True)
    assert texts(kept, "question") == ["d", "a", "b", "c"]
    entries.move(kept, 4, to_top=True)
    assert texts(kept, "question") == ["d", "a", "b", "c"]


def test_changing_keeps_who_when_and_where_it_stands() -> None:
    kept: list[Entry] = []
    put(kept, "medicine", "a", "b")
    before = kept[0]
    entries.change(kept, 1, "c")
    assert (kept[0].text, kept[0].by, kept[0].at) == ("c", before.by, before.at)


def test_a_list_that_is_full_takes_no_more() -> None:
    kept: list[Entry] = []
    put(kept, "note", *["x"] * MOST)
    assert entries.add(kept, {}, "note", "y", by=1, at=NOW) is None
    assert entries.add(kept, {}, "pain", "3", by=1, at=NOW) is not None


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=12))
def test_moving_loses_and_doubles_nothing(moves: list[tuple[int, bool]]) -> None:
    kept: list[Entry] = []
    put(kept, "question", "a", "b", "c")
    put(kept, "note", "d", "e")
    for entry_id, to_top in moves:
        entries.move(kept, entry_id, to_top=to_top)
    assert sorted(one.text for one in kept) == ["a", "b", "c", "d", "e"]
    assert texts(kept, "note") in (["d", "e"], ["e", "d"])
