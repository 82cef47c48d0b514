"""One update as it came: its id, the chat it belongs to, and everything else untouched."""

from collections.abc import Mapping
from typing import Any

import msgspec

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that are asked for."""

NO_CHAT = 0


class Received(msgspec.Struct, frozen=True):
    """An update that came in and is not acknowledged yet."""

    update_id: int
    chat_id: int
    raw: Mapping[str, Any]

    @property
    def press_id(self) -> str | None:
        """The id to answer if this is a button press."""
        press = self.raw.get("callback_query")
        found = press.get("id") if isinstance(press, Mapping) else None
        return found if isinstance(found, str) else None

    @property
    def says_blocked(self) -> bool:
        """Whether Telegram tells us here that the person has blocked the bot."""
        status = _at(self.raw, "my_chat_member", "new_chat_member", "status")
        return isinstance(status, str) and status == "kicked"


def received(raw: Mapping[str, Any]) -> Received:
    """Never fails over what is in an update: only an id is needed. Raises KeyError without one."""
    update_id = raw["update_id"]
    if not isinstance(update_id, int):
        raise KeyError("update_id")
    return Received(update_id, chat_of(raw), raw)


def chat_of(raw: Mapping[str, Any]) -> int:
    """The chat whose turn an update belongs to; 0 if there is none in it."""
    for kind in raw:
        for path in (("chat", "id"), ("message", "chat", "id"), ("from", "id")):
            found = _at(raw, kind, *path)
            if isinstance(found, int):
                return found
    return NO_CHAT


def _at(value: Any, *path: str) -> Any:
    for step in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value
