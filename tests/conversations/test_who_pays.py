"""Where no insurer pays, none is spoken of: it says what to do instead."""

import re

import pytest
from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, plain, texts, turn_of

from bot.rehearsal.rehearsal import Said
from handlers import tasks

US = CARDS["cancer was mentioned, US, under 3 months"]
INSURERS = re.compile(r"insurer|network|approv|reference number|on the card", re.IGNORECASE)


async def shown(one: Reader, *pressed: str) -> Said:
    for data in pressed:
        said = (await one.tap(one.screen_id or 0, data))[-1]
    return said


async def test_without_insurance_the_hospitals_desk_is_asked_and_no_insurer() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, US)
        for pressed in (["insurance", "covers", "cover:uninsured"], ["cover_call"]):
            said = await shown(one, *pressed)
            assert not INSURERS.search(plain(said.text)), said.text
            assert not any("call:" in button.data for row in said.keyboard for button in row)


async def test_without_insurance_the_task_is_help_with_the_bill() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, US)
        before = names(one)
        await shown(one, "insurance", "covers", "cover:uninsured")
        assert {"Ask the insurer", "Will they pay there?"} <= before
        assert names(one) - before == {"Help with the bill"}
        assert before - names(one) == {"Ask the insurer", "Will they pay there?"}


def names(one: Reader) -> set[str]:
    turn = turn_of(one)
    plan = tasks.the_plan(turn)
    return {tasks.name(turn, task) for task in [*plan.today, *plan.later]}


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("a serious result, UK, under 1", "nhs"),
        ("a suspicious scan, Ireland, 1 to 3", "ireland"),
        ("signs, Australia, 7 to 11", "australia"),
        ("a diagnosis, New Zealand, 12 to 18", "new_zealand"),
        ("not sure why, elsewhere", "europe"),
    ],
)
async def test_public_care_wants_a_referral_and_nobodys_yes(given: str, kind: str) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, CARDS[given])
        asked = plain((await shown(one, "insurance", "covers")).text)
        said = await shown(one, f"cover:{kind}")
        assert asked.startswith("Who pays for the visit?")
        assert "You need a referral" in plain(said.text)
        assert "A yes for one visit" not in plain(said.text)
        assert all(said.keyboard), "a row without buttons"


async def test_a_private_no_leaves_the_public_way_open() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, CARDS["a serious result, UK, under 1"])
        said = await shown(one, "insurance", "covers", "cover:private_besides", "denied")
        assert "Public care needs no insurer's yes." in plain(said.text)
