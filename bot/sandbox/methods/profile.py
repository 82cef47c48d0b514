"""What a bot says of itself: commands, names, descriptions, the menu button."""

from collections.abc import Callable
from typing import Any

import msgspec

from bot.sandbox.call import Call
from bot.sandbox.errors import (
    COMMAND_DESCRIPTION_EMPTY,
    COMMAND_DESCRIPTION_LONG,
    COMMAND_EMPTY,
    COMMAND_LETTERS,
    COMMAND_LONG,
    COMMANDS_ARRAY,
    COMMANDS_JSON,
    COMMANDS_MANY,
    DESCRIPTION_LONG,
    MENU_BUTTON_JSON,
    SCOPE_JSON,
    SCOPE_TYPE,
)
from bot.sandbox.methods.registry import method

_MOST_COMMANDS = 100
_LONGEST_COMMAND = 32
_LONGEST_COMMAND_DESCRIPTION = 256
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
_SCOPES = {
    *("default", "all_private_chats", "all_group_chats", "all_chat_administrators"),
    *("chat", "chat_administrators", "chat_member"),
}


def _scope(call: Call) -> str:
    """The key of a list of commands: its scope and language; raises BotApiError."""
    try:
        scope = call.parameters.json("scope")
    except ValueError:
        raise SCOPE_JSON.error() from None
    if scope is None:
        scope = {"type": "default"}
    if not isinstance(scope, dict):
        raise SCOPE_JSON.error()
    if scope.get("type") not in _SCOPES:
        raise SCOPE_TYPE.error()
    known = msgspec.json.encode(scope, order="sorted").decode()
    return f"{known} {call.parameters.text('language_code')}".strip()


def _command(document: object) -> dict[str, str]:
    if not isinstance(document, dict):
        raise COMMANDS_ARRAY.error()
    command = str(document.get("command") or "").strip().removeprefix("/")
    description = str(document.get("description") or "").strip()
    if not command:
        raise COMMAND_EMPTY.error()
    if len(command) > _LONGEST_COMMAND:
        raise COMMAND_LONG.error()
    if not description:
        raise COMMAND_DESCRIPTION_EMPTY.error()
    if len(description) > _LONGEST_COMMAND_DESCRIPTION:
        raise COMMAND_DESCRIPTION_LONG.error()
    if not _LETTERS.issuperset(command):
        raise COMMAND_LETTERS.error()
    return {"command": command, "description": description}


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    try:
        documents = call.parameters.json("commands")
    except ValueError:
        raise COMMANDS_JSON.error() from None
    if documents is not None and not isinstance(documents, list):
        raise COMMANDS_ARRAY.error()
    commands = [_command(document) for document in documents or ()]
    if len(commands) > _MOST_COMMANDS:
        raise COMMANDS_MANY.error()
    call.bot.profile.commands[_scope(call)] = commands
    call.bot.save()
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[dict[str, Any]]:
    return call.bot.profile.commands.get(_scope(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    call.bot.profile.commands.pop(_scope(call), None)
    call.bot.save()
    return True


def _texts(
    kind: str, parameter: str, longest: int, texts: Callable[[Call], dict[str, str]]
) -> None:
    """Registers the pair of methods that set and get one text of the profile by language."""

    def set_text(call: Call) -> bool:
        text = call.parameters.text(parameter)
        if len(text) > longest:
            raise DESCRIPTION_LONG.error(f"BOT_{parameter.upper()}")
        language = call.parameters.text("language_code")
        if text:
            texts(call)[language] = text
        else:
            texts(call).pop(language, None)
        call.bot.save()
        return True

    def get_text(call: Call) -> dict[str, str]:
        known = texts(call)
        default = known.get("", call.bot.first_name if parameter == "name" else "")
        return {parameter: known.get(call.parameters.text("language_code"), default)}

    method(f"setMy{kind}")(set_text)
    method(f"getMy{kind}")(get_text)


_texts("Name", "name", 64, lambda call: call.bot.profile.names)
_texts("Description", "description", 512, lambda call: call.bot.profile.descriptions)
_texts(
    "ShortDescription", "short_description", 120, lambda call: call.bot.profile.short_descriptions
)


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    key = str(call.chat()["id"]) if call.parameters.text("chat_id") else ""
    try:
        button = call.parameters.json("menu_button")
    except ValueError:
        raise MENU_BUTTON_JSON.error() from None
    if button is not None and not isinstance(button, dict):
        raise MENU_BUTTON_JSON.error()
    button = button or {"type": "default"}
    if button.get("type") not in {"commands", "web_app", "default"}:
        raise SCOPE_TYPE.error()
    call.bot.profile.menu_buttons[key] = button
    call.bot.save()
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> dict[str, Any]:
    buttons = call.bot.profile.menu_buttons
    key = str(call.chat()["id"]) if call.parameters.text("chat_id") else ""
    return buttons.get(key) or buttons.get("") or {"type": "commands"}
