"""Changing and deleting messages."""

from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.dialogs import Dialog, Kept
from bot.sandbox.errors import (
    DELETE_NOT_FOUND,
    DELETE_REFUSED,
    DELETE_REFUSED_FOR_EVERYONE,
    EDIT_NO_CAPTION,
    EDIT_NO_TEXT,
    EDIT_NOT_FOUND,
    EDIT_REFUSED,
    IDS_EMPTY,
    MESSAGE_ID_EMPTY,
    NOT_MODIFIED,
    REACT_NOT_FOUND,
)
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.methods.registry import method
from bot.sandbox.methods.sending import given_caption, given_text
from bot.sandbox.parameters import to_integer

MEDIA = ("document", "photo", "voice", "audio", "video", "animation")
_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_TWO_DAYS = 48 * 3600


def target(call: Call, dialog: Dialog) -> Kept:
    """The message a call wants to edit; raises BotApiError if it may not."""
    message_id = call.parameters.integer("message_id")
    if message_id <= 0:
        raise MESSAGE_ID_EMPTY.error()
    kept = dialog.present(message_id)
    if kept is None:
        raise EDIT_NOT_FOUND.error()
    if not kept.by_bot:
        raise EDIT_REFUSED.error()
    return kept


def change(
    call: Call, dialog: Dialog, kept: Kept, names: tuple[str, ...], content: dict[str, Any]
) -> dict[str, Any]:
    """Puts new content, and the call's keyboard, in the place of the fields named."""
    keyboard = inline_keyboard(call.parameters)
    replaced = {*names, "reply_markup", "edit_date"}
    message = {name: value for name, value in kept.message.items() if name not in replaced}
    message |= content
    if keyboard:
        message["reply_markup"] = keyboard
    if message == {k: v for k, v in kept.message.items() if k != "edit_date"}:
        raise NOT_MODIFIED.error()
    message["edit_date"] = call.now
    kept.message = message
    dialog.edit(kept)
    return message


@method("editMessageText")
def edit_message_text(call: Call) -> dict[str, Any]:
    text = given_text(call)
    dialog = call.sending()
    kept = target(call, dialog)
    if "text" not in kept.message:
        raise EDIT_NO_TEXT.error()
    return change(call, dialog, kept, _TEXT, text)


@method("editMessageCaption")
def edit_message_caption(call: Call) -> dict[str, Any]:
    caption = given_caption(call)
    dialog = call.sending()
    kept = target(call, dialog)
    if not any(name in kept.message for name in MEDIA):
        raise EDIT_NO_CAPTION.error()
    return change(call, dialog, kept, _CAPTION, caption)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    dialog = call.sending()
    return change(call, dialog, target(call, dialog), (), {})


def _delete(call: Call, dialog: Dialog, kept: Kept) -> None:
    age = call.now - kept.message["date"]
    if age > _TWO_DAYS:
        raise (DELETE_REFUSED_FOR_EVERYONE if kept.by_bot else DELETE_REFUSED).error()
    dialog.delete(kept)


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    dialog = call.dialog()
    message_id = call.parameters.integer("message_id")
    if message_id <= 0:
        raise MESSAGE_ID_EMPTY.error()
    kept = dialog.present(message_id)
    if kept is None:
        raise DELETE_NOT_FOUND.error()
    _delete(call, dialog, kept)
    return True


def message_ids(call: Call) -> list[int]:
    """The list of messages a call names; raises BotApiError if it names none."""
    ids = call.parameters.json_or_none("message_ids")
    if not isinstance(ids, list) or not ids:
        raise IDS_EMPTY.error()
    return [to_integer(str(message_id)) for message_id in ids]


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Messages that are not there are skipped."""
    dialog = call.dialog()
    for message_id in message_ids(call):
        kept = dialog.present(message_id)
        if kept is not None:
            _delete(call, dialog, kept)
    return True


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    if call.dialog().present(call.parameters.integer("message_id")) is None:
        raise REACT_NOT_FOUND.error()
    return True
