"""A picture of numbers shows every one of them where it belongs, and its words cover none."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state.plan import charts, scales
from state.plan.charts import Days, Line, Point
from state.plan.measures import is_in_fahrenheit

NEW_YORK = ZoneInfo("America/New_York")
MORNING = datetime(2026, 3, 3, 6, tzinfo=NEW_YORK)
DEGREES = st.floats(34, 43)


def days(*hours: float) -> Days:
    return Days.of([MORNING + timedelta(hours=one) for one in hours])


def test_one_day_is_named_by_its_hours() -> None:
    found = [*days(0, 5).named()]
    assert [at.hour for _, at, is_hour in found if is_hour] == [0, 6, 12, 18]
    assert [place for place, *_ in found] == [0, 0.25, 0.5, 0.75]


@pytest.mark.parametrize("weeks", [1, 2, 10])
def test_weeks_are_named_by_few_days(weeks: int) -> None:
    found = [*days(0, weeks * 7 * 24).named()]
    assert found[0][1].date() == MORNING.date()
    assert 2 <= len(found) <= charts.MOST_DAYS_NAMED
    assert not any(is_hour for *_, is_hour in found)


def test_a_moment_stands_at_its_own_time() -> None:
    assert days(0).place(MORNING) == 0.25


def test_hours_are_equally_wide_when_the_clocks_change() -> None:
    """March 8, 2026 has 23 hours in New York: 6 am is five hours after midnight."""
    morning = datetime(2026, 3, 8, 6, tzinfo=NEW_YORK)
    assert Days.of([morning]).place(morning) == pytest.approx(5 / 23)


@given(st.lists(st.integers(0, 24 * 60), min_size=1, max_size=40))
def test_every_moment_is_in_the_picture(hours: list[int]) -> None:
    moments = [(MORNING + timedelta(hours=one)).astimezone(NEW_YORK) for one in hours]
    shown = Days.of(moments)
    assert all(0 <= shown.place(one) < 1 for one in moments)
    assert shown.place(max(moments).astimezone(UTC)) == shown.place(max(moments))


@given(st.lists(DEGREES, min_size=1, max_size=9), st.booleans())
def test_every_temperature_is_in_the_picture(values: list[float], fahrenheit: bool) -> None:  # noqa: FBT001 - given
    shown = [one * 9 / 5 + 32 for one in values] if fahrenheit else values
    scale = scales.temperature(shown, in_fahrenheit=fahrenheit)
    assert all(0 <= scale.place(one) < 1 for one in shown)
    assert scale.limit == (100.4 if fahrenheit else 38.0)
    assert 0 < scale.place(scale.limit) < 1
    assert len(scale.numbers) <= scales.MOST_NUMBERS


def test_pain_goes_from_0_to_10() -> None:
    assert [*scales.pain().numbers] == [0, 2, 4, 6, 8, 10]
    assert scales.pain().place(0) == 0
    assert scales.pain().place(10) < 1


def box(point: Point) -> charts._Box:
    return charts._words(point, below=point.below)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.95)), min_size=1, max_size=30))
def test_words_cover_no_value_and_no_other_words(places: list[tuple[float, float]]) -> None:
    points = [Point(x, y, "38.4") for x, y in sorted(places)]
    _, placed = charts.with_room(Line(0.5, "fever"), points)
    assert [(one.x, one.y) for one in placed] == sorted(places)
    said = [one for one in placed if one.text]
    for number, one in enumerate(said):
        assert not any(box(one).meets(box(other)) for other in said[number + 1 :])
        assert not any(box(one).meets(charts._at(other)) for other in placed if other is not one)


def test_the_last_the_highest_and_the_lowest_have_their_words_first() -> None:
    points = [Point(n / 40, 0.5 + 0.4 * ((n == 20) - (n == 10)), "37.0") for n in range(41)]
    _, placed = charts.with_room(None, points)
    assert [n for n, one in enumerate(placed) if one.text and n in {10, 20}] == [10, 20]


def test_the_words_at_the_line_stand_where_no_value_is() -> None:
    points = [Point(0.1, 0.55, "38.4"), Point(0.9, 0.55, "38.4"), Point(0.2, 0.45, "37.8")]
    line, _ = charts.with_room(Line(0.5, "fever"), points)
    assert line == Line(0.5, "fever", right=True, below=True)


@pytest.mark.parametrize("typed", ["101.2F", "101", "98.6 at 9pm", "1014"])
def test_a_thermometer_in_fahrenheit_is_known_by_its_numbers(typed: str) -> None:
    assert is_in_fahrenheit(typed)


@pytest.mark.parametrize("typed", ["38.4", "38 F", "384", "5/3 38.6"])
def test_and_so_is_one_in_celsius(typed: str) -> None:
    assert not is_in_fahrenheit(typed)
