"""What a person can put into a message."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from bot.sandbox.attachments import attachment
from bot.sandbox.bots import Bot
from bot.sandbox.control.answering import Refused, field
from bot.sandbox.errors import BotApiError
from bot.sandbox.formatting.reading import LONGEST_CAPTION, LONGEST_TEXT
from bot.sandbox.formatting.tidy import tidied
from bot.sandbox.world import World

_KINDS = ("text", "document", "photo", "voice")
_NAMES = {"photo": "photo.jpg", "voice": "voice.ogg"}
_MIME = {"photo": "image/jpeg", "voice": "audio/ogg"}


def text_content(text: str) -> dict[str, Any]:
    """A typed text as fields of a Message; raises Refused if it cannot be sent."""
    try:
        formatted = tidied(text, [])
    except BotApiError as error:
        raise Refused('"text" must not be empty.') from error
    if len(formatted.text) > LONGEST_TEXT:
        raise Refused(f'"text" must not be longer than {LONGEST_TEXT} characters.')
    entities = [entity.as_document() for entity in formatted.entities]
    return {"text": formatted.text, **({"entities": entities} if entities else {})}


def _caption(document: Mapping[str, Any]) -> dict[str, Any]:
    caption = tidied(field(document, "caption", str, ""), [], may_be_blank=True)
    if len(caption.text) > LONGEST_CAPTION:
        raise Refused(f'"caption" must not be longer than {LONGEST_CAPTION} characters.')
    if not caption.text:
        return {}
    entities = [entity.as_document() for entity in caption.entities]
    return {"caption": caption.text, **({"caption_entities": entities} if entities else {})}


def _bytes(document: Mapping[str, Any]) -> bytes:
    try:
        content = base64.b64decode(field(document, "content_base64", str), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused('"content_base64" is not base64.') from error
    if not content:
        raise Refused("A file must not be empty.")
    return content


def content(world: World, bot: Bot, document: Mapping[str, Any]) -> dict[str, Any]:
    """The one thing a document holds, as fields of a Message; raises Refused."""
    kinds = [kind for kind in _KINDS if document.get(kind) is not None]
    if len(kinds) != 1:
        raise Refused('A message holds exactly one of "text", "document", "photo" and "voice".')
    kind = kinds[0]
    if kind == "text":
        return text_content(field(document, "text", str))
    inner = field(document, kind, dict)
    data = _bytes(inner)
    name = _NAMES.get(kind) or field(inner, "file_name", str)
    caption = {} if kind == "voice" else _caption(inner)
    file = world.files.add(bot.id, kind, name, data, _MIME.get(kind, ""))
    group = field(inner, "media_group_id", str, None)
    return attachment(file, data) | caption | ({"media_group_id": group} if group else {})
