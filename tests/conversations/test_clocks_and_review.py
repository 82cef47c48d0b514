"""A typed time finds the clock it shows; every end of the screens says what nobody checked."""

import pytest
from rehearsing import A_TUESDAY, parent, plain, services, texts

from bot.rehearsal.rehearsal import Rehearsal, Said
from handlers.content import Running


async def press(one: Rehearsal, said: Said, words: str) -> Said:
    """Taps the button of these words on what was said last."""
    data = next(b.data for row in said.keyboard for b in row if b.label == words)
    return (await one.tap(said.message_id, data))[-1]


async def at_the_clocks(one: Rehearsal) -> Said:
    said = (await one.write("/start"))[-1]
    for words in ("Start", "Yes, keep my answers", "United States"):
        said = await press(one, said, words)
    return said


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("10:10", "America/New_York"),
        ("9 12 am", "America/Chicago"),
        ("5:10", "Pacific/Honolulu"),
        ("10:10 pm", None),
        ("4:00", None),
    ],
)
async def test_a_typed_time_chooses_the_clock_that_shows_it(typed: str, zone: str | None) -> None:
    """Also one behind "More"; a time no clock shows is asked for again."""
    async with parent(A_TUESDAY) as one:
        await at_the_clocks(one)
        await one.write(typed)
        assert one.case is not None
        assert one.case.members[0].zone == zone


@pytest.mark.parametrize(
    ("running", "says_so"),
    [
        (Running("", "", 90), False),
        (Running("", "", 90, real=True), True),
    ],
)
@pytest.mark.parametrize("ends", ["clear", "unsure", "danger"])
async def test_an_end_before_consent_says_whether_a_clinician_has_checked(
    *, running: Running, says_so: bool, ends: str
) -> None:
    facts = {**services(), "running": running}
    async with Rehearsal(A_TUESDAY, texts(), facts, "en") as one:
        said = await press(one, (await one.write("/start"))[-1], "Unwell right now")
        if ends == "danger":
            said = await press(one, said, "Yes, one of these")
        if ends == "unsure":
            said = await press(one, said, "Not sure")
            said = (await one.tap(said.message_id, said.keyboard[1][0].data))[-1]
            if any(b.label == "Still not sure" for row in said.keyboard for b in row):
                said = await press(one, said, "Still not sure")
        while any(b.label.startswith("None of") for row in said.keyboard for b in row):
            labels = [b.label for row in said.keyboard for b in row]
            said = await press(one, said, next(w for w in labels if w.startswith("None of")))
        assert "This is not a diagnosis." in plain(said.text)
        assert ("Not yet checked by a clinician." in plain(said.text)) is says_so
