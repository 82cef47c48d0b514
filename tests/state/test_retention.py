"""A case is erased after a time of silence, and that is said twice before, in good hours."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from case_samples import NOON, ONE, OTHER, case

from state import retention
from state.case import Case
from state.plan.child_states import ChildState
from state.plan.visits import Visit, VisitEvent

NINETY = timedelta(days=90)
HOME = "America/New_York"


def heard(*adults: int, kept: timedelta = NINETY) -> Case:
    """A case in which somebody has written at noon."""
    found = case(*adults)
    for member in found.members:
        member.zone = HOME
    retention.heard(found, NOON, kept)
    return found


def warned(found: Case, until: datetime) -> list[tuple[int, datetime]]:
    """Who is warned when, if nobody writes: each warning is recorded as it is said."""
    said, now = [], NOON
    while now < until:
        moments = [(retention.next_warning(found, one, now), one) for one in found.members]
        due = sorted(((at, one.chat_id) for at, one in moments if at), key=lambda one: one[0])
        if not due or due[0][0] >= until:
            break
        now = max(now, due[0][0])
        member = found.member(due[0][1])
        found.said.append(retention.record(found, member, now))
        said.append((member.chat_id, now))
    return said


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(HOME))


def test_it_is_said_twice_at_the_hour_of_the_digest() -> None:
    found = heard()
    assert found.kept_until == NOON + NINETY
    days = [(local(at).date(), local(at).hour) for _, at in warned(found, NOON + NINETY)]
    end = local(NOON + NINETY).date()
    assert days == [(end - timedelta(days=14), 9), (end - timedelta(days=3), 9)]


def test_each_adult_is_told_once_of_each() -> None:
    said = warned(heard(ONE, OTHER), NOON + NINETY)
    assert sorted(to for to, _ in said) == [ONE, ONE, OTHER, OTHER]


def test_a_visit_to_come_keeps_it_for_longer() -> None:
    found, visit = heard(), NOON + timedelta(days=200)
    booked = VisitEvent("booked", ONE, NOON, moment=visit)
    found.visits.append(Visit(1, "first", HOME, events=[booked]))
    assert retention.heard(found, NOON, NINETY) == visit + NINETY


def test_who_writes_again_is_warned_anew_of_the_new_end() -> None:
    found = heard()
    assert len(warned(found, NOON + NINETY)) == 2
    later = NOON + timedelta(days=89)
    retention.heard(found, later, NINETY)
    assert len(warned(found, later + NINETY)) == 2


@pytest.mark.parametrize("what", ["died", "stopped", "unreachable", "no clock"])
def test_nothing_is_said_where_nothing_must_be(what: str) -> None:
    found = heard()
    member = found.members[0]
    if what == "died":
        found.child_states.append(ChildState("died", ONE, NOON))
    elif what == "stopped":
        member.reminders.stopped = True
    elif what == "unreachable":
        member.unreachable = True
    else:
        member.zone = None
    assert not warned(found, NOON + NINETY)


def test_in_a_pause_it_waits_and_then_says_only_what_still_holds() -> None:
    found = heard()
    end = local(NOON + NINETY).date()
    found.members[0].reminders.paused_until = end - timedelta(days=1)
    now = NOON + NINETY - timedelta(hours=20)
    assert retention.next_warning(found, found.members[0], NOON) is None
    assert retention.next_warning(found, found.members[0], now) == now
    record = retention.record(found, found.members[0], now)
    assert len(record.steps) == 2


@pytest.mark.parametrize("days", [1, 2, 7, 30, 365])
def test_a_short_time_has_its_warnings_late_and_never_at_once(days: int) -> None:
    kept = timedelta(days=days)
    found = heard(kept=kept)
    for _, at in warned(found, NOON + kept):
        assert NOON + kept / 2 <= at < NOON + kept


def test_it_says_nothing_before_anybody_was_heard() -> None:
    found = case()
    found.members[0].zone = HOME
    assert retention.next_warning(found, found.members[0], NOON) is None
    assert msgspec.structs.replace(found).kept_until is None


def test_the_day_in_a_warnings_name_is_that_of_the_end() -> None:
    assert retention.step_of(heard().kept_until, 0) == f"erasing/{date(2026, 6, 1):%Y%m%d}1200/0"
