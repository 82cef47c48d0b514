"""When a temperature or a pain was measured, where a time of day was typed with it."""

import re
from datetime import datetime, timedelta

from state.places.local_time import typed_clock

CLOCK = re.compile(
    r"(?<![\d.,:/-])(?:\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?m\b\.?|\d{2}:\d{2}(?![\d:]))", re.IGNORECASE
)
"""A time that says which half of the day it is: "9 pm", "7:30am", "21:30"."""


def measured_at(text: str, now: datetime, *, day_before: bool = False) -> datetime | None:
    """The last time the clock showed what was typed; None unless just one time was.

    `now` is local and aware, and so is what is found. `day_before`: "yesterday" was typed too.
    """
    clocks = [typed_clock(found) for found in CLOCK.findall(text)]
    if len(clocks) != 1 or clocks[0] is None:
        return None
    today = datetime.combine(now.date(), clocks[0][0], now.tzinfo)
    return today - timedelta(days=1) if day_before or today > now else today


def without_clock(text: str) -> str:
    """The rest of the text, in which another day may be named."""
    return " ".join(CLOCK.sub(" ", text).split())
