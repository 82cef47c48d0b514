"""The stories of tests/rules/vignettes, told to the bot: tap by tap, through the real handlers.

Each parent answers truthfully, first up to the card and then part by part, and stops where an
emergency card is shown. No card may be calmer than the level written beside the story.
"""

import asyncio
import copy
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from rehearsing import buttons, parent, services, turn_of
from stand_ins.telling import Told, by_line, could_say, told
from stand_ins.vignettes import Given, Vignette, vignettes

from bot.rehearsal.rehearsal import Rehearsal
from handlers import reading
from handlers.screens import where
from state.assessments.assessment import Item, Library
from state.case import EVERY_LINE, UNSURE, Says
from state.levels import Level
from state.urgency import reached

MOST_TAPS = 300
"""More than any way through all questions takes."""
EXACTLY = 0.9
"""How many of the stories, at least, end with just the level written beside them."""


@dataclass(frozen=True)
class Ended:
    """How a told story ended: the card's level, and what was said yes or not sure of by then."""

    vignette: Vignette
    level: Level
    screen: str
    known: frozenset[str]


class Teller:
    """One parent with one story before one bot."""

    def __init__(self, one: Rehearsal, given: Given, said: Told) -> None:
        self.one = one
        self.given = given
        self.said = said

    @property
    def screen(self) -> str:
        return where(turn_of(self.one)).screen

    async def tap(self, data: str) -> None:
        """Presses a button that is on the present screen."""
        shown = self.one.messages[self.one.screen_id or 0]
        assert data in {button.data for button in buttons(shown)}, f"{data}: {shown.text}"
        await self.one.tap(shown.message_id, data)

    async def go_all_the_way(self) -> None:
        """Up to the card, then on as long as there are questions, or until an emergency card."""
        for _ in range(MOST_TAPS):
            if self.in_danger or not await self.one_step():
                return
        raise AssertionError("The questions do not end.")

    @property
    def in_danger(self) -> bool:
        case = self.one.case
        assert case is not None
        return any(event.level is Level.EMERGENCY for event in reached(case))

    async def one_step(self) -> bool:
        """Answers the present question, or asks for more. Whether there was anything to do."""
        turn = turn_of(self.one)
        if self.screen == "ask":
            item_id = where(turn).about.partition("/")[0]
            await self.answer(reading.item(turn, item_id))
            return True
        if reading.present(turn).asked.next_item(["after"]) is None:
            return False
        await self.ask_for_more()
        return True

    async def ask_for_more(self) -> None:
        """From the card to the next open question."""
        if self.screen == "card":
            await self.tap("today")
        shown = self.one.messages[self.one.screen_id or 0]
        data = [button.data for button in buttons(shown)]
        part = next((one for one in data if one.startswith("part:")), None)
        await self.tap(part if part and self.screen == "parts" else "rest")

    async def answer(self, item: Item) -> None:
        if item.kind == "signs":
            await self.answer_signs(item)
        elif item.kind == "many":
            await self.answer_checklist(item)
        else:
            value = self.said.get(item.id, could_say(item, self.given)[0])
            await self.tap(f"a:{item.id}:{value}")

    async def answer_signs(self, item: Item) -> None:
        """First the lines in doubt, one by one; then those that are there, or none of the rest.

        A line may bring another screen at once: the list is asked again later.
        """
        in_doubt = [name for name in self.lines(item, "unsure") if name not in self.named(item)]
        there = self.lines(item, "yes")
        if in_doubt:
            await self.doubt(item, in_doubt[0])
        elif item.one_of_these or not there:
            await self.tap(f"a:{item.id}:{'yes' if there else 'none'}")
        else:
            await self.tap(f"a:{item.id}:yes")
            for name in there:
                await self.tap_on_a_page(f"y:{item.id}:{name}", f"yp:{item.id}:")
            await self.tap(f"y_done:{item.id}")

    async def doubt(self, item: Item, name: str) -> None:
        """Not sure about a line, and not after the look at home either."""
        await self.tap(f"a:{item.id}:{UNSURE}")
        await self.tap_on_a_page(f"q:{item.id}:{name}", f"qp:{item.id}:")
        if self.screen == "home_check":
            await self.tap(f"h:{item.id}:{name}:{UNSURE}")

    def named(self, item: Item) -> dict[str, Says]:
        value = reading.said(turn_of(self.one), item)
        return value if isinstance(value, dict) else {}

    async def answer_checklist(self, item: Item) -> None:
        there = self.lines(item, "yes")
        for name in there:
            await self.tap_on_a_page(f"m:{item.id}:{name}", f"mp:{item.id}:")
        await self.tap(f"a:{item.id}:{'done' if there else 'all_unsure'}")

    async def tap_on_a_page(self, data: str, more: str) -> None:
        """Presses a button that may be some pages on."""
        shown = self.one.messages[self.one.screen_id or 0]
        here = [button.data for button in buttons(shown)]
        following = next((one for one in here if one.startswith(more)), None)
        if data not in here and following:
            await self.tap(following)
            await self.tap_on_a_page(data, more)
        else:
            await self.tap(data)

    def lines(self, item: Item, says: Says) -> list[str]:
        said = by_line(item, self.given)
        return [name for name, word in said.items() if word == says and name != EVERY_LINE]


@pytest.fixture(scope="module")
def ends() -> list[Ended]:
    """How every story ends."""
    return asyncio.run(_all())


async def _all() -> list[Ended]:
    return [ended async for ended in _each()]


async def _each() -> AsyncIterator[Ended]:
    async with parent() as one:
        await one.write("/start")
        for data in ("start", "agree", "country:us", "zone:America/New_York"):
            await one.tap(one.screen_id or 0, data)
        begun = one.case, one.screen_id, one.messages
        for vignette in vignettes():
            one.case, one.screen_id, one.messages = copy.deepcopy(begun)
            yield await _told(one, vignette)


async def _told(one: Rehearsal, vignette: Vignette) -> Ended:
    teller = Teller(one, vignette.given, told(library(), vignette.given))
    await teller.go_all_the_way()
    turn = turn_of(one)
    facts = reading.facts(turn)
    level = reading.now_is(turn).level
    return Ended(vignette, level, teller.screen, facts.yes | facts.unsure)


def library() -> Library:
    found: Library = services()["content"].library
    return found


def test_no_card_is_calmer_than_the_level_beside_the_story(ends: list[Ended]) -> None:
    calmer = {end.vignette.id: end.level.value for end in ends if end.level < end.vignette.level}
    assert not calmer


def test_most_end_with_just_the_level_beside_the_story(ends: list[Ended]) -> None:
    """A question in plain words may be coarser than the rules; then the card comes sooner."""
    sooner = [end for end in ends if end.level > end.vignette.level]
    print(f"\n{len(ends)} stories told, {len(sooner)} end sooner than written:")
    for end in sooner:
        print(f"  {end.vignette.id}: {end.level.value}, written {end.vignette.level.value}")
    assert len(sooner) <= (1 - EXACTLY) * len(ends)


def test_an_emergency_shows_its_card(ends: list[Ended]) -> None:
    for end in ends:
        assert (end.screen == "emergency") == (end.level is Level.EMERGENCY), end.vignette.id


def test_no_sign_that_was_told_is_lost(ends: list[Ended]) -> None:
    """Where no emergency ended the questions: every sign is known, or the card comes sooner yet.

    What replaces a floor is no sign; one who is not sure of it has no answer for it.
    """
    excuses = {name for one in library().triggers.values() for name in one.gives_way_to}
    lost = {
        end.vignette.id: left
        for end in ends
        if end.level is not Level.EMERGENCY and end.level is end.vignette.level
        if (left := {*end.vignette.given.yes, *end.vignette.given.unsure} - end.known - excuses)
    }
    assert not lost
