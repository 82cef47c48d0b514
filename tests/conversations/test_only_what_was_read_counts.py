"""A calm answer counts only for a screen that was there to be read; a level falls only by the
screens that ask for it. Old, early and made-up buttons change nothing.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from rehearsing import rehearsal

from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.transcript import find_button
from state.case import Lowered, Reached
from state.levels import Level

MORNING = datetime(2026, 3, 3, 10, 10, tzinfo=UTC)
SETTLED_IN = ("Start", "Yes, keep my answers", "United Kingdom")
NONE = "None of these"


@pytest.fixture
async def parent() -> AsyncIterator[Rehearsal]:
    async with rehearsal(MORNING) as one:
        await one.write("/start")
        await taps(one, *SETTLED_IN)
        yield one


async def taps(parent: Rehearsal, *labels: str) -> None:
    for label in labels:
        button = find_button(parent, label)
        assert button, label
        await parent.tap(*button)


def place(parent: Rehearsal) -> str:
    assert parent.case
    found = parent.case.members[0].place
    return f"{found.screen} {found.about}" if found else ""


def levels(parent: Rehearsal) -> list[Level]:
    assert parent.case
    return [event.level for event in parent.case.events if isinstance(event, Reached)]


async def to_the_card(parent: Rehearsal, *last: str) -> None:
    await taps(parent, NONE, NONE, NONE, NONE, "Someone said something", *last)


async def test_typing_none_does_not_answer_a_screen_that_has_not_arrived(
    parent: Rehearsal,
) -> None:
    first = parent.screen_id
    await parent.write("none")
    parent.screen_id = first  # the next screen is still on its way
    await parent.write("none")
    assert place(parent) == "ask em_head"


async def test_the_next_screens_none_pressed_on_the_message_before_counts_for_nothing(
    parent: Rehearsal,
) -> None:
    first = parent.screen_id
    assert first
    await parent.tap(first, "a:em_breathing:none")
    await parent.tap(first, "a:em_head:none")
    assert place(parent) == "ask em_head"


async def test_an_early_yes_counts_all_the_same(parent: Rehearsal) -> None:
    first = parent.screen_id
    assert first
    await parent.tap(first, "a:em_head:yes")
    assert levels(parent) == [Level.EMERGENCY]


async def test_editing_an_old_none_does_not_pass_a_new_round(parent: Rehearsal) -> None:
    await parent.write("none")
    old = parent.last_written
    await taps(parent, NONE, NONE, NONE)
    await taps(parent, "A second opinion", "Stable, nothing due soon", "No")
    await taps(parent, "4 to 6 years", "Worse")
    parent.last_written = old
    await parent.edit("None of these")
    assert place(parent) == "ask em_breathing"


async def test_editing_yes_to_none_leaves_the_emergency_standing(parent: Rehearsal) -> None:
    await parent.write("yes")
    await parent.edit("none")
    assert parent.case
    assert levels(parent) == [Level.EMERGENCY]
    assert not any(isinstance(event, Lowered) for event in parent.case.events)


async def test_a_made_up_doctors_check_before_the_card_lowers_nothing(parent: Rehearsal) -> None:
    await taps(parent, NONE, NONE, NONE, NONE)
    for forged in ("seen_after:hospital", "said:hospital:later", "by:hospital"):
        await parent.tap(parent.screen_id or 0, forged)
    assert parent.case
    assert not any(isinstance(event, Lowered) for event in parent.case.events)


async def test_a_mistake_is_taken_back_only_on_the_screen_that_asks_about_it(
    parent: Rehearsal,
) -> None:
    await taps(parent, "Yes, one of these", "I pressed that by mistake", "Yes, one was true")
    await parent.tap(parent.screen_id or 0, "false:em_breathing")
    assert parent.case
    assert not any(isinstance(event, Lowered) for event in parent.case.events)


async def test_an_old_country_button_changes_no_number(parent: Rehearsal) -> None:
    await to_the_card(
        parent, "A lump", "Small, stays the same", "4 to 6 years", "Nobody. I noticed it"
    )
    await parent.tap(parent.screen_id or 0, "country:au")
    assert parent.case
    assert parent.case.members[0].country == "gb"


async def test_the_same_answer_after_a_mistake_does_not_begin_the_time_anew(
    parent: Rehearsal,
) -> None:
    await to_the_card(parent, "A blood or lab result", "Blasts, very low, or a call", "No, none")
    await taps(parent, "4 to 6 years", "A letter, app or lab")
    assert parent.case
    first = next(e for e in parent.case.events if isinstance(e, Reached)).deadline
    parent.now = parent.now.replace(hour=11)
    change = (
        "Why",
        "Change an answer",
        "More",
        "From the top, which fits? Look at the …",
    )
    await taps(parent, *change, "Explained, repeat planned", "I pressed that by mistake")
    await taps(parent, "No, that was a mistake", *change, "Blasts, very low, or a call")
    last = [e for e in parent.case.events if isinstance(e, Reached)][-1]
    assert (last.level, last.deadline) == (Level.SAME_DAY, first)


async def test_a_place_only_a_former_version_knew_leads_to_the_menu(parent: Rehearsal) -> None:
    assert parent.case
    member = parent.case.members[0]
    assert member.place
    member.place = type(member.place)("ask", "gone_item")
    said = await parent.write("/start")
    assert said[0].keyboard[0][0].data == "next"
    member.place = type(member.place)("ask", "gone_item")
    said = await parent.write("he is not breathing")
    assert "Call 999" in said[0].text


async def test_numbers_that_are_no_page_do_no_harm(parent: Rehearsal) -> None:
    for data in ("change:²", "change:-1", "yp:em_breathing:²", "qp:em_head:99999999", "c:", "y:"):
        await parent.tap(parent.screen_id or 0, data)
    assert parent.case
