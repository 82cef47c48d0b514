"""Too much for now: one line, one thing to do. Nothing is lost, and danger is never shortened."""

import pytest
from everything_read import CARDS, to_the_card
from rehearsing import buttons, parent, unfolded

from bot.rehearsal.rehearsal import Rehearsal

RESULT = CARDS["a serious result, UK, under 1"]
EMERGENCY = CARDS["an emergency in Mexico"]


def shown(one: Rehearsal) -> str:
    return one.messages[one.screen_id or 0].text


def on_it(one: Rehearsal) -> list[str]:
    return [button.data for button in buttons(one.messages[one.screen_id or 0])]


async def test_it_is_offered_where_much_is_to_be_read_and_leads_back_to_the_same_screen() -> None:
    async with parent() as one:
        await to_the_card(one, RESULT)
        for screen in ("today", "menu"):
            await (one.write("/menu") if screen == "menu" else one.tap(one.screen_id or 0, screen))
            in_full = shown(one), on_it(one)
            await one.tap(one.screen_id or 0, f"short:on:{screen}")
            assert len(on_it(one)) < len(in_full[1])
            await one.tap(one.screen_id or 0, f"short:off:{screen}")
            assert (shown(one), on_it(one)) == in_full


async def test_today_is_one_thing_with_its_time_and_the_words_for_it() -> None:
    async with parent() as one:
        await to_the_card(one, RESULT)
        await one.tap(one.screen_id or 0, "today")
        await one.tap(one.screen_id or 0, "short:on:today")
        assert len(unfolded(shown(one)).split()) <= 50
        assert "Go to the emergency department" in shown(one) or " by " in shown(one)
        assert on_it(one) == ["words", "short:off:today", "card", "w"]


async def test_the_card_says_all_it_said_with_fewer_buttons() -> None:
    """What to do, by when, and when to go at once are the card: only the ways on are fewer."""
    async with parent() as one:
        await to_the_card(one, RESULT)
        text, every = shown(one), on_it(one)
        await one.tap(one.screen_id or 0, "today")
        await one.tap(one.screen_id or 0, "short:on:today")
        await one.tap(one.screen_id or 0, "card")
        assert shown(one) == text
        assert {*on_it(one)} - {*every} == {"short:off:card"}
        assert {"words", "w"} < {*on_it(one)}
        await one.tap(one.screen_id or 0, "short:off:card")
        assert on_it(one) == every


async def test_an_emergency_is_never_shortened() -> None:
    async with parent() as one:
        await to_the_card(one, EMERGENCY)
        assert one.case is not None
        await one.tap(one.screen_id or 0, "card")
        said = {}
        for name in ("card", "today"):
            await one.tap(one.screen_id or 0, name)
            said[name] = shown(one), on_it(one)
        one.case.members[0].reminders.short = True
        for name in ("card", "today"):
            await one.tap(one.screen_id or 0, name)
            assert (shown(one), on_it(one)) == said[name]


async def test_it_is_this_adults_own_choice_and_stays() -> None:
    async with parent() as one:
        await to_the_card(one, RESULT)
        await one.write("/menu")
        await one.tap(one.screen_id or 0, "short:on:menu")
        await one.write("/plan")
        assert "Only this now" in shown(one)
        assert "short:off" in on_it(one)


@pytest.mark.parametrize("card", [RESULT, EMERGENCY])
async def test_the_plan_names_nothing_beside_the_call_that_comes_first(
    card: dict[str, str],
) -> None:
    """Nobody is told to ring the ambulance and to ask it for a referral."""
    async with parent() as one:
        await to_the_card(one, card)
        await one.write("/menu")
        assert one.case is not None
        one.case.members[0].reminders.short = True
        await one.write("/plan")
        assert "First: " in shown(one)
        assert "referral" not in shown(one)
        assert not [data for data in on_it(one) if data.startswith("task")]
        assert on_it(one)[0] == "words"


async def test_on_the_card_showing_everything_comes_after_what_there_is_to_do() -> None:
    async with parent() as one:
        await to_the_card(one, RESULT)
        await one.write("/menu")
        await one.tap(one.screen_id or 0, "short:on:card")
        assert on_it(one)[-2:] == ["short:off:card", "w"]
