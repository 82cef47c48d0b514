"""Sending again what is already in a chat."""

from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.dialogs import Kept
from bot.sandbox.errors import COPY_NOT_FOUND, FORWARD_NOT_FOUND, PROTECTED, Official
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.methods.editing import MEDIA, message_ids
from bot.sandbox.methods.registry import method
from bot.sandbox.methods.sending import given_caption, post

_CONTENT = {
    *MEDIA,
    *("text", "entities", "link_preview_options"),
    *("caption", "caption_entities", "show_caption_above_media", "has_media_spoiler"),
}


def _source(call: Call, message_id: int, missing: Official) -> Kept:
    kept = call.dialog("from_chat_id").present(message_id)
    if kept is None:
        raise missing.error()
    if kept.protected:
        raise PROTECTED.error()
    return kept


def _content(kept: Kept) -> dict[str, Any]:
    return {name: value for name, value in kept.message.items() if name in _CONTENT}


def _origin(call: Call, kept: Kept) -> dict[str, Any]:
    if "forward_origin" in kept.message:
        return {"forward_origin": kept.message["forward_origin"]}
    sender = kept.message["from"] if "from" in kept.message else call.bot.user()
    return {"forward_origin": {"type": "user", "sender_user": sender, "date": kept.message["date"]}}


def _copy(call: Call, kept: Kept) -> dict[str, Any]:
    content = _content(kept)
    if "caption" in call.parameters.values:
        content = {k: v for k, v in content.items() if not k.startswith("caption")}
        content |= given_caption(call)
    keyboard = inline_keyboard(call.parameters)
    return content | ({"reply_markup": keyboard} if keyboard else {})


@method("copyMessage")
def copy_message(call: Call) -> dict[str, Any]:
    kept = _source(call, call.parameters.integer("message_id"), COPY_NOT_FOUND)
    content = _copy(call, kept)
    return {"message_id": post(call, call.sending(), content)["message_id"]}


@method("forwardMessage")
def forward_message(call: Call) -> dict[str, Any]:
    kept = _source(call, call.parameters.integer("message_id"), FORWARD_NOT_FOUND)
    return post(call, call.sending(), _content(kept) | _origin(call, kept))


def _present(call: Call) -> list[Kept]:
    """Those of the messages named that are there and may be passed on."""
    dialog = call.dialog("from_chat_id")
    found = [dialog.present(message_id) for message_id in message_ids(call)]
    return [kept for kept in found if kept is not None and not kept.protected]


@method("copyMessages")
def copy_messages(call: Call) -> list[dict[str, Any]]:
    sources = _present(call)
    dialog = call.sending()
    posted = [post(call, dialog, _content(kept)) for kept in sources]
    return [{"message_id": message["message_id"]} for message in posted]


@method("forwardMessages")
def forward_messages(call: Call) -> list[dict[str, Any]]:
    sources = _present(call)
    dialog = call.sending()
    contents = [_content(kept) | _origin(call, kept) for kept in sources]
    return [{"message_id": post(call, dialog, content)["message_id"]} for content in contents]
