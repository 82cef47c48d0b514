"""The date on a letter has passed: only what is a date on any day is taken as one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts import FOLDER as TEMPLATES
from state.dates.looking_back import read_past
from state.dates.vocabulary import lexicon

NOW = datetime(2026, 3, 12, 11, tzinfo=ZoneInfo("America/New_York"))
TYPED = {
    "March 9": [date(2026, 3, 9)],
    "9 March 2026": [date(2026, 3, 9)],
    "March 12": [date(2026, 3, 12)],
    "Dec 30": [date(2025, 12, 30)],
    "2026-02-01": [date(2026, 2, 1)],
    "2/25": [date(2026, 2, 25)],
    "2/3/2026": [date(2026, 2, 3), date(2026, 3, 2)],
    "March 13": [],
    "tomorrow": [],
    "Tuesday": [],
    "the 9th": [],
    "in two weeks": [],
    "it came with the mail": [],
    "": [],
}


@pytest.mark.parametrize("text", TYPED)
def test_a_date_that_has_passed_is_read_and_nothing_is_guessed(text: str) -> None:
    assert list(read_past(text, lexicon(TEMPLATES, "en"), NOW)) == TYPED[text]
