"""A time typed with a temperature is when it was measured; an unclear one changes nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from state.plan.measured_at import measured_at, without_clock

NOW = datetime(2026, 3, 3, 10, 10, tzinfo=ZoneInfo("America/Chicago"))


@pytest.mark.parametrize(
    ("typed", "day", "clock"),
    [
        ("38.4 at 9 pm", 2, "21:00"),
        ("101.2 this morning 7am", 3, "07:00"),
        ("7:30am 38.2", 3, "07:30"),
        ("38.4 21:30", 2, "21:30"),
        ("38.4 at 10:10 a.m.", 3, "10:10"),
        ("12 am 39", 3, "00:00"),
    ],
)
def test_the_last_time_the_clock_showed_it(typed: str, day: int, clock: str) -> None:
    found = measured_at(typed, NOW)
    assert found is not None
    assert (found.day, f"{found:%H:%M}") == (day, clock)


def test_yesterday_is_the_day_before() -> None:
    found = measured_at("38.4 yesterday 7am", NOW, day_before=True)
    assert found is not None
    assert (found.day, found.hour) == (2, 7)


@pytest.mark.parametrize(
    "typed", ["38.4", "38.4 at 9", "9:30 38.4", "38 at 7am and at 9 am", "99 pm"]
)
def test_what_is_not_clear_is_no_time(typed: str) -> None:
    assert measured_at(typed, NOW) is None


def test_the_rest_is_left_to_be_read() -> None:
    assert without_clock("Monday 9 pm 38.4") == "Monday 38.4"
