"""The chat of one person (or group) with one bot: its messages and how they change."""

import random
import time
from collections.abc import Iterator
from typing import Any

import msgspec

from bot.sandbox.formatting.render import message_html
from bot.sandbox.signals import Signal
from bot.sandbox.storage import Storage

_TYPING = 5.0  # seconds a chat action is shown


class Kept(msgspec.Struct):
    """A message in its newest state; `by_bot` says whose it is."""

    message: dict[str, Any]
    by_bot: bool
    revision: int
    edited: int = 0
    deleted: bool = False
    protected: bool = False

    @property
    def id(self) -> int:
        number: int = self.message["message_id"]
        return number

    def shown(self) -> dict[str, Any]:
        """The message as the control API shows it."""
        return {
            **self.message,
            "html": message_html(self.message),
            "edited": self.edited,
            "deleted": self.deleted,
            "revision": self.revision,
        }


class Standing(msgspec.Struct):
    """How person and bot stand to each other."""

    bot_id: int
    chat_id: int
    chat_instance: str
    started: bool = False
    blocked: bool = False
    left: bool = False  # the bot has left the group, or was put out
    migrated_to: int = 0  # the supergroup that the group has become


class Dialog:
    """Messages by id; the revision grows with every new message, edit or deletion."""

    def __init__(self, storage: Storage, standing: Standing) -> None:
        self._storage = storage
        self.standing = standing
        self.messages: dict[int, Kept] = {}
        self.revision = 0
        self.changed = Signal()
        self._action_until = 0.0

    def save(self) -> None:
        standing = self.standing
        self._storage.put("dialog", f"{standing.bot_id}:{standing.chat_id}", standing)

    def restore(self, kept: Kept) -> None:
        self.messages[kept.id] = kept
        self.revision = max(self.revision, kept.revision)

    def add(self, message: dict[str, Any], *, by_bot: bool, protected: bool = False) -> Kept:
        kept = Kept(message, by_bot, 0, protected=protected)
        self.messages[kept.id] = kept
        if by_bot:
            self._action_until = 0.0
        self._change(kept)
        return kept

    def edit(self, kept: Kept) -> None:
        """To be called after the message was changed."""
        kept.edited += 1
        self._change(kept)

    def delete(self, kept: Kept) -> None:
        kept.deleted = True
        self._change(kept)

    def _change(self, kept: Kept) -> None:
        self.revision += 1
        kept.revision = self.revision
        standing = self.standing
        key = f"{standing.bot_id}:{standing.chat_id}:{kept.id}"
        self._storage.put("message", key, kept)
        self.changed.fire()

    def present(self, message_id: int) -> Kept | None:
        """The message, unless it never was or is deleted."""
        kept = self.messages.get(message_id)
        return None if kept is None or kept.deleted else kept

    def since(self, revision: int) -> list[dict[str, Any]]:
        """All messages that changed after that revision, in order."""
        return [kept.shown() for kept in self.messages.values() if kept.revision > revision]

    def act(self) -> None:
        """The bot shows that it is busy."""
        self._action_until = time.monotonic() + _TYPING

    @property
    def typing(self) -> bool:
        return time.monotonic() < self._action_until


class Dialogs:
    """All of them, by bot and chat; each bot numbers its messages across its chats."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._by_key: dict[tuple[int, int], Dialog] = {}
        self._last_id: dict[int, int] = {}
        for _, standing in storage.all("dialog", Standing):
            self._by_key[standing.bot_id, standing.chat_id] = Dialog(storage, standing)
        for bot_id, last in storage.all("last_message", int):
            self._last_id[int(bot_id)] = last
        self._restore_messages()

    def _restore_messages(self) -> None:
        messages = []
        for key, kept in self._storage.all("message", Kept):
            bot_id, chat_id, message_id = map(int, key.split(":"))
            messages.append((message_id, bot_id, chat_id, kept))
        for _, bot_id, chat_id, kept in sorted(messages, key=lambda row: row[:3]):
            self.get(bot_id, chat_id).restore(kept)

    def get(self, bot_id: int, chat_id: int) -> Dialog:
        dialog = self._by_key.get((bot_id, chat_id))
        if dialog is None:
            instance = str(random.getrandbits(63))
            dialog = Dialog(self._storage, Standing(bot_id, chat_id, instance))
            self._by_key[bot_id, chat_id] = dialog
            dialog.save()
        return dialog

    def __iter__(self) -> Iterator[Dialog]:
        return iter(tuple(self._by_key.values()))

    def find(self, bot_id: int, chat_id: int) -> Dialog | None:
        return self._by_key.get((bot_id, chat_id))

    def bots_by_chat(self) -> dict[int, list[int]]:
        """For each chat, the bots it has spoken to."""
        found: dict[int, list[int]] = {}
        for (bot_id, chat_id), dialog in self._by_key.items():
            if dialog.standing.started:
                found.setdefault(chat_id, []).append(bot_id)
        return found

    def next_message_id(self, bot_id: int) -> int:
        last = self._last_id.get(bot_id) or random.randint(10, 5_000)
        self._last_id[bot_id] = last + 1
        self._storage.put("last_message", bot_id, last + 1)
        return last + 1
