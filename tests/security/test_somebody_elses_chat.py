"""Nobody acts in a chat that is not theirs; nothing about a child is said in front of others."""

from typing import Any

import msgspec
import pytest
from rehearsing import parent, plain, turn_of
from two_children import TO_THE_CARD, do

from bot.rehearsal.rehearsal import BOT, PARENT, Rehearsal
from bot.rehearsal.transcript import KINDS
from handlers.presses import _actions
from handlers.screens import where
from state.store.documents import CASE

STRANGER = {"id": 666, "is_bot": False, "first_name": "S", "language_code": "en"}
WORDS = ("/start", "/card", "/plan", "/delete", "/share", "my child is not breathing", "hello", "1")


def _kept(one: Rehearsal) -> bytes:
    return CASE.write(one.case) if one.case else b""


def _press(one: Rehearsal, data: str, **changed: Any) -> dict[str, Any]:
    message = {**one._message(one.screen_id), "from": BOT, "text": "…"}
    query = {"id": "1", "from": one._parent(), "chat_instance": "1", "data": data}
    return {"callback_query": {**query, "message": message, **changed}}


async def test_a_strangers_press_on_my_message_does_nothing() -> None:
    """Telegram shows a private chat to nobody else; what comes all the same is forged."""
    async with parent() as one:
        await do(one, TO_THE_CARD)
        before = _kept(one)
        for verb in _actions:
            assert await one._updates(_press(one, f"{verb}:1", **{"from": STRANGER})) == []
        assert _kept(one) == before


async def test_a_strangers_words_in_my_chat_are_not_mine() -> None:
    async with parent() as one:
        await do(one, TO_THE_CARD)
        before = _kept(one)
        for text in WORDS:
            assert await one.send({"text": text, "from": STRANGER}) == []
        assert _kept(one) == before


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_in_front_of_others_one_line_is_said_and_no_word_about_health(kind: str) -> None:
    chat = {"id": -100, "type": kind, "title": "Family"}
    async with parent() as one:
        said = [
            said
            for content in (
                {"text": "/start"},
                *({"text": text} for text in WORDS),
                *KINDS.values(),
            )
            for said in await one.send({**content, "chat": chat})
        ]
        message = {"message_id": 3, "date": 1, "chat": chat, "from": BOT, "text": "…"}
        said += await one._updates(_press(one, "start", message=message))
        said += await one._updates(_press(one, "w", message=message))
        (line,) = said
        assert "write to me" in plain(line.text).lower()
        assert not line.keyboard
        assert one.case is None


async def test_a_press_that_came_by_an_inline_message_is_about_ones_own_plan_alone() -> None:
    """The bot has no inline mode. Such a press has no message of ours: it means whoever pressed."""
    async with parent() as one:
        await do(one, TO_THE_CARD)
        raw = _press(one, "card")
        del raw["callback_query"]["message"]
        raw["callback_query"]["inline_message_id"] = "AAAA"
        assert await one._updates(raw)
        assert where(turn_of(one)).screen == "card"


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "user", "date": 1, "sender_user": BOT},
        {"type": "user", "date": 1, "sender_user": STRANGER},
        {"type": "hidden_user", "date": 1, "sender_user_name": "x"},
        {"type": "channel", "date": 1, "chat": {"id": -1, "type": "channel"}, "message_id": 1},
    ],
)
async def test_a_forwarded_message_answers_no_question(origin: dict[str, Any]) -> None:
    """Not even one of ours, whose words are those of a button."""
    async with parent() as one:
        await do(one, TO_THE_CARD)
        await one.tap(one.screen_id or 0, "team")
        before = _without_place(one)
        for text in ("Team St. Mary's, 555 0100", "Back to the card", "1"):
            (said,) = await one.send({"text": text, "forward_origin": origin})
            assert "answers from passed-on messages" in plain(said.text)
        assert _without_place(one) == before
        file = KINDS["a file"] | {"forward_origin": origin}
        await one.send(file)
        assert one.case is not None
        assert one.case.files == []


def _without_place(one: Rehearsal) -> bytes:
    assert one.case is not None
    members = [
        msgspec.structs.replace(member, place=None, last_part=0) for member in one.case.members
    ]
    return CASE.write(msgspec.structs.replace(one.case, members=members))


def test_the_rehearsed_chat_is_a_private_one() -> None:
    """As everywhere in Telegram, its id is that of the person."""
    assert PARENT > 0
