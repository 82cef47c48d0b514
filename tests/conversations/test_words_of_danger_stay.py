"""What was typed of a danger to the child holds: nothing calmer is shown until it is settled."""

from datetime import timedelta

import pytest
from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, plain, texts

from bot.rehearsal.transcript import find_button
from state.case import Lowered, Reached
from state.levels import Level

IN_TREATMENT = CARDS["a diagnosis, New Zealand, 12 to 18"]
BABY = CARDS["cancer was mentioned, US, under 3 months"]
ELSE = CARDS["a lump, Canada, 4 to 6"]


async def at_the_card(one: Reader, given: dict[str, str]) -> str:
    await to_the_card(one, given)
    return plain((await one.write("/start"))[-1].text)


async def typed(one: Reader, text: str) -> str:
    return plain((await one.write(text))[-1].text)


async def tapped(one: Reader, label: str) -> str:
    found = find_button(one, label)
    assert found is not None, label
    return plain((await one.tap(*found))[-1].text)


def levels(one: Reader) -> list[Level]:
    assert one.case is not None
    return [event.level for event in one.case.events if isinstance(event, Reached)]


async def test_a_danger_that_was_typed_is_what_start_shows_hours_later() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, ELSE)
        assert (await typed(one, "he had a seizure just now")).startswith("Call 911")
        await one.pass_time(timedelta(hours=10))
        assert (await typed(one, "/start")).startswith("Call 911")
        assert levels(one)[-1] is Level.EMERGENCY


async def test_not_about_my_child_is_asked_once_more_then_leads_back() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        before = await at_the_card(one, ELSE)
        await typed(one, "he had a seizure just now")
        assert "Were they about your child" in await tapped(one, "Not about my child now")
        assert (await tapped(one, "No, not about that")).endswith(before)
        assert one.case is not None
        assert isinstance(one.case.events[-1], Lowered)


async def test_about_now_after_all_the_card_for_now_stays() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, ELSE)
        await typed(one, "he had a seizure just now")
        await tapped(one, "Not about my child now")
        assert (await tapped(one, "Yes, or not sure")).startswith("Call 911")


async def test_a_slip_is_offered_on_the_card_when_it_is_shown_again() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, ELSE)
        await typed(one, "he had a seizure just now")
        await typed(one, "/start")
        assert "Were they about your child" in await tapped(one, "I pressed that by mistake")


async def test_an_old_button_lowers_nothing() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, ELSE)
        await typed(one, "he had a seizure just now")
        await tapped(one, "Not about my child now")
        old = find_button(one, "No, not about that")
        assert old is not None
        await typed(one, "/start")
        assert plain((await one.tap(*old))[-1].text).find("Were they about") >= 0
        await one.pass_time(timedelta(hours=1))
        await typed(one, "she cannot breathe")
        await one.tap(*old)
        assert levels(one)[-1] is Level.EMERGENCY
        assert (await typed(one, "/start")).startswith("Call 911")


async def test_of_despair_and_violence_nothing_is_kept() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, ELSE)
        assert one.case is not None
        before = list(one.case.events)
        for text in ("I want to die", "my husband hits me"):
            await typed(one, text)
        assert one.case.events == before


FEVERS = (
    "she has a fever of 39 now",
    "fever 38.5",
    "my son has fever",
    "he has a temperature of 39 tonight",
    "her temp is 102",
)


@pytest.mark.parametrize("text", FEVERS)
@pytest.mark.parametrize("given", [IN_TREATMENT, BABY], ids=["in treatment", "under 3 months"])
async def test_a_fever_is_an_emergency_where_the_case_knows_why(
    given: dict[str, str], text: str
) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, given)
        assert (await typed(one, text)).startswith("Call 1" if given is IN_TREATMENT else "Call 9")
        assert levels(one)[-1] is Level.EMERGENCY


async def test_a_fever_in_a_text_that_was_asked_for_is_kept_and_leads_to_the_card() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, IN_TREATMENT)
        await one.write("/notes")
        assert (await typed(one, "note: my daughter has a fever")).startswith("Call 111")
        assert one.case is not None
        assert [entry.text for entry in one.case.entries] == ["my daughter has a fever"]


@pytest.mark.parametrize("text", [*FEVERS, "39.2", "101.3"])
async def test_where_the_case_does_not_know_what_makes_a_fever_an_emergency_is_asked(
    text: str,
) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, ELSE)
        asked = await typed(one, text)
        assert asked.startswith("Fever. Is one of these true?")
        assert "3 months" not in asked  # this child is older
        assert (await tapped(one, "Not sure")).startswith("Call 911")
        assert levels(one)[-1] is Level.EMERGENCY


async def test_a_fever_that_is_none_of_these_says_whom_to_call() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, ELSE)
        await typed(one, "she has a fever of 39 now")
        assert (await tapped(one, "None of these")).startswith("Call your child's doctor today")
        assert Level.EMERGENCY not in levels(one)


async def test_a_fever_typed_before_there_is_a_case_leads_to_the_danger_signs() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await one.write("/start")
        assert (await typed(one, "my son has fever")).startswith("Now, or since")


@pytest.mark.parametrize("text", ["no fever", "she had a fever last month", "what is a fever"])
async def test_a_fever_that_is_none_or_past_is_no_emergency(text: str) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_card(one, IN_TREATMENT)
        await typed(one, text)
        assert Level.EMERGENCY not in levels(one)
