"""Notes never come before danger: a fever leads to the card, dangerous words are not kept."""

from datetime import timedelta

import pytest
from noting import BABY, ELSE, IN_TREATMENT, typed, values
from readers import Reader
from rehearsing import A_TUESDAY, buttons, plain, texts

from bot.rehearsal.rehearsal import Said
from state.plan.charts import Chart


async def test_a_fever_in_treatment_leads_to_the_card_and_is_kept() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, IN_TREATMENT, "temp 38.0")).startswith("Call 111")
        assert values(one) == [38.0]


async def test_a_fever_under_3_months_leads_to_the_card() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, BABY, "temp 100.4 F")).startswith("Call 911")


async def test_a_fever_whose_unit_cannot_be_right_counts_as_one() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, BABY, "temp 38 F")).startswith("Call 911")
        assert values(one) == [None]


async def test_where_treatment_is_not_known_it_is_asked_and_not_sure_is_yes() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, ELSE, "temp 38.6")).startswith("Fever. Is one of these true?")
        shown = await one.tap(one.screen_id or 0, "measure_is:1:unsure")
        assert plain(shown[-1].text).startswith("Call 911")


async def test_less_than_a_fever_is_only_kept() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, IN_TREATMENT, "temp 37.9")).startswith("Kept:")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("temp 37.2 at 6 am", (3, 6)),
        ("pain 4 at 9 pm", (2, 21)),
        ("temp 37.2 yesterday 8am", (2, 8)),
        ("temp 37.2 on March 5 at 8 am", (3, 7)),
        ("temp 37.2", (3, 7)),
    ],
)
async def test_a_time_typed_with_a_number_is_when_it_was(text: str, when: tuple[int, int]) -> None:
    """Where another day is named, or no time, it counts from now: nothing is guessed."""
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, text)
        assert one.case is not None
        local = one.case.entries[0].at.astimezone(one.zone)
        assert (local.day, local.hour) == when


async def test_words_of_danger_are_answered_and_not_kept() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        assert (await typed(one, ELSE, "note: she cannot breathe")).startswith("Call 911")
        assert values(one) == []


async def test_the_page_for_the_visit_stays_one_message() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, "question: first?")
        for _ in range(12):
            await one.write("allergy: " + "peanuts " * 30)
        shown = (await one.tap(one.screen_id or 0, "notes_sheet"))[-1]
        assert "1. first?" in plain(shown.text)
        assert "Not on this page: " in plain(shown.text)
        assert len(plain(shown.text)) < 4096


def pictures(shown: list[Said]) -> list[Chart]:
    return [one.file for one in shown if isinstance(one.file, Chart)]


async def noted(one: Reader, *texts: str) -> None:
    """Some hours apart, and a fever is not one of the dangerous ones."""
    for text in texts:
        await one.write(text)
        if one.case is not None and one.case.entries:
            await one.tap(one.screen_id or 0, f"measure_is:{one.case.entries[-1].entry_id}:none")
        await one.pass_time(timedelta(hours=5))


async def test_the_picture_is_in_the_unit_that_was_noted_last() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, "temp 37.2")
        await noted(one, "temp: 38.4", "temp: 99.5 F")
        (chart,) = pictures(await one.tap(one.screen_id or 0, "over_time:temperature"))
        assert chart.title == "Temperature in °F"
        assert chart.subtitle.endswith("highest 101.1 · last 99.5")
        assert [point.strong for point in chart.points] == [False, True, False]
        await noted(one, "temp: 36.9")
        (chart,) = pictures(await one.tap(one.screen_id or 0, "over_time:temperature"))
        assert chart.title == "Temperature in °C"
        assert len(chart.points) == 4


async def test_a_number_that_is_not_clear_is_not_in_the_picture_and_that_is_said() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, "pain 3")
        await one.write("pain: 4 or 5")
        shown = await one.tap(one.screen_id or 0, "over_time:pain")
        assert [len(chart.points) for chart in pictures(shown)] == [1]
        assert "Left out, as the number is not clear: 1" in plain(shown[0].text)


async def test_the_words_say_all_that_the_picture_shows() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, "temp 37.2")
        await noted(one, "temp: 38.4", "temp: 36.6")
        said = plain((await one.tap(one.screen_id or 0, "over_time:temperature"))[0].text)
        assert "Highest: 38.4°C (101.1°F), Mar 3, 7:10 am" in said
        assert "Lowest: 36.6°C (97.9°F), Mar 3, 12:10 pm" in said
        assert "Fever, 38.0°C (100.4°F) or more: 1 of 3" in said


async def test_nothing_to_see_has_no_button_and_an_old_one_does_no_harm() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, "temp 37.2")
        (picture, *_) = await one.tap(one.screen_id or 0, "over_time:temperature")
        await one.tap(one.screen_id or 0, "entry_gone:1")
        shown = await one.tap(one.screen_id or 0, "over_time:temperature")
        assert picture.file is not None
        assert not pictures(shown)
        assert not any(button.data == "over_time:temperature" for button in buttons(shown[-1]))


async def test_weeks_of_numbers_stay_one_message() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, "temp 37.2")
        for number in range(99):
            await one.write(f"temp: 37.{number % 10}")
            await one.pass_time(timedelta(hours=7))
        picture, table = await one.tap(one.screen_id or 0, "over_time:temperature")
        assert [len(chart.points) for chart in pictures([picture])] == [100]
        assert len(plain(picture.text)) < 1024
        assert len(plain(table.text)) < 4096
        assert "Older ones are in the list: 40." in plain(table.text)
