"""What a doctor's check settles stays in the case; what is said after it counts."""

from case_samples import NOON, ONE, OTHER, after, case, checked

from state.answering import keep
from state.case import Case, Lowered
from state.levels import Level
from state.settled import Told, record_check, record_mistake, standing_answers, told


def answered(kept: Case, item: str, by: int = ONE) -> int:
    return keep(kept, item, "yes", by=by, at=NOON).number


def settle(kept: Case, *items: str, up_to: int) -> None:
    kept.events.append(Lowered("checked", after(1), ONE, items=items, up_to=up_to))


def counting(kept: Case) -> list[int]:
    return [answer.number for answer in standing_answers(kept)]


def test_without_a_check_every_answer_counts() -> None:
    kept = case()
    first = answered(kept, "lump")
    assert counting(kept) == [first]
    assert told(kept) is None


def test_a_check_settles_its_items_of_every_adult_and_no_other() -> None:
    kept = case(ONE, OTHER)
    answered(kept, "lump")
    other_item = answered(kept, "age")
    last = answered(kept, "lump", OTHER)
    settle(kept, "lump", up_to=last)
    assert counting(kept) == [other_item]
    assert len(kept.answers) == 3


def test_what_is_said_after_the_check_counts_again() -> None:
    kept = case()
    settle(kept, "lump", up_to=answered(kept, "lump"))
    again = answered(kept, "lump")
    assert counting(kept) == [again]


def test_a_mistake_settles_no_answer() -> None:
    kept = case()
    first = answered(kept, "lump")
    kept.events.append(Lowered("mistake", after(1), ONE, items=("lump",), up_to=first))
    assert counting(kept) == [first]


def test_the_time_of_the_last_check_holds() -> None:
    kept = case()
    kept.events += [checked(after(1), Level.SAME_DAY), checked(after(2), Level.WITHIN_48_HOURS)]
    assert told(kept) is Level.WITHIN_48_HOURS
    kept.events.append(checked(after(3)))
    assert told(kept) is None


def test_what_was_told_and_whether_it_settles_anything() -> None:
    table = {one.value: (one.level, one.settles) for one in Told}
    assert table == {
        "emergency": (Level.EMERGENCY, False),
        "today": (Level.SAME_DAY, True),
        "two_days": (Level.WITHIN_48_HOURS, True),
        "later": (None, True),
        "no_time": (None, False),
    }
    assert Told.of("tomorrow") is None


def test_a_recorded_check_settles_what_was_said_until_then() -> None:
    kept = case()
    answered(kept, "lump")
    record_check(kept, ("lump",), "hospital", Told.TWO_DAYS, by=ONE, now=after(1))
    again = answered(kept, "lump")
    assert counting(kept) == [again]
    assert told(kept) is Level.WITHIN_48_HOURS


def test_a_recorded_mistake_names_its_answer_and_settles_none() -> None:
    kept = case()
    first = answered(kept, "lump")
    record_mistake(kept, "lump", by=ONE, now=after(1))
    assert counting(kept) == [first]
    assert kept.events == [Lowered("mistake", after(1), ONE, items=("lump",), up_to=first)]
