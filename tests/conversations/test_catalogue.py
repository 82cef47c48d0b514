"""The assessments beside the first: opened, left, gone on with, and seen by those who may."""

from datetime import timedelta

from everything_read import CARDS, to_the_card
from rehearsing import A_TUESDAY, buttons, household, joins, parent, turn_of

from bot.rehearsal.rehearsal import Rehearsal, Said
from handlers import reading
from handlers.screens import where
from handlers.tasks import every
from state.case import Place, Role
from state.levels import Level

A_CARD = CARDS["a lump, Canada, 4 to 6"]
IN_THE_US = {**A_CARD, "country": "us"}
REFUSED = (
    *("a:pay_kind:medicaid", "a:pay_need:refused", "a:pay_urgent:yes", "a:pay_refused:test"),
    *("a:pay_letter:no", "a:pay_now:yes"),
)


async def tap(one: Rehearsal, *every_one: str) -> list[Said]:
    said: list[Said] = []
    for data in every_one:
        said = await one.tap(one.screen_id or 0, data)
    return said


def at(one: Rehearsal) -> Place:
    return where(turn_of(one))


def datas(said: list[Said]) -> set[str]:
    return {button.data for button in buttons(said[-1])}


async def test_who_stops_goes_on_at_the_same_question_later() -> None:
    async with parent() as one:
        await to_the_card(one, A_CARD)
        await tap(one, "assessments", "assess:second_opinion", "a:look_at:plan", "stop_walk")
        assert at(one).screen == "assessments"
        await tap(one, "card", "assess:second_opinion")
        assert at(one) == Place("ask", "opinion_kind", after=at(one).after)


async def test_the_questions_of_the_card_are_no_longer_of_the_assessment_that_was_left() -> None:
    async with parent() as one:
        await to_the_card(one, A_CARD)
        await tap(one, "assess:first_visit", "a:visit_date:weeks")
        assert at(one).about == "worse_24h"
        await tap(one, "card", "rest", "part:story")
        assert one.case is not None
        assert one.case.members[0].walk is None
        await tap(one, f"a:{at(one).about}:no")
        assert at(one).screen in {"ask", "part_done"}
        assert "visit" not in at(one).about


async def test_worse_within_it_leads_to_the_card() -> None:
    async with parent() as one:
        await to_the_card(one, A_CARD)
        await tap(one, "assess:second_opinion", "w")
        for name in ("breathing", "head", "bleeding", "fever"):
            assert at(one).about == f"em_{name}"
            await tap(one, f"a:em_{name}:none")
        assert at(one).screen == "card"


async def test_an_emergency_there_is_one_everywhere() -> None:
    async with parent() as one:
        await one.write("/start insurance")
        await tap(one, "start:insurance", "agree:insurance", "country:ie")
        await tap(one, "a:em_breathing:yes")
        assert at(one).screen == "emergency"
        assert reading.now_is(turn_of(one)).level is Level.EMERGENCY


async def test_dangers_asked_long_ago_are_asked_again_first() -> None:
    async with parent() as one:
        await to_the_card(one, A_CARD)
        await one.pass_time(timedelta(days=3))
        await tap(one, "assess:second_opinion")
        assert at(one).screen != "ask" or at(one).about == "em_breathing"


async def test_an_errand_with_a_clock_is_called_to_mind_the_day_before() -> None:
    async with parent() as one:
        await to_the_card(one, IN_THE_US)
        await tap(one, "assess:insurance", *REFUSED, "card")
        await one.pass_time(timedelta(days=4))
        days = {began.at.date() for began in one.started if "do/insurance" in str(began.steps)}
        last = (A_TUESDAY + timedelta(days=3)).date()
        assert days == {last - timedelta(days=1), last}


async def test_who_does_not_see_who_pays_sees_nothing_of_it() -> None:
    async with household(mother="en", aunt="en") as all_of_them:
        mother, aunt = all_of_them["mother"], all_of_them["aunt"]
        await to_the_card(mother, IN_THE_US)
        await tap(mother, "assess:insurance", *REFUSED)
        assert at(mother).screen == "outcome"
        joins(all_of_them, "aunt", role=Role.READ, leaves_out=("insurance",))
        said = await aunt.write("/assessments")
        assert "assess:insurance" not in datas(said)
        seen = turn_of(aunt).as_seen()
        assert not [task for task in every(seen) if task.kind == "do"]
        assert not [one for one in reading.case(seen).answers if one.item.startswith("pay_")]
        assert [task for task in every(turn_of(mother)) if task.kind == "do"]


async def test_who_may_only_read_sees_what_it_came_to_and_begins_nothing() -> None:
    async with household(mother="en", aunt="en") as all_of_them:
        mother, aunt = all_of_them["mother"], all_of_them["aunt"]
        await to_the_card(mother, IN_THE_US)
        await tap(mother, "assess:insurance", *REFUSED)
        joins(all_of_them, "aunt", role=Role.READ)
        await aunt.write("/assessments")
        said = await tap(aunt, "assess:insurance")
        assert at(aunt).screen == "outcome"
        assert "assess_again:insurance" not in datas(said)
        await tap(aunt, "assess:second_opinion")
        assert at(aunt).screen == "outcome"
