"""From what a bot sends to the text Telegram keeps."""

import msgspec

from bot.sandbox.errors import CAPTION_LONG, MESSAGE_LONG, PARSE_MODE, TEXT_LONG
from bot.sandbox.formatting.entity import Entity, Formatted, unparsable
from bot.sandbox.formatting.html import parse_html
from bot.sandbox.formatting.markdown import parse_markdown_v2
from bot.sandbox.formatting.markdown_old import parse_markdown
from bot.sandbox.formatting.tidy import tidied

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_LONGEST_RAW = 32768  # bytes

_PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}
#: A bot may say where these are; the rest Telegram finds by itself.
_GIVEN = {
    *("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link"),
    *("text_mention", "custom_emoji", "blockquote", "expandable_blockquote", "date_time"),
}


def given_entities(document: object) -> list[Entity]:
    """The entities a bot lists itself; what cannot be read as one is an error."""
    if not isinstance(document, list):
        return []
    try:
        entities = msgspec.convert(document, list[Entity])
    except msgspec.ValidationError:
        raise unparsable("Can't parse entity: Field must be an Object") from None
    return [entity for entity in entities if entity.type in _GIVEN]


def _parsed(text: str, parse_mode: str, entities: object) -> Formatted:
    mode = parse_mode.lower()
    if not mode or mode == "none":
        return Formatted(text, given_entities(entities))
    if mode not in _PARSERS:
        raise PARSE_MODE.error()
    return _PARSERS[mode](text)


def message_text(text: str, parse_mode: str, entities: object) -> Formatted:
    """Raises BotApiError when Telegram would refuse the text."""
    if len(text.encode()) > _LONGEST_RAW:
        raise TEXT_LONG.error()
    formatted = tidied(*_parsed(text, parse_mode, entities))
    if len(formatted.text) > LONGEST_TEXT:
        raise MESSAGE_LONG.error()
    return formatted


def caption_text(text: str, parse_mode: str, entities: object) -> Formatted:
    """Raises BotApiError when Telegram would refuse the caption; it may be empty."""
    if len(text.encode()) > _LONGEST_RAW:
        raise CAPTION_LONG.error()
    formatted = tidied(*_parsed(text, parse_mode, entities), may_be_blank=True)
    if len(formatted.text) > LONGEST_CAPTION:
        raise CAPTION_LONG.error()
    return formatted
