"""Back from entities to Telegram's HTML, for people and tests to read."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from bot.sandbox.formatting.utf16 import boundaries

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def _tags(entity: Mapping[str, Any]) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">', "</tg-emoji>"
    if kind == "pre" and entity.get("language"):
        language = escape(entity["language"])
        return f'<pre><code class="language-{language}">', "</code></pre>"
    if kind == "pre":
        return "<pre>", "</pre>"
    return _TAGS.get(kind)


def to_html(text: str, entities: Iterable[Mapping[str, Any]]) -> str:
    """The text with its formatting as tags; what Telegram found by itself stays plain text."""
    tagged = [(entity, tags) for entity in entities if (tags := _tags(entity))]
    if not tagged:
        return escape(text, quote=False)
    starts: dict[int, str] = {}
    ends: dict[int, str] = {}
    for entity, (start, end) in tagged:
        offset = entity["offset"]
        starts[offset] = starts.get(offset, "") + start
        ends[offset + entity["length"]] = end + ends.get(offset + entity["length"], "")
    offsets = boundaries(text)
    pieces: list[str] = []
    for index, offset in enumerate(offsets):
        pieces.append(ends.get(offset, ""))
        pieces.append(starts.get(offset, ""))
        pieces.append(escape(text[index : index + 1], quote=False))
    return "".join(pieces)


def message_html(message: Mapping[str, Any]) -> str:
    """The formatted text or caption of a message."""
    if "text" in message:
        return to_html(message["text"], message.get("entities", ()))
    return to_html(message.get("caption", ""), message.get("caption_entities", ()))
