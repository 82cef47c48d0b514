"""What a person does in a chat: write, edit, press; and what the chat then holds."""

from typing import Any

import msgspec
from starlette.requests import Request

from bot.sandbox.control.answering import (
    Missing,
    Refused,
    body,
    bot_of,
    dialog_of,
    field,
    number,
    wait_of,
)
from bot.sandbox.control.content import content, text_content
from bot.sandbox.dialogs import Dialog, Kept
from bot.sandbox.keyboards import callback_data
from bot.sandbox.world import World

_ANSWER_WITHIN = 5.0


def _writer(world: World, dialog: Dialog) -> dict[str, Any]:
    """The person of a chat; raises Refused if they cannot act there now."""
    person = world.people.user(dialog.standing.chat_id)
    if person is None:
        raise Refused("Nobody of the sandbox is in this chat; use /sandbox/updates.")
    if dialog.standing.blocked:
        raise Refused("This person has blocked the bot; unblock it first.")
    return person


def _answered(dialog: Dialog, document: dict[str, Any]) -> dict[str, Any]:
    """The message a person replies to, if they name one; raises Missing if it is not there."""
    message_id = field(document, "reply_to_message_id", int, None)
    if message_id is None:
        return {}
    kept = dialog.present(message_id)
    if kept is None:
        raise Missing(f"There is no message {message_id} in this chat.")
    original = {k: v for k, v in kept.message.items() if k != "reply_to_message"}
    return {"reply_to_message": original}


async def write(world: World, request: Request) -> dict[str, int]:
    document = await body(request)
    bot, dialog = bot_of(world, request), dialog_of(world, request)
    person = _writer(world, dialog)
    standing = dialog.standing
    fields = content(world, bot, document)
    message = {
        "message_id": world.dialogs.next_message_id(bot.id),
        "from": person,
        "chat": world.people.chat(standing.chat_id),
        "date": int(world.clock.timestamp()),
        **_answered(dialog, document),
        **fields,
    }
    if not standing.started:
        standing.started = True
        dialog.save()
    dialog.add(message, by_bot=False)
    bot.enqueue("message", message, str(standing.chat_id))
    return {"message_id": message["message_id"]}


async def edit(world: World, request: Request) -> dict[str, bool]:
    document = await body(request)
    bot, dialog = bot_of(world, request), dialog_of(world, request)
    _writer(world, dialog)
    message_id = field(document, "message_id", int)
    fields = text_content(field(document, "text", str))
    kept = dialog.present(message_id)
    if kept is None:
        raise Missing(f"There is no message {message_id} in this chat.")
    if kept.by_bot or "text" not in kept.message:
        raise Refused("Only texts of one's own can be edited.")
    plain = {k: v for k, v in kept.message.items() if k not in {"text", "entities"}}
    kept.message = plain | fields | {"edit_date": int(world.clock.timestamp())}
    dialog.edit(kept)
    bot.enqueue("edited_message", kept.message, str(dialog.standing.chat_id))
    return {"ok": True}


def _pressed(dialog: Dialog, message_id: int, data: str, *, stale: bool) -> Kept | None:
    """The message with that button; a stale press needs none."""
    kept = dialog.present(message_id)
    if stale:
        return kept
    if kept is None or data not in callback_data(kept.message.get("reply_markup")):
        raise Refused("That button is not on that message now.")
    return kept


async def press(world: World, request: Request) -> dict[str, Any]:
    document = await body(request)
    bot, dialog = bot_of(world, request), dialog_of(world, request)
    person = _writer(world, dialog)
    message_id = field(document, "message_id", int)
    data = field(document, "callback_data", str)
    kept = _pressed(dialog, message_id, data, stale=field(document, "stale", bool, False))
    chat = world.people.chat(dialog.standing.chat_id)
    gone = {"chat": chat, "message_id": message_id, "date": 0}
    query = {
        "id": world.callbacks.open(bot.id),
        "from": person,
        "message": kept.message if kept else gone,
        "chat_instance": dialog.standing.chat_instance,
        "data": data,
    }
    bot.enqueue("callback_query", query, f"press:{person['id']}")
    world.storage.commit()
    answer = await world.callbacks.wait(query["id"], _ANSWER_WITHIN)
    shown: dict[str, Any] = msgspec.to_builtins(answer)
    return shown


async def read(world: World, request: Request) -> list[dict[str, Any]]:
    """All that changed after a revision, waiting for it if asked."""
    dialog = dialog_of(world, request)
    after, wait = number(request, "after", 0), wait_of(request)
    if dialog.revision <= after and wait:
        await dialog.changed.wait(wait)
    return dialog.since(int(after))
