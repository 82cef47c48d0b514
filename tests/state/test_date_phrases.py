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
TABLES = {"en": "date_phrases.yaml", "es": "date_phrases.es.yaml"}


@pytest.fixture(scope="module")
def english() -> Lexicon:
    return lexicon(FOLDER, "en")


def phrases(language: str) -> Iterator[tuple[str, str, object]]:
    text = (Path(__file__).parent / TABLES[language]).read_text(encoding="utf-8")
    table: dict[str, dict[str, object]] = yaml.load(text, yaml.BaseLoader)
    for when, rows in table.items():
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


@pytest.mark.parametrize("language", TABLES)
def test_each_phrase_means_what_the_table_says(language: str) -> None:
    """Two hundred phrases for each language; how often it asks back is printed."""
    known = lexicon(FOLDER, language)
    found = {
        (when, phrase): (read(phrase, known, WRITTEN[when]), expected(meant))
        for when, phrase, meant in phrases(language)
    }
    read_at_once = sum(len(reading.moments) == 1 for reading, _ in found.values())
    asked = sum(len(reading.moments) > 1 for reading, _ in found.values())
    print(
        f"\n{language}: of {len(found)} phrases {read_at_once} read at once, {asked} asked back "
        f"with choices, {len(found) - read_at_once - asked} not taken"
    )
    assert {key: both for key, both in found.items() if both[0] != both[1]} == {}
    assert len(found) >= 200


def test_a_time_alone_belongs_to_the_day_that_was_asked_about(english: Lexicon) -> None:
    friday = date(2026, 11, 20)
    found = read("half past nine", english, WRITTEN["wednesday"], friday)
    assert found.moments == (Moment(friday, time(9, 30)),)


def test_a_long_story_is_no_date(english: Lexicon) -> None:
    assert read("friday " * 400, english, WRITTEN["wednesday"]).trouble == "unknown"
