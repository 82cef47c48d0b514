"""What the family was told is kept by a button and a message, read back, and taken back in one tap.

Danger is heard first. Nothing is kept by an old button, before the card, or beyond its length.
"""

from collections.abc import AsyncIterator

import pytest
from rehearsing import buttons, parent, plain

from bot.rehearsal.rehearsal import Rehearsal, Said
from state import kept
from state.kept import KEEPS, LONGEST

TO_THE_CARD = (
    *("start", "agree", "country:gb"),
    *(f"a:em_{name}:none" for name in ("breathing", "head", "bleeding", "fever")),
    *("a:reason:second_opinion", "a:opinion_kind:soon", "a:age:4_6"),
)


@pytest.fixture
async def one() -> AsyncIterator[Rehearsal]:
    async with parent() as rehearsed:
        await rehearsed.write("/start")
        await taps(rehearsed, *TO_THE_CARD)
        yield rehearsed


async def taps(one: Rehearsal, *data: str) -> Said:
    said: list[Said] = []
    for press in data:
        said = await one.tap(one.screen_id or 0, press)
    return said[-1]


def known(one: Rehearsal) -> dict[str, str]:
    assert one.case
    return kept.known(one.case)


async def test_everything_that_has_a_place_can_be_kept_and_is_read_back(one: Rehearsal) -> None:
    for name, keep in KEEPS.items():
        await taps(one, f"fill_in:{name}:")
        if keep.options:
            said = await taps(one, f"fill_as:{name}:{keep.options[0]}:")
        else:
            said = (await one.write(f"words on {name}"))[-1]
            assert f"words on {name}" in plain(said.text)
        assert "Kept." in plain(said.text)
    assert set(known(one)) == set(KEEPS)


async def test_a_clinicians_words_stand_in_quotation_marks(one: Rehearsal) -> None:
    await taps(one, "fill_in:doctors_words:")
    said = await one.write("it looks like a lymphoma")
    assert "“it looks like a lymphoma”" in plain(said[-1].text)
    assert "“it looks like a lymphoma”" in plain((await taps(one, "words")).text)


async def test_danger_in_what_is_typed_is_heard_first_and_not_kept(one: Rehearsal) -> None:
    await taps(one, "fill_in:findings_led:")
    said = await one.write("she is not breathing")
    assert "999" in plain(said[-1].text)
    assert known(one) == {}
    await taps(one, "not_now", "not_meant")
    await one.write("a shadow on the scan")
    assert known(one) == {"findings_led": "a shadow on the scan"}


async def test_the_words_of_a_button_are_that_button_and_are_not_kept(one: Rehearsal) -> None:
    await taps(one, "fill_in:reference:")
    await one.write("back")
    assert known(one) == {}
    await taps(one, "fill_in:reference:")
    await one.write("worse")
    assert known(one) == {}
    assert one.case
    assert one.case.members[0].place
    assert one.case.members[0].place.screen == "ask"


async def test_what_is_too_long_is_said_kindly_and_asked_again(one: Rehearsal) -> None:
    await taps(one, "fill_in:findings_led:")
    said = await one.write("a" * (LONGEST + 1))
    assert "1 letter too many" in plain(said[-1].text)
    assert known(one) == {}
    await one.write("a lump")
    assert known(one) == {"findings_led": "a lump"}
    said = await one.edit("b" * (LONGEST + 1))
    assert "1 letter too many" in plain(said[-1].text)
    assert known(one) == {"findings_led": "a lump"}


async def test_an_edited_message_corrects_and_leaves_the_screen_as_it_is(one: Rehearsal) -> None:
    await taps(one, "fill_in:findings_led:")
    await one.write("a lump of 4 cm")
    await taps(one, "w")
    await one.edit("a lump of 5 cm")
    assert known(one) == {"findings_led": "a lump of 5 cm"}
    assert one.case
    assert one.case.members[0].place
    assert one.case.members[0].place.about == "em_breathing"


async def test_undo_takes_back_once(one: Rehearsal) -> None:
    await taps(one, "fill_in:reference:")
    said = await one.write("A1")
    undo = next(button.data for button in buttons(said[-1]) if button.data.startswith("unfill"))
    await taps(one, undo)
    assert known(one) == {}
    await taps(one, undo)
    assert known(one) == {}
    assert one.case
    assert len(one.case.kept) == 2


async def test_forgetting_and_not_sure_leave_the_marked_blank(one: Rehearsal) -> None:
    await taps(one, "fill_in:treatment_on:")
    await one.write("May 4")
    assert "Treatment starts on May 4." in plain((await taps(one, "words")).text)
    await taps(one, "fill_in:treatment_on:", "fill_as:treatment_on::")
    assert "Treatment starts on [date" in plain((await taps(one, "words")).text)
    await taps(one, "fill_in:goal:", "fill_as:goal:unsure:")
    assert "The referral is" not in plain((await taps(one, "clinic")).text)


@pytest.mark.parametrize(
    "data",
    [
        *("fill_in:nothing:", "fill_in::", "fill_as:goal:cure:", "fill_as:nothing:x:", "fill_as"),
        *("unfill:99", "unfill:x", "speaks:xx", "clinic_speaks:", "also:xx", "fill:x"),
    ],
)
async def test_buttons_of_another_version_keep_nothing(one: Rehearsal, data: str) -> None:
    assert await taps(one, data)
    assert one.case
    assert (one.case.kept, one.case.notes, one.case.members[0].speaks) == ([], {}, "")


async def test_before_the_card_nothing_is_kept() -> None:
    async with parent() as one:
        await one.write("/start")
        await taps(one, *TO_THE_CARD[:5])
        for data in ("fill", "fill_in:goal:", "fill_as:goal:diagnosis:", "words", "languages"):
            await taps(one, data)
        assert one.case
        assert one.case.kept == []
        assert one.case.members[0].place
        assert one.case.members[0].place.screen == "ask"


async def test_in_an_emergency_the_words_are_for_the_ambulance(one: Rehearsal) -> None:
    await taps(one, "w", "a:em_breathing:yes", "which", "y:em_breathing:breathing", "seen")
    words = plain((await taps(one, "words")).text)
    assert words.startswith("Call 999 or 112 and say:")
    assert "hard, fast or noisy breathing" in words
    assert "Do not send a message now" in plain((await taps(one, "message")).text)
    assert "going to A&E" in plain((await taps(one, "clinic")).text)


async def test_a_made_up_way_back_is_not_carried_along(one: Rehearsal) -> None:
    """Else the buttons would be longer than Telegram takes them."""
    said = await taps(one, f"fill_in:goal:{'a' * 45}")
    assert all(len(button.data.encode()) <= 64 for button in buttons(said))
    await taps(one, "fill_as:goal:diagnosis:")
    assert known(one) == {"goal": "diagnosis"}


async def test_what_the_other_adult_was_told_is_not_for_me_to_forget(one: Rehearsal) -> None:
    assert one.case
    other = one.case.members[0].chat_id + 1
    kept.keep(one.case, "reference", "A1", by=other, at=one.now)
    shown = await taps(one, "fill_in:reference:")
    assert not [button for button in buttons(shown) if button.data == "fill_as:reference::"]
    assert "A1" in plain((await taps(one, "fill_as:reference::")).text)
    assert known(one) == {"reference": "A1"}
