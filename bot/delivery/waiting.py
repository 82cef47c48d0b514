"""The effects that wait to be delivered, by chat, and which chat is the next to be spoken to."""

import heapq
import itertools
import math
from collections import Counter, deque
from collections.abc import Collection, Iterable

from bot.backoff import Backoff
from bot.delivery.calls import Parcel
from bot.delivery.pacing import Pace
from state.effects import Priority

CHAT_BURST = 3
Cases = Collection[str] | None


class Chat:
    """What waits for one chat, in order, and how fast it may be spoken to.

    `ready_as` is the priority it is listed with among the ready ones; `looked_at_from` is when it
    is looked at again because it has to wait.
    """

    def __init__(self, chat_id: int, rate: float | None) -> None:
        self.chat_id = chat_id
        self.pace = Pace(rate, CHAT_BURST)
        self.parcels: deque[Parcel] = deque()
        self.busy = False
        self.ready_as: int | None = None
        self.looked_at_from = 0.0
        self.backoff = Backoff(most=60)

    @property
    def priority(self) -> int:
        """The most urgent of what waits: the reminder before it leaves sooner for its sake."""
        return min(int(parcel.row.priority) for parcel in self.parcels)

    def add(self, parcel: Parcel) -> list[Parcel]:
        """Puts it at the end. Returns the unsent edits of the same message it makes pointless."""
        replaced = [older for older in self.parcels if self._is_replaced(older, parcel)]
        for older in replaced:
            self.parcels.remove(older)
            parcel.replaces += older.row_ids
        self.parcels.append(parcel)
        return replaced

    def drop(self, before: int, from_priority: Priority, cases: Cases) -> list[Parcel]:
        """Takes out what has a row below this id, unless it is on its way: that is not repeated."""
        older = [parcel for parcel in self.parcels if parcel.row.id < before]
        gone = [
            parcel
            for parcel in older
            if parcel.row.priority >= from_priority and _is_of(parcel, cases)
        ]
        dropped = [parcel for parcel in gone if not self._is_on_its_way(parcel)]
        for parcel in gone:
            parcel.is_revoked = True
        for parcel in dropped:
            self.parcels.remove(parcel)
        return dropped

    def _is_replaced(self, older: Parcel, newer: Parcel) -> bool:
        same = newer.edits is not None and older.edits == newer.edits
        return same and not self._is_on_its_way(older)

    def _is_on_its_way(self, parcel: Parcel) -> bool:
        return parcel.shown_as is not None or (self.busy and parcel is self.parcels[0])


class Waiting:
    """All chats with something to send. Times are monotonic seconds, given by the caller."""

    def __init__(self, chat_rate: float | None) -> None:
        self._chat_rate = chat_rate
        self._chats: dict[int, Chat] = {}
        self._ready: list[tuple[int, int, int]] = []
        self._later: list[tuple[float, int]] = []
        self._order = itertools.count()
        self._counts: Counter[Priority] = Counter()

    def __len__(self) -> int:
        return self._counts.total()

    @property
    def replies(self) -> int:
        """How many of what waits are answers to somebody."""
        return sum(self._counts[one] for one in Priority if not one.is_reminder)

    def add(self, parcel: Parcel, now: float) -> int:
        """Returns how many others need not leave any more because of this one."""
        chat = self._chats.setdefault(parcel.row.chat_id, Chat(parcel.row.chat_id, self._chat_rate))
        replaced = chat.add(parcel)
        self._counts[parcel.row.priority] += 1
        self._uncount(replaced)
        self.schedule(chat, now)
        return len(replaced)

    def remove(self, chat: Chat, parcel: Parcel) -> None:
        """It has left, or never will."""
        if parcel in chat.parcels:
            chat.parcels.remove(parcel)
            self._uncount([parcel])

    def forget(
        self,
        chat_id: int,
        before: int,
        from_priority: Priority = Priority.EMERGENCY,
        cases: Cases = None,
    ) -> None:
        """Nothing with a row below this id, and no more urgent, is to be sent to this chat.

        With `cases`, only what is about one of these, or about none.
        """
        if chat_id in self._chats:
            self._uncount(self._chats[chat_id].drop(before, from_priority, cases))

    def _uncount(self, parcels: Iterable[Parcel]) -> None:
        for parcel in parcels:
            self._counts[parcel.row.priority] -= 1

    def schedule(self, chat: Chat, now: float) -> None:
        """To be called whenever something about a chat has changed."""
        if chat.busy:
            return
        if not chat.parcels:
            self._look_again(chat, now, chat.pace.until_rested(now))
        elif (wait := chat.pace.wait(now)) > 0:
            self._look_again(chat, now, wait)
        elif chat.ready_as is None or chat.priority < chat.ready_as:
            chat.ready_as = chat.priority
            heapq.heappush(self._ready, (chat.priority, next(self._order), chat.chat_id))

    def _look_again(self, chat: Chat, now: float, wait: float) -> None:
        """After its wait a chat is ready; one without anything to send is forgotten."""
        if wait <= 0:
            self._chats.pop(chat.chat_id, None)
        elif not now < chat.looked_at_from <= now + wait:
            chat.looked_at_from = now + wait
            heapq.heappush(self._later, (now + wait, chat.chat_id))

    def next(self, now: float) -> Chat | None:
        """The most urgent chat that may be spoken to now; the longest waiting of equals."""
        chat = self.first(now)
        if chat is not None:
            self.take(chat)
        return chat

    def first(self, now: float) -> Chat | None:
        """The same, left in its place."""
        while self._later and self._later[0][0] <= now:
            _, chat_id = heapq.heappop(self._later)
            if chat_id in self._chats:
                self.schedule(self._chats[chat_id], now)
        while self._ready:
            priority, _, chat_id = self._ready[0]
            chat = self._chats.get(chat_id)
            is_listed = chat is not None and chat.ready_as == priority
            if chat is not None and is_listed and _is_ready(chat, now):
                return chat
            heapq.heappop(self._ready)
            if chat is not None and is_listed:
                chat.ready_as = None
                self.schedule(chat, now)
        return None

    def take(self, chat: Chat) -> None:
        """Takes the first chat from its place: it is spoken to now."""
        heapq.heappop(self._ready)
        chat.ready_as = None

    def until_next(self, now: float) -> float:
        """Seconds until `next` may find somebody who has to wait at present."""
        return max(0.0, self._later[0][0] - now) if self._later else math.inf


def _is_of(parcel: Parcel, cases: Cases) -> bool:
    about = parcel.row.case_id
    return cases is None or about is None or about in cases


def _is_ready(chat: Chat, now: float) -> bool:
    """It may have changed since: what was urgent has left, or it has to wait longer."""
    if chat.busy or not chat.parcels or chat.pace.wait(now) > 0:
        return False
    return chat.priority == chat.ready_as
