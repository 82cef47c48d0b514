"""Keeping track of the papers: what a parent marks and types is taken, or said not to be."""

from datetime import timedelta

import pytest
from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, buttons, plain, texts

from bot.rehearsal.rehearsal import Rehearsal

OPINION = CARDS["a second opinion, India"]


async def press(one: Rehearsal, data: str) -> str:
    return plain((await one.tap(one.screen_id or 0, data))[-1].text)


async def test_a_day_that_can_be_two_is_asked_back() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        await press(one, "paper_is:asked:scan_report")
        shown = (await one.write("4/5"))[-1]
        days = [b.data for b in buttons(shown) if b.data.startswith("paper_day:")]
        assert len(days) > 1
        assert "promised by" in await press(one, days[0])


async def test_a_day_that_cannot_be_read_is_said_and_asked_again() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        await press(one, "paper_is:asked:scan_report")
        said = plain((await one.write("when the moon is full"))[-1].text)
        assert "could not read" in said
        assert "By which day did they promise it?" in said


async def test_only_what_the_plan_chases_is_said_to_be_chased() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        assert "I will ask you" in await press(one, "paper_is:asked:scan_report")
        assert "I will ask you" not in await press(one, "paper_is:asked:vaccines")


async def test_the_same_press_twice_is_one_mark() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        await press(one, "paper_is:in_hand:bloods")
        await press(one, "paper_is:in_hand:bloods")
        assert one.case is not None
        assert [mark.what for mark in one.case.marks["record/bloods"]] == ["in_hand"]


@pytest.mark.parametrize(
    "data",
    ["record:none_such", "paper_is:asked:none_such", "paper_is:lost:bloods", "paper_day:x:bloods"],
)
async def test_an_old_button_shows_the_present_screen(data: str) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        assert "not a diagnosis" in await press(one, data)


async def test_a_button_on_a_day_of_nonsense_changes_nothing() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        await press(one, "paper_day:20269999:bloods")
        assert one.case is not None
        assert not one.case.marks


async def test_where_help_is_needed_now_that_stands_first() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, CARDS["an emergency in Mexico"])
        for data in ("papers", "missing", "record:bloods"):
            first = (await press(one, data)).split("\n")[0]
            assert "911" in first, data


async def test_papers_plan_and_words_agree_on_what_was_sent_ahead() -> None:
    """It waits, it is asked about once, and only its arrival, or having it, closes it."""
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, OPINION)
        for data in ("paper_is:asked:scan_report", "paper_is:sent:scan_report"):
            await press(one, data)
        assert "Scan report: sent ahead" in await press(one, "record:scan_report")
        assert "Arrived? Scan report" in await press(one, "plan:waiting")
        assert "if these have arrived:\n• Scan report" in await press(one, "missing")
        said = [plain(each.text) for each in await one.pass_time(timedelta(days=30))]
        assert sum("Arrived? Scan report" in each for each in said) == 1
        assert "Arrived? Scan report" in await press(one, "plan:later")
        await press(one, "paper_is:arrived:scan_report")
        assert "Scan report" in await press(one, "plan:done")
