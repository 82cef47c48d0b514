"""What is kept reads as it was typed, for everybody: no character in it turns the rest around."""

import pytest
from rehearsing import parent, plain
from two_children import TO_THE_CARD, do

from state.visible import visible


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("5 mg \u202egm 05\u202c", "5 mg gm 05"),
        ("a\u2066b\u2069c", "abc"),
        ("555\x00 0100\x07", "555 0100"),
        ("St.\ud800 Mary", "St. Mary"),
        ("a\U000e0001b", "ab"),
    ],
)
async def test_what_misleads_is_left_out_of_what_is_kept(typed: str, seen: str) -> None:
    async with parent() as one:
        await do(one, TO_THE_CARD)
        await one.tap(one.screen_id or 0, "notes:medicine")
        (said,) = await one.write(typed)
        assert seen in plain(said.text)
        assert one.case is not None
        assert [entry.text for entry in one.case.entries] == [seen]


@pytest.mark.parametrize(
    "text",
    [
        "two\nlines\tand more",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "👩‍👧 👍🏽",
        "می‌خواهم",
        "क्‍ष",
        "שלום \u200f555\u200e",
        "café — “Ünal” ½ µg",
    ],
)
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert visible(text) == text
