"""A fever or a strong pain in the notes is the sign it is: card, plan and reasons know it."""

import re

import pytest
from everything_read import CARDS, to_the_card
from noting import BABY, ELSE, IN_TREATMENT, typed, values
from readers import Reader
from rehearsing import A_TUESDAY, plain, texts, turn_of

from bot.rehearsal.rehearsal import PARENT, Rehearsal
from handlers import reading
from state.answering import keep
from state.case import Reached, Says
from state.levels import Level


def level(one: Rehearsal) -> Level:
    return reading.now_is(turn_of(one)).level


async def press(one: Rehearsal, data: str) -> str:
    return plain((await one.tap(one.screen_id or 0, data))[-1].text)


@pytest.mark.parametrize(
    ("given", "text", "answers"),
    [
        (IN_TREATMENT, "temp 38.0", []),
        (BABY, "temp 100.4 F", []),
        (ELSE, "temp 38.6", ["measure_is:1:yes"]),
        (ELSE, "temp 38.6", ["measure_is:1:unsure"]),
        (ELSE, "pain 9", ["measure_is:1:yes"]),
        (ELSE, "pain 9", ["measure_is:1:unsure"]),
    ],
)
async def test_a_danger_in_the_notes_is_one_everywhere(
    given: dict[str, str], text: str, answers: list[str]
) -> None:
    """The card, the plan and the reasons know it, and taking the note out does not lower it."""
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, given, text)
        for data in answers:
            await press(one, data)
        assert level(one) is Level.EMERGENCY
        await press(one, "seen")
        await press(one, "entry_gone:1")
        assert values(one) == []
        assert "guidance asks for emergency care" in plain((await one.write("/why"))[-1].text)
        for way in ("card", "plan", "papers"):
            assert re.search("Call (111|911)|is being seen. Stay", await press(one, way)), way
        assert level(one) is Level.EMERGENCY
        assert one.case is not None
        reached = [event for event in one.case.events if isinstance(event, Reached)]
        assert reached[-1].level is Level.EMERGENCY


async def test_not_sure_has_the_first_aid_of_a_fever() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, "temp 38.6")
        assert "no fever medicine yet" in await press(one, "measure_is:1:unsure")


async def test_a_fever_in_the_notes_is_compared_at_the_next_round() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, IN_TREATMENT, "temp 38.4")
        asked = reading.present(turn_of(one)).asked
        screen = reading.assessment(turn_of(one)).items["em_fever"]
        assert asked.said(screen) == {"*": "no", "treatment": "yes"}


async def test_a_fever_with_two_signs_of_the_blood_is_for_the_same_day() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, CARDS["a second opinion, India"])
        assert one.case is not None
        said: dict[str, Says] = {"pale": "yes", "tired": "unsure", "*": "no"}
        keep(one.case, "body_blood", said, by=PARENT, at=one.now)
        assert level(one) < Level.SAME_DAY
        await one.write("/notes")
        await one.write("temp 38.6")
        assert "Changed." in await press(one, "measure_is:1:none")
        assert level(one) is Level.SAME_DAY


async def test_a_fever_alone_changes_no_time() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await typed(one, ELSE, "temp 38.6")
        before = level(one)
        assert (await press(one, "measure_is:1:none")).startswith("Call your child")
        assert level(one) is before
