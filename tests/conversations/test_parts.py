"""Going deeper from the card: any part in any order, stopped at any time, nothing lost."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from rehearsing import buttons, plain, rehearsal, turn_of

from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.transcript import find_button
from bot.wiring import read_texts
from handlers import reading
from handlers.screens import where
from state.case import Answer, Reached
from state.levels import Level

MORNING = datetime(2026, 3, 3, 10, 10, tzinfo=UTC)
NONE = "None of these"
DEEPER = ("Today's three", "More questions")
SO_FAR = "This is from what you told me so far."
STAYS = "Still the same: call your child's doctor. Seen by "
LISTS = {
    "Blood and fever": [NONE],
    "Head and eyes": [NONE],
    "Lumps and belly": [NONE],
    "Bones and back": [NONE],
    "Weight, sweats, thirst": [NONE],
    "Skin, pee and more": [NONE],
}
"""The parts that hold the lists of the body, and what is tapped where there is no sign."""


@pytest.fixture
async def parent() -> AsyncIterator[Rehearsal]:
    """A parent with a small lump, and the card."""
    async with rehearsal(MORNING) as one:
        await to_the_card(one, "A lump", "Small, stays the same", "7 to 11 years", "Not sure")
        yield one


async def to_the_card(one: Rehearsal, *last: str, reason: str = "Someone said something") -> None:
    await one.write("/start")
    await taps(one, "Start", "Yes, keep my answers", "United Kingdom", NONE, NONE, NONE, NONE)
    await taps(one, reason, *last)


async def taps(parent: Rehearsal, *labels: str) -> None:
    for label in labels:
        button = find_button(parent, label)
        assert button, (label, screen(parent))
        await parent.tap(*button)


async def to_part(parent: Rehearsal, label: str) -> None:
    """From the card or the end of a part to a part, however far down it stands."""
    if find_button(parent, "Today's three"):
        await taps(parent, "Today's three")
    await taps(parent, "More questions" if find_button(parent, "More questions") else "All parts")
    while not find_button(parent, label):
        await taps(parent, "More")
    await taps(parent, label)


def screen(parent: Rehearsal) -> str:
    return plain(parent.messages[parent.screen_id or 0].text)


def place(parent: Rehearsal) -> str:
    return where(turn_of(parent)).screen


def levels(parent: Rehearsal) -> list[Level]:
    assert parent.case
    return [event.level for event in parent.case.events if isinstance(event, Reached)]


def answered(parent: Rehearsal) -> list[Answer]:
    assert parent.case
    return [*parent.case.answers]


@pytest.mark.parametrize("order", [[*LISTS], [*reversed(LISTS)]], ids=["down", "up"])
async def test_the_card_says_so_far_until_the_body_list_is_done_and_not_after(
    parent: Rehearsal, order: list[str]
) -> None:
    for part in order:
        await taps(parent, *(["Back to the card"] if place(parent) != "card" else []))
        assert SO_FAR in screen(parent)
        await to_part(parent, part)
        await taps(parent, *LISTS[part])
        assert screen(parent).startswith(STAYS)
    await taps(parent, "Back to the card")
    assert SO_FAR not in screen(parent)
    assert levels(parent) == [Level.WITHIN_2_WEEKS]


async def test_the_parts_say_how_far_one_is_and_what_is_done_comes_last(parent: Rehearsal) -> None:
    await taps(parent, *DEEPER)
    assert "What brought you here: not yet" in screen(parent)
    await taps(parent, "Blood and fever", "Yes, one of these", "Tired for 2 weeks", "Done")
    assert place(parent) == "card"
    await taps(parent, *DEEPER)
    assert "Blood and fever: some left" in screen(parent)
    await taps(parent, "Blood and fever", "No", "All parts")
    assert "Blood and fever" not in screen(parent)


async def test_at_most_four_parts_stand_on_a_screen_and_more_leads_to_the_rest(
    parent: Rehearsal,
) -> None:
    await taps(parent, *DEEPER)
    seen: list[str] = []
    for _ in range(3):
        here = [b.label for b in buttons(parent.messages[parent.screen_id or 0])]
        parts = [label for label in here if f"{label}: " in screen(parent)]
        assert len(parts) <= 4
        seen += parts
        if "More" in here:
            await taps(parent, "More")
    assert {*LISTS, "What brought you here", "How long, how bad", "The referral"} == set(seen)


async def test_stopping_keeps_the_answers_says_what_changed_and_goes_on_later(
    parent: Rehearsal,
) -> None:
    await to_part(parent, "How long, how bad")
    await taps(parent, "No", "Stop here")
    assert screen(parent).startswith(STAYS)
    assert "\n\nHow long, how bad: 2 left." in screen(parent)
    parent.now += timedelta(hours=20)
    await parent.write("/start")
    await taps(parent, "Go on")
    assert "Is it clearly worse" in screen(parent)


async def test_a_sooner_time_shows_its_card_at_once_with_before_now_and_why(
    parent: Rehearsal,
) -> None:
    await to_part(parent, "Bones and back")
    await taps(parent, "Yes, one of these", "Strong pain", "Done")
    assert place(parent) == "card"
    assert screen(parent).startswith("Changed. Before: seen by Tuesday, 17 March, 10:10. Now: a ")
    assert "Why: " in screen(parent).split("\n")[0]
    assert levels(parent)[-1] is Level.SAME_DAY


async def test_an_earlier_day_of_being_told_is_a_changed_time_too() -> None:
    lump = ("A lump", "Small, stays the same", "4 to 6 years", "A letter, app or lab")
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *lump)
        await to_part(one, "The referral")
        await taps(one, "No", "Nobody yet", "No", "2 to 6 days ago")
        assert place(one) == "card"
        assert screen(one).startswith("Changed. Before: seen by")
        assert "Why" not in screen(one).split("\n")[0]


async def test_who_stops_at_a_question_that_decides_is_asked_once_more() -> None:
    """Stopped again it counts as not sure, and what that means is shown."""
    result = ("A blood or lab result", "Blasts, very low, or a call", "No, none")
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *result, "4 to 6 years", "Not sure")
        await to_part(one, "Blood and fever")
        await taps(one, "Yes, one of these", "More", "Gum or nose bleeds", "Done", "Stop here")
        assert place(one) == "stop_first"
        assert "bleeding" in screen(one)
        await taps(one, "Answer it", "Stop here", "Stop here")
        assert place(one) == "emergency"
        assert levels(one)[-1] is Level.EMERGENCY


async def test_fever_under_a_team_is_an_emergency_before_any_card_of_two_days() -> None:
    team = ("Yes, we have a team", "Stable, I have a question", "4 to 6 years", "Not sure")
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *team, reason="We have a diagnosis")
        await to_part(one, "Blood and fever")
        await taps(one, "Yes, one of these", "Fever 5 days or returning", "Done")
        assert "fever now" in screen(one)
        await taps(one, "Yes")
        assert "chemo" in screen(one)
        await taps(one, "Not sure")
        assert place(one) == "emergency"
        assert levels(one) == [Level.PLANNED, Level.EMERGENCY]


async def test_what_a_part_put_on_the_card_is_said_at_its_end() -> None:
    lump = ("A lump", "Small, stays the same", "4 to 6 years", "Nobody. I noticed it")
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *lump)
        await to_part(one, "What brought you here")
        await taps(one, "In a testicle")
        assert "New: go now too if: sudden pain or swelling of a testicle" in screen(one)
        await taps(one, "All parts", "More", "The referral", "No", "Nobody yet", "Yes")
        assert "New: you are far from care" in screen(one)


async def test_a_long_checklist_stays_on_the_page_one_is_on() -> None:
    result = ("A blood or lab result", "Blasts, very low, or a call", "No, none")
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *result, "4 to 6 years", "Not sure")
        await to_part(one, "What brought you here")
        await taps(one, "More", "Platelets under 20")
        assert "Kept: Platelets under 20. Anything else?" in screen(one)
        assert find_button(one, "ANC under 0.5 (500)")


async def test_what_asks_about_now_is_asked_again_when_something_changed() -> None:
    result = ("A blood or lab result", "Blasts, very low, or a call", "No, none")
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *result, "4 to 6 years", "Not sure")
        await one.write("/menu")
        await taps(one, "Something changed", "Yes, the same", *[NONE] * 4)
        assert "Since the result" in screen(one)
        await taps(one, "No, none")
        assert place(one) == "card"


async def test_danger_found_in_a_part_shows_the_emergency_card_at_once() -> None:
    result = ("A blood or lab result", "Blasts, very low, or a call", "No, none")
    last = ("4 to 6 years", "Not sure")
    async with rehearsal(MORNING) as one:
        await to_the_card(one, *result, *last)
        await to_part(one, "What brought you here")
        await taps(one, "More", "Platelets under 20", "Done")
        await taps(one, "All parts", "Blood and fever", "Yes, one of these", "More")
        await taps(one, "Gum or nose bleeds", "Done", "Yes, one of these")
        assert place(one) == "emergency"
        assert levels(one) == [Level.SAME_DAY, Level.EMERGENCY]
        await taps(one, "My child is being seen", "Back to the card")
        assert screen(one).startswith("You told me your child is being seen. Stay there.")
        await one.write("/menu")
        await taps(one, "More questions")
        assert screen(one).startswith("Call first. These questions can wait.")
        await taps(one, "More", "Lumps and belly", NONE)
        assert screen(one).startswith("Still now: Call 999 or 112.")


async def test_when_the_time_has_passed_no_part_says_that_it_stays_the_same(
    parent: Rehearsal,
) -> None:
    parent.now += timedelta(days=15)
    await parent.write("/menu")
    await taps(parent, "My card", *DEEPER, "Not yet, or no", "Back to the card", *DEEPER)
    await taps(parent, NONE, NONE, NONE, NONE)
    await to_part(parent, "Blood and fever")
    await taps(parent, NONE)
    assert screen(parent).startswith("Still now: Call your child's doctor.")


async def test_a_list_with_one_line_not_sure_is_asked_to_its_end(parent: Rehearsal) -> None:
    await to_part(parent, "Blood and fever")
    await taps(parent, "Not sure", "Tired for 2 weeks")
    if find_button(parent, "Still not sure"):
        await taps(parent, "Still not sure")
    assert "paler than usual" in screen(parent)
    assert "tired for 2 weeks" not in screen(parent)
    await taps(parent, "None of the others")
    assert levels(parent)[-1] is Level.WITHIN_48_HOURS


async def test_back_in_a_part_never_takes_back_what_was_said_before_the_card(
    parent: Rehearsal,
) -> None:
    before = answered(parent)
    await to_part(parent, "How long, how bad")
    await taps(parent, "Back")
    assert place(parent) == "parts"
    assert answered(parent) == before
    await taps(parent, "How long, how bad", "No", "Back")
    assert "known risk" in screen(parent)
    taken = answered(parent)[len(before) :]
    assert [(a.item, a.value) for a in taken] == [("known_risk", "no"), ("known_risk", None)]


async def test_old_buttons_of_parts_show_the_present_screen(parent: Rehearsal) -> None:
    before = answered(parent)
    for data in ("part:skin", "part:named", "part", "stop:", "stop:named", "rest:99"):
        await parent.tap(parent.screen_id or 0, data)
    assert place(parent) in {"card", "parts"}
    assert answered(parent) == before


async def test_before_the_card_there_is_no_way_deeper() -> None:
    async with rehearsal(MORNING) as one:
        await one.write("/start")
        await taps(one, "Start", "Yes, keep my answers", "United Kingdom")
        for data in ("rest", "part:blood", "stop:blood"):
            await one.tap(one.screen_id or 0, data)
            assert place(one) == "ask"


async def test_what_is_typed_is_taken_and_can_be_taken_back(parent: Rehearsal) -> None:
    await to_part(parent, "How long, how bad")
    await parent.write("no")
    assert "Is it clearly worse" in screen(parent)
    await taps(parent, "Undo")
    assert "known risk" in screen(parent)


async def test_something_changed_asks_first_whether_it_is_the_same_child(
    parent: Rehearsal,
) -> None:
    await parent.write("/menu")
    before = answered(parent)
    await taps(parent, "Something changed")
    assert screen(parent) == "Is this about the same child?"
    await taps(parent, "Another child")
    assert "Each child gets a plan of their own." in screen(parent)
    assert answered(parent) == before


async def test_the_same_child_is_asked_the_red_flags_again_and_told_what_is_different(
    parent: Rehearsal,
) -> None:
    await to_part(parent, "Blood and fever")
    await taps(parent, "Yes, one of these", "Paler than usual", "Done")
    assert reading.now_is(turn_of(parent)).level is Level.WITHIN_48_HOURS
    await parent.write("/menu")
    await taps(parent, "Something changed", "Yes, the same", NONE, NONE, NONE, NONE)
    assert screen(parent).startswith("The same as last time.")
    await taps(parent, *DEEPER)
    assert "Blood and fever: not yet" in screen(parent)
    await taps(parent, "Blood and fever", "Yes, one of these", "Tired for 2 weeks", "Done", "No")
    assert "New since last time: Tired for 2 weeks." in screen(parent)
    assert "Not there now: Paler than usual." in screen(parent)
    assert levels(parent)[-1] is Level.WITHIN_48_HOURS


def test_every_part_has_a_name_in_every_language() -> None:
    texts = read_texts()
    parts = reading.library(turn_of(rehearsal(MORNING))).assessments["oncology_referral"].parts
    for language in texts.languages:
        for part in parts:
            name = texts.label(language, f"part_{part}")
            assert len(texts.label(language, "next_part", part=name)) <= 28, name
