"""Files a bot sends, and getFile."""

import secrets
from typing import Any

from bot.sandbox.attachments import attachment
from bot.sandbox.call import Call
from bot.sandbox.errors import (
    EDIT_NO_MEDIA,
    FILE_BIG,
    FILE_EMPTY,
    FILE_ID_EMPTY,
    FILE_ID_WRONG,
    FILE_URL,
    MEDIA_ARRAY,
    MEDIA_COUNT,
    MEDIA_JSON,
    MEDIA_TYPE,
    NO_FILE,
)
from bot.sandbox.files import LARGEST_DOWNLOAD, File
from bot.sandbox.formatting.reading import caption_text
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.methods.editing import MEDIA, change, target
from bot.sandbox.methods.registry import method
from bot.sandbox.methods.sending import caption_fields, given_caption, post
from bot.sandbox.multipart import Upload

_NAMES = {"photo": "photo.jpg", "voice": "voice.ogg", "document": "file"}
_MIME = {"photo": "image/jpeg", "voice": "audio/ogg", "document": ""}
_MOST_IN_GROUP = 10


def _given(call: Call, kind: str, value: str, upload: Upload | None) -> dict[str, Any]:
    """The file a call names or brings, as a field of a Message; raises BotApiError."""
    if value.startswith("attach://"):
        upload = call.parameters.uploads.get(value.removeprefix("attach://"))
    elif upload is None and value:
        return _known(call, kind, value)
    if upload is None:
        raise NO_FILE.error(kind)
    if not upload.content:
        raise FILE_EMPTY.error()
    name = upload.file_name or _NAMES[kind]
    mime = _MIME[kind] or upload.content_type
    file = call.world.files.add(call.bot.id, kind, name, upload.content, mime)
    return attachment(file, upload.content)


def _known(call: Call, kind: str, value: str) -> dict[str, Any]:
    """A file sent before, by its id; another bot's ids are worth nothing."""
    if "." in value:
        raise FILE_URL.error()
    file = call.world.files.get(value)
    if file is None or file.bot_id != call.bot.id or file.kind != kind:
        raise FILE_ID_WRONG.error("Wrong string length" if file is None else "can't unserialize it")
    return attachment(file, call.world.files.content(file))


def _send_file(call: Call, kind: str) -> dict[str, Any]:
    parameters = call.parameters
    caption = given_caption(call)
    keyboard = inline_keyboard(parameters)
    if not parameters.text(kind) and kind not in parameters.uploads:
        raise NO_FILE.error(kind)
    dialog = call.sending()
    content = _given(call, kind, parameters.text(kind), parameters.uploads.get(kind))
    content |= caption
    if parameters.boolean("has_spoiler") and kind == "photo":
        content["has_media_spoiler"] = True
    return post(call, dialog, content | ({"reply_markup": keyboard} if keyboard else {}))


@method("sendDocument")
def send_document(call: Call) -> dict[str, Any]:
    return _send_file(call, "document")


@method("sendPhoto")
def send_photo(call: Call) -> dict[str, Any]:
    return _send_file(call, "photo")


@method("sendVoice")
def send_voice(call: Call) -> dict[str, Any]:
    return _send_file(call, "voice")


def _group_item(call: Call, item: object) -> dict[str, Any]:
    """One InputMedia as fields of a Message; raises BotApiError."""
    if not isinstance(item, dict):
        raise MEDIA_ARRAY.error()
    kind = str(item.get("type", "")).lower()
    if kind not in {"photo", "document"}:
        raise MEDIA_TYPE.error(kind)
    caption = caption_text(
        str(item.get("caption") or ""),
        str(item.get("parse_mode") or ""),
        item.get("caption_entities"),
    )
    media = str(item.get("media") or "")
    return _given(call, kind, media, None) | caption_fields(call, caption)


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[dict[str, Any]]:
    try:
        items = call.parameters.json("media")
    except ValueError:
        raise MEDIA_JSON.error() from None
    if items is None:
        raise NO_FILE.error("media")
    if not isinstance(items, list):
        raise MEDIA_ARRAY.error()
    if not 1 <= len(items) <= _MOST_IN_GROUP:
        raise MEDIA_COUNT.error()
    dialog = call.sending()
    contents = [_group_item(call, item) for item in items]
    group = str(10**16 + secrets.randbelow(10**16))
    return [post(call, dialog, {"media_group_id": group, **content}) for content in contents]


@method("editMessageMedia")
def edit_message_media(call: Call) -> dict[str, Any]:
    try:
        item = call.parameters.json("media")
    except ValueError:
        raise MEDIA_JSON.error() from None
    dialog = call.sending()
    kept = target(call, dialog)
    if not any(name in kept.message for name in MEDIA):
        raise EDIT_NO_MEDIA.error()
    replaced = (*MEDIA, "caption", "caption_entities", "show_caption_above_media")
    return change(call, dialog, kept, replaced, _group_item(call, item))


@method("getFile")
def get_file(call: Call) -> dict[str, Any]:
    file_id = call.parameters.text("file_id")
    if not file_id:
        raise FILE_ID_EMPTY.error()
    file: File | None = call.world.files.get(file_id)
    if file is None or file.bot_id != call.bot.id:
        raise FILE_ID_WRONG.error("Wrong string length")
    if file.size > LARGEST_DOWNLOAD:
        raise FILE_BIG.error()
    return {**file.described(), "file_path": file.path}
