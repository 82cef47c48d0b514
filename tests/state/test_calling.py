"""Whom to call at this hour: every level, office open or not, and how much time is left."""

from datetime import datetime, timedelta

import msgspec
import pytest
from case_samples import NOON

from state.calling import TIME_FOR_A_VISIT, Call, Desk, Line, Whom, call, desk
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
    ("WITHIN_48_HOURS", True, NOON - timedelta(hours=1), "office on_call emergency_department"),
    ("WITHIN_48_HOURS", False, ENOUGH, "office_later"),
    ("WITHIN_48_HOURS", False, SHORT, "on_call emergency_department"),
    ("WITHIN_48_HOURS", False, NOON - timedelta(hours=1), "on_call emergency_department"),
    ("WITHIN_2_WEEKS", True, ENOUGH, "office"),
    ("WITHIN_2_WEEKS", False, ENOUGH, "office_later"),
    ("WITHIN_2_WEEKS", False, SHORT, "office_later"),
    ("WITHIN_2_WEEKS", True, NOON - timedelta(hours=1), "office on_call"),
    ("WITHIN_2_WEEKS", False, NOON - timedelta(hours=1), "on_call office_later"),
    ("PLANNED", True, None, "office"),
    ("PLANNED", False, None, "office_later"),
]


def at_noon(
    level: str,
    deadline: datetime | None,
    *,
    is_open: bool,
    has_team: bool = False,
    desk: Desk = "own_doctor",
    between: bool = False,
) -> Call:
    return call(
        Level(level),
        office_open=is_open,
        opens=NOON if is_open else OPENS,
        deadline=deadline,
        now=NOON,
        line=Line(desk=desk, has_team=has_team, between_doctors=between),
    )


@pytest.mark.parametrize(("level", "is_open", "deadline", "expected"), TABLE)
@pytest.mark.parametrize("has_team", [False, True])
def test_whom_to_call(
    *, level: str, is_open: bool, deadline: datetime | None, expected: str, has_team: bool
) -> None:
    found = at_noon(level, deadline, is_open=is_open, has_team=has_team)
    whom = found.whom
    assert found.go_if_no_answer is ("emergency_department" in whom)
    without: tuple[Whom, ...] = tuple(one for one in whom if one != "team")
    assert without == tuple(expected.split())
    assert ("team" in whom) is has_team


def test_a_team_comes_first_but_for_the_emergency_number() -> None:
    for level in Level:
        for is_open in (True, False):
            whom = at_noon(level.value, ENOUGH, is_open=is_open, has_team=True).whom
            assert whom.index("team") == (1 if level is Level.EMERGENCY else 0)


def test_somebody_who_is_awake_is_named_whenever_waiting_would_use_up_the_time() -> None:
    for level in (Level.SAME_DAY, Level.WITHIN_48_HOURS):
        whom = at_noon(level.value, NOON, is_open=False).whom
        assert whom[-1] == "emergency_department"
        assert "office_later" not in whom


LATER, GONE = ENOUGH, NOON - timedelta(hours=1)


@pytest.mark.parametrize(
    ("level", "deadline", "is_open", "begin", "go", "within_days", "wait", "any_hour"),
    [
        ("EMERGENCY", None, True, "now", True, True, False, True),
        ("SAME_DAY", LATER, True, "now", False, True, False, True),
        ("SAME_DAY", LATER, False, "now", False, True, False, True),
        ("SAME_DAY", GONE, False, "now", True, True, False, True),
        ("WITHIN_48_HOURS", LATER, True, "now", False, True, True, True),
        ("WITHIN_48_HOURS", LATER, False, "when_open", False, True, True, True),
        ("WITHIN_48_HOURS", SHORT, False, "now", False, True, True, True),
        ("WITHIN_48_HOURS", GONE, False, "now", False, True, True, True),
        ("WITHIN_2_WEEKS", LATER, True, "today", False, False, True, False),
        ("WITHIN_2_WEEKS", LATER, False, "when_open", False, False, True, False),
        ("WITHIN_2_WEEKS", GONE, True, "now", False, False, True, True),
        ("WITHIN_2_WEEKS", GONE, False, "now", False, False, True, True),
        ("PLANNED", None, True, "now", False, False, True, False),
        ("PLANNED", None, False, "when_open", False, False, True, False),
    ],
)
def test_what_to_do_when_nobody_answers(
    *,
    level: str,
    deadline: datetime | None,
    is_open: bool,
    begin: str,
    go: bool,
    within_days: bool,
    wait: bool,
    any_hour: bool,
) -> None:
    found = at_noon(level, deadline, is_open=is_open)
    assert found.begin == begin
    assert (found.go_now, found.within_days) == (go, within_days)
    assert (found.wait_for_office, found.at_any_hour) == (wait, any_hour)
    assert found.passed is (deadline is not None and deadline <= NOON)
    assert found.at_once is (found.passed or level == "EMERGENCY")


def test_no_time_of_two_weeks_sends_anybody_to_an_emergency_department() -> None:
    for deadline in (ENOUGH, SHORT, GONE):
        for is_open in (True, False):
            found = at_noon("WITHIN_2_WEEKS", deadline, is_open=is_open)
            assert "emergency_department" not in found.whom
            assert not found.go_now
            assert found.begin == "now" or not found.passed


@pytest.mark.parametrize("level", ["WITHIN_48_HOURS", "WITHIN_2_WEEKS"])
@pytest.mark.parametrize("deadline", [ENOUGH, SHORT, GONE])
@pytest.mark.parametrize("is_open", [True, False])
def test_a_second_opinion_is_between_doctors_and_never_for_an_emergency_department(
    *, level: str, deadline: datetime, is_open: bool
) -> None:
    found = at_noon(level, deadline, is_open=is_open, between=True)
    assert "emergency_department" not in found.whom
    assert (found.aim, found.go_now, found.within_days) == ("doctors", False, False)


def test_a_sign_that_needs_hours_is_never_only_between_doctors() -> None:
    for level in ("EMERGENCY", "SAME_DAY"):
        assert at_noon(level, SHORT, is_open=True, between=True) == msgspec.structs.replace(
            at_noon(level, SHORT, is_open=True), line=Line(between_doctors=True)
        )


def test_a_hospital_answers_at_any_hour_while_it_matters() -> None:
    for level in ("SAME_DAY", "WITHIN_48_HOURS"):
        assert at_noon(level, SHORT, is_open=False, desk="hospital").whom[0] == "office"
    assert at_noon("WITHIN_2_WEEKS", ENOUGH, is_open=False, desk="hospital").whom[0] == (
        "office_later"
    )


@pytest.mark.parametrize(
    ("told_by", "trigger", "whose"),
    [
        ("hospital", "imaging_concern", "hospital"),
        ("hospital", "confirmed_diagnosis", "hospital"),
        ("letter", "abnormal_labs", "ordered"),
        ("nobody", "imaging_concern", "ordered"),
        ("nobody", "mass_or_tumor", "own_doctor"),
        ("letter", "not_sure", "own_doctor"),
        ("own_doctor", "abnormal_labs", "own_doctor"),
        ("", None, "own_doctor"),
    ],
)
def test_whose_office_it_is(told_by: str, trigger: str | None, whose: str) -> None:
    assert desk(told_by, trigger) == whose
