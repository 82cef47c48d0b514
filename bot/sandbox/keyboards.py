"""Inline keyboards: read and checked as Telegram does."""

from typing import Any

from bot.sandbox.errors import (
    BUTTON_DATA_INVALID,
    BUTTON_NO_ACTION,
    BUTTON_TEXT_EMPTY,
    BUTTON_UNREADABLE,
    BUTTON_URL,
    MARKUP_JSON,
    MARKUP_OBJECT,
)
from bot.sandbox.formatting.links import checked_link, linked_user
from bot.sandbox.parameters import Parameters

_LONGEST_DATA = 64  # bytes
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_LOOKS = ("style", "icon_custom_emoji_id")


def inline_keyboard(parameters: Parameters) -> dict[str, Any] | None:
    """The InlineKeyboardMarkup of a call, or None; raises BotApiError as Telegram would.

    Reply keyboards are taken and not shown: they are no part of a Message.
    """
    try:
        markup = parameters.json("reply_markup")
    except ValueError:
        raise MARKUP_JSON.error() from None
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise MARKUP_OBJECT.error()
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list):
        raise BUTTON_UNREADABLE.error('Field "inline_keyboard" must be of type Array')
    keyboard = [_row(row) for row in rows]
    keyboard = [row for row in keyboard if row]
    return {"inline_keyboard": keyboard} if keyboard else None


def _row(row: object) -> list[dict[str, Any]]:
    if not isinstance(row, list):
        raise BUTTON_UNREADABLE.error(
            'Field "inline_keyboard" must be an Array of Arrays of InlineKeyboardButton'
        )
    return [_button(button) for button in row]


def _button(button: object) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise BUTTON_UNREADABLE.error("Object expected as InlineKeyboardButton")
    text = button.get("text")
    if not isinstance(text, str):
        raise BUTTON_UNREADABLE.error('Can\'t find field "text"')
    kept = {"text": text}
    action = next((name for name in _ACTIONS if button.get(name) not in (None, "")), None)
    if action is None and isinstance(button.get("switch_inline_query"), str):
        action = "switch_inline_query"
    if action is None:
        raise BUTTON_NO_ACTION.error()
    if not text.strip():
        raise BUTTON_TEXT_EMPTY.error()
    kept[action] = _action(action, button[action])
    return kept | {look: button[look] for look in _LOOKS if button.get(look)}


def _action(action: str, value: Any) -> Any:
    if action == "callback_data" and len(str(value).encode()) > _LONGEST_DATA:
        raise BUTTON_DATA_INVALID.error()
    if action == "url" and linked_user(str(value)) is None:
        link = checked_link(str(value))
        if not link:
            raise BUTTON_URL.error(value, "Wrong HTTP URL")
        return link
    return value


def callback_data(markup: dict[str, Any] | None) -> set[str]:
    """What the buttons of a keyboard send when pressed."""
    rows = (markup or {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}
