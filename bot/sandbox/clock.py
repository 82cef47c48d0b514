"""The time the bot lives in: real time plus an offset that only grows."""

import time
from datetime import UTC, datetime, timedelta

import msgspec

from bot.sandbox.signals import Signal
from bot.sandbox.storage import Storage

_LATEST = datetime(2100, 1, 1, tzinfo=UTC)


class _Kept(msgspec.Struct):
    offset: float = 0.0  # seconds
    revision: int = 0


class Clock:
    """Goes on ticking while the sandbox is stopped. The revision counts how often it was moved."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._kept = dict(storage.all("clock", _Kept)).get("", _Kept())
        self.moved = Signal()

    @property
    def revision(self) -> int:
        return self._kept.revision

    def timestamp(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._kept.offset

    def now(self) -> datetime:
        """In UTC."""
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def advance(self, seconds: float) -> None:
        """Raises ValueError if that is backwards, or further than anyone needs."""
        if not seconds >= 0:
            raise ValueError("The clock only goes forward.")
        if seconds > (_LATEST - self.now()) / timedelta(seconds=1):
            raise ValueError(f"The clock goes no further than the year {_LATEST.year}.")
        self._kept.offset += seconds
        self._kept.revision += 1
        self._storage.put("clock", "", self._kept)
        self.moved.fire()

    def set(self, now: datetime) -> None:
        """Raises ValueError as `advance` does."""
        self.advance((now - self.now()) / timedelta(seconds=1))
