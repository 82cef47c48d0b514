"""Short names tell two children apart; what an adult sets holds for all, what ends ends for one."""

from datetime import timedelta

import pytest
from rehearsing import parent, plain
from two_children import TO_THE_CARD, called, do, kept, with_two

from bot.rehearsal import transcript
from bot.rehearsal.rehearsal import Rehearsal, Said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("x" * 21, "too long"),
        ("Bartholomew the Brave Bear of the North", "too long"),
        ("…", "letter or a number"),
        ("\u200b\u202e", "letter or a number"),
    ],
)
async def test_a_name_that_will_not_do_is_said_in_a_sentence(typed: str, told: str) -> None:
    async with parent() as one:
        await do(one, TO_THE_CARD, "Parent types: /child")
        (said,) = await one.write(typed)
        assert told in plain(said.text)
        assert one.others == []


async def test_a_name_is_shown_as_it_was_typed_and_never_as_marks() -> None:
    async with parent() as one:
        await do(one, TO_THE_CARD, "Parent types: /child")
        await one.write("<b>&\u202eAnt</b>")
        (said,) = await one.write("Fox")
        assert "<b>&amp;" not in said.text.partition("About")[0]
        await do(one, "Parent types: /child")
        (said,) = await do_tap(one, "<b>&Ant</b>")
        assert "About &lt;b&gt;&amp;Ant&lt;/b&gt;:" in said.text


async def do_tap(one: Rehearsal, label: str) -> list[Said]:
    found = transcript.find_button(one, label)
    assert found is not None
    return await one.tap(*found)


async def test_two_children_never_have_the_same_name_and_five_are_enough() -> None:
    async with parent() as one:
        await with_two(one, cards=False)
        for name in ("Owl", "Bee", "Elk"):
            await do(one, "Parent types: /child", "Parent taps: One more child")
            (said,) = await one.write("fOX")
            assert "has that name" in plain(said.text)
            await one.write(name)
        names = [
            case.members[0].nickname for case in [*one.others, *([one.case] if one.case else [])]
        ]
        assert sorted(names) == ["Bear", "Bee", "Elk", "Fox", "Owl"]
        said_last = await do(one, "Parent types: /child")
        assert "One more child" not in said_last
        (said,) = await one.tap(one.screen_id or 0, "one_more")
        assert len(one.others) == 4


# What belongs to the adult, what to the child


async def test_what_an_adult_sets_for_themselves_holds_for_all_their_children() -> None:
    async with parent() as one:
        await with_two(one)
        await do(one, "Parent types: /reminders", "Parent taps: Hide the words")
        assert all(case.members[0].reminders.hidden for case in [one.case, *one.others] if case)
        await one.pass_time(timedelta(days=9))
        hidden = [said for said in one.messages.values() if said.text.startswith("You have one")]
        assert hidden
        assert not any("Bear" in said.text or "Fox" in said.text for said in hidden)


async def test_stopping_is_about_the_child_shown_alone() -> None:
    async with parent() as one:
        await with_two(one)
        said = await do(one, "Parent types: /stop", "Parent taps: Not needed any more")
        assert "This is about Fox alone." in said
        assert called(one, "Fox").members[0].reminders.stopped
        assert not called(one, "Bear").members[0].reminders.stopped
        later = await one.pass_time(timedelta(days=9))
        assert later
        assert all("About Bear:" in plain(said.text) for said in later)


async def test_erasing_says_what_remains_and_it_does() -> None:
    async with parent() as one:
        await with_two(one)
        bear = kept(called(one, "Bear"))
        said = await do(one, "Parent types: /delete")
        assert "Erase everything kept about Fox?" in said
        assert "What is kept about Bear stays." in said
        said = await do(one, "Parent taps: Erase everything")
        assert "0 things are kept about Fox." in said
        assert one.case is called(one, "Bear")
        assert one.others == []
        assert kept(called(one, "Bear")) == bear
