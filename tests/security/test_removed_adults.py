"""Whoever was removed sees nothing more and does nothing more: not by an old button, not by an
invite they had made, not by a code they had written down.
"""

import itertools
import re
from collections.abc import AsyncIterator

import pytest
from rehearsing import household, joins, plain
from two_children import TO_THE_CARD

from bot.rehearsal import together, transcript
from bot.rehearsal.household import Household, Phone
from handlers import presses
from handlers.conversation import COMMANDS
from handlers.on_the_plan import mark
from state.case import Case, Member, Place, Role
from state.store.documents import CASE

SECRET = "Zqv"
TRIED = ("", "1", "1:1", "place:1", "bloods", "date", "done:date", "hers", "none:date", "new")
CODE = re.compile(r"\b[0-9A-Z]{3,4}(?:-[0-9A-Z]{3,4})+\b")


@pytest.fixture
async def adults() -> AsyncIterator[Household]:
    """A mother with a card and a visit; a father who may do everything; his sister, outside."""
    async with household(Mother="en", Father="en", Aunt="en") as three:
        script = transcript.steps(TO_THE_CARD.replace("Parent", "Mother"))
        await together.play(three, script)
        mother = three["Mother"]
        await press(mother, "visit_when:new")
        await mother.write("March 12 at 2:30 pm")
        await press(mother, "visit_fill:place:1")
        await mother.write(f"{SECRET} street")
        joins(three, "Father", role=Role.FULL, leaves_out=())
        yield three


async def press(phone: Phone, *every: str) -> None:
    for data in every:
        await phone.tap(phone.screen_id or 0, data)


async def invited_by(phone: Phone) -> list[str]:
    """The codes of an invite with nothing left out, and of the way back, that this adult makes."""
    before = set(phone.messages)
    await press(phone, "share", "invite", "invite_safe", "invite_as:grandparent")
    await press(phone, "invite_role:full", "inv_part:visits", "inv_part:who", "invite_look")
    await press(phone, "invite_send", "my_place", "way_back")
    said = [phone.messages[one] for one in sorted(set(phone.messages) - before)]
    return [found for one in said for found in CODE.findall(plain(one.text))]


async def remove(mother: Phone) -> None:
    await mother.write("/adults")
    shown = mother.messages[mother.screen_id or 0]
    (adult,) = {b.data for row in shown.keyboard for b in row if b.data.startswith("adult:")}
    await press(mother, adult, adult.replace("adult:", "adult_remove:"))


def kept(case: Case) -> bytes:
    return CASE.write(CASE.read(CASE.write(case)))


async def test_who_was_removed_while_acting_sees_and_does_nothing(adults: Household) -> None:
    mother, father = adults["Mother"], adults["Father"]
    await father.write("/visit")
    assert any(SECRET in plain(said.text) for said in father.messages.values())
    old = father.screen_id or 0
    await press(father, "notes:note")  # a text is awaited of him
    await remove(mother)
    assert father.cases == []
    assert mother.case is not None
    before, read = kept(mother.case), dict(mother.messages)
    turns = itertools.cycle(TRIED)
    said = [one for text in ("a note", "1", "March 14 at 9 am") for one in await father.write(text)]
    for verb in sorted(presses._actions):
        said += await father.tap(old, f"{verb}:{next(turns)}")
        father.case = None
    for name in COMMANDS:
        said += await father.write(f"/{name}")
    assert said
    assert [one.text for one in said if SECRET in one.text or "March 12" in one.text] == []
    assert kept(mother.case) == before
    assert set(mother.messages) == set(read), "and nobody is told"


async def test_an_invite_and_a_way_back_they_had_made_open_nothing(adults: Household) -> None:
    mother, father, aunt = adults["Mother"], adults["Father"], adults["Aunt"]
    codes = await invited_by(father)
    assert len(codes) >= 2
    await aunt.write(codes[0])
    assert "works once, for two days" not in plain(aunt.messages[max(aunt.messages)].text)
    await remove(mother)
    for phone in (aunt, father):
        for code in codes:
            said = await phone.write(code)
            assert "works once, for two days" in plain(said[-1].text)
            assert phone.cases == []


async def test_who_may_not_see_a_part_invites_nobody_who_does(adults: Household) -> None:
    """Nor does anybody else get a higher role or more than who invites them has."""
    father, aunt = adults["Father"], adults["Aunt"]
    member_of(father).leaves_out = ("visits", "who")
    code, *_ = await invited_by(father)
    await aunt.write(code)
    await press_last(aunt, "join:")
    assert aunt.case is not None
    assert {"visits", "who"} <= set(aunt.case.member(aunt.chat_id).leaves_out)


@pytest.mark.parametrize("role", [Role.READ, Role.TASKS])
async def test_who_has_not_the_full_role_invites_and_removes_nobody(
    adults: Household, role: Role
) -> None:
    mother, father = adults["Mother"], adults["Father"]
    member_of(father).role = role
    assert await invited_by(father) == []
    assert mother.case is not None
    assert mother.case.invites == []
    hers = mark(mother.case, mother.case.member(mother.chat_id))
    await father.write("/adults")
    await press(father, f"adult:{hers}", f"adult_remove:{hers}")
    member_of(father).place = Place("adult", hers)
    await press(father, f"adult_remove:{hers}")
    assert len(mother.case.members) == 2


async def test_nobody_who_joined_shuts_out_whoever_began(adults: Household) -> None:
    """With the full role neither, however they come to the button."""
    mother, father = adults["Mother"], adults["Father"]
    assert mother.case is not None
    hers = mark(mother.case, mother.case.member(mother.chat_id))
    await father.write("/adults")
    await press(father, f"adult:{hers}", f"adult_remove:{hers}")
    assert len(mother.case.members) == 2


def member_of(phone: Phone) -> Member:
    assert phone.case is not None
    return phone.case.member(phone.chat_id)


async def press_last(phone: Phone, beginning: str) -> None:
    """The newest button that begins so."""
    for number in sorted(phone.messages, reverse=True):
        for row in phone.messages[number].keyboard:
            for button in row:
                if button.data.startswith(beginning):
                    await phone.tap(number, button.data)
                    return
