"""What is typed below a reminder answers the reminder, never by accident the screen before it."""

from datetime import timedelta

import pytest
from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, buttons, plain, texts, turn_of
from test_awaited_words_are_kept import at_the_box, kept

from handlers.screens import where
from state.case import Spoke

US = CARDS["cancer was mentioned, US, under 3 months"]
OPINION = CARDS["a second opinion, India"]


async def reminded(one: Reader) -> list[str]:
    """Lets time pass until something was said; the words of its buttons."""
    for _ in range(200):
        if said := await one.pass_time(timedelta(hours=2)):
            return [button.label for button in buttons(said[-1])]
    raise AssertionError("Nothing was said.")


async def test_yes_says_that_a_visit_happened() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, "a visit's place")
        await one.write("/plan")
        one.now = one.now.replace(day=4, hour=20)
        while "Yes, it happened" not in await reminded(one):
            pass
        await one.write("yes")
        assert one.case is not None
        assert one.case.visits[0].happened


@pytest.mark.parametrize("typed", ["yes", "Yes, a doctor called"])
async def test_yes_says_that_a_doctor_has_called(typed: str) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, US)
        assert "Yes, a doctor called" in await reminded(one)
        await one.write(typed)
        assert one.case is not None
        assert isinstance(one.case.events[-1], Spoke)


async def test_a_number_below_a_reminder_answers_no_question_from_before() -> None:
    """It may be the number of a line of the reminder."""
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        await one.tap(one.screen_id or 0, "change")
        await reminded(one)
        said = await one.write("1")
        assert "in between" in plain(said[0].text)
        assert where(turn_of(one)).screen == "change"


async def test_once_the_question_is_there_again_it_is_answered() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        await one.write("/plan")
        await reminded(one)
        await one.write("1")
        here = await one.write("1")
        assert "I took that as" in plain(here[0].text)


async def test_a_text_that_was_asked_for_is_kept_although_a_reminder_came() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, "a paper")
        await reminded(one)
        await one.write("Ann in records")
        assert "Ann in records" in kept(one)
