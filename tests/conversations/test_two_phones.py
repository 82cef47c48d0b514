"""Two adults on one plan: what one says or does is there for the other, each in their own way."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from rehearsing import buttons, household, joins, plain, turn_of
from two_children import TO_THE_CARD

from bot.rehearsal import together, transcript
from bot.rehearsal.household import Household, Phone
from bot.rehearsal.rehearsal import Said as Shown
from handlers.adults import tag
from handlers.tasks import every
from state.case import Role
from state.levels import Level
from state.plan.marks import Mark
from state.plan.steps import Said
from state.urgency import reached


def of(name: str, script: str) -> list[tuple[str, str]]:
    """A script of one parent as that of an adult of this name."""
    return transcript.steps(script.replace("Parent", name))


async def test_what_one_adult_does_is_there_for_the_other() -> None:
    async with household(Mother="en", Father="en") as adults:
        await together.play(adults, of("Mother", TO_THE_CARD))
        joins(adults, "Father")
        written = await together.play(
            adults,
            transcript.steps("Father types: /plan\nMother types: /plan\nTime passes: 8 days"),
        )
        assert "Mother's phone, " in written
        assert "Father's phone, " not in written
        assert adults["Father"].case is adults["Mother"].case


async def opened(adults: Household, name: str, data: str) -> str:
    """Presses a button with this data on the last screen; what it shows then."""
    phone = adults[name]
    await phone.tap(phone.screen_id or 0, data)
    return plain(phone.messages[phone.screen_id or 0].text)


@pytest.fixture
async def adults() -> AsyncIterator[Household]:
    """A mother, and a father who has joined, both with a card."""
    async with household(Mother="en", Father="en") as two:
        await together.play(two, of("Mother", TO_THE_CARD))
        joins(two, "Father", relation="parent")
        await two["Father"].write("/start")
        yield two


def kept_tag(adults: Household, name: str) -> str:
    return tag(turn_of(adults["Mother"]), adults[name].chat_id)


async def test_a_task_is_taken_and_handed_over(adults: Household) -> None:
    await adults["Mother"].write("/plan")
    assert "nobody has it" in await opened(adults, "Mother", "who_does:date")
    mine, theirs = kept_tag(adults, "Mother"), kept_tag(adults, "Father")
    assert "with you" in await opened(adults, "Mother", f"claim:{mine}:date")
    await adults["Father"].write("/plan")
    assert "with the adult who began this plan" in await opened(adults, "Father", "who_does:date")
    assert "with the other parent" in await opened(adults, "Mother", f"claim:{theirs}:date")
    heard = [plain(one.text) for one in adults["Father"].messages.values()]
    assert any(one.startswith("A note from your helper.\n\nCan you do this?") for one in heard)


async def test_only_who_has_a_task_is_reminded_of_it(adults: Household) -> None:
    await opened(adults, "Mother", f"claim:{kept_tag(adults, 'Father')}:date")
    await adults.pass_time(timedelta(days=8))
    dates = {
        name
        for name, phone in adults.phones.items()
        for one in phone.started
        for step in one.steps
        if "date" in step.tasks
    }
    assert dates == {"Father"}


async def test_what_nobody_has_taken_reminds_the_one_who_was_chosen(adults: Household) -> None:
    await opened(adults, "Mother", f"minds_rest:{kept_tag(adults, 'Father')}")
    await adults.pass_time(timedelta(days=8))
    assert adults["Father"].started
    assert not adults["Mother"].started


def heard(phone: Phone, words: str) -> list[Shown]:
    return [one for one in phone.messages.values() if words in plain(one.text)]


async def test_whose_task_is_taken_by_another_adult_is_told(adults: Household) -> None:
    mine, theirs = kept_tag(adults, "Mother"), kept_tag(adults, "Father")
    await opened(adults, "Mother", f"claim:{mine}:date")
    await opened(adults, "Father", f"claim:{theirs}:date")
    (told,) = heard(adults["Mother"], "Another adult has this now: Get a visit date")
    assert plain(told.text).startswith("A note from your helper.\n\n")
    ways = [one.data for one in buttons(told)]
    assert ways[:2] == [f"claim:{mine}:date", "task:date"]
    await opened(adults, "Mother", f"claim:{mine}:date")
    await opened(adults, "Father", "claim:none:date")
    assert len(heard(adults["Mother"], "Nobody does this now: Get a visit date")) == 1


async def test_who_is_handed_and_loses_it_again_is_told_once(adults: Household) -> None:
    mine, theirs = kept_tag(adults, "Mother"), kept_tag(adults, "Father")
    for _ in range(4):
        await opened(adults, "Father", f"claim:{mine}:date")
        await opened(adults, "Father", f"claim:{theirs}:date")
    assert len(heard(adults["Mother"], "Another adult has this now")) == 1


async def test_by_night_who_loses_all_their_tasks_is_told_once(adults: Household) -> None:
    mine, theirs = kept_tag(adults, "Mother"), kept_tag(adults, "Father")
    for task in ("date", "referral"):
        await opened(adults, "Mother", f"claim:{mine}:{task}")
    await adults.pass_time(timedelta(hours=15))  # ten past one in the morning
    for task in ("date", "referral"):
        await opened(adults, "Father", f"claim:{theirs}:{task}")
    assert len(heard(adults["Mother"], "Another adult has this now")) == 1


async def test_who_is_not_reminded_any_more_of_the_rest_is_told(adults: Household) -> None:
    for name in ("Father", "Mother", "Father"):
        await opened(adults, "Father", f"minds_rest:{kept_tag(adults, name)}")
    told = heard(adults["Mother"], "I now remind another adult of what nobody has taken.")
    assert len(told) == 1


async def test_hidden_words_say_of_danger_that_it_is_to_be_opened_now(adults: Household) -> None:
    member = adults.cases[0].member(adults["Father"].chat_id)
    member.reminders.hidden = True
    await adults["Mother"].write("she is not breathing")
    await opened(adults, "Mother", "tell_other:rise")
    assert len(heard(adults["Father"], "Please open this now.")) == 1


async def test_who_does_not_see_visits_is_not_told_that_there_is_none(adults: Household) -> None:
    shown = "No visit date yet."
    await adults["Father"].write("/plan")
    assert heard(adults["Father"], shown)
    adults.cases[0].member(adults["Father"].chat_id).leaves_out = ("visits",)
    assert "Visits are not shown here." in await opened(adults, "Father", "plan")
    assert shown not in plain(adults["Father"].messages[adults["Father"].screen_id or 0].text)


@pytest.mark.parametrize("holds", [False, True])
async def test_what_is_left_out_for_one_adult_falls_to_who_sees_it(
    adults: Household, *, holds: bool
) -> None:
    await together.play(
        adults, of("Mother", "Parent types: /visit\nParent types: March 12 at 2 pm")
    )
    father = adults.cases[0].member(adults["Father"].chat_id)
    father.leaves_out = ("insurance",)
    await opened(adults, "Mother", f"minds_rest:{kept_tag(adults, 'Father')}")
    task = next(one.id for one in every(turn_of(adults["Mother"])) if one.kind == "insurance")
    await opened(adults, "Mother", f"claim:{kept_tag(adults, 'Father')}:{task}")
    assert task not in adults.cases[0].marks
    if holds:  # from before it was left out
        claimed = Mark("claimed", father.chat_id, adults.now, to=father.chat_id)
        adults.cases[0].marks[task] = [claimed]
    await adults.pass_time(timedelta(days=8))
    told = {
        name
        for name, phone in adults.phones.items()
        for one in phone.started
        for step in one.steps
        if task in step.tasks
    }
    assert told == {"Mother"}


async def test_who_was_named_is_told_when_no_answer_came(adults: Household) -> None:
    await opened(adults, "Mother", f"claim:{kept_tag(adults, 'Mother')}:date")
    await opened(adults, "Mother", f"tell:{kept_tag(adults, 'Father')}:date")
    case = adults.cases[0]
    for days in (1, 2, 3):
        at = adults.now + timedelta(days=days)
        case.said.append(Said(at, adults["Mother"].chat_id, (f"x/{days}",), ("date",)))
    await adults.pass_time(timedelta(days=6))
    passed_on = [step.id for one in adults["Father"].started for step in one.steps]
    assert [one for one in passed_on if one.startswith("date/passed_on/")]


async def test_who_asked_is_said_before_the_script(adults: Household) -> None:
    await opened(adults, "Mother", "mark:asked:date")
    await opened(adults, "Mother", "promise:in_three:date")
    shown = await opened(adults, "Father", "task:date")
    assert "Asked today by the adult who began this plan. They answer by Friday, March 6." in shown


async def test_who_did_what_is_there_for_all_who_may_see_it(adults: Household) -> None:
    await opened(adults, "Mother", "mark:done:date")
    shown = await opened(adults, "Father", "who_did")
    assert "Mar 3, 10:10 am, the adult who began this plan: Done" in shown
    adults.cases[0].member(adults["Father"].chat_id).leaves_out = ("who",)
    assert "Mar 3" not in await opened(adults, "Father", "who_did")


async def test_where_they_differ_both_are_shown_and_the_graver_counts(adults: Household) -> None:
    mother, father = adults["Mother"], adults["Father"]
    for phone in (mother, father):
        await phone.tap(phone.screen_id or 0, "w")
    while one := next((b for b in buttons_of(mother) if b.endswith(":none")), None):
        await mother.tap(mother.screen_id or 0, one)
    yes = next(one for one in buttons_of(father) if one.endswith(":yes"))
    await father.tap(father.screen_id or 0, yes)
    await father.tap(father.screen_id or 0, yes.replace(":yes", ":done"))
    shown = await opened(adults, "Mother", "why")
    assert "You do not all say the same." in shown
    assert "the other parent, Tuesday, March 3: " in shown
    assert "you, Tuesday, March 3: " in shown
    assert reached(adults.cases[0])[-1].level is Level.EMERGENCY


async def test_who_raises_the_level_may_tell_the_other_at_once(adults: Household) -> None:
    father = adults["Father"]
    await father.write("/start")
    await father.write("she is not breathing")
    await father.tap(father.screen_id or 0, "card")
    assert "tell_other:rise" in buttons_of(father)
    await opened(adults, "Father", "tell_other:rise")
    (told,) = [plain(one.text) for name, one in adults.shown if name == "Mother"]
    assert told.startswith("A note from your helper.")
    assert "911" in told
    assert "tell_other:rise" not in buttons_of(father)


def buttons_of(phone: Phone) -> list[str]:
    return [one.data for one in buttons(phone.messages[phone.screen_id or 0])]


async def test_what_nobody_may_change_any_more_is_said_before_and_after(adults: Household) -> None:
    mother, father = adults["Mother"], adults["Father"]
    before = "After that, nobody here can change the plan."
    await mother.write("/delete")
    assert not heard(mother, before)
    adults.cases[0].member(father.chat_id).role = Role.READ
    await opened(adults, "Father", "team")
    assert heard(father, "Another adult on it can.")
    await mother.write("/delete")
    assert heard(mother, before)
    await opened(adults, "Mother", "erase")
    await opened(adults, "Father", "team")
    assert heard(father, "Nobody here can change this plan now.")
