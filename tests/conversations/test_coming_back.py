"""Coming back after hours or weeks: has a doctor spoken since, then danger, then the rest."""

from datetime import UTC, datetime, timedelta

import pytest
from rehearsing import rehearsal
from test_parts import NONE, place, screen, taps, to_the_card

from bot.rehearsal.rehearsal import Rehearsal
from state.case import Spoke

MORNING = datetime(2026, 3, 3, 10, 10, tzinfo=UTC)
SAME_DAY = ("A blood or lab result", "Not sure", "4 to 6 years", "Not sure")
TWO_WEEKS = ("A lump", "Small, stays the same", "7 to 11 years", "Not sure")
SINCE = "Has a doctor spoken to you since?"


async def come_back(one: Rehearsal, days: float, words: str = "/start") -> None:
    one.now += timedelta(days=days)
    await one.write(words)


@pytest.mark.parametrize(("reason", "days"), [(SAME_DAY, 0.1), (SAME_DAY, 7), (TWO_WEEKS, 15)])
async def test_when_the_time_is_over_that_comes_before_any_question(
    reason: tuple[str, ...], days: float
) -> None:
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *reason)
        await taps(one, "Today's three", "More questions", "Blood and fever")
        await come_back(one, days)
        assert place(one) == "since"
        assert SINCE in screen(one)
        assert "If not: Call your child's doctor." in screen(one)
        wait = reason is TWO_WEEKS
        assert ("Go to A&E" in screen(one)) is not wait


async def test_an_old_button_of_a_question_leads_there_too() -> None:
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *SAME_DAY)
        await taps(one, "Today's three", "More questions", "Blood and fever")
        one.now += timedelta(days=2)
        await taps(one, NONE)
        assert place(one) == "since"
        assert one.case is not None
        assert one.case.answers[-1].item == "body_blood"  # nothing that was said is lost


async def test_a_doctor_who_called_ends_the_asking() -> None:
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *SAME_DAY)
        await come_back(one, 1)
        await taps(one, "Yes, a doctor called")
        assert place(one) == "checked_who"
        assert one.case is not None
        assert isinstance(one.case.events[-1], Spoke)
        await come_back(one, 1)
        assert place(one) != "since"


async def test_no_doctor_yet_says_where_to_go_and_is_not_asked_again_at_once() -> None:
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *SAME_DAY)
        await come_back(one, 1)
        await taps(one, "Not yet, or no")
        assert screen(one).startswith("Go to A&E now.")
        await taps(one, "Back to the card")
        assert place(one) == "card"


async def test_before_more_questions_danger_is_looked_at_again_after_a_day() -> None:
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *TWO_WEEKS)
        one.now += timedelta(days=2)
        await taps(one, "Today's three", "More questions")
        assert screen(one).startswith("First, danger signs once more.")
        assert "hard, fast or noisy breathing" in screen(one)
        await taps(one, NONE, NONE, NONE, NONE)
        assert place(one) == "card"
        await taps(one, "Today's three", "More questions")
        assert place(one) == "parts"


async def test_worse_is_never_held_up_by_the_question() -> None:
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *SAME_DAY)
        one.now += timedelta(days=2)
        await taps(one, "Worse")
        assert "hard, fast or noisy breathing" in screen(one)


async def test_before_a_first_card_danger_is_looked_at_first_on_coming_back() -> None:
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *SAME_DAY[:1])
        await come_back(one, 30)
        assert screen(one).startswith("30 days have passed. Your answers are kept.")
        assert "hard, fast or noisy breathing" in screen(one)
        await taps(one, NONE, NONE, NONE, NONE)
        assert "Which" in screen(one) or "fits" in screen(one)
