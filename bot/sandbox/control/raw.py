"""Raw updates: anything a bot might be given, queued as it is."""

from typing import Any

from starlette.requests import Request

from bot.sandbox.bots import Bot
from bot.sandbox.control.answering import Refused, body, bot_of
from bot.sandbox.dialogs import Standing
from bot.sandbox.updates import KINDS
from bot.sandbox.world import World

Content = dict[str, Any]


async def add_update(world: World, request: Request) -> dict[str, int]:
    """Queued as it is; the chat it speaks of becomes one the bot may answer in."""
    update = await body(request)
    bot = bot_of(world, request)
    update_id = update.get("update_id")
    if update_id is not None and (isinstance(update_id, bool) or not isinstance(update_id, int)):
        raise Refused('"update_id" must be of type int.')
    kind = next((name for name in update if name in KINDS), "")
    content = _object(update.get(kind))
    lane = _learn(world, bot, kind, content) or kind
    if kind == "callback_query":
        lane = f"press:{_object(content.get('from')).get('id', '')}"
        if isinstance(content.get("id"), str):
            world.callbacks.open(bot.id, content["id"])
    return {"update_id": bot.updates.add(update, kind, lane)}


def _learn(world: World, bot: Bot, kind: str, content: Content) -> str:
    """Remembers the chat an update comes from, if it names one in full; says its lane."""
    chat = _object(_object(content.get("message", content)).get("chat"))
    if not isinstance(chat.get("id"), int) or "type" not in chat:
        return ""
    world.people.learn(chat)
    dialog = world.dialogs.get(bot.id, chat["id"])
    dialog.standing.started = True
    _note_place(dialog.standing, kind, content)
    dialog.save()
    return str(chat["id"])


def _note_place(standing: Standing, kind: str, content: Content) -> None:
    """What an update says of the bot's place in a group: it was put out, or the group has moved."""
    if isinstance(content.get("migrate_to_chat_id"), int):
        standing.migrated_to = content["migrate_to_chat_id"]
    if kind == "my_chat_member" and standing.chat_id < 0:
        status = _object(content.get("new_chat_member")).get("status")
        standing.left = status in {"left", "kicked"}


def _object(value: object) -> Content:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}
