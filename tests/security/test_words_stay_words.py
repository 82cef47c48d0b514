"""Whatever anybody types is words: never a mark, a link, a command or a button of ours.

An attack is typed wherever a text is awaited. Every message that follows, on every way from there,
is read as strictly as Telegram reads it, and says the attack letter by letter.
"""

import asyncio
from datetime import timedelta
from functools import cache

import pytest
from everything_read import CARDS, to_the_card
from rehearsing import plain
from telegram_html import Read
from walking import Attacker, Before, Uttered, Walk

from bot.delivery.plainer import MOST_DATA
from handlers import expected

ATTACK = "<b>&{0}{{7}}\"'*_[Zq]"
"""HTML, a reference, Python's and Jinja's blanks, quotes, Markdown; short enough for every field.

Zq is found in no word of ours.
"""
SIGN = "Zq"
ONLY_READ = {"paper_by", "message_hour", "quiet_hours", "visit_time", "visit_when", "pause"}
"""Days and hours: what is not one is said not to be, and not kept."""
LET_GO = {"nothing"}
"""What is typed after a death is kept nowhere."""


async def much_was_typed(one: Attacker) -> None:
    """The attack in notes, a center, a paper and a file's name; days go by, and it is reminded."""
    for data, text in (
        *((f"notes:{kind}", ATTACK) for kind in ("question", "note", "medicine")),
        ("notes:temperature", "37.2"),
        ("ref_new", ATTACK),
        ("visit_when:new", "12 March 2026 at 2:30 pm"),
        ("visit_fill:place:1", ATTACK),
        ("visit_fill:phone:1", ATTACK),
        ("team", ATTACK),
    ):
        await one.tap(one.screen_id or 0, data)
        await one.write(text)
    await one.tap(one.screen_id or 0, "files:bloods")
    file = {"file_id": "d", "file_unique_id": "d", "file_name": f"../../{ATTACK}"}
    await one.send({"document": file})
    before = one.case
    await one.pass_time(timedelta(days=7))
    assert before is one.case
    await one.write("/plan")


async def a_visit_has_passed(one: Attacker) -> None:
    await one.tap(one.screen_id or 0, "visit_when:new")
    await one.write("5 March 2026 at 2:30 pm")
    await one.pass_time(timedelta(days=3))


async def two_children(one: Attacker) -> None:
    """Two children, the first one called by the attack."""
    await one.write("/child")
    await one.write(ATTACK)
    await one.write("Fox")


BEGINNINGS: tuple[tuple[str, Before], ...] = (
    ("cancer was mentioned, US, under 3 months", much_was_typed),
    ("a suspicious scan, Ireland, 1 to 3", a_visit_has_passed),
    ("a second opinion, India", two_children),
)


@cache
def walked() -> tuple[list[Uttered], set[str]]:
    """Everything that was said, and who was given the attack."""
    return asyncio.run(_walked())


async def _walked() -> tuple[list[Uttered], set[str]]:
    said: list[Uttered] = []
    took: set[str] = set()
    visited: set[tuple[str, ...]] = set()
    for card, before in BEGINNINGS:
        async with Attacker() as one:
            await to_the_card(one, CARDS[card])
            await before(one)
            walk = Walk(one, ATTACK, visited)
            await walk.go()
            took |= walk.took
            said += one.uttered
    return said, took


def test_the_attack_was_typed_wherever_a_text_is_awaited() -> None:
    _, took = walked()
    assert set(expected._takers) - took == set()


def test_every_message_is_html_that_we_meant() -> None:
    said, _ = walked()
    wrong = {(one.screen, *read.wrong) for one in said if (read := Read(one.html)).wrong}
    assert wrong == set()


def test_what_was_typed_is_shown_letter_by_letter() -> None:
    """Not as a mark, not escaped twice, not cut in the middle."""
    said, _ = walked()
    with_it = [one for one in said if SIGN in plain(one.html)]
    shown_on = {one.screen for one in with_it}
    assert {"card", "notes_of", "visit", "insurance", "files", "name_other"} <= shown_on
    changed = [
        (one.screen, words)
        for one in with_it
        if (words := plain(one.html)).count(SIGN) != words.count(ATTACK)
    ]
    assert changed == []


def test_no_button_carries_what_was_typed() -> None:
    """Telegram would keep it beside the message; and what comes back in a press is not trusted."""
    said, _ = walked()
    every = [button.data for one in said for row in one.keyboard for button in row]
    assert [data for data in every if SIGN in data] == []
    assert [data for data in every if len(data.encode()) > MOST_DATA - len("@12345678")] == []


@pytest.mark.parametrize(
    "attack",
    [
        "<b>open",
        "a & b",
        "</b>",
        '<a href="http://x">y</a>',
        "<script>x</script>",
        "<b><i>x</b></i>",
        '<b class="x">x</b>',
        "<!-- x -->",
        "x" * 4097,
    ],
)
def test_the_reader_above_would_have_seen_it(attack: str) -> None:
    assert Read(attack).wrong
