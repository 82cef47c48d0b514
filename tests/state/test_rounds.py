"""Going through the signs again: what came, and what went, for the adult who asks."""

from case_samples import NOON, ONE, OTHER, case
from stand_ins import loaded

from state.answering import keep
from state.assessments.rounds import Difference, difference
from state.case import Case, Value

NONE: Value = {"*": "no"}
ASSESSMENT = loaded.library().assessments["oncology_referral"]
ITEM = "em_breathing"


def say(kept: Case, *values: Value | None, by: int = ONE, item: str = ITEM) -> Case:
    for value in values:
        keep(kept, item, value, by=by, at=NOON)
    return kept


def found(kept: Case, by: int = ONE) -> Difference | None:
    return difference(ASSESSMENT.items.values(), kept.answers, by)


def test_one_round_is_compared_with_nothing() -> None:
    assert found(say(case(), NONE)) is None


def test_an_answer_corrected_within_a_round_is_no_new_round() -> None:
    assert found(say(case(), NONE, {"waking": "yes", "*": "no"})) is None


def test_a_round_begun_and_not_finished_is_not_compared() -> None:
    assert found(say(case(), NONE, None)) is None


def test_signs_that_came_and_went() -> None:
    kept = say(case(), {"flat": "yes", "*": "no"}, None, {"waking": "unsure", "*": "no"})
    assert found(kept) == Difference(((ITEM, "waking"),), ((ITEM, "flat"),))


def test_the_same_again_is_no_difference() -> None:
    assert found(say(case(), NONE, None, NONE)) == Difference((), ())


def test_only_the_last_two_rounds_count() -> None:
    kept = say(case(), {"flat": "yes", "*": "no"}, None, NONE, None, NONE)
    assert found(kept) == Difference((), ())


def test_taking_back_twice_is_one_new_round() -> None:
    kept = say(case(), {"flat": "yes", "*": "no"}, None, None, NONE)
    assert found(kept) == Difference((), ((ITEM, "flat"),))


def test_what_the_other_adult_said_is_not_compared_with() -> None:
    kept = say(say(case(ONE, OTHER), NONE), None, {"flat": "yes", "*": "no"}, by=OTHER)
    assert found(kept, ONE) is None
    assert found(kept, OTHER) is None


def test_a_choice_is_no_list_of_signs() -> None:
    assert found(say(case(), "1_3", None, "4_6", item="age")) is None
