"""Each country hears of its own numbers and its own way to pay, on every screen there is."""

import re
from collections.abc import Iterator

import pytest
from everything_read import CARDS, everything
from readers import Text
from rehearsing import plain

from bot.texts import FOLDER
from state.places.countries import countries
from state.places.regions import Regions

NOT_US = [name for name, given in CARDS.items() if given["country"] != "us"]
NOT_911 = [
    name
    for name, given in CARDS.items()
    if "911" not in countries()[given["country"]].emergency_numbers
]
OF_US_PLANS = re.compile(
    r"\bdeductible|\bprior auth|\b(?:in-|out-of-|the )network|\bEPSDT\b|\bMedicaid\b|\bCHIP\b"
    r"|\bco-?pay|\bpeer-to-peer|medical necessity|\bHMO\b|\bPPO\b|out-of-pocket|gap exception"
    r"|single case|financial counsel|billing office|\bTRICARE\b|HealthCare\.gov|Labor Department",
    re.IGNORECASE,
)
NOWHERE_YET = re.compile(r"911, 999 (?:or|and) 112|911 / 999 / 112")
"""What is said while it is not known where somebody is."""
ELSEWHERE = {"first", "consent", "country", "zone", "ask", "why", "invite_look"}
"""Read before the country is known, or by somebody whose country is not; names of publications."""


def screens(names: list[str]) -> Iterator[Text]:
    assert names
    return (one for one in everything().screens if one.place.startswith(tuple(names)))


def test_nobody_outside_the_us_hears_of_us_insurance() -> None:
    found = {
        f"{one.place}: {line}"
        for one in screens([*NOT_US, "a second opinion in Ireland"])
        for line in [*plain(one.html).split("\n"), *one.labels]
        if OF_US_PLANS.search(line)
    }
    assert not found, "\n".join(sorted(found))


def test_911_is_said_only_where_it_is_the_number() -> None:
    found = {
        f"{one.place}: {line}"
        for one in screens(NOT_911)
        for line in [*plain(one.html).split("\n"), *one.labels]
        if re.search(r"\b911\b", NOWHERE_YET.sub("", line))
    }
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("name", CARDS)
def test_what_is_read_is_written_as_in_the_country(name: str) -> None:
    """No screen has a word left that the region writes in another way."""
    regions = Regions(FOLDER)
    spelling = regions.spelling(regions.variant("en", CARDS[name]["country"]))
    read = {plain(one.html) for one in screens([name]) if one.screen not in ELSEWHERE}
    english = [text for text in read if "¿" not in text]  # a script may be in Spanish beside it
    assert [text for text in english if spelling.text(text) != text] == []
