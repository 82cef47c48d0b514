"""A piece of formatted text: where it lies and what it is."""

from typing import Any, NamedTuple

import msgspec

from bot.sandbox.errors import BotApiError

#: Nothing that is found in a text may lie inside these.
CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})

_ORDER = (
    "expandable_blockquote",
    "blockquote",
    "pre",
    "code",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
)


class Entity(msgspec.Struct, omit_defaults=True):
    """A MessageEntity of the Bot API; offset and length are in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: dict[str, Any] | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def as_document(self) -> dict[str, Any]:
        """The entity as the Bot API shows it."""
        document: dict[str, Any] = msgspec.to_builtins(self)
        return document


class Formatted(NamedTuple):
    """A text and its entities, sorted."""

    text: str
    entities: list[Entity]


def unparsable(why: str) -> BotApiError:
    """The error of a text whose formatting cannot be read."""
    return BotApiError(400, f"Bad Request: can't parse entities: {why}")


def in_order(entities: list[Entity]) -> list[Entity]:
    """Sorted as Telegram sorts: by place, the longer first, then by kind."""

    def key(entity: Entity) -> tuple[int, int, int]:
        rank = _ORDER.index(entity.type) if entity.type in _ORDER else -1
        return entity.offset, -entity.length, rank

    return sorted(entities, key=key)
