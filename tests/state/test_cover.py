"""Insurance in days: when a plan must answer, how long a "no" is open, and what holds when."""

from datetime import date, datetime

import pytest
from stand_ins import loaded

from bot.texts import FOLDER as TEMPLATES
from state.assessments import list_words
from state.assessments.lists import Family, fitting
from state.places.countries import countries
from state.plan import cover

LISTS = loaded.library().lists
WORDS = list_words.read(TEMPLATES, LISTS, ["en"])[0]["en"]
ASKED = datetime(2026, 3, 3, 15, 40)  # noqa: DTZ001, on the family's own clock

ANSWERS = [
    ("hmo", True, date(2026, 3, 6)),
    ("hmo", False, date(2026, 3, 18)),
    ("employer", True, date(2026, 3, 6)),
    ("employer", False, date(2026, 3, 18)),
    ("marketplace", False, date(2026, 3, 18)),
    ("medicaid", True, date(2026, 3, 6)),
    ("medicaid", False, date(2026, 3, 10)),
    ("tricare_prime", True, None),
    ("uninsured", False, None),
    ("nhs", True, None),
    ("", True, None),
]
"""Written by hand from the times in the law: 72 hours; 7 or 15 days; or no time that is known."""


@pytest.mark.parametrize(("kind", "urgent", "day"), ANSWERS)
def test_a_plan_must_answer_by_its_own_clock(kind: str, urgent: bool, day: date | None) -> None:  # noqa: FBT001
    clock = cover.clock_of(LISTS, cover.find(LISTS, kind))
    assert cover.answer_by(clock, ASKED, urgent=urgent) == day


LETTERS = [
    ("ppo", date(2026, 3, 3), {"private_again": "2026-08-30", "private_outside": "2026-07-03"}),
    ("ppo", date(2026, 10, 31), {"private_again": "2027-04-29", "private_outside": "2027-02-28"}),
    (
        "medicaid",
        date(2026, 3, 3),
        {
            "medicaid_again": "2026-05-02",
            "medicaid_keep": "2026-03-13",
            "medicaid_hearing": "2026-07-01",
        },
    ),
    (
        "tricare_select",
        date(2026, 3, 3),
        {"tricare_urgent": "2026-03-06", "tricare_standard": "2026-06-01"},
    ),
    ("uninsured", date(2026, 3, 3), {}),
    ("nhs", date(2026, 3, 3), {}),
]


@pytest.mark.parametrize(("kind", "letter", "days"), LETTERS)
def test_a_no_can_be_objected_to_for_so_long(kind: str, letter: date, days: dict[str, str]) -> None:
    found = cover.last_days(LISTS, cover.find(LISTS, kind), letter)
    assert {one.appeal.id: one.day.isoformat() for one in found} == days


@pytest.mark.parametrize(
    ("today", "rules"),
    [
        (date(2026, 3, 3), ["back_dating_three"]),
        (date(2026, 12, 31), ["back_dating_three"]),
        (date(2027, 1, 1), ["back_dating_two"]),
    ],
)
def test_medicaid_pays_back_less_from_2027_on(today: date, rules: list[str]) -> None:
    for kind in ("medicaid", "uninsured"):
        assert [rule.id for rule in cover.holding(LISTS.dated, kind, today)] == rules
    assert not list(cover.holding(LISTS.dated, "hmo", today))


@pytest.mark.parametrize("country", countries())
def test_every_country_has_kinds_of_plan_to_choose_from(country: str) -> None:
    found = [one.id for one in fitting(LISTS.covers, Family(country=country))]
    assert "other" in found
    assert ("hmo" in found) == (country == "us")


def test_the_words_say_the_same_hours_and_days_as_the_data() -> None:
    for clock in LISTS.clocks:
        assert f"in {clock.urgent_hours} hours" in WORDS.clocks[clock.id]
        assert f"in {clock.standard_days} days" in WORDS.clocks[clock.id]
