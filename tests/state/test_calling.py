"""Whom to call at this hour: every level, office open or not, and how much time is left."""

from datetime import timedelta

import pytest
from case_samples import NOON

from state.calling import TIME_FOR_A_VISIT, Whom, whom_to_call
from state.levels import Level

OPENS = NOON + timedelta(hours=20)
ENOUGH, SHORT = OPENS + TIME_FOR_A_VISIT, OPENS + TIME_FOR_A_VISIT - timedelta(minutes=1)

# Level, office open, time to act by, whom to call in order.
TABLE = [
    ("EMERGENCY", True, None, "emergency"),
    ("EMERGENCY", False, None, "emergency"),
    ("SAME_DAY", True, NOON + timedelta(hours=2), "office emergency_department"),
    ("SAME_DAY", False, NOON + timedelta(hours=2), "on_call emergency_department"),
    ("SAME_DAY", True, NOON - timedelta(hours=1), "office emergency_department"),
    ("SAME_DAY", False, NOON - timedelta(hours=1), "on_call emergency_department"),
    ("WITHIN_48_HOURS", True, ENOUGH, "office"),
    ("WITHIN_48_HOURS", True, SHORT, "office"),
    ("WITHIN_48_HOURS", False, ENOUGH, "office_later"),
    ("WITHIN_48_HOURS", False, SHORT, "on_call emergency_department"),
    ("WITHIN_48_HOURS", False, NOON - timedelta(hours=1), "on_call emergency_department"),
    ("WITHIN_2_WEEKS", True, ENOUGH, "office"),
    ("WITHIN_2_WEEKS", False, ENOUGH, "office_later"),
    ("WITHIN_2_WEEKS", False, SHORT, "office_later"),
    ("PLANNED", True, None, "office"),
    ("PLANNED", False, None, "office_later"),
]


@pytest.mark.parametrize(("level", "is_open", "deadline", "expected"), TABLE)
@pytest.mark.parametrize("has_team", [False, True])
def test_whom_to_call(
    *, level: str, is_open: bool, deadline: object, expected: str, has_team: bool
) -> None:
    whom = whom_to_call(
        Level(level),
        office_open=is_open,
        opens=NOON if is_open else OPENS,
        deadline=deadline,  # type: ignore[arg-type]
        has_team=has_team,
    )
    without: tuple[Whom, ...] = tuple(one for one in whom if one != "team")
    assert without == tuple(expected.split())
    assert ("team" in whom) is has_team


def test_a_team_comes_first_but_for_the_emergency_number() -> None:
    for level in Level:
        for is_open in (True, False):
            whom = whom_to_call(
                level, office_open=is_open, opens=OPENS, deadline=ENOUGH, has_team=True
            )
            assert whom.index("team") == (1 if level is Level.EMERGENCY else 0)


def test_somebody_who_is_awake_is_named_whenever_waiting_would_use_up_the_time() -> None:
    for level in (Level.SAME_DAY, Level.WITHIN_48_HOURS):
        whom = whom_to_call(level, office_open=False, opens=OPENS, deadline=NOON)
        assert whom[-1] == "emergency_department"
        assert "office_later" not in whom
