"""Back from entities to Telegram's HTML, for people and tests to read."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

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
    marks: dict[int, tuple[str, str]] = {}  # by offset: what ends there and what begins there
    for entity, (start, end) in tagged:
        first, last = entity["offset"], entity["offset"] + entity["length"]
        ends, starts = marks.get(first, ("", ""))
        marks[first] = ends, starts + start
        ends, starts = marks.get(last, ("", ""))
        marks[last] = end + ends, starts
    encoded = text.encode("utf-16-le")
    pieces: list[str] = []
    at = 0
    for offset in sorted(marks):
        pieces.append(escape(encoded[2 * at : 2 * offset].decode("utf-16-le"), quote=False))
        pieces.extend(marks[offset])
        at = offset
    pieces.append(escape(encoded[2 * at :].decode("utf-16-le"), quote=False))
    return "".join(pieces)


def message_html(message: Mapping[str, Any]) -> str:
    """The formatted text or caption of a message."""
    if "text" in message:
        return to_html(message["text"], message.get("entities", ()))
    return to_html(message.get("caption", ""), message.get("caption_entities", ()))
