"""Common questions: for anyone, at any time, beside the way one is on; danger comes first."""

import pytest
from everything_read import CARDS, QUESTIONS, to_the_card
from rehearsing import A_TUESDAY, buttons, parent, plain, turn_of, unfolded

from bot.rehearsal.rehearsal import Rehearsal, Said
from handlers.lists import lists
from handlers.screens import where
from state.case import Place

SECOND = "can I get a second opinion?"
MOST_WORDS = 66
"""About sixty, as everywhere."""
US = CARDS["cancer was mentioned, US, under 3 months"]


async def press(one: Rehearsal, *data: str) -> Said:
    said = [await one.tap(one.screen_id or 0, each) for each in data]
    return said[-1][-1]


def datas(said: Said) -> list[str]:
    return [button.data for button in buttons(said)]


async def test_before_consent_every_question_is_answered_and_nothing_is_kept() -> None:
    async with parent() as one:
        await one.write("/start")
        for data in QUESTIONS:
            said = await press(one, data)
            assert datas(said)[-2:] == ["here", "w"], data
            assert "  " not in plain(said.text).replace("\n", "")
            assert " by ." not in said.text
            assert "by ?" not in said.text
        assert one.case is None


async def test_typed_before_consent_a_question_is_offered_its_answer() -> None:
    async with parent() as one:
        await one.write("/start")
        (said,) = await one.write(SECOND)
        assert "Yes, you can ask for a second opinion" in plain(said.text)
        (said,) = await one.write("how do I get a sooner appointment?")
        assert "faq_is:earlier" in datas(said)
        assert plain(said.text).startswith("In danger now? Call 911, 999 or 112.")
        (said,) = await one.write("hello")
        assert "start" in datas(said)
        assert one.case is None


@pytest.mark.parametrize("typed", ["can i wait, he cannot breathe?", "/faq she is unconscious"])
async def test_danger_in_a_question_comes_first(typed: str) -> None:
    for opened in (["/start"], ["/start", "/faq"]):
        async with parent() as one:
            for each in opened:
                await one.write(each)
            said = (await one.write(typed))[-1]
            assert "Call 911, 999 or 112 now" in plain(said.text)
            assert not [data for data in datas(said) if data.startswith("faq")]


async def test_at_the_emergency_screens_no_other_question_is_taken_up() -> None:
    async with parent() as one:
        await one.write("/start")
        await press(one, "start", "agree", "country:ie")
        assert where(turn_of(one)).alone
        (said,) = await one.write(SECOND)
        assert where(turn_of(one)) == Place(
            "ask", "em_breathing", alone=True, after=where(turn_of(one)).after
        )
        assert not [data for data in datas(said) if data.startswith("faq")]


async def test_a_question_is_offered_beside_the_screen_it_interrupts() -> None:
    async with parent() as one:
        await one.write("/start")
        await to_the_card(one, US)
        await press(one, "plan")
        await one.write("how do I get a sooner appointment?")
        await one.write("1")
        assert where(turn_of(one)).about.startswith("earlier<plan:")
        await one.write(SECOND)
        assert where(turn_of(one)).about.startswith("opinion<plan:")
        await press(one, "topic:second_opinion")
        await press(one, "guide_back")
        assert where(turn_of(one)).about.startswith("opinion<plan:")
        await press(one, "faq", "faq_of:tests", "faq_is:biopsy", "faq_back")
        assert where(turn_of(one)).screen == "plan"


async def test_what_is_told_offers_no_question() -> None:
    async with parent() as one:
        await one.write("/start")
        await to_the_card(one, US)
        (said,) = await one.write("we want a second opinion")
        assert "not sure what that means" in plain(said.text)


async def test_what_has_no_answer_is_kept_for_the_visit() -> None:
    async with parent() as one:
        await one.write("/start")
        await to_the_card(one, US)
        await one.write("/faq")
        await one.write("who feeds <b>the goldfish & meanwhile")
        assert where(turn_of(one)).screen == "faq_none"
        said = await press(one, "faq_none")
        assert "feeds &lt;b&gt;the goldfish &amp; meanwhile" in said.text
        said = await press(one, "faq_keep")
        assert one.case is not None
        assert [entry.text for entry in one.case.entries] == [
            "who feeds <b>the goldfish & meanwhile"
        ]
        assert "faq_keep" not in datas(said)
        await press(one, "faq_back")
        assert "goldfish" not in where(turn_of(one)).about


async def test_where_help_is_needed_now_that_is_said_first() -> None:
    async with parent() as one:
        await one.write("/start")
        await to_the_card(one, CARDS["an emergency in Mexico"])
        for data in ("faq", "faq_of:meaning", "faq_is:is_cancer", "faq_is:wait", "faq_none"):
            assert plain((await press(one, data)).text).startswith("First: "), data


async def test_a_link_opens_the_question() -> None:
    start = "/start faq_opinion"
    async with parent() as one:
        (said,) = await one.write(start)
        assert plain(said.text).startswith("In danger now? Call 911, 999 or 112.")
        assert "Yes, you can ask for a second opinion" in plain(said.text)
        assert one.case is None
        await press(one, "here")
        await to_the_card(one, US)
        (said,) = await one.write(start)
        assert where(turn_of(one)).screen == "faq_is"
        await press(one, "faq_back")
        assert where(turn_of(one)).screen == "card"


async def test_a_link_to_nothing_opens_the_ordinary_way() -> None:
    async with parent() as one:
        (said,) = await one.write("/start faq_nonsense")
        assert "start" in datas(said)


async def test_where_care_is_public_no_question_is_about_an_insurer() -> None:
    async with parent() as one:
        await one.write("/start")
        await to_the_card(one, CARDS["a serious result, UK, under 1"])
        found = [await press(one, f"faq_of:money{page}") for page in ("", ":1")]
        every = {data for said in found for data in datas(said)}
        assert not every & {"faq_is:covered", "faq_is:denied", "faq_is:no_insurance"}
        assert "faq_is:cost" in every
        (said,) = await one.write("insurance denied the scan")
        assert "insurer" not in plain(said.text)


async def test_the_five_that_every_parent_asks_come_first() -> None:
    async with parent() as one:
        first = [one.id for one in lists(turn_of(one)).faq][:5]
        assert first == ["need", "get", "ask", "opinion", "bring"]


@pytest.mark.parametrize("card", ["a lump, Canada, 4 to 6", "a second opinion, India"])
async def test_every_answer_is_short_before_it_is_unfolded(card: str) -> None:
    async with parent(A_TUESDAY) as one:
        await one.write("/start")
        await to_the_card(one, CARDS[card])
        long = {}
        for data in QUESTIONS:
            said = await press(one, data)
            if not where(turn_of(one)).about.startswith(f"{data.partition(':')[2]}<"):
                continue  # it is for other families
            text = unfolded(said.text)
            words = sum(any(c.isalnum() for c in word) for word in text.split())
            if words > MOST_WORDS:
                long[data] = words
        assert long == {}
