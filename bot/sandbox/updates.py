"""The queue of updates that wait for a bot."""

import itertools
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from bot.sandbox.storage import Storage

LONGEST = 100_000
_DAY = 86_400.0
#: How long an update of a kind is kept, in seconds of real time.
_KEPT = {
    "callback_query": 150.0,
    "inline_query": 30.0,
    "chosen_inline_result": 600.0,
    "shipping_query": 150.0,
    "pre_checkout_query": 150.0,
}
_FIRST, _LAST = 2_000_003, 1_000_000_000

#: All kinds of updates of Bot API 10.0.
KINDS = {
    *("message", "edited_message", "channel_post", "edited_channel_post", "guest_message"),
    *("business_connection", "business_message", "edited_business_message"),
    *("deleted_business_messages", "message_reaction", "message_reaction_count", "inline_query"),
    *("chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query"),
    *("purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member"),
    *("chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot"),
}
#: Kinds a bot only gets if it asks for them.
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}


class Waiting(msgspec.Struct):
    """One update in the queue. `lane` orders webhook deliveries; `expires_at` is real time."""

    position: int
    update_id: int
    update: msgspec.Raw
    lane: str
    expires_at: float
    repeat: bool = False  # its id is not above all before it: only a raw update's can be
    given: bool = False


class _Counters(msgspec.Struct):
    update_id: int
    position: int = 0


class Updates:
    """In order of arrival, kept until confirmed, delivered or expired."""

    def __init__(self, storage: Storage, bot_id: int) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._counters = _Counters(random.randint(_FIRST, _LAST))
        self._waiting: dict[int, Waiting] = {}
        self.listeners: list[Callable[[Waiting], None]] = []

    def restore(self, waiting: Waiting) -> None:
        self._waiting[waiting.position] = waiting

    def restore_counters(self, document: dict[str, int]) -> None:
        self._counters = msgspec.convert(document, _Counters)

    def in_arrival_order(self) -> None:
        """To be called after everything is restored."""
        self._waiting = dict(sorted(self._waiting.items()))

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[Waiting]:
        return iter(tuple(self._waiting.values()))

    def __contains__(self, waiting: Waiting) -> bool:
        return waiting.position in self._waiting

    def add(self, update: dict[str, Any], kind: str, lane: str) -> int:
        """Queues an update and says its id; an update that has an id keeps it."""
        counters = self._counters
        update_id = update.get("update_id")
        if not isinstance(update_id, int) or isinstance(update_id, bool):
            update_id = counters.update_id
            update = {"update_id": update_id, **update}
        waiting = Waiting(
            position=counters.position,
            update_id=update_id,
            update=msgspec.Raw(msgspec.json.encode(update)),
            lane=lane,
            expires_at=time.time() + _KEPT.get(kind, _DAY),
            repeat=update_id < counters.update_id,
        )
        counters.position += 1
        counters.update_id = max(counters.update_id, update_id + 1)
        self._storage.put("counters", self._bot_id, counters)
        if len(self._waiting) < LONGEST:
            self._waiting[waiting.position] = waiting
            self._storage.put("update", self._key(waiting), waiting)
            for listener in self.listeners:
                listener(waiting)
        return update_id

    def _key(self, waiting: Waiting) -> str:
        return f"{self._bot_id}:{waiting.position}"

    def remove(self, waiting: Waiting) -> None:
        if self._waiting.pop(waiting.position, None):
            self._storage.drop("update", self._key(waiting))

    def clear(self) -> None:
        for waiting in self:
            self.remove(waiting)

    def forget_expired(self) -> None:
        now = time.time()
        for waiting in self:
            if waiting.expires_at <= now:
                self.remove(waiting)

    def confirm(self, offset: int) -> None:
        """What getUpdates does with its offset; see TQueue.cpp 221-309 for odd ones."""
        self.forget_expired()
        if offset < 0:
            for waiting in itertools.islice(self, max(0, len(self) + offset)):
                self.remove(waiting)
        elif 0 < offset <= self._counters.update_id + 10:
            for waiting in self:
                # A repeat goes out once before it can be confirmed, else nobody would ever see it.
                if waiting.update_id < offset and (waiting.given or not waiting.repeat):
                    self.remove(waiting)

    def head(self, limit: int, most_bytes: int) -> list[msgspec.Raw]:
        """The oldest updates, as they go out."""
        given: list[msgspec.Raw] = []
        for waiting in itertools.islice(self._waiting.values(), limit):
            most_bytes -= len(waiting.update)
            if given and most_bytes < 0:
                break
            waiting.given = True
            given.append(waiting.update)
        return given
