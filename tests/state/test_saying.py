"""When things are said: good hours, distance, one message for all, and nothing forgotten."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from state.plan import saying
from state.plan.habits import Habits
from state.plan.saying import Listener
from state.plan.steps import Manner, Said, Step

ONE = 1
ZONES = ["UTC", "America/New_York", "Europe/Madrid", "Asia/Kolkata", "Australia/Lord_Howe"]
AROUND = [datetime(2026, 3, 25, tzinfo=UTC), datetime(2026, 10, 20, tzinfo=UTC)]
"""Weeks in which clocks change."""

MANNERS: tuple[Manner, ...] = ("digest", "digest", "timed", "chase", "urgent")
habits = st.builds(
    Habits,
    zone=st.sampled_from(ZONES),
    quiet_from=st.integers(18, 23),
    quiet_to=st.integers(5, 10),
    digest_at=st.integers(8, 17),
)


@st.composite
def situations(draw: st.DrawFn) -> tuple[datetime, Listener, list[Step]]:
    """A member with a visit ahead or none, and steps of all manners around it."""
    start = draw(st.sampled_from(AROUND)) + timedelta(minutes=draw(st.integers(0, 14 * 24 * 60)))
    of_member = draw(habits)
    days = draw(st.one_of(st.none(), st.integers(0, 20)))
    visit = None
    if days is not None:
        day = of_member.local(start).date() + timedelta(days=days)
        visit = of_member.moment(day, time(draw(st.integers(7, 17)), 30))
    steps = [_step(draw, number, start, visit) for number in range(draw(st.integers(1, 8)))]
    return start, Listener(chat_id=ONE, habits=of_member, visits=(visit,) if visit else ()), steps


def _step(draw: st.DrawFn, number: int, start: datetime, visit: datetime | None) -> Step:
    manner = draw(st.sampled_from(MANNERS))
    return Step(
        id=f"{manner}/{number}",
        at=start + timedelta(hours=draw(st.integers(-100, 400))),
        since=draw(st.sampled_from([None, start])),
        until=visit if manner == "timed" else None,
        to=(ONE,),
        manner=manner,
        tasks=(f"task/{number}",),
    )


def lived(
    start: datetime, listener: Listener, steps: list[Step], sleeps: list[int]
) -> list[tuple[datetime, Said]]:
    """What is said when the program wakes at each moment it asked for, or slept through some."""
    said: list[Said] = []
    now = start
    for turn in range(100):
        moment = saying.next_moment(steps, said, listener, now)
        if moment is None:
            return [(one.at, one) for one in said]
        assert moment >= now, "a wake in the past"
        now = moment + timedelta(hours=sleeps[turn % len(sleeps)])
        due = saying.due(steps, said, listener, now)
        if due is not None:
            said.append(saying.record(due, ONE, now))
    raise AssertionError("it never ends")


sleeps = st.lists(st.sampled_from([0, 0, 0, 0, 1, 5, 30, 120]), min_size=1, max_size=5)


@settings(max_examples=400, deadline=None)
@given(situations(), sleeps)
def test_what_is_promised_of_messages_holds(
    situation: tuple[datetime, Listener, list[Step]], slept: list[int]
) -> None:
    """Quiet hours, distance, number a day; each step once; only what is over is left out."""
    start, listener, steps = situation
    said = lived(start, listener, steps, slept)
    calm = [(at, one) for at, one in said if not _urgent(one)]
    for at, _ in calm:
        assert not listener.habits.is_quiet(at)
    for (before, _), (at, one) in pairwise(said):
        assert _urgent(one) or at - before >= saying.APART
    for at, one in calm:
        assert not one.counts or _counted_that_day(calm, at, listener) <= _allowed(at, listener)
    names = [name for _, one in said for name in one.steps]
    assert len(names) == len(set(names))
    left_out = [step for step in steps if step.id not in names]
    assert all(step.until is not None for step in left_out)


@settings(max_examples=200, deadline=None)
@given(situations())
def test_without_an_outage_only_what_could_not_be_said_before_its_end_is_left_out(
    situation: tuple[datetime, Listener, list[Step]],
) -> None:
    start, listener, steps = situation
    names = {name for _, one in lived(start, listener, steps, [0]) for name in one.steps}
    for step in steps:
        if step.id not in names:
            assert step.until is not None
            began = max(step.at, start)
            awake = listener.habits.awake(began + saying.APART * 2)
            assert step.until <= max(awake, began + timedelta(hours=24)), step


def _urgent(one: Said) -> bool:
    return all(name.startswith("urgent") for name in one.steps)


def _counted_that_day(calm: list[tuple[datetime, Said]], at: datetime, listener: Listener) -> int:
    day = listener.habits.local(at).date()
    return sum(listener.habits.local(when).date() == day and one.counts for when, one in calm)


def _allowed(at: datetime, listener: Listener) -> int:
    """JOURNEY's number: one a day, two on the last two days before a visit."""
    day = listener.habits.local(at).date()
    near = {day, day + timedelta(days=1)}
    return 2 if any(listener.habits.local(visit).date() in near for visit in listener.visits) else 1


NEW_YORK = Habits(zone="America/New_York")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in March 2026 in New York; the clocks change on the 8th."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)


def said_over(steps: list[Step], start: datetime, *visits: datetime) -> list[tuple[datetime, str]]:
    listener = Listener(chat_id=ONE, habits=NEW_YORK, visits=visits)
    lived_through = lived(start, listener, steps, [0])
    return [(moment, " ".join(one.steps)) for moment, one in lived_through]


def test_a_digest_comes_at_nine_also_on_the_day_the_clocks_change() -> None:
    steps = [Step(id="chase records", at=at(7, 12), to=(ONE,))]
    assert said_over(steps, at(7, 12)) == [(at(8, 9), "chase records")]


def test_what_is_due_on_one_day_is_one_message() -> None:
    steps = [Step(id=name, at=at(10, hour), to=(ONE,)) for name, hour in (("a", 6), ("b", 8))]
    assert said_over(steps, at(9, 12)) == [(at(10, 9), "a b")]


def test_a_chase_that_would_be_too_late_after_the_night_comes_before_it() -> None:
    chase = Step(id="chase", at=at(10, 22), until=at(11, 7), to=(ONE,), manner="chase")
    assert said_over([chase], at(10, 12)) == [(at(10, 20, 59), "chase")]


def test_an_urgent_chase_comes_at_night() -> None:
    steps = [Step(id="urgent", at=at(10, 2), to=(ONE,), manner="urgent")]
    assert said_over(steps, at(9, 23)) == [(at(10, 2), "urgent")]


def test_a_visit_booked_late_has_what_was_missed_in_the_next_message() -> None:
    booked, visit = at(10, 12), at(13, 14)
    steps = [
        Step(id=f"d-{days}", at=at(13 - days, 8), since=booked, until=visit, to=(ONE,))
        for days in (10, 7, 5, 3)
    ]
    evening = Step(
        id="evening", at=at(12, 17), since=booked, until=visit, to=(ONE,), manner="timed"
    )
    assert said_over([*steps, evening], booked, visit) == [
        (at(11, 9), "d-10 d-3 d-5 d-7"),
        (at(12, 17), "evening"),
    ]


def test_after_an_outage_there_is_one_message_and_it_says_that_it_is_late() -> None:
    listener = Listener(chat_id=ONE, habits=NEW_YORK)
    steps = [Step(id=f"day {day}", at=at(day, 8), to=(ONE,)) for day in (9, 10, 11)]
    now = at(11, 15)
    due = saying.due(steps, [], listener, now)
    assert due is not None
    assert {step.id for step in due.steps} == {"day 11", "day 10", "day 9"}
    assert due.late


def test_nothing_is_said_before_a_pause_is_over() -> None:
    listener = Listener(chat_id=ONE, habits=NEW_YORK, silent_until=at(15, 0))
    steps = [Step(id="a", at=at(10, 8), to=(ONE,))]
    assert saying.next_moment(steps, [], listener, at(9, 8)) == at(15, 9)


def test_to_somebody_else_nothing_is_said() -> None:
    listener = Listener(chat_id=2, habits=NEW_YORK)
    assert (
        saying.next_moment([Step(id="a", at=at(9, 8), to=(ONE,))], [], listener, at(9, 8)) is None
    )
