"""Words that a screen waits for are kept as typed, hard words in them or not; danger first."""

import msgspec
import pytest
from everything_read import CARDS, to_the_card
from readers import Reader
from rehearsing import A_TUESDAY, plain, texts

from bot.rehearsal.rehearsal import Rehearsal

OPINION = CARDS["a second opinion, India"]
DANGER = "Ann said what is a biopsy. she is having a seizure now"
TOO_LONG = "what is a biopsy? " * 20
ON_THE_WAY = {
    "a referral": ["ref:1"],
    "who said it of a referral": ["ref:1", "ref_step:asked:1"],
    "a center's name": ["ref_name:1"],
    "what a center needs": ["ref_rules:1"],
    "a paper": ["record:scan_report"],
    "a visit's place": ["visit_fill:place:1"],
    "what was said at a visit": ["visit_was:1"],
    "the cancer team": ["team"],
    "a note of signs": ["notes:note"],
}
"""Where something typed is waited for, and the buttons that lead there."""


async def at_the_box(one: Reader, box: str) -> None:
    await to_the_card(one, OPINION)
    await one.write("/visit")
    await one.write("March 4 10:00")
    if box == "what was said at a visit":
        one.now = one.now.replace(day=6)
    for data in ON_THE_WAY[box]:
        await one.tap(one.screen_id or 0, data)


def kept(one: Rehearsal) -> str:
    """All that the case holds, as it is stored."""
    return msgspec.json.encode(one.case).decode()


@pytest.mark.parametrize("box", ON_THE_WAY)
async def test_a_question_with_a_hard_word_is_kept(box: str) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, box)
        await one.write("What is a biopsy for?")
        assert "What is a biopsy for?" in kept(one)


@pytest.mark.parametrize("box", ON_THE_WAY)
async def test_words_of_danger_are_answered_and_not_kept(box: str) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, box)
        said = await one.write(DANGER)
        assert "seizure" not in kept(one)
        assert any("112" in one.text for one in said)


@pytest.mark.parametrize("box", ON_THE_WAY)
async def test_what_is_too_long_is_said_and_may_be_typed_again(box: str) -> None:
    async with Reader(A_TUESDAY, texts()) as one:
        await at_the_box(one, box)
        said = await one.write(TOO_LONG)
        assert plain(said[-1].text).startswith("That was too long for me to keep")
        await one.write("short")
        assert "short" in kept(one)
