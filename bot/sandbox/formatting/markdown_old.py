"""Telegram's first Markdown, kept by it for old bots: no nesting, no escapes inside an entity."""

from bot.sandbox.formatting.entity import Entity, Formatted, in_order, unparsable
from bot.sandbox.formatting.html import add_link
from bot.sandbox.formatting.utf16 import units

_KINDS = {"_": "italic", "*": "bold", "`": "code", "[": "text_link"}
_ENDS = {"_": "_", "*": "*", "`": "`", "[": "]", "```": "```"}


def parse_markdown(text: str) -> Formatted:
    """Raises BotApiError with Telegram's own words."""
    pieces: list[str] = []
    entities: list[Entity] = []
    offset = at = 0
    while at < len(text):
        mark = text[at]
        if mark == "\\" and text[at + 1 : at + 2] in {"_", "*", "`", "["}:
            mark, at = text[at + 1], at + 1
        elif mark in _KINDS:
            inside, at, entity = _entity(text, at, offset)
            pieces.append(inside)
            offset += units(inside)
            if entity.length and entity.type == "text_link":
                add_link(entities, entity, entity.url or inside)
            elif entity.length:
                entities.append(entity)
            continue
        pieces.append(mark)
        offset += units(mark)
        at += 1
    return Formatted("".join(pieces), in_order(entities))


def _entity(text: str, begin: int, offset: int) -> tuple[str, int, Entity]:
    """What the entity holds, where reading goes on, and the entity."""
    mark = "```" if text.startswith("```", begin) else text[begin]
    start = begin + len(mark)
    end = text.find(_ENDS[mark], start)
    if end < 0:
        at = len(text[:begin].encode())
        raise unparsable(f"Can't find end of the entity starting at byte offset {at}")
    inside = text[start:end]
    entity = Entity("pre" if mark == "```" else _KINDS[mark], offset, 0)
    if mark == "```":
        first, newline, rest = inside.partition("\n")
        if newline and first.strip() == first and " " not in first:
            entity.language, inside = first or None, rest
    after = end + len(_ENDS[mark])
    if mark == "[" and text.startswith("(", after):
        close = text.find(")", after)
        close = len(text) if close < 0 else close
        entity.url, after = text[after + 1 : close], close + 1
    entity.length = units(inside)
    return inside, after, entity
