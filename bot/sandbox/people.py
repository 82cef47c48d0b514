"""The people of the sandbox, and the groups that raw updates speak of."""

import random
from typing import Any

import msgspec

from bot.sandbox.storage import Storage


class Person(msgspec.Struct, omit_defaults=True):
    """Someone with Telegram; the private chat with a bot has the same number."""

    user_id: int
    first_name: str
    language_code: str | None = None

    def user(self) -> dict[str, Any]:
        """As the Bot API shows them."""
        user: dict[str, Any] = {
            "id": self.user_id,
            "is_bot": False,
            "first_name": self.first_name,
        }
        if self.language_code:
            user["language_code"] = self.language_code
        return user

    def chat(self) -> dict[str, Any]:
        """Their private chat as the Bot API shows it."""
        return {"id": self.user_id, "first_name": self.first_name, "type": "private"}


class People:
    """Everyone, by number; numbers begin at random so that no two sandboxes share them."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.by_id = {person.user_id: person for _, person in storage.all("person", Person)}
        self.other_chats: dict[int, dict[str, Any]] = {
            int(key): chat for key, chat in storage.all("chat", dict[str, Any])
        }
        self._next = max(self.by_id, default=random.randint(100_000_000, 1_900_000_000)) + 1

    def add(self, first_name: str, language_code: str | None) -> Person:
        person = Person(self._next, first_name, language_code)
        self._next += random.randint(1, 9)
        self.by_id[person.user_id] = person
        self._storage.put("person", person.user_id, person)
        return person

    def chat(self, chat_id: int) -> dict[str, Any] | None:
        """The chat as the Bot API shows it, or None if there is no such chat."""
        person = self.by_id.get(chat_id)
        return person.chat() if person else self.other_chats.get(chat_id)

    def user(self, user_id: int) -> dict[str, Any] | None:
        person = self.by_id.get(user_id)
        return person.user() if person else None

    def learn(self, chat: dict[str, Any]) -> None:
        """Remembers a chat that a raw update came from, so that the bot may answer there."""
        chat_id = chat["id"]
        if self.chat(chat_id) is None:
            self.other_chats[chat_id] = chat
            self._storage.put("chat", chat_id, chat)
