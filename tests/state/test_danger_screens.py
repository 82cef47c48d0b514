"""Before there is a case, the rules alone say what the emergency screens lead to."""

import pytest
from case_samples import NOON
from stand_ins import loaded

from state.danger_screens import level_when_unsure, screens
from state.levels import Level

LIBRARY = loaded.library()
ASSESSMENT = LIBRARY.assessments["oncology_referral"]
LINES = [line for item in screens(ASSESSMENT) for line in item.options]


def level(*unsure: str) -> Level:
    return level_when_unsure(LIBRARY, ASSESSMENT, unsure, NOON)


def test_nothing_unsure_is_no_matter_of_the_same_day() -> None:
    assert level() < Level.SAME_DAY


@pytest.mark.parametrize("line", LINES)
def test_one_line_unsure_is_the_same_day_or_more(line: str) -> None:
    assert level(line) >= Level.SAME_DAY


@pytest.mark.parametrize("line", LINES)
def test_two_lines_unsure_are_an_emergency(line: str) -> None:
    other = next(one for one in LINES if one != line)
    assert level(line, other) is Level.EMERGENCY
