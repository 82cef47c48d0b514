"""An adult on the plan cannot make the bot ring the other's phone over and over, nor by night."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from rehearsing import household, joins
from two_children import TO_THE_CARD

from bot.rehearsal import together, transcript
from bot.rehearsal.household import Household, Phone
from state.case import Role
from state.plan import marks
from state.plan.marks import MOST, Mark, is_closed

AT = datetime(2026, 3, 3, 15, 10, tzinfo=UTC)
TIMES = 12


@pytest.fixture
async def adults() -> AsyncIterator[Household]:
    """A mother with a card, and a father who has joined to do tasks."""
    async with household(Mother="en", Father="en") as two:
        script = transcript.steps(TO_THE_CARD.replace("Parent", "Mother"))
        await together.play(two, script)
        joins(two, "Father", role=Role.TASKS)
        yield two


def heard(phone: Phone) -> int:
    return len(phone.messages)


def data(phone: Phone, verb: str) -> list[str]:
    every = (
        button.data for said in phone.messages.values() for row in said.keyboard for button in row
    )
    return [one for one in every if one.startswith(f"{verb}:")]


async def press(phone: Phone, *forged: str) -> None:
    for one in forged:
        await phone.tap(phone.screen_id or 0, one)


async def test_telling_them_of_a_task_rings_once(adults: Household) -> None:
    mother, father = adults["Mother"], adults["Father"]
    await father.write("/plan")
    before = heard(mother)
    for _ in range(TIMES):
        await press(father, "tell_other:date")
    assert heard(mother) == before + 1


async def test_at_night_it_does_not_ring_at_all(adults: Household) -> None:
    mother, father = adults["Mother"], adults["Father"]
    await father.write("/plan")
    await adults.pass_time(timedelta(hours=15))  # ten past one in the morning
    before = heard(mother)
    for _ in range(TIMES):
        await press(father, "tell_other:date")
    assert heard(mother) == before


async def test_handing_a_task_over_and_taking_it_back_rings_once_for_each(
    adults: Household,
) -> None:
    mother, father = adults["Mother"], adults["Father"]
    await father.write("/plan")
    await press(father, "who_does:date")
    to_her = next(one for one in data(father, "claim") if not one.startswith("claim:none"))
    mine, hers = sorted(
        {one for one in data(father, "claim") if "none" not in one}, key=lambda one: one != to_her
    )
    before = heard(mother)
    for _ in range(TIMES):
        await press(father, mine, "claim:none:date", hers, "claim:none:date")
    assert heard(mother) == before + 2  # that it is hers, and that it is not


def test_taking_it_without_end_does_not_push_out_that_it_is_done() -> None:
    every: dict[str, list[Mark]] = {}
    marks.add(every, "date", Mark("asked", 5, AT, note="by phone"))
    marks.add(every, "date", Mark("done", 5, AT))
    for _ in range(2 * MOST):
        marks.add(every, "date", Mark("claimed", 6, AT))
        marks.add(every, "date", Mark("undone", 6, AT))
        marks.add(every, "date", Mark("free", 6, AT))
    assert is_closed(every["date"])
    assert [mark.what for mark in every["date"]][:2] == ["asked", "done"]
    assert len(every["date"]) <= MOST
