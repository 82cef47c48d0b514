"""What parents type for a date is read rightly, or asked back: never wrongly."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.texts import FOLDER
from state.dates.reading import Moment, Reading, read
from state.dates.vocabulary import Lexicon, lexicon

NEW_YORK = ZoneInfo("America/New_York")
WRITTEN = {
    "wednesday": datetime(2026, 11, 18, 14, 0, tzinfo=NEW_YORK),
    "sunday": datetime(2026, 11, 22, 20, 0, tzinfo=NEW_YORK),
    "new_year": datetime(2026, 12, 31, 10, 0, tzinfo=NEW_YORK),
}
TABLE: dict[str, dict[str, object]] = yaml.load(
    (Path(__file__).parent / "date_phrases.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)


@pytest.fixture(scope="module")
def english() -> Lexicon:
    return lexicon(FOLDER, "en")


def phrases() -> Iterator[tuple[str, str, object]]:
    for when, rows in TABLE.items():
        for phrase, meant in rows.items():
            yield when, phrase, meant


def moment(written: str) -> Moment:
    day, _, at = written.partition(" ")
    return Moment(date.fromisoformat(day), time.fromisoformat(at) if at else None)


def expected(meant: object) -> Reading:
    if meant == "unknown":
        return Reading(trouble="unknown")
    if meant == "past":
        return Reading(trouble="past")
    every = meant if isinstance(meant, list) else [meant]
    return Reading(tuple(moment(str(one)) for one in every))


@pytest.mark.parametrize(("when", "phrase", "meant"), list(phrases()))
def test_a_phrase_means_what_the_table_says(
    english: Lexicon, when: str, phrase: str, meant: object
) -> None:
    assert read(phrase, english, WRITTEN[when]) == expected(meant)


def test_the_table_is_large_and_says_how_often_it_asks_back(english: Lexicon) -> None:
    """Two hundred phrases; the figures are printed."""
    read_at_once = asked = refused = 0
    for when, phrase, _ in phrases():
        found = read(phrase, english, WRITTEN[when])
        read_at_once += len(found.moments) == 1
        asked += len(found.moments) > 1
        refused += not found.moments
    print(f"\n{read_at_once} read at once, {asked} asked back with choices, {refused} not taken")
    assert read_at_once + asked + refused >= 200


def test_a_time_alone_belongs_to_the_day_that_was_asked_about(english: Lexicon) -> None:
    friday = date(2026, 11, 20)
    found = read("half past nine", english, WRITTEN["wednesday"], friday)
    assert found.moments == (Moment(friday, time(9, 30)),)


def test_a_long_story_is_no_date(english: Lexicon) -> None:
    assert read("friday " * 400, english, WRITTEN["wednesday"]).trouble == "unknown"
