"""How fast is fast enough: Telegram's limits, kept by the monotonic clock."""


class Pace:
    """At most `rate` a second, after a burst of `burst`; None means no limit.

    Times are monotonic seconds, given by the caller. One that goes up to `late` seconds after its
    time takes nothing from those that follow.
    """

    def __init__(self, rate: float | None, burst: int = 1, *, late: float = 0.0) -> None:
        self._step = 1 / rate if rate else 0.0
        self._late = late
        self._slack = (burst - 1) * self._step
        self._next = 0.0
        self._paused_until = 0.0

    def wait(self, now: float, ahead: int = 0) -> float:
        """Seconds until one may go, so many steps `ahead` of its time; 0 if it may now."""
        slack = self._slack + ahead * self._step
        return max(0.0, self._next - slack - now, self._paused_until - now)

    def take(self, now: float) -> None:
        """One goes now."""
        in_time = now - self._next <= self._late
        self._next = (self._next if in_time else now) + self._step

    def pause(self, until: float) -> None:
        """None may go before this."""
        self._paused_until = max(self._paused_until, until)

    def until_rested(self, now: float) -> float:
        """Seconds until a whole burst may go again."""
        return max(0.0, self._next - now)
