"""One update as it came: its id, the chat it belongs to, and everything else untouched."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that are asked for."""

NO_CHAT = 0
LIMIT = 2**63
"""Ids from here on are in no database."""


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
    def words(self) -> list[object]:
        """Texts and captions, as they stand there: what is broken may not be a text."""
        found = [part for part in self.raw.values() if isinstance(part, str)]
        found += [_at(part, name) for part in self.raw.values() for name in ("text", "caption")]
        return [one for one in found if one is not None]

    @property
    def says_blocked(self) -> bool:
        """Whether Telegram tells us here that the person has blocked the bot."""
        status = _at(self.raw, "my_chat_member", "new_chat_member", "status")
        return isinstance(status, str) and status == "kicked"


def received(raw: object) -> Received:
    """Never fails over what else is in an update: only its ids are needed.

    Raises ValueError if there is none, or one that no database could keep.
    """
    if not isinstance(raw, Mapping):
        raise ValueError  # noqa: TRY004 - the update is wrong, not the program
    return Received(_id(raw.get("update_id")), chat_of(raw), raw)


def chat_of(raw: Mapping[str, Any]) -> int:
    """The chat whose turn an update belongs to; 0 if there is none in it.

    Raises ValueError if what stands there is not the id of a chat.
    """
    for kind in raw:
        for path in (("chat", "id"), ("message", "chat", "id"), ("from", "id")):
            found = _at(raw, kind, *path)
            if found is not None:
                return _id(found)
    return NO_CHAT


def past(batch: Sequence[object], offset: int) -> int:
    """The offset that confirms all of a batch, whatever stands where the ids should be."""
    found = [raw.get("update_id") for raw in batch if isinstance(raw, Mapping)]
    return max((one for one in map(_whole, found) if one is not None), default=offset) + 1


def _whole(found: object) -> int | None:
    if isinstance(found, float) and found.is_integer():  # as JSON gives what passes 64 bits
        return int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _id(found: object) -> int:
    if isinstance(found, bool) or not isinstance(found, int) or not -LIMIT <= found < LIMIT:
        raise ValueError
    return found


def _at(value: Any, *path: str) -> Any:
    for step in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value
