"""Stopping: who is silent from when on, what is taken back, and what nobody is asked any more."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from rehearsing import A_TUESDAY, buttons, parent, plain, services, turn_of
from test_pages import to_card

from bot.rehearsal.rehearsal import PARENT, Rehearsal, Said
from bot.rehearsal.transcript import KINDS
from handlers import reminders
from handlers.context import Turn
from handlers.presses import act
from handlers.screens import stay
from state import chases
from state.case import Case, Member
from state.effects import Show
from state.plan.child_states import ChildState, may_take_back
from state.plan.habits import typed_hours

OTHER = 2002


@pytest.fixture
async def two() -> AsyncIterator[Rehearsal]:
    """Two adults on a case whose child is to be seen by a doctor the same day."""
    async with parent() as one:
        await to_card(one, "abnormal_labs")
        assert one.case is not None
        other = Member(OTHER, "en", A_TUESDAY, country="gb", zone="Europe/London")
        one.case.members.append(other)
        yield one


async def press(one: Rehearsal, data: str) -> Said:
    (said,) = await one.tap(one.screen_id or 0, data)
    return said


def adults(one: Rehearsal) -> tuple[Case, Member, Member]:
    assert one.case is not None
    return one.case, one.case.member(PARENT), one.case.member(OTHER)


def next_wake(one: Rehearsal) -> object:
    return reminders.next_wake(services()["content"].library, adults(one)[0], one.now)


def reads(turn: Turn) -> str:
    """What a member sees who opens the bot."""
    stay(turn)
    effect = turn.outgoing[-1].effect
    assert isinstance(effect, Show)
    return plain(effect.text)


@pytest.mark.parametrize("how", [["enough"], ["pause", "pause_for:week"]])
async def test_a_pause_and_not_needed_silence_ones_own_chat_only(
    two: Rehearsal, how: list[str]
) -> None:
    for data in ["reminders", "stopping", *how]:
        await press(two, data)
    case, _, other = adults(two)
    assert chases.to_ask(case, two.now) == [other]
    assert next_wake(two) is not None
    for_whom = turn_of(two)
    for_whom.now += timedelta(hours=3)
    reminders.wake(for_whom)
    assert {one.chat_id for one in for_whom.outgoing} == {OTHER}


async def test_a_pause_ends_by_itself(two: Rehearsal) -> None:
    for data in ["stopping", "pause", "pause_for:days"]:
        await press(two, data)
    case, own, _ = adults(two)
    assert own.reminders.paused_until == date(2026, 3, 6)
    assert own not in chases.to_ask(case, A_TUESDAY + timedelta(days=2))
    assert own in chases.to_ask(case, A_TUESDAY + timedelta(days=3))


PAUSED = {
    "Friday": date(2026, 3, 6),
    "until Friday": date(2026, 3, 6),
    "10 days": date(2026, 3, 13),
    "for two weeks": date(2026, 3, 17),
    "March 20": date(2026, 3, 20),
    "tomorrow": date(2026, 3, 4),
}
ASKED_BACK = {
    "today": "That is today. Which day after today?",
    "March 1": "That day has gone by. Which day ahead?",
    "when I feel better": "I could not read that as a day.",
    "": "I could not read that as a day.",
}


async def paused(one: Rehearsal, text: str) -> str:
    """What is said to a day typed on the page of the pause."""
    for data in ["stopping", "pause"]:
        await press(one, data)
    (said,) = await one.write(text or "?")
    return plain(said.text)


@pytest.mark.parametrize(("text", "until"), PAUSED.items())
async def test_a_pause_lasts_until_the_day_that_was_typed(
    two: Rehearsal, text: str, until: date
) -> None:
    assert "I will be quiet until" in await paused(two, text)
    assert adults(two)[1].reminders.paused_until == until


@pytest.mark.parametrize(("text", "said"), ASKED_BACK.items())
async def test_what_is_no_day_ahead_is_said_and_asked_again(
    two: Rehearsal, text: str, said: str
) -> None:
    assert (await paused(two, text)).startswith(said)
    assert adults(two)[1].reminders.paused_until is None


async def test_a_day_that_can_be_two_is_asked_back(two: Rehearsal) -> None:
    assert (await paused(two, "4/6")).startswith("Which of these is it?")
    assert adults(two)[1].reminders.paused_until is None
    await press(two, "pause_on:20260406")
    await press(two, "pause_until:20260406")
    assert adults(two)[1].reminders.paused_until == date(2026, 4, 6)


async def test_a_long_pause_is_asked_about_with_the_day_all_is_erased(two: Rehearsal) -> None:
    said = await paused(two, "June 20")
    assert said.startswith("Quiet until Saturday, June 20?")
    assert "on Monday, June 1" in said
    assert adults(two)[1].reminders.paused_until is None
    quiet = plain((await press(two, "pause_until:20260620")).text)
    assert "What you told me is kept until Monday, June 1, and longer if you write." in quiet


async def test_the_pause_says_what_falls_into_it_and_ends_at_one_tap(two: Rehearsal) -> None:
    quiet = await paused(two, "10 days")
    assert "your latest time to act:" in quiet
    assert "The other adult still gets messages." in quiet
    await press(two, "write_again")
    assert adults(two)[1].reminders.paused_until is None


async def test_the_page_of_the_pause_says_that_nothing_is_excepted(two: Rehearsal) -> None:
    """The chases of the same day stop too: that is said before, not found out."""
    for data in ["stopping", "pause"]:
        page = await press(two, data)
    assert "I won't ask today at 12:10 pm if a doctor called." in plain(page.text)


async def test_an_old_button_of_a_day_gone_by_pauses_nothing(two: Rehearsal) -> None:
    await press(two, "pause_until:20260302")
    assert adults(two)[1].reminders.paused_until is None


async def test_after_a_death_nobody_hears_anything(two: Rehearsal) -> None:
    await press(two, "stopping")
    await press(two, "died")
    case, _, _ = adults(two)
    assert chases.to_ask(case, two.now) == []
    assert next_wake(two) is None
    assert await two.pass_time(timedelta(days=60)) == []


async def test_a_death_takes_back_what_has_not_left_for_every_adult(two: Rehearsal) -> None:
    await press(two, "stopping")
    turn = turn_of(two)
    turn.pressed = two.screen_id
    act(turn, "died")
    assert turn.taken_back == {PARENT, OTHER}
    assert {one.chat_id for one in turn.outgoing} == {PARENT}


async def test_the_other_finds_one_neutral_line_when_they_open_the_bot(two: Rehearsal) -> None:
    await press(two, "stopping")
    assert "so very sorry" in (await press(two, "died")).text
    seen = reads(turn_of(two).for_member(OTHER))
    assert seen.startswith("Messages about this plan have been stopped.")
    assert "sorry" not in seen


async def test_an_old_button_does_not_say_it(two: Rehearsal) -> None:
    await press(two, "died")
    assert adults(two)[0].child_states == []


@pytest.mark.parametrize("command", ["/plan", "/start", "/guide", "/why", "/menu", "/reminders"])
async def test_after_a_death_every_way_leads_to_the_same_quiet_page(
    two: Rehearsal, command: str
) -> None:
    await press(two, "stopping")
    await press(two, "died")
    two.now += timedelta(days=4)
    (said,) = await two.write(command)
    assert plain(said.text).startswith("I am so very sorry.")
    assert "?" not in said.text


SENT = {**KINDS, "a picture in an album": KINDS["a picture"] | {"media_group_id": "a"}}


@pytest.mark.parametrize("sent", SENT)
async def test_after_a_death_whatever_is_sent_is_met_quietly(two: Rehearsal, sent: str) -> None:
    """No question, nothing kept of it, and no talk about what cannot be read."""
    await press(two, "stopping")
    await press(two, "died")
    (said,) = await two.send(SENT[sent])
    assert plain(said.text).startswith("I am so very sorry.")
    assert "?" not in plain(said.text)
    assert {one.data for one in buttons(said)} == {"not_died", "w"}
    assert adults(two)[0].files == []


@pytest.mark.parametrize("sent", SENT)
@pytest.mark.parametrize("later", [[], ["here"], ["card"], ["plan"]])
async def test_who_has_stopped_is_asked_nothing_about_what_they_send(
    two: Rehearsal, sent: str, later: list[str]
) -> None:
    for data in ["stopping", "enough", *later]:
        await press(two, data)
    (said,) = await two.send(SENT[sent])
    assert "Which paper" not in plain(said.text)
    assert plain(said.text).startswith("If it is urgent: 911.")
    assert adults(two)[0].files == []


async def test_the_card_announces_no_message_to_who_has_stopped(two: Rehearsal) -> None:
    """Also where the other adult is still asked."""
    assert "I will ask you" in plain((await press(two, "card")).text)
    for data in ["stopping", "enough"]:
        await press(two, data)
    assert "I will ask you" not in plain((await press(two, "card")).text)


async def test_what_is_sent_to_a_papers_own_page_is_kept_even_after_a_stop(two: Rehearsal) -> None:
    for data in ["stopping", "enough", "files:bloods"]:
        await press(two, data)
    await two.send(KINDS["a picture"])
    assert [one.paper for one in adults(two)[0].files] == ["bloods"]


async def test_help_for_anyone_stays_one_tap_away(two: Rehearsal) -> None:
    await press(two, "stopping")
    help_now = buttons(await press(two, "died"))[-1]
    asked = await press(two, help_now.data)
    assert "988" in asked.text
    assert "911" in asked.text
    assert "breathing" not in asked.text


async def test_the_danger_screens_are_for_another_child_and_lead_back_to_the_quiet_page(
    two: Rehearsal,
) -> None:
    await press(two, "stopping")
    await press(two, "died")
    await press(two, "w")
    answers = len(adults(two)[0].answers)
    await press(two, "unwell")
    danger = await press(two, "u::a:em_breathing:yes")
    assert "911" in danger.text
    assert [one.label for one in buttons(danger)] == ["Another child is unwell", "Back"]
    await press(two, "unwell")
    for name in ("em_breathing", "em_head", "em_bleeding", "em_fever"):
        end = await press(two, f"u::a:{name}:none")
    assert "tap Start" not in end.text
    assert [one.label for one in buttons(end)] == ["Back", "Another child is unwell"]
    assert "so very sorry" in (await press(two, "grief")).text
    assert len(adults(two)[0].answers) == answers


async def test_words_about_the_child_are_thanked_for_once_a_day_and_not_kept(
    two: Rehearsal,
) -> None:
    await press(two, "stopping")
    await press(two, "died")
    before = adults(two)[0].entries[:]
    (heard,) = await two.write("He was only five")
    assert "Thank you for telling me." in heard.text
    assert await two.write("he loved the sea") == []
    two.now += timedelta(days=1)
    (again,) = await two.write("it is so quiet here")
    assert "Thank you for telling me." in again.text
    assert adults(two)[0].entries == before


async def test_despair_is_answered_after_a_death_too(two: Rehearsal) -> None:
    await press(two, "stopping")
    await press(two, "died")
    await two.write("He was only five")
    (said,) = await two.write("I want to die too")
    assert "988" in said.text


async def test_it_is_taken_back_quietly_for_thirty_days(two: Rehearsal) -> None:
    await press(two, "stopping")
    await press(two, "died")
    asked = await press(two, "not_died")
    assert "by mistake?" in asked.text
    assert next_wake(two) is None
    await press(two, "not_died_yes")
    assert next_wake(two) is not None
    said = [ChildState("died", PARENT, A_TUESDAY)]
    assert may_take_back(said, A_TUESDAY + timedelta(days=30))
    assert not may_take_back(said, A_TUESDAY + timedelta(days=31))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("10 pm to 7 am", [22, 7]),
        ("22 to 7", [22, 7]),
        ("12am-12 p.m.", [0, 12]),
        ("7:00", [7]),
        ("24", [0]),
        ("25", []),
        ("7:30", []),
        ("13 pm", []),
        ("later", []),
    ],
)
def test_hours_are_read_strictly(text: str, hours: list[int]) -> None:
    assert typed_hours(text) == hours
