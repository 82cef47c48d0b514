"""Who the bot is, whom it talks with, and small things."""

import time
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.callbacks import Answer
from bot.sandbox.errors import ACTION, LEAVE_PRIVATE, QUERY_TOO_OLD
from bot.sandbox.methods.registry import method

_LOGGED_OUT = 600.0  # seconds before a bot may come back
_ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note"),
    *("upload_video_note", "record_audio", "upload_audio", "cancel"),
}


@method("getMe")
def get_me(call: Call) -> dict[str, Any]:
    return {
        **call.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


@method("getChat")
def get_chat(call: Call) -> dict[str, Any]:
    return {
        **call.chat(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    if call.chat()["type"] == "private":
        raise LEAVE_PRIVATE.error()
    dialog = call.writable()
    dialog.standing.left = True
    dialog.save()
    return True


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    if call.parameters.text("action").lower() not in _ACTIONS:
        raise ACTION.error()
    dialog = call.writable()
    if call.parameters.text("action").lower() != "cancel":
        dialog.act()
    return True


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    parameters = call.parameters
    answer = Answer(
        answered=True,
        text=parameters.text("text")[:200],
        show_alert=parameters.boolean("show_alert"),
    )
    if not call.world.callbacks.answer(call.bot.id, parameters.text("callback_query_id"), answer):
        raise QUERY_TOO_OLD.error()
    return True


@method("close")
def close(call: Call) -> bool:
    """The bot moves to another server; nothing is forgotten, and it may come back."""
    call.bot.poller.end()
    return True


@method("logOut")
def log_out(call: Call) -> bool:
    call.bot.profile.logged_out_until = time.time() + _LOGGED_OUT
    call.bot.save()
    return True
