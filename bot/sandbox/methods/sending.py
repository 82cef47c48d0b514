"""What every new message of a bot has in common, and sendMessage."""

from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.dialogs import Dialog
from bot.sandbox.errors import REPLY_NOT_FOUND, TEXT_EMPTY
from bot.sandbox.formatting.entity import Entity, Formatted
from bot.sandbox.formatting.reading import caption_text, message_text
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.methods.registry import method


def shown_entities(call: Call, entities: list[Entity]) -> list[dict[str, Any]]:
    """Entities as the Bot API shows them; mentions of strangers are dropped."""
    shown = []
    for entity in entities:
        if entity.type == "text_mention":
            entity.user = call.world.people.user((entity.user or {}).get("id", 0))
            if entity.user is None:
                continue
        shown.append(entity.as_document())
    return shown


def text_fields(call: Call, formatted: Formatted) -> dict[str, Any]:
    """The text of a message and its entities."""
    entities = shown_entities(call, formatted.entities)
    return {"text": formatted.text, **({"entities": entities} if entities else {})}


def caption_fields(call: Call, formatted: Formatted) -> dict[str, Any]:
    """The caption of a message and its entities; nothing if it is empty."""
    if not formatted.text:
        return {}
    entities = shown_entities(call, formatted.entities)
    return {"caption": formatted.text, **({"caption_entities": entities} if entities else {})}


def given_text(call: Call) -> dict[str, Any]:
    """From the parameters of sendMessage and editMessageText; raises BotApiError."""
    parameters = call.parameters
    text = parameters.text("text")
    if not text:
        raise TEXT_EMPTY.error()
    entities = parameters.json_or_none("entities")
    fields = text_fields(call, message_text(text, parameters.text("parse_mode"), entities))
    preview = parameters.json_or_none("link_preview_options")
    if isinstance(preview, dict) and preview:
        fields["link_preview_options"] = preview
    return fields


def given_caption(call: Call) -> dict[str, Any]:
    """From the parameters of a call that sends a file; raises BotApiError."""
    parameters = call.parameters
    entities = parameters.json_or_none("caption_entities")
    caption = caption_text(parameters.text("caption"), parameters.text("parse_mode"), entities)
    fields = caption_fields(call, caption)
    if fields and parameters.boolean("show_caption_above_media"):
        fields["show_caption_above_media"] = True
    return fields


def _reply(call: Call, dialog: Dialog) -> dict[str, Any]:
    """The message answered to, if the call names one; raises BotApiError if it is not there."""
    options = call.parameters.json_or_none("reply_parameters")
    options = options if isinstance(options, dict) else {}
    target = options.get("message_id") or call.parameters.integer("reply_to_message_id")
    if not isinstance(target, int) or target <= 0:
        return {}
    kept = dialog.present(target)
    if kept is not None:
        original = {k: v for k, v in kept.message.items() if k != "reply_to_message"}
        return {"reply_to_message": original}
    lenient = options.get("allow_sending_without_reply") is True
    if lenient or call.parameters.boolean("allow_sending_without_reply"):
        return {}
    raise REPLY_NOT_FOUND.error()


def post(call: Call, dialog: Dialog, content: dict[str, Any]) -> dict[str, Any]:
    """Adds a message of the bot to the dialog and returns it."""
    parameters = call.parameters
    chat = call.world.people.chat(dialog.standing.chat_id)
    message: dict[str, Any] = {
        "message_id": 0,
        "from": call.bot.user(),
        "chat": chat,
        "date": call.now,
        **_reply(call, dialog),
        **content,
    }
    protected = parameters.boolean("protect_content")
    if protected:
        message["has_protected_content"] = True
    if effect := parameters.text("message_effect_id"):
        message["effect_id"] = effect
    message["message_id"] = call.world.dialogs.next_message_id(call.bot.id)
    dialog.add(message, by_bot=True, protected=protected)
    return message


@method("sendMessage")
def send_message(call: Call) -> dict[str, Any]:
    text = given_text(call)
    keyboard = inline_keyboard(call.parameters)
    dialog = call.sending()
    return post(call, dialog, text | ({"reply_markup": keyboard} if keyboard else {}))


@method("sendMessageDraft")
def send_message_draft(call: Call) -> bool:
    """A text that is still being written; nothing of it stays."""
    call.writable().act()
    return True
