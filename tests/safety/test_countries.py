"""Whom to call and what time it is, in every country the bot knows."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stand_ins import loaded

from state.places.countries import Line, countries, country
from state.places.country_names import country_names
from state.places.local_time import (
    matching,
    next_opening,
    office_open,
    typed_clock,
    zones_by_local_time,
)

TEMPLATES = Path(__file__).parents[2] / "templates"
LANGUAGES = ("en", "es")
WINTER = datetime(2026, 1, 14, 20, 0, tzinfo=UTC)
SUMMER = datetime(2026, 7, 14, 20, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
every_country = pytest.mark.parametrize("country_id", list(countries()))


def every_line(country_id: str) -> tuple[Line, ...]:
    found = countries()[country_id]
    return (*found.crisis, *found.nurse, *found.poison, *found.violence)


@every_country
def test_every_country_has_a_number_for_danger(country_id: str) -> None:
    """Shown even before anybody has checked it: silence would be worse."""
    assert country(country_id).emergency_numbers


@every_country
def test_who_refers_and_who_pays_rest_on_a_source(country_id: str) -> None:
    """Until somebody has checked it, it counts as not reviewed, whatever stands there."""
    found = country(country_id)
    assert found.sources
    assert set(found.sources) <= set(loaded.library().sources)
    assert found.reviewed is None


def test_an_unknown_country_gets_the_three_common_numbers() -> None:
    """Nobody is ever left without a number."""
    assert country(None).emergency_numbers == ("911", "999", "112")
    assert country("atlantis") is country("other")


@every_country
def test_a_line_nobody_has_checked_is_never_shown(country_id: str) -> None:
    """A dead number in a crisis is worse than none."""
    for kind in ("crisis", "nurse", "poison", "violence"):
        for line in country(country_id).lines(kind):
            assert line.source
            assert line.source.startswith("https://")
            assert line.as_of


def test_the_checked_crisis_lines_are_shown() -> None:
    """988 was read on a page in both countries; Samaritans waits for a reviewer."""
    assert [line.call for line in country("us").lines("crisis")] == ["988"]
    assert [line.call for line in country("ca").lines("crisis")] == ["988"]
    assert country("gb").lines("crisis") == ()


@every_country
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_name_in_every_language(country_id: str, language: str) -> None:
    """The country, each of its lines and each of its zones."""
    names = country_names(TEMPLATES, language)
    assert names.countries[country_id].name
    assert all(line.id in names.lines for line in every_line(country_id))
    assert all(zone in names.places for zone in country(country_id).zones)


def test_no_name_is_left_over() -> None:
    """A name without its country would never be read again."""
    lines = {line.id for country_id in countries() for line in every_line(country_id)}
    zones = {zone for found in countries().values() for zone in found.zones}
    for language in LANGUAGES:
        names = country_names(TEMPLATES, language)
        assert set(names.countries) == set(countries())
        assert set(names.lines) == lines
        assert set(names.places) == zones


@pytest.mark.parametrize(
    ("typed", "country_id"),
    [
        ("USA", "us"),
        ("U.S.A.", "us"),
        ("u.s.", "us"),
        ("the States", "us"),
        ("Untied States", "us"),
        ("uk", "gb"),
        ("England", "gb"),
        ("scotland ", "gb"),
        ("Northern Ireland", "gb"),
        ("ireland", "ie"),
        ("irland", "ie"),
        ("Austrailia", "au"),
        ("new zealand", "nz"),
        ("NZ", "nz"),
        ("Indai", "in"),
        ("México", "mx"),
        ("mexico", "mx"),
        ("Spain", "es"),
        ("Canda", "ca"),
        ("another country", "other"),
        ("Germany", None),
        ("", None),
        ("no", None),
    ],
)
def test_a_typed_country_is_understood(typed: str, country_id: str | None) -> None:
    """Short forms, nations and one slip of the finger; anything else is asked again."""
    assert country_names(TEMPLATES, "en").find(typed) == country_id


def test_a_typed_country_is_understood_in_spanish() -> None:
    """With and without accents."""
    find = country_names(TEMPLATES, "es").find
    assert [find(typed) for typed in ("espana", "EE.UU.", "canada", "mejico")] == [
        "es",
        "us",
        "ca",
        "mx",
    ]


@every_country
@settings(deadline=None)
@given(now=MOMENTS)
def test_every_zone_is_behind_exactly_one_choice(country_id: str, now: datetime) -> None:
    """And all zones behind a choice show the time that it says."""
    choices = zones_by_local_time(country(country_id), now)
    assert len(choices.first) <= 4
    zones = [zone for choice in choices.every for zone in choice.zones]
    assert sorted(zones) == sorted(country(country_id).zones)
    clocks = [choice.local.replace(tzinfo=None) for choice in choices.every]
    assert len(set(clocks)) == len(clocks)
    for choice in choices.every:
        assert choice.local.astimezone(UTC) == now
        for zone in choice.zones:
            assert now.astimezone(ZoneInfo(zone)).replace(tzinfo=None) in clocks


@pytest.mark.parametrize("country_id", ["gb", "ie", "nz", "in"])
def test_a_country_with_one_time_asks_nothing(country_id: str) -> None:
    """One choice is no question."""
    assert len(zones_by_local_time(country(country_id), WINTER).every) == 1


def test_the_four_large_times_of_the_states_come_first() -> None:
    """Alaska and Hawaii are behind More."""
    for now in (WINTER, SUMMER):
        first = {choice.zone for choice in zones_by_local_time(country("us"), now).first}
        assert first == {
            "America/Los_Angeles",
            "America/Denver",
            "America/Chicago",
            "America/New_York",
        }


def test_a_typed_clock_time_finds_its_zone() -> None:
    """Also on a twelve-hour clock, and some minutes out."""
    every = zones_by_local_time(country("us"), WINTER).every
    assert [c.zone for c in matching(every, (time(15, 3), True))] == ["America/New_York"]
    assert [c.zone for c in matching(every, (time(1, 58), False))] == ["America/Chicago"]
    assert matching(every, (time(20, 30), True)) == ()


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("10:40", (time(10, 40), False)),
        ("10 40 PM", (time(22, 40), True)),
        ("10.40 p.m.", (time(22, 40), True)),
        ("3pm", (time(15), True)),
        ("12 am", (time(0), True)),
        ("12:05 pm", (time(12, 5), True)),
        ("22h40", (time(22, 40), True)),
        ("1040", (time(10, 40), False)),
        ("1", None),
        ("24:00", None),
        ("10:60", None),
        ("ten", None),
        ("", None),
    ],
)
def test_a_time_as_people_type_it(typed: str, understood: tuple[time, bool] | None) -> None:
    """A bare number is none: it is the number of an answer."""
    assert typed_clock(typed) == understood


def at(zone: str, *clock: int) -> datetime:
    return datetime(*clock, tzinfo=ZoneInfo(zone))  # type: ignore[misc,arg-type]


def test_offices_open_on_working_days() -> None:
    """Friday evening leads to Monday morning, local time."""
    states, zone = country("us"), "America/Denver"
    assert office_open(states, at(zone, 2026, 1, 16, 16, 59))
    assert not office_open(states, at(zone, 2026, 1, 16, 17, 0))
    assert next_opening(states, at(zone, 2026, 1, 16, 17, 0)) == at(zone, 2026, 1, 19, 9, 0)
    assert next_opening(states, at(zone, 2026, 1, 19, 3, 0)) == at(zone, 2026, 1, 19, 9, 0)


def test_the_weekend_is_the_countrys() -> None:
    """Saturday is a working day in India."""
    saturday = (2026, 1, 17, 11, 0)
    assert office_open(country("in"), at("Asia/Kolkata", *saturday))
    assert not office_open(country("gb"), at("Europe/London", *saturday))


@every_country
@settings(deadline=None)
@given(now=MOMENTS)
def test_the_next_opening_is_open_and_soon(country_id: str, now: datetime) -> None:
    """Never in the past, never more than a long weekend away, also when clocks change."""
    found = country(country_id)
    local = now.astimezone(ZoneInfo(found.zones[0]))
    opening = next_opening(found, local)
    assert office_open(found, opening)
    assert timedelta(0) <= opening.astimezone(UTC) - now <= timedelta(days=3, hours=20)
