"""Updates as they come in."""

from bot.intake.updates import Received, received


def text_update(update_id: int, text: str, chat_id: int = 7) -> Received:
    person = {"id": chat_id, "is_bot": False, "first_name": "Pat"}
    message = {
        "message_id": update_id,
        "date": 1_700_000_000,
        "chat": {"id": chat_id, "type": "private", "first_name": "Pat"},
        "from": person,
        "text": text,
    }
    return received({"update_id": update_id, "message": message})
