"""Who is there: people and bots, and whether they speak to each other."""

from typing import Any

from starlette.requests import Request

from bot.sandbox.bots import Bot
from bot.sandbox.control.answering import Refused, body, bot_of, dialog_of, field, named_bot
from bot.sandbox.world import World


async def health(world: World, request: Request) -> dict[str, Any]:
    bot = named_bot(world, request) or world.bots.last_connected()
    return {"ok": True, "bot": "connected" if bot and bot.present else "waiting"}


async def add_person(world: World, request: Request) -> dict[str, Any]:
    document = await body(request)
    first_name = field(document, "first_name", str).strip()
    if not 0 < len(first_name) <= 64:  # noqa: PLR2004
        raise Refused('"first_name" must have 1 to 64 characters.')
    person = world.people.add(first_name, field(document, "language_code", str, None))
    return {"user_id": person.user_id, "chat_id": person.user_id}


async def list_people(world: World, request: Request) -> list[dict[str, Any]]:
    bot = named_bot(world, request) or world.bots.last_connected()
    bots_of = world.dialogs.bots_by_chat()
    people = []
    for person in world.people.by_id.values():
        dialog = world.dialogs.find(bot.id, person.user_id) if bot else None
        people.append(
            {
                "user_id": person.user_id,
                "chat_id": person.user_id,
                "first_name": person.first_name,
                "language_code": person.language_code,
                "blocked": bool(dialog and dialog.standing.blocked),
                "typing": bool(dialog and dialog.typing),
                "bot_ids": bots_of.get(person.user_id, []),
            }
        )
    return people


def _default_commands(bot: Bot) -> list[dict[str, Any]]:
    """Those that a private chat shows in no particular language."""
    commands = bot.profile.commands
    private = commands.get('{"type":"all_private_chats"}')
    return private or commands.get('{"type":"default"}') or []


async def list_bots(world: World, _: Request) -> list[dict[str, Any]]:
    shown = []
    for bot in sorted(world.bots.by_id.values(), key=lambda bot: bot.profile.connected_at):
        document = {
            "id": bot.id,
            "username": bot.username,
            "first_name": bot.first_name,
            "commands": _default_commands(bot),
            "description": bot.profile.descriptions.get("", ""),
            "short_description": bot.profile.short_descriptions.get("", ""),
        }
        button = bot.profile.menu_buttons.get("")
        shown.append(document | ({"menu_button": button} if button else {}))
    return shown


async def block(world: World, request: Request) -> dict[str, bool]:
    return _set_blocked(world, request, blocked=True)


async def unblock(world: World, request: Request) -> dict[str, bool]:
    return _set_blocked(world, request, blocked=False)


def _set_blocked(world: World, request: Request, *, blocked: bool) -> dict[str, bool]:
    """Tells the bot, unless nothing changes."""
    bot, dialog = bot_of(world, request), dialog_of(world, request)
    standing = dialog.standing
    person = world.people.user(standing.chat_id)
    if person is None:
        raise Refused("Only people block bots.")
    if standing.blocked != blocked:
        standing.blocked = blocked
        standing.started = True
        dialog.save()
        member = {"user": bot.user(), "status": "member"}
        kicked = {"user": bot.user(), "status": "kicked", "until_date": 0}
        change = {
            "chat": world.people.chat(standing.chat_id),
            "from": person,
            "date": int(world.clock.timestamp()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        bot.enqueue("my_chat_member", change, f"member:{standing.chat_id}")
    return {"ok": True}
