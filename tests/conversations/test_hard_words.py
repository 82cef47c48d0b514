"""Hard words are explained in plain ones: where they stand, by /word, and when somebody asks."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest
from rehearsing import buttons, parent, plain, turn_of, unfolded

from bot.rehearsal.rehearsal import Rehearsal, Said
from handlers.screens import where
from handlers.words import ON_A_PAGE, glossary

BIOPSY = "Biopsy: a tiny piece of the body is taken"
FOUR_NONE = [f"a:em_{name}:none" for name in ("breathing", "head", "bleeding", "fever")]
TO_THE_LAB_RESULT = ["start", "agree", "country:ie", *FOUR_NONE, "a:reason:someone_said"]


async def taps(one: Rehearsal, *data: str) -> list[Said]:
    said: list[Said] = []
    for each in data:
        said = await one.tap(one.screen_id or 0, each)
    return said


def played(play: Callable[[Rehearsal], Awaitable[None]]) -> None:
    async def run() -> None:
        async with parent() as one:
            await one.write("/start")
            await play(one)

    asyncio.run(run())


@pytest.mark.parametrize(
    "typed",
    [
        "what is a biopsy?",
        "What does biopsy mean",
        "biopsy",
        "Biospy?",
        "what's a biopsy",
        "the biopsies",
        "/word biopsy",
        "/word what is a biopsy?",
    ],
)
def test_however_it_is_asked(typed: str) -> None:
    async def play(one: Rehearsal) -> None:
        await taps(one, *TO_THE_LAB_RESULT)
        (said,) = await one.write(typed)
        assert BIOPSY in plain(said.text)
        assert where(turn_of(one)).about == "said"

    played(play)


def test_a_question_is_explained_above_the_screen_it_interrupts() -> None:
    """The answer to the present question is still one tap away."""

    async def play(one: Rehearsal) -> None:
        await taps(one, *TO_THE_LAB_RESULT)
        (said,) = await one.write("whats the difference between ct and mri?")
        text = plain(said.text)
        assert text.index("CT: a fast scan") < text.index("MRI: a scan with magnets")
        assert "a:said:scan" in {button.data for button in buttons(said)}

    played(play)


def test_a_word_that_answers_the_question_is_an_answer() -> None:
    async def play(one: Rehearsal) -> None:
        await taps(one, *TO_THE_LAB_RESULT)
        (said,) = await one.write("leukemia")
        assert "a cancer that begins" not in said.text
        assert where(turn_of(one)).about == "doctor_kind"

    played(play)


@pytest.mark.parametrize(
    "typed", ["what is a biopsy? my son can't breathe", "/word he is not breathing"]
)
def test_danger_is_heard_before_a_word_is_explained(typed: str) -> None:
    async def play(one: Rehearsal) -> None:
        (said,) = await one.write(typed)
        assert "Biopsy" not in said.text
        assert re.match("Call .* now", plain(said.text))

    played(play)


def test_before_any_consent_too() -> None:
    async def play(one: Rehearsal) -> None:
        (said,) = await one.write("/word platelets")
        assert "help stop bleeding" in said.text
        assert one.case is None
        (back,) = await taps(one, "here")
        assert "start" in {button.data for button in buttons(back)}

    played(play)


def test_a_word_nobody_knows_is_said_so_kindly() -> None:
    async def play(one: Rehearsal) -> None:
        (unknown,) = await one.write("/word zzyzx")
        assert "Can you say that in plain words?" in unknown.text
        (near,) = await one.write("/word biop")
        assert "term:biopsy" in {button.data for button in buttons(near)}

    played(play)


def test_every_word_is_found_in_the_lists() -> None:
    """Four on a page, and "More" goes round to the first again."""

    async def play(one: Rehearsal) -> None:
        await one.write("/word")
        known = glossary(turn_of(one))
        found: set[str] = set()
        for group in known.groups:
            for number in range(-(-len(known.of_group(group)) // ON_A_PAGE)):
                (said,) = await taps(one, f"terms:{group}:{number}")
                here = [b.data for b in buttons(said) if b.data.startswith("term:")]
                assert len(here) <= ON_A_PAGE
                found.update(data.removeprefix("term:") for data in here)
        assert found == set(known.terms)

    played(play)


@pytest.mark.parametrize("data", ["terms:nothing:0", "terms:tests:x", "terms:tests:99", "terms"])
def test_an_odd_button_of_the_lists_does_no_harm(data: str) -> None:
    async def play(one: Rehearsal) -> None:
        (said,) = await taps(one, data)
        assert any(button.data == "here" for button in buttons(said))

    played(play)


def test_an_old_button_of_a_word_that_is_gone() -> None:
    async def play(one: Rehearsal) -> None:
        (said,) = await taps(one, "term:gone")
        assert "from before" in said.text

    played(play)


def test_hard_words_are_explained_where_they_stand() -> None:
    """Folded: what is read before anything is unfolded stays the same."""

    async def play(one: Rehearsal) -> None:
        (said,) = await taps(one, *TO_THE_LAB_RESULT, "a:said:result")
        assert "Blasts: very young cells" in plain(said.text)
        assert "very young cells" not in unfolded(said.text)
        assert said.text.count("<blockquote") == 1

    played(play)


def test_no_emergency_screen_is_made_longer() -> None:
    async def play(one: Rehearsal) -> None:
        said = await taps(one, "start", "agree", "country:ie")
        for data in FOUR_NONE:
            assert "Words" not in plain(said[-1].text)
            said = await taps(one, data)
        (emergency,) = await one.write("he is having a seizure and cannot breathe")
        assert "Words" not in plain(emergency.text)

    played(play)
