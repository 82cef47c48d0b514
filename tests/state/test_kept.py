"""What the family was told stays until they take it back; the newest holds, whoever gave it."""

from case_samples import ONE, OTHER, after, case

from state import kept
from state.kept import A_FEW_WORDS, KEEPS, LONGEST, MOST, keep, known, newest, one_line, undo


def test_the_newest_holds_whoever_gave_it() -> None:
    told = case(ONE, OTHER)
    keep(told, "goal", "diagnosis", by=ONE, at=after(0))
    keep(told, "goal", "monitoring", by=OTHER, at=after(1))
    keep(told, "findings_led", "low platelets", by=ONE, at=after(2))
    assert known(told) == {"goal": "monitoring", "findings_led": "low platelets"}
    assert len(told.kept) == 3


def test_taking_back_is_kept_too() -> None:
    told = case()
    keep(told, "goal", "diagnosis", by=ONE, at=after(0))
    keep(told, "goal", None, by=ONE, at=after(1))
    assert known(told) == {}
    assert [one.value for one in told.kept] == ["diagnosis", None]


def test_each_adult_takes_back_only_their_own() -> None:
    told = case(ONE, OTHER)
    keep(told, "goal", "diagnosis", by=ONE, at=after(0))
    others = keep(told, "goal", "monitoring", by=OTHER, at=after(1))
    keep(told, "goal", None, by=ONE, at=after(2))
    assert known(told) == {"goal": "monitoring"}
    keep(told, "goal", "confirmation", by=ONE, at=after(3))
    assert known(told) == {"goal": "confirmation"}
    keep(told, "goal", None, by=ONE, at=after(4))
    assert newest(told)["goal"] == others


def test_undo_gives_way_to_what_the_other_adult_was_told() -> None:
    told = case(ONE, OTHER)
    first = keep(told, "reference", "A1", by=ONE, at=after(0))
    second = keep(told, "reference", "B1", by=OTHER, at=after(1))
    undo(told, second.number, by=OTHER, at=after(2))
    assert newest(told)["reference"] == first


def test_undo_puts_back_what_held_before() -> None:
    told = case()
    keep(told, "reference", "A1", by=ONE, at=after(0))
    second = keep(told, "reference", "A2", by=ONE, at=after(1))
    undo(told, second.number, by=ONE, at=after(2))
    assert known(told) == {"reference": "A1"}


def test_undo_of_the_first_leaves_nothing() -> None:
    told = case()
    first = keep(told, "reference", "A1", by=ONE, at=after(0))
    undo(told, first.number, by=ONE, at=after(1))
    assert known(told) == {}


def test_an_old_undo_and_one_of_the_other_adult_change_nothing() -> None:
    told = case(ONE, OTHER)
    first = keep(told, "reference", "A1", by=ONE, at=after(0))
    second = keep(told, "reference", "A2", by=ONE, at=after(1))
    assert undo(told, first.number, by=ONE, at=after(2)) is None
    assert undo(told, second.number, by=OTHER, at=after(2)) is None
    assert undo(told, 99, by=ONE, at=after(2)) is None
    assert known(told) == {"reference": "A2"}


def test_not_sure_is_kept_but_not_known() -> None:
    told = case()
    keep(told, "goal", "unsure", by=ONE, at=after(0))
    assert known(told) == {}
    assert newest(told)["goal"].value == "unsure"


def test_what_one_adult_keeps_often_never_removes_what_the_other_kept() -> None:
    told = case(ONE, OTHER)
    first = keep(told, "reference", "mine", by=OTHER, at=after(0))
    for number in range(3 * MOST):
        keep(told, "reference", str(number), by=ONE, at=after(number))
    assert first in told.kept
    assert sum(one.by == ONE for one in told.kept) == MOST
    assert known(told) == {"reference": str(3 * MOST - 1)}


def test_a_text_is_one_line_and_no_longer_than_one_breath() -> None:
    assert one_line("findings_led", "  low\nplatelets ") == "low platelets"
    assert one_line("findings_led", "x" * LONGEST)
    assert one_line("findings_led", "x" * (LONGEST + 1)) is None
    assert one_line("findings_led", " \n ") is None
    assert one_line("reference", "x" * (A_FEW_WORDS + 1)) is None


def test_a_text_is_as_long_as_telegram_takes_it_to_be() -> None:
    """Else texts of emoji would not fit into one message with the scripts around them."""
    assert one_line("findings_led", "🧒" * (LONGEST // 2))
    assert one_line("findings_led", "🧒" * (LONGEST // 2 + 1)) is None
    assert one_line("findings_led", "ש" * LONGEST)


def test_a_message_is_found_by_what_it_put_here() -> None:
    told = case()
    first = keep(told, "reference", "A1", by=ONE, at=after(0), message_id=7)
    assert kept.typed_in(told, ONE, 7) == first
    assert kept.typed_in(told, OTHER, 7) is None
    keep(told, "reference", "A2", by=ONE, at=after(1), message_id=9)
    assert kept.typed_in(told, ONE, 7) is None


def test_when_treatment_starts_is_asked_only_where_there_is_a_diagnosis() -> None:
    assert "treatment_on" in kept.fitting("second_opinion")
    assert "treatment_on" not in kept.fitting("abnormal_labs")
    assert "treatment_on" not in kept.fitting(None)
    assert set(kept.fitting("confirmed_diagnosis")) == set(KEEPS)
