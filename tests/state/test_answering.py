"""Forty answers of one adult never push out one of the other's; the newest are kept."""

from case_samples import ONE, OTHER, after, case

from state.answering import MOST, keep


def test_what_one_adult_says_often_never_removes_what_the_other_said() -> None:
    kept = case(ONE, OTHER)
    first = keep(kept, "lump", "yes", by=OTHER, at=after(0))
    for number in range(3 * MOST):
        keep(kept, "lump", "no", by=ONE, at=after(number))
    assert first in kept.answers
    assert sum(answer.by == ONE for answer in kept.answers) == MOST


def test_each_question_has_its_own_forty() -> None:
    kept = case()
    for number in range(MOST + 1):
        for item in ("lump", "age"):
            keep(kept, item, str(number), by=ONE, at=after(number))
    for item in ("lump", "age"):
        values = [answer.value for answer in kept.answers if answer.item == item]
        assert values == [str(number) for number in range(1, MOST + 1)]


def test_numbers_grow_and_are_never_used_again() -> None:
    kept = case(ONE, OTHER)
    numbers = [
        keep(kept, "lump", "no", by=ONE if number % 3 else OTHER, at=after(0)).number
        for number in range(4 * MOST)
    ]
    assert numbers == list(range(1, 4 * MOST + 1))


def test_taking_back_is_an_answer_too() -> None:
    kept = case()
    keep(kept, "lump", "yes", by=ONE, at=after(0), message_id=7)
    keep(kept, "lump", None, by=ONE, at=after(1))
    assert [(answer.value, answer.message_id) for answer in kept.answers] == [
        ("yes", 7),
        (None, None),
    ]
