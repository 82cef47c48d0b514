"""What was said on calls to the insurer: what stands, what becomes a task, when it is mentioned."""

from datetime import UTC, date, datetime, timedelta

from state.case import Case, Member
from state.levels import Level
from state.plan import reminders, timetable
from state.plan.insurance import Insurance
from state.plan.tasks import About, tasks
from state.plan.timetable import Reader
from state.plan.visits import Visit, VisitEvent

NOW = datetime(2026, 3, 3, 15, tzinfo=UTC)
ONE = 5
ABOUT = About(level=Level.PLANNED, deadline=None, card_at=NOW)


def a_case(visit: datetime | None = None) -> Case:
    member = Member(chat_id=ONE, language="en", consented_at=NOW, zone="America/New_York")
    case = Case(case_id="c", created_at=NOW, members=[member])
    if visit:
        booked = VisitEvent("booked", ONE, NOW, visit)
        case.visits.append(Visit(1, "first", "America/New_York", events=[booked]))
    return case


def ids(case: Case) -> set[str]:
    found = {task.id for task in tasks(case, ABOUT, NOW)}
    return {one for one in found if one.split("/")[0] in {"answer", "renew", "appeal"}}


def days(case: Case) -> list[tuple[str, date]]:
    """The local days of the steps of calls."""
    habits = reminders.habits(case.members[0])
    steps = timetable.steps(case, ABOUT, [], Reader(chat_id=ONE, habits=habits), NOW)
    return sorted(
        (task, habits.local(step.at).date())
        for step in steps
        for task in step.tasks
        if task.split("/")[0] in {"answer", "renew", "appeal"}
    )


def test_an_answer_is_asked_about_on_its_day_and_the_day_after() -> None:
    case = a_case()
    call = case.insurance.add({}, "approval", ONE, NOW)
    case.insurance.change(call, outcome="waiting", answer_by=date(2026, 3, 6))
    assert days(case) == [("answer/1", date(2026, 3, 6)), ("answer/1", date(2026, 3, 7))]


def test_a_later_answer_ends_the_wait() -> None:
    case = a_case()
    call = case.insurance.add({}, "approval", ONE, NOW)
    case.insurance.change(call, outcome="waiting", answer_by=date(2026, 3, 6))
    later = case.insurance.add({}, "approval", ONE, NOW)
    assert ids(case) == {"answer/1"}, "a call of which nothing is known yet ends nothing"
    case.insurance.change(later, outcome="approved")
    assert ids(case) == set()


def test_an_approval_that_ends_before_the_visit_is_renewed_in_time() -> None:
    visit = datetime(2026, 4, 2, 1, tzinfo=UTC)
    case = a_case(visit)
    call = case.insurance.change(
        case.insurance.add({}, "approval", ONE, NOW), outcome="approved", expires=date(2026, 4, 1)
    )
    assert ids(case) == set(), "at the place of the visit it is still the first of April"
    case.insurance.change(call, expires=date(2026, 3, 31))
    assert ids(case) == {"renew/1/1"}
    assert [day for _, day in days(case)] == [
        date(2026, 3, 11),
        date(2026, 3, 22),
        date(2026, 3, 27),
    ]
    case.visits[0].events.append(VisitEvent("moved", ONE, NOW, visit - timedelta(days=3)))
    assert ids(case) == set(), "the visit moved to a day on which it holds"


def test_a_no_is_open_until_its_last_day_or_an_appeal_that_was_won() -> None:
    case = a_case()
    call = case.insurance.add({}, "denial", ONE, NOW)
    case.insurance.change(call, outcome="denied", appeal_by=date(2026, 8, 30))
    assert [day for _, day in days(case)] == [
        date(2026, 8, 16),
        date(2026, 8, 23),
        date(2026, 8, 28),
    ]
    yes = case.insurance.add({}, "network", ONE, NOW)
    case.insurance.change(yes, outcome="approved")
    assert ids(case) == {"appeal/1"}, "a yes to something else ends no no"
    won = case.insurance.add({}, "appeal", ONE, NOW)
    case.insurance.change(won, outcome="approved")
    assert ids(case) == set()


def test_calls_keep_their_numbers_and_the_oldest_go_first() -> None:
    insurance = Insurance()
    for _ in range(45):
        insurance.add({}, "other", ONE, NOW)
    assert [call.call_id for call in insurance.calls] == list(range(6, 46))
