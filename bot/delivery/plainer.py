"""What is said instead of a message that Telegram refuses, or that can no longer be read."""

import html
import re
from collections.abc import Awaitable, Callable
from typing import Literal

import msgspec

from bot.logs import about, log
from bot.turns.faults import is_systems
from bot.turns.playing import Player
from state.effects import Keyboard, Show
from state.store.store import Store

Manner = Literal["as written", "plain", "apology"]
"""How a message is said; after a refusal, in the next manner."""
MOST_DATA = 64
_TAG = re.compile(r"</?[a-z][^<>]*>")


def plain(show: Show) -> Show:
    """The same words as a new message without marks, with nothing but the way to say "worse"."""
    words = html.unescape(_TAG.sub("", show.text))
    return msgspec.structs.replace(
        show, text=words, edit=None, keyboard=_possible(show.leave_behind)
    )


class Apology:
    """The conversation's sentence for what went wrong, as it is said to a chat."""

    def __init__(self, store: Store, player: Player) -> None:
        self._store = store
        self._player = player

    async def __call__(self, chat_id: int) -> Show | None:
        """None if there are no words. Raises the errors of the database."""
        turn = self._player.begin(chat_id, None)
        try:
            turn.case = (await self._store.load(chat_id)).case
        except Exception as error:
            if is_systems(error):
                raise
            log().error("case cannot be read", **about(error))
        self._player.apologise(turn)
        said = [one.effect for one in turn.outgoing if isinstance(one.effect, Show)]
        if not said:
            return None
        keyboard = _possible(said[-1].keyboard)
        return msgspec.structs.replace(plain(said[-1]), keyboard=keyboard)


Apologise = Callable[[int], Awaitable[Show | None]]


def _possible(keyboard: Keyboard) -> Keyboard:
    """Without buttons that Telegram takes from nobody."""
    rows = (tuple(b for b in row if 1 <= len(b.data.encode()) <= MOST_DATA) for row in keyboard)
    return tuple(row for row in rows if row)
