"""What Telegram does to a text before it keeps it: clean, trim, merge, find."""

import re
from itertools import accumulate

from bot.sandbox.errors import TEXT_BLANK
from bot.sandbox.formatting.entity import CLOSED, Entity, Formatted, in_order
from bot.sandbox.formatting.found import found_entities
from bot.sandbox.formatting.utf16 import boundaries, units

_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile("[\r\u2028-\u202e]")


def tidied(text: str, entities: list[Entity], *, may_be_blank: bool = False) -> Formatted:
    """The text as Telegram keeps it, with all entities; raises BotApiError if nothing is left."""
    text = _CONTROL.sub(" ", text)
    if _DROPPED.search(text):
        text, entities = _without(text, entities)
    text, entities = _trimmed(text, entities)
    if not text and not may_be_blank:
        raise TEXT_BLANK.error()
    entities = _merged(_visible(text, entities)) if entities else []
    closed = [entity for entity in entities if entity.type in CLOSED]
    for found in found_entities(text):
        if all(found.end <= one.offset or one.end <= found.offset for one in closed):
            entities.append(found)
    return Formatted(text, in_order(entities))


def _without(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text without characters that Telegram drops, the entities moved with it."""
    dropped = [bool(_DROPPED.match(character)) for character in text]
    offsets = boundaries(text)
    before = dict(zip(offsets, accumulate([0, *dropped]), strict=True))
    for entity in entities:
        end = entity.end - before.get(entity.end, 0)
        entity.offset -= before.get(entity.offset, 0)
        entity.length = end - entity.offset
    return _DROPPED.sub("", text), entities


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Trimmed on the right, and on the left up to the first entity."""
    text = text.rstrip(" \n")
    first = min((entity.offset for entity in entities), default=len(text))
    blank = len(text) - len(text.lstrip(" \n"))
    cut = min(first, blank)
    text = text[cut:]
    size = units(text)
    for entity in entities:
        entity.offset -= cut
        entity.length = min(entity.end, size) - entity.offset
    return text, entities


def _visible(text: str, entities: list[Entity]) -> list[Entity]:
    """Those that hold more than white space."""
    if text.isascii():
        return [e for e in entities if e.length > 0 and text[e.offset : e.end].strip(" \n")]
    encoded = text.encode("utf-16-le")

    def blank(entity: Entity) -> bool:
        inside = encoded[2 * entity.offset : 2 * entity.end]
        return not inside.decode("utf-16-le", "replace").strip(" \n")

    return [entity for entity in entities if entity.length > 0 and not blank(entity)]


def _merged(entities: list[Entity]) -> list[Entity]:
    """Pieces of one kind that touch or overlap are one piece."""
    kept: list[Entity] = []
    last: dict[str, Entity] = {}
    for entity in in_order(entities):
        previous = last.get(entity.type)
        mergeable = entity.type not in CLOSED and not entity.type.endswith("blockquote")
        if mergeable and previous is not None and entity.offset <= previous.end:
            previous.length = max(previous.end, entity.end) - previous.offset
            continue
        last[entity.type] = entity
        kept.append(entity)
    return kept
