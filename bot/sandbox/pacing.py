"""Telegram's pace: 30 messages a second a bot, one a second a chat after a burst of five."""

import math
import time

_BOT_RATE, _BOT_BURST = 30.0, 30.0
_CHAT_RATE, _CHAT_BURST = 1.0, 5.0
_MOST_REMEMBERED = 10_000


class _Bucket:
    """Holds so many tokens at most and gains so many a second of real time."""

    __slots__ = ("_rate", "_size", "_then", "_tokens")

    def __init__(self, rate: float, size: float, now: float) -> None:
        self._rate, self._size = rate, size
        self._tokens, self._then = size, now

    def lacks(self, now: float) -> float:
        """The seconds until there is a token; 0 if there is one."""
        self._tokens = min(self._size, self._tokens + (now - self._then) * self._rate)
        self._then = now
        return max(0.0, (1 - self._tokens) / self._rate)

    def take(self) -> None:
        self._tokens -= 1

    @property
    def full(self) -> bool:
        return self._tokens >= self._size


class Pacing:
    """Says when a bot is too fast; switched off, it never does."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self._bots: dict[int, _Bucket] = {}
        self._chats: dict[tuple[int, int], _Bucket] = {}

    def retry_after(self, bot_id: int, chat_id: int) -> int:
        """Seconds until this send or edit may be made; 0 if now, and only then it counts."""
        if not self.on:
            return 0
        now = time.monotonic()
        self._forget_idle(now)
        bot = self._bots.setdefault(bot_id, _Bucket(_BOT_RATE, _BOT_BURST, now))
        chat = self._chats.setdefault((bot_id, chat_id), _Bucket(_CHAT_RATE, _CHAT_BURST, now))
        wait = max(bot.lacks(now), chat.lacks(now))
        if wait > 0:
            return math.ceil(wait)
        bot.take()
        chat.take()
        return 0

    def _forget_idle(self, now: float) -> None:
        if len(self._chats) < _MOST_REMEMBERED:
            return
        for bucket in self._chats.values():
            bucket.lacks(now)
        self._chats = {key: bucket for key, bucket in self._chats.items() if not bucket.full}
