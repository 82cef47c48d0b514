"""One parcel and what becomes of it: delivered, later, dropped; and noted, durably."""

import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.backoff import Backoff
from bot.clock import Clock
from bot.delivery.calls import Delivery, Parcel, nobody_there
from bot.delivery.pacing import Pace
from bot.delivery.waiting import Chat, Waiting
from bot.logs import about, log
from bot.metrics import Delivered, Metrics
from bot.turns.faults import is_systems
from state.effects import Reminder, Show
from state.store.store import Store


class Unsay(Protocol):
    """Is told that a reminder to this chat will never arrive. Raises the system's trouble."""

    async def __call__(self, chat_id: int, reminder: Reminder, *, gone: bool) -> None: ...


class Sender:
    """Makes one call for a chat at a time. `pace` is the whole bot's, to be held if it must."""

    def __init__(
        self,
        *,
        store: Store,
        delivery: Delivery,
        waiting: Waiting,
        pace: Pace,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._store = store
        self._delivery = delivery
        self._waiting = waiting
        self._pace = pace
        self._clock = clock
        self._metrics = metrics
        self.unsay: Unsay | None = None
        self._held: dict[int, float] = {}
        """Until when Telegram wants which chats to wait, in monotonic seconds."""

    async def advance(self, chat: Chat) -> None:
        """The next call for a chat."""
        parcel = chat.parcels[0]
        if self._is_stale(parcel):
            if not parcel.is_revoked:
                await self._unsaid(parcel)
            await self._end(chat, parcel, "expired")
            return
        began, last_row = self._clock.now(), max(parcel.row.id for parcel in chat.parcels)
        try:
            left = await self._delivery.step(parcel)
        except TelegramError as error:
            await self._refused(chat, parcel, error, lambda: self._block(chat, began, last_row))
            return
        chat.backoff.reset()
        if left == "done":
            await self._end(chat, parcel, "delivered")

    def _is_stale(self, parcel: Parcel) -> bool:
        if parcel.shown_as is not None:  # what has begun is finished
            return False
        expires_at = parcel.row.expires_at
        return parcel.is_revoked or (expires_at is not None and expires_at <= self._clock.now())

    async def _refused(
        self,
        chat: Chat,
        parcel: Parcel,
        error: TelegramError,
        block: Callable[[], Awaitable[None]],
    ) -> None:
        match error:
            case RetryAfter():
                self._hold(chat, error)
            case Forbidden():
                await block()
            case BadRequest() if nobody_there(error):
                await block()
            case BadRequest() | ChatMigrated():
                log().error("delivery refused", code=400, method=parcel.method)
                if await self._delivery.say_instead(parcel):
                    log().info("saying it more plainly")
                else:
                    await self._unsaid(parcel)
                    await self._end(chat, parcel, "refused")
            case _:
                self._metrics.delivery("later")
                chat.pace.pause(time.monotonic() + chat.backoff.seconds())

    def _hold(self, chat: Chat, error: RetryAfter) -> None:
        """Obeys "retry after". Said of two chats at once, it is meant for the whole bot."""
        self._metrics.delivery("later")
        now = time.monotonic()
        until = now + _seconds(error.retry_after)
        chat.pace.pause(until)
        self._held = {other: end for other, end in self._held.items() if end > now}
        self._held[chat.chat_id] = max(until, self._held.get(chat.chat_id, 0.0))
        if len(self._held) > 1:
            self._pace.pause(until)

    async def _block(self, chat: Chat, since: datetime, last_row: int) -> None:
        """The chat was gone when this call began, with what waited then; it may be back by now."""
        log().info("delivery to a chat that is gone")
        for parcel in [one for one in chat.parcels if one.row.id <= last_row]:
            await self._unsaid(parcel, gone=True)
        at = self._clock.now()
        await _durably(
            lambda: self._store.block(chat.chat_id, at, since=since, up_to=last_row),
        )
        self._metrics.delivery("blocked")
        parcel = chat.parcels[0]
        self._waiting.forget(chat.chat_id, last_row + 1)
        self._waiting.remove(chat, parcel)

    async def _unsaid(self, parcel: Parcel, *, gone: bool = False) -> None:
        """Before its row goes: should the process end between the two, it is told once more."""
        unsay, reminder, chat_id = self.unsay, parcel.row.reminder, parcel.row.chat_id
        if unsay is not None and reminder is not None:
            await _durably(lambda: unsay(chat_id, reminder, gone=gone))

    async def _end(self, chat: Chat, parcel: Parcel, how: Delivered) -> None:
        effect = parcel.effect
        is_screen = isinstance(effect, Show) and effect.is_screen
        row = parcel.row
        is_last_word = isinstance(row.effect, Show) and row.effect.proof is not None
        screen_id = parcel.shown_as if is_screen and not is_last_word else None
        await _durably(
            lambda: self._store.delivered(parcel.row_ids, row.chat_id, screen_id, row.case_id)
        )
        self._metrics.delivery(how)
        self._waiting.remove(chat, parcel)


async def _durably(write: Callable[[], Awaitable[None]]) -> None:
    """Notes what has happened, however long the database takes: it must not happen twice."""
    backoff = Backoff()
    while True:
        try:
            await write()
        except Exception as error:
            if not is_systems(error):
                raise
            log().warning("database trouble, trying again", **about(error))
            await backoff.sleep()
        else:
            return


def _seconds(span: timedelta | int) -> float:
    return span.total_seconds() if isinstance(span, timedelta) else float(span)
