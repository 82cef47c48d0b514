"""Two children in one chat: whatever is done about one of them never changes the other."""

import random
from datetime import timedelta

import pytest
from rehearsing import A_TUESDAY, buttons, parent, plain, texts
from stand_ins.people import buttons as sent_by
from stand_ins.people import meaning
from stand_ins.waiting import eventually
from stand_ins.whole import Whole, whole_bot
from two_children import ANOTHER, TO_THE_CARD, called, do, kept, with_two

from bot.rehearsal.rehearsal import Rehearsal, Said
from handlers import children, screens
from state import case_marks
from state.case import Case, Member
from state.case_marks import marked
from state.effects import Button, Outgoing, Show
from state.store.documents import CASE
from state.urgency import reached

# One child's answers never change the other


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_tapped_about_one_child_leaves_the_other_as_it_was(seed: int) -> None:
    dice = random.Random(seed)
    async with parent() as one:
        await with_two(one, cards=bool(seed % 2))
        for _ in range(150):
            before = {name: kept(called(one, name)) for name in ("Bear", "Fox")}
            message, button = dice.choice(_all_buttons(one))
            about = one.case.case_id if one.case else ""
            if button not in [left for row in message.left_behind for left in row]:
                about = message.case_id or about
            if button.data.partition(":")[0] in GOES_OVER:
                continue
            await one.tap(message.message_id, button.data)
            for name, was in before.items():
                case = called(one, name)
                if case.case_id != about:
                    assert kept(case) == was, (name, button)


def _without_place(document: bytes) -> Case:
    case = CASE.read(document)
    case.members[0].place = None
    return case


GOES_OVER = {"child", "worse_for", "erase", "rename", "child_name", "another", "one_more"}
"""What may change which child is shown, or how many there are; tried below by name."""


def _all_buttons(one: Rehearsal) -> list[tuple[Said, Button]]:
    return [(said, button) for said in one.messages.values() for button in buttons(said)]


async def test_an_old_button_acts_on_the_child_of_its_message_and_says_so() -> None:
    async with parent() as one:
        await with_two(one)
        await do(one, "Parent types: /child", "Parent taps: Bear", "Parent types: /plan")
        bears = one.messages[one.screen_id or 0]
        await do(one, "Parent types: /child", "Parent taps: Fox", "Parent types: /plan")
        fox = kept(called(one, "Fox"))
        (said,) = await one.tap(bears.message_id, "task:date/1")
        assert plain(said.text).startswith("About Bear:")
        assert one.case is called(one, "Bear")
        (said,) = await one.tap(said.message_id, "mark:date/1:asked")
        assert kept(called(one, "Fox")) == fox


async def test_none_of_these_on_the_other_childs_message_counts_for_nobody() -> None:
    """It may have been read hours ago: that child's question is shown again."""
    async with parent() as one:
        await with_two(one, cards=False)
        foxs = one.messages[one.screen_id or 0]
        await do(one, "Parent types: /child", "Parent taps: Bear")
        answers = {name: list(called(one, name).answers) for name in ("Bear", "Fox")}
        (said,) = await one.tap(foxs.message_id, "a:em_breathing:none")
        assert "About Fox:" in plain(said.text)
        assert "Now, or since yesterday?" in plain(said.text)
        assert {name: called(one, name).answers for name in answers} == answers


@pytest.mark.parametrize("of", ["a stranger", "an erased plan"])
async def test_a_button_of_no_case_of_this_chat_does_nothing_but_worse(of: str) -> None:
    async with parent() as one:
        await do(one, TO_THE_CARD)
        said = one.messages[one.screen_id or 0]
        said.case_id = f"the case of {of}"
        before = kept(called(one, ""))
        for data in ("seen", "died", "erase", "less", "short:on", "quiet:off", "mark:date/1:done"):
            await one.tap(said.message_id, data)
            assert _without_place(kept(called(one, ""))) == _without_place(before)
        (worse,) = await one.tap(said.message_id, "w")
        assert "Now, or since yesterday?" in plain(worse.text)


async def test_the_id_of_a_strangers_case_leads_nowhere() -> None:
    async with parent() as one:
        await with_two(one)
        shown = one.case
        for data in ("child:deadbeef", "child:", "worse_for:deadbeef", "child:00000000"):
            await one.tap(one.screen_id or 0, data)
            assert one.case is shown
            assert len(one.others) == 1


# Danger


async def test_worse_never_asks_which_child_first_and_is_a_tap_from_the_other() -> None:
    async with parent() as one:
        await with_two(one)
        said = await do(one, "Parent types: worse")
        assert "About Fox:" in said
        assert "Now, or since yesterday?" in said
        said = await do(one, "Parent taps: It is about Bear", "Parent taps: Yes, one of these")
        assert "This is about Bear." in said
        assert "emergency" in str(reached(called(one, "Bear"))[-1].level).lower()
        assert "emergency" not in str(reached(called(one, "Fox"))[-1].level).lower()


async def test_danger_in_a_new_child_does_not_wait_for_its_name() -> None:
    for step in ("Parent types: /child", "Parent types: /child\nParent types: Bear"):
        async with parent() as one:
            await do(one, TO_THE_CARD)
            first = one.case
            said = await do(one, step, "Parent taps: Worse")
            assert "About child 2:" in said
            assert "Now, or since yesterday?" in said
            await do(one, "Parent taps: Yes, one of these")
            assert one.others == [first]
            assert first is not None
            assert not any("EMERGENCY" in str(event.level) for event in reached(first))


async def test_danger_typed_instead_of_a_name_is_heard() -> None:
    async with parent() as one:
        await do(one, TO_THE_CARD, "Parent types: /child")
        said = await do(one, "Parent types: she is not breathing")
        assert "Call 911 now" in said
        assert "This is about child 2." in said
        (first,) = one.others
        assert not any("EMERGENCY" in str(event.level) for event in reached(first))


async def test_a_child_who_has_died_is_never_offered_on_an_emergency_screen() -> None:
    async with parent() as one:
        await with_two(one)
        await do(one, "Parent types: /stop", "Parent taps: Our child has died")
        said = await do(one, "Parent types: /child", "Parent taps: Bear", "Parent types: worse")
        assert "About Bear:" in said
        assert "It is about Fox" not in said


# Words typed


async def test_words_after_a_message_about_the_other_child_are_taken_for_neither() -> None:
    async with parent() as one:
        await with_two(one)
        later = "Parent taps: Ask the insurer\nParent taps: Done, or later"
        put_off = "Parent taps: Remind me later\nParent taps: Tomorrow"
        await do(
            one, "Parent types: /child\nParent taps: Bear\nParent types: /plan", later, put_off
        )
        await do(one, "Parent types: /child\nParent taps: Fox")
        await one.pass_time(timedelta(days=1))
        one.messages[one.screen_id or 0].case_id = called(one, "Bear").case_id
        before = {name: kept(called(one, name)) for name in ("Bear", "Fox")}
        said = await do(one, "Parent types: 1")
        assert "I kept none of your words" in said
        assert kept(called(one, "Bear")) == before["Bear"]


async def test_an_edited_answer_corrects_the_child_it_was_about() -> None:
    async with parent() as one:
        await do(one, TO_THE_CARD.rpartition("\n")[0])
        await one.write("4 to 6 years")
        typed = one.last_written
        await do(one, ANOTHER)
        fox = list(called(one, "Fox").answers)
        one.last_written = typed
        await one.edit("7 to 11 years")
        assert called(one, "Bear").answers[-1].value == "7_11"
        assert called(one, "Fox").answers == fox


# Joining a case is being its member


async def test_a_second_case_without_a_name_asks_for_one_first() -> None:
    """As when an adult who has a plan joins another family's."""
    async with parent() as one:
        await do(one, TO_THE_CARD)
        mine = one.case
        assert mine is not None
        joined = Case(
            "joined", A_TUESDAY, members=[Member(mine.members[0].chat_id, "en", A_TUESDAY)]
        )
        one.others = [joined]
        said = await do(one, "Parent types: /child", "Parent taps: Child 2")
        assert "What shall I call this child?" in said
        await one.write("Owl")
        assert joined.members[0].nickname == "Owl"
        assert joined.members[0].zone == mine.members[0].zone


# Buttons


def test_a_mark_is_read_as_it_was_put_on() -> None:
    case = Case("0123456789abcdef", A_TUESDAY)
    sent = marked(Outgoing(1, Show("Hello", ((Button("A", "a:b@c"),),)), case_id=case.case_id))
    assert isinstance(sent.effect, Show)
    data = sent.effect.keyboard[0][0].data
    assert case_marks.read(data) == ("a:b@c", "89abcdef")
    assert case_marks.find("89abcdef", [case]) is case
    assert case_marks.find("89abcdef", [case, Case("x89abcdef", A_TUESDAY)]) is None
    assert case_marks.find("", [case]) is None


# The whole bot


async def test_over_sockets_a_digest_of_one_child_is_answered_while_the_other_is_shown(
    tmp_path: object,
) -> None:
    async with whole_bot(tmp_path) as whole:  # type: ignore[arg-type]
        person = await whole.sandbox.person()
        await person.write("/start")
        for data in ("start", "agree", "country:gb"):
            await _press(whole, person, data)
        await person.write("/child")
        await eventually(lambda: person.has_heard("a short name for the child"))
        await _press(whole, person, "child_name:older")
        await _press(whole, person, "child_name:younger")
        await eventually(lambda: person.has_heard("About the younger one:"))
        await whole.settled()
        chat = await whole.bot.store.load(person.chat_id)
        assert chat.case is not None
        assert chat.case.members[0].nickname == "the younger one"
        assert [row.case.members[0].nickname for row in chat.others] == ["the older one"]
        assert chat.chat.screen_case_id == chat.case.case_id
        await person.write("/child")
        await whole.settled()
        await _press(whole, person, f"child:{case_marks.mark(chat.others[0].case.case_id)}")
        await eventually(lambda: person.has_heard("About the older one:"))
        await whole.settled()
        now = await whole.bot.store.load(person.chat_id)
        assert now.case is not None
        assert now.case.case_id == chat.others[0].case.case_id


async def _press(whole: Whole, person: object, meant: str) -> None:
    async def is_there() -> bool:
        found[:] = [
            message
            for message in await person.heard()  # type: ignore[attr-defined]
            if meant in [meaning(data) for data in sent_by(message)]
        ]
        return bool(found)

    found: list[dict[str, object]] = []
    await eventually(is_there)
    await person.press_one(found[-1], meant)  # type: ignore[attr-defined]
    await whole.settled()


def test_every_screen_about_which_child_is_there_after_one_has_died() -> None:
    assert set(children.NAMING) < set(screens.WHICH_CHILD)
    assert texts().label("en", "child_older") == "the older one"
