"""After the storm: what the crowd did, against what is stored and what was said."""

import html
import re
from collections import Counter
from collections.abc import Sequence

from stand_ins.crowd import Talker
from stand_ins.people import Sandbox, buttons, meaning

from bot.keys import keys_of
from faults.conftest import Bot
from state.case import Case
from state.store.cipher import Cipher
from state.store.store import Store


async def nothing_is_lost(bot: Bot, talkers: Sequence[Talker], *, repeats: int) -> None:
    """Every act of the counting conversation counts once, in order, and every text is answered.

    A press and a text may overtake each other. The same answer may come again `repeats` times.
    """
    cases = await cases_of(bot, talkers)
    said = await _said(bot.sandbox)
    for talker in talkers:
        chat_id = talker.person.chat_id
        case = cases[chat_id]
        assert case is not None
        heard = [str(answer.value) for answer in case.answers]
        assert Counter(heard) == Counter(talker.done)
        assert _texts(heard) == _texts(talker.done)
        answers = Counter(text for chat, text in said if chat == chat_id)
        for number, words in enumerate(heard, start=1):
            assert words == "pressed" or answers[f"{number} {words}"] >= 1
        assert answers.total() - len(answers) <= repeats
        await _stands_where_its_screen_says(talker, case)


async def _stands_where_its_screen_says(talker: Talker, case: Case) -> None:
    place = case.member(talker.person.chat_id).place
    assert place is not None
    screen = (await talker.person.heard())[-1]
    assert screen["text"].split()[0] == place.about
    assert [meaning(data) for data in buttons(screen)] == [f"n:{place.about}"]


def _texts(acts: Sequence[str]) -> list[str]:
    return [act for act in acts if act != "pressed"]


async def cases_of(bot: Bot, talkers: Sequence[Talker]) -> dict[int, Case | None]:
    """What is stored of each of the crowd, by chat. The bot must have stopped."""
    keys = keys_of("", bot.folder, database_is_used=True)
    store = await Store.open(bot.folder / "companion.sqlite3", Cipher(keys))
    try:
        chats = [talker.person.chat_id for talker in talkers]
        return {chat_id: (await store.load(chat_id)).case for chat_id in chats}
    finally:
        await store.close()


async def _said(sandbox: Sandbox) -> list[tuple[int, str]]:
    """Every message that was sent, with its chat, as plain text; also if the answer was lost."""
    sent = await sandbox.get("requests", method="sendMessage")
    return [
        (
            int(one["parameters"]["chat_id"]),
            html.unescape(re.sub("<[^>]+>", "", one["parameters"]["text"])),
        )
        for one in sent
        if one["status"] == 200
    ]
