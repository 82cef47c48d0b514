"""When a test's time begins: no test may depend on the hour, or the day, at which it is run."""

from datetime import UTC, datetime, timedelta

import aiohttp

MORNING = datetime(2026, 3, 3, 9, tzinfo=UTC)
"""Nine o'clock of a Tuesday."""
A_YEAR = timedelta(weeks=52)


def to_come(day: datetime) -> datetime:
    """The same hour, weekday and season, ahead of the real time: a sandbox's clock never goes back.

    At least a minute ahead, which is time enough to set a clock to it.
    """
    passed = datetime.now(UTC) + timedelta(minutes=1) - day
    return day + A_YEAR * (passed // A_YEAR + 1)


async def let_it_be(day: datetime, session: aiohttp.ClientSession, url: str) -> None:
    """Moves on the clock of the sandbox at this address to such a day."""
    moved = {"now": to_come(day).isoformat()}
    async with session.post(f"{url}/sandbox/clock", json=moved) as answer:
        answer.raise_for_status()
