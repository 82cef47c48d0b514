"""Saying a moment: no "today" at night, and the clock of the place, also when it is changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from state.places.clocktime import Word, in_words

BERLIN = "Europe/Berlin"


def local(day_and_time: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day_and_time}:00").replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("now", "moment", "word"),
    [
        ("03 12:00", "03 14:00", "today"),
        ("03 19:59", "03 21:59", "today"),
        ("03 20:00", "03 22:00", "tonight"),
        ("03 20:00", "04 05:59", "tonight"),
        ("03 20:00", "04 06:00", "tomorrow"),
        ("03 23:59", "04 00:30", "tonight"),
        ("03 19:59", "04 00:30", "tomorrow"),
        ("04 00:00", "04 02:00", "today"),
        ("04 03:00", "04 05:00", "today"),
        ("04 03:00", "04 23:00", "today"),
        ("03 20:00", "04 20:00", "tomorrow"),
        ("03 20:00", "05 02:00", "day"),
        ("03 12:00", "05 12:00", "day"),
        ("03 21:00", "03 12:00", "today"),
        ("03 12:00", "02 12:00", "day"),
    ],
)
def test_the_word_that_goes_with_a_moment(now: str, moment: str, word: Word) -> None:
    assert in_words(local(moment), local(now), BERLIN)[0] == word


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati"])
def test_it_is_the_parents_clock_that_counts(zone: str) -> None:
    now, moment = local("03 20:00", zone), local("03 22:00", zone)
    utc = ZoneInfo("UTC")
    word, said = in_words(moment.astimezone(utc), now.astimezone(utc), zone)
    assert (word, said.hour, said.utcoffset()) == ("tonight", 22, moment.utcoffset())


@pytest.mark.parametrize(
    ("now", "clock", "word"),
    [
        ("2026-03-28T22:00:00+00:00", "03:30", "tonight"),
        ("2026-10-24T21:00:00+00:00", "02:30", "tonight"),
        ("2026-10-25T00:45:00+00:00", "02:30", "today"),
    ],
)
def test_in_the_night_the_clocks_change(now: str, clock: str, word: Word) -> None:
    heard = datetime.fromisoformat(now)
    moment = {
        "03:30": "2026-03-29T01:30:00+00:00",
        "02:30": "2026-10-25T01:30:00+00:00",
    }[clock]
    said, there = in_words(datetime.fromisoformat(moment), heard, BERLIN)
    assert (said, f"{there:%H:%M}") == (word, clock)
