"""An age typed as a number is not taken as the number of a button, and consent can be typed."""

import pytest
from everything_read import CARDS
from rehearsing import parent, turn_of

from handlers import reading
from handlers.screens import where

AGE = {"1": None, "2": None, "5": None, "6": None, "7": None} | {
    "3": "1_3",
    "4": "4_6",
    "9": "7_11",
    "5 years": "4_6",
    "1 month old": "under_3mo",
    "2 months old": "under_3mo",
    "3 months": "under_1",
    "13 months": None,
    "18 months": None,
}


@pytest.mark.parametrize(("typed", "meant"), AGE.items())
async def test_an_age_that_may_be_two_things_is_asked_again(typed: str, meant: str | None) -> None:
    async with parent() as one:
        await one.write("/start")
        for data in ("start", "agree", "country:gb"):
            await one.tap(one.screen_id or 0, data)
        while (at := where(turn_of(one))).about != "age":
            item = reading.item(turn_of(one), at.about)
            given = CARDS["a serious result, UK, under 1"].get(item.id)
            usual = "none" if item.kind == "signs" else "unsure"
            await one.tap(one.screen_id or 0, f"a:{item.id}:{given or usual}")
        await one.write(typed)
        assert one.case is not None
        said = [answer.value for answer in one.case.answers if answer.item == "age"]
        assert said == ([meant] if meant else [])
        if typed.isdigit() and not meant:
            assert "Years or months?" in one.messages[one.screen_id or 0].text


async def test_consent_is_typed_in_its_own_words_only() -> None:
    async with parent() as one:
        await one.write("/start")
        await one.tap(one.screen_id or max(one.messages), "start")
        await one.write("yes")
        assert one.case is None
        await one.write("yes, keep my answers")
        assert one.case is not None
