"""What delivery remembers of each chat: its last screen, and when a message arrived there."""

import time

import msgspec

from bot.delivery.recent import Recent
from state.effects import Keyboard
from state.store.store import Store

CHATS = 20_000


class Screen(msgspec.Struct, frozen=True):
    """The message that shows a chat's last screen. `keyboard` is None if it is not known.

    `case_id` is the case it is about, if it is about one.
    """

    message_id: int | None = None
    keyboard: Keyboard | None = None
    case_id: str | None = None


class Screens:
    """The last screens of the chats spoken to lately; of others the store knows.

    Only delivery changes a chat's last screen, so what is in memory is right.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._screens: Recent[int, Screen] = Recent(CHATS)
        self._arrived: Recent[int, tuple[int, float]] = Recent(CHATS)

    async def last(self, chat_id: int) -> Screen:
        """The chat's last screen."""
        known = self._screens.get(chat_id)
        if known is None:
            chat = await self._store.load_chat(chat_id)
            known = Screen(chat.screen_id, case_id=chat.screen_case_id)
            self.remember(chat_id, known)
        return known

    def remember(self, chat_id: int, screen: Screen) -> None:
        self._screens.put(chat_id, screen)

    def arrived(self, chat_id: int, message_id: int) -> None:
        """A message has just arrived in the chat."""
        self._arrived.put(chat_id, (message_id, time.monotonic()))

    def seconds_since(self, chat_id: int, message_id: int) -> float | None:
        """Seconds since this message arrived; None unless it is the chat's newest of this run."""
        newest, when = self._arrived.get(chat_id) or (None, 0.0)
        return time.monotonic() - when if newest == message_id else None
