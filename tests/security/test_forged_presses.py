"""What a client may send as a button: any data, of any screen, at any time. None of it does harm.

No handler fails over it, so nothing gets stuck and nobody is left without an answer; and of what
stands in the data nothing is said.
"""

import itertools
from collections.abc import Iterable

import pytest
from everything_read import CARDS, to_the_card
from rehearsing import plain, turn_of
from telegram_html import Read
from test_words_stay_words import ATTACK, SIGN, much_was_typed
from walking import Attacker, texts_of

from handlers import presses
from handlers.context import enter, leave
from handlers.typed import _choices
from state.store.documents import CASE

FORGED = (
    *("", "0", "-1", "9" * 30, "٣", "²", "Zq", ":", ":::", "none", "em_head:none", "<b>Zq"),
    *(
        "1:1:1:1:1",
        "1:Zq",
        "Zq:1",
        "Zq:Zq:Zq",
        "1:2026-13-45",
        "1:20261345",
        "../..",
        "new",
        "new:",
    ),
    *("{0}", "em_head:*", "bloods", "bloods:9:Zq", "1:answer_by:Zq:Zq", "child_name", "\u202eZq"),
)


async def cases() -> list[bytes | None]:
    """Nobody yet; a card; and a plan in which much was typed."""
    found: list[bytes | None] = [None]
    async with Attacker() as one:
        await to_the_card(one, CARDS["a suspicious scan, Ireland, 1 to 3"])
        found.append(CASE.write(one.case) if one.case else None)
        await much_was_typed(one)
        await one.tap(one.screen_id or 0, "note_call")
        found.append(CASE.write(one.case) if one.case else None)
    return found


Forgery = tuple[str, str, bytes | None]
"""A verb, what stands behind it, and the case it is pressed in."""


async def attack(forged: Iterable[Forgery]) -> None:
    """Presses each, and looks up what may be typed where that led."""
    async with Attacker() as one:
        one.screen_id = 1
        for verb, data, document in forged:
            one.case = CASE.read(document) if document else None
            turn = turn_of(one)
            turn.pressed = one.screen_id
            token = enter(turn)
            try:
                presses.act(turn, f"{verb}:{data}")
                if turn.case is not None:
                    _choices(turn)  # the screen can be shown again, and its words be typed
            finally:
                leave(token)
            for text in (text for o in turn.outgoing for text, _ in texts_of(o.effect)):
                assert not Read(text).wrong, f"{verb}:{data}"
                assert SIGN not in plain(text).replace(ATTACK, ""), f"{verb}:{data}"


async def test_no_forged_button_makes_a_handler_fail() -> None:
    """Of each verb some; `make soak` tries them all."""
    verbs, kept, data = sorted(presses._actions), await cases(), itertools.cycle(FORGED)
    await attack((verb, next(data), document) for verb in verbs for document in (None, kept[-1]))


@pytest.mark.soak
async def test_no_button_that_can_be_forged_makes_a_handler_fail() -> None:
    await attack(itertools.product(sorted(presses._actions), FORGED, await cases()))


async def test_data_of_no_button_shows_where_one_is() -> None:
    async with Attacker() as one:
        await to_the_card(one, CARDS["a second opinion, India"])
        for data in ("", ":", "@", "nobody", "nobody:1", "@12345678", "card@", "a" * 64, "🙂" * 16):
            (said,) = await one.tap(one.screen_id or 0, data)
            assert plain(said.text)
