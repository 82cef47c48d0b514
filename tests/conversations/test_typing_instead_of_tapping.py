"""Typing instead of tapping, tapping twice, odd letters: what a tired parent does comes right."""

import pytest
from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, buttons, plain, texts
from test_awaited_words_are_kept import ON_THE_WAY, at_the_box, kept

from state.plan.referrals import standing

US = CARDS["cancer was mentioned, US, under 3 months"]
ODD = "Dr O'Neil & Ann <5>"


async def press(one: Reader, data: str) -> str:
    return plain((await one.tap(one.screen_id or 0, data))[-1].text)


@pytest.mark.parametrize("word", ["back", "Undo"])
async def test_a_way_out_that_is_typed_is_no_note(word: str) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, "a paper")
        await one.write("Ann in records")
        await one.write(word)
        assert f'"{word}"' not in kept(one)
        assert ("Ann in records" in kept(one)) == (word == "back" or "undone" in kept(one))


@pytest.mark.parametrize("box", ON_THE_WAY)
async def test_undo_typed_is_never_kept_as_a_note(box: str) -> None:
    """Something is taken back, or it is said that there is nothing to undo."""
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, box)
        for _ in range(2):
            said = plain((await one.write("undo"))[-1].text)
            assert "Taken back" in said or "nothing to undo" in said
        assert '"undo"' not in kept(one)


async def test_a_step_of_a_referral_is_undone_in_a_word() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, "a referral")
        await press(one, "ref_step:sent:1")
        await one.write("Dr Lee")
        said = await one.write("undo")
        assert "Taken back" in plain(said[-1].text)
        assert one.case is not None
        assert not standing(one.case.referrals[0].steps)


async def test_yes_says_that_a_visit_happened() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, "a visit's place")
        one.now = one.now.replace(day=6)
        await one.write("/visit")
        await one.write("yes")
        assert one.case is not None
        assert one.case.visits[0].happened


async def test_two_visits_on_one_day_are_told_apart_by_their_buttons() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, "a visit's place")
        await one.tap(one.screen_id or 0, "visit_when:new")
        await one.write("March 4 14:00")
        said = (await one.write("/visit"))[-1]
        names = [b.label for b in buttons(said) if b.data.startswith("visit:")]
        assert len(names) == len(set(names)) == 2


@pytest.mark.parametrize("box", ON_THE_WAY)
async def test_what_was_typed_is_read_as_it_was_typed(box: str) -> None:
    """Apostrophes and the like stay what they are, also where it is shown again later."""
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, box)
        said = [*await one.write(ODD), *await one.write("/plan")]
        said += [*await one.tap(one.screen_id or 0, "ref:1"), *await one.write("/visit")]
        assert any(ODD in plain(each.text) for each in said)
        assert not any("&" in plain(each.text).replace(ODD, "") for each in said)


async def test_the_same_step_of_a_referral_tapped_twice_is_one_step() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, "a referral")
        for data in ("ref_step:sent:1", "ref_step:sent:1", "ref_step:arrived:1"):
            await press(one, data)
        assert one.case is not None
        assert [step.what for step in one.case.referrals[0].steps] == ["sent", "arrived"]


async def test_that_nobody_called_counts_each_time() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, "a referral")
        for data in ("ref_step:sent:1", "ref_step:nobody_called:1", "ref_step:nobody_called:1"):
            await press(one, data)
        assert one.case is not None
        assert len(one.case.referrals[0].steps) == 3


async def test_a_center_that_is_there_already_is_not_begun_a_second_time() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, "a center's name")
        await one.write("City Children's")
        await press(one, "ref_new")
        said = await one.write("city children's")
        assert "on your list already" in plain(said[-1].text)
        assert one.case is not None
        assert len(one.case.referrals) == 1


async def test_skip_skips_and_a_number_chooses_a_day_that_is_asked_back() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, US)
        for data in ("note_call", "called:approval", "call:1:outcome:waiting", "call:1:urgent:"):
            await press(one, data)
        await one.write("4/5")
        await one.write("1")
        await one.write("skip")
        await one.write("Lee")
        assert one.case is not None
        (call,) = one.case.insurance.calls
        assert (call.answer_by and call.answer_by.month, call.reference, call.name) == (
            4,
            "",
            "Lee",
        )


async def test_a_promise_that_can_be_two_days_is_chosen_by_its_number() -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, US)
        await press(one, "paper_is:asked:bloods")
        await one.write("4/5")
        assert "promised by" in plain((await one.write("2"))[-1].text)


@pytest.mark.parametrize("typed", ["3 days", "in 3 days", "until March 6", "March 6"])
async def test_a_promise_may_be_typed_as_it_was_said(typed: str) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await to_the_card(one, US)
        await press(one, "paper_is:asked:bloods")
        assert "promised by Friday, March 6" in plain((await one.write(typed))[-1].text)
