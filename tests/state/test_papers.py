"""Where a paper stands follows from what was last said of it, and can be taken back."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from case_samples import ONE, case

from state.levels import Level
from state.plan.habits import Habits
from state.plan.marks import Mark, MarkWord, is_closed
from state.plan.papers import had_as, promised, stage
from state.plan.plan import Plan, plan
from state.plan.steps import Step
from state.plan.tasks import About, Task
from state.plan.timetable import Reader, steps
from state.plan.visits import Visit, VisitEvent

NOW = datetime(2026, 3, 3, 15, tzinfo=UTC)


def said(*words: MarkWord) -> list[Mark]:
    return [Mark(word, 5, NOW) for word in words]


def test_nothing_said_is_not_asked_for() -> None:
    assert stage([]) == "open"
    assert stage(said("noted", "snoozed")) == "open"


def test_the_last_word_counts_and_a_note_is_none() -> None:
    assert stage(said("asked", "in_hand", "sent", "arrived")) == "arrived"
    assert stage(said("in_hand", "noted", "on_disc")) == "in_hand"


def test_what_is_taken_back_was_not_said() -> None:
    assert stage(said("asked", "in_hand", "undone")) == "asked"
    assert had_as(said("in_hand", "on_disc", "undone")) is None


def test_a_promise_holds_until_the_paper_is_here() -> None:
    promise = Mark("promised", 5, NOW, due=date(2026, 3, 6))
    assert promised([promise]) == date(2026, 3, 6)
    assert promised([promise, *said("in_hand")]) is None


def test_the_pictures_are_had_as_was_said_last() -> None:
    assert had_as(said("on_disc", "uploaded")) == "uploaded"


def test_a_paper_that_arrived_is_no_task_and_how_it_is_had_opens_none() -> None:
    assert is_closed(said("asked", "arrived"))
    assert is_closed(said("in_hand", "on_disc"))
    assert not is_closed(said("asked", "on_disc"))


SENT = Mark("sent", ONE, NOW)
LATER = NOW + timedelta(days=3)
"""When it is asked whether what was sent ahead has arrived."""


class Report(NamedTuple):
    id: str = "report"
    chase: tuple[int, ...] = (14, 7, 5)


def found(now: datetime, *marks: Mark, visit: datetime | None = None) -> tuple[Plan, list[Step]]:
    """What the plan says of one paper, and what is said of it from now on."""
    ours = case()
    ours.marks = {"record/report": list(marks)}
    if visit:
        ours.visits = [Visit(1, "first", "UTC", events=[VisitEvent("booked", ONE, NOW, visit)])]
    about = About(level=Level.PLANNED, deadline=None, card_at=NOW, papers=(Report(),))
    hours = Habits("UTC")
    every = steps(ours, about, [], Reader(chat_id=ONE, habits=hours), now)
    return plan(ours, about, hours, now), [one for one in every if "record/report" in one.tasks]


def ids(some: Iterable[Task]) -> set[str]:
    return {task.id for task in some if task.kind == "record"}


def test_what_was_sent_ahead_is_not_done_but_waits_until_it_has_arrived() -> None:
    now, _ = found(NOW, SENT)
    assert ids(now.waiting) == {"record/report"}
    assert ids([*now.done, *now.today, *now.later]) == set()
    there, _ = found(NOW, SENT, Mark("arrived", ONE, NOW))
    assert ids(there.done) == {"record/report"}


def test_what_is_in_hand_to_bring_along_is_done() -> None:
    now, said = found(NOW, Mark("in_hand", ONE, NOW))
    assert ids(now.done) == {"record/report"}
    assert said == []


def test_it_is_asked_once_whether_it_has_arrived_and_then_stays_on_the_plan() -> None:
    now, said = found(LATER, SENT, visit=NOW + timedelta(days=20))
    assert ids(now.today) == {"record/report"}
    assert [step.at.date() for step in said] == [LATER.date()]


def test_before_a_visit_that_is_sooner_it_is_asked_the_day_before() -> None:
    _, said = found(NOW, SENT, visit=NOW + timedelta(days=2))
    assert [step.at.date() for step in said] == [date(2026, 3, 4)]


def test_a_promise_from_before_it_was_sent_is_over() -> None:
    promise = Mark("promised", ONE, NOW, due=date(2026, 3, 4))
    _, said = found(NOW, promise, SENT)
    assert [step.at.date() for step in said] == [LATER.date()]


def test_asked_for_again_it_is_waited_for_as_before() -> None:
    now, _ = found(NOW, SENT, Mark("asked", ONE, NOW))
    assert [task.sent for task in now.waiting if task.kind == "record"] == [False]
