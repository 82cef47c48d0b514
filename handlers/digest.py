"""The digest: one message that says what is due, neutral in its first line."""

from collections.abc import Sequence
from datetime import datetime

from handlers import digest_chase, reading
from handlers.context import Turn
from handlers.plan import task_button
from handlers.presses import press, stale
from handlers.screens import button, inner, label, render, stay, worse, worse_only
from handlers.spoken import of_visit
from handlers.tasks import find, hours, member, name
from state.effects import Button, Keyboard, Priority, Reminder, Show
from state.plan import timetable
from state.plan.plan import RANK
from state.plan.steps import Due, Said, Step
from state.plan.tasks import Task
from state.plan.visits import Visit

MOST = 3
"""Tasks a message lists and has buttons for; the others it names, folded away."""


def say(turn: Turn, due: Due) -> None:
    """Says what is due to the member of this turn."""
    found = _tasks(turn, due)
    asked = digest_chase.words(turn, due)
    if asked:
        found = [task for task in found if task.kind != "date"]
    hidden = member(turn).reminders.hidden
    text = render(turn, "digest_hidden") if hidden else _text(turn, due, found, asked)
    turn.send(
        Show(
            text,
            (
                *map(tuple, digest_chase.rows(turn) if asked and not hidden else []),
                *_keyboard(turn, [] if hidden else found, None if hidden else _visit_id(due)),
            ),
            leave_behind=worse_only(turn),
        ),
        priority=urgency(due.steps),
        expires_at=_expires(turn, due),
        reminder=Reminder(reading.case(turn).case_id, "digest", turn.now),
    )


def urgency(steps: Sequence[Step]) -> Priority:
    """A chase cannot wait, a visit less than the rest."""
    if any(step.manner == "chase" for step in steps):
        return Priority.CHASE
    return Priority.VISIT if any(step.part for step in steps) else Priority.REMINDER


def _text(turn: Turn, due: Due, found: list[Task], asked: str) -> str:
    after = any(task.kind == "after" for task in found)
    listed = 1 if after else MOST
    return render(
        turn,
        "digest",
        late=due.late,
        asked=asked,
        visits=[_visit(turn, step) for step in due.steps if step.part],
        after=after,
        tasks=[name(turn, task) for task in found[:listed]],
        more=[name(turn, task) for task in found[listed:]],
        stuck=next((name(turn, one) for one in found if _is_last_try(turn, one)), ""),
    )


def _is_last_try(turn: Turn, task: Task) -> bool:
    return timetable.is_last_try(task, reading.case(turn).marks, _said(turn))


def _said(turn: Turn) -> list[Said]:
    return [one for one in reading.case(turn).said if one.to == turn.chat_id]


def _visit(turn: Turn, step: Step) -> str:
    """What is said of a visit ahead: three days before, the evening before, that morning."""
    visit = _found(turn, step)
    return inner(
        turn,
        f"digest_{step.part}",
        when=of_visit(turn, visit),
        place=visit.place,
        phone=visit.phone,
        fasting=visit.fasting_words,
    )


def _found(turn: Turn, step: Step) -> Visit:
    return next(one for one in reading.case(turn).visits if one.visit_id == step.visit_id)


def _tasks(turn: Turn, due: Due) -> list[Task]:
    """What must not wait first, then what was mentioned least, so that each has its turn."""
    marks, said = reading.case(turn).marks, _said(turn)
    names = dict.fromkeys(task for step in due.steps for task in step.tasks)
    found = [task for task in (find(turn, one) for one in names) if task is not None]
    found.sort(
        key=lambda task: (
            task.kind != "after",
            not task.lasting,
            timetable.tries(task, marks, said),
            RANK.index(task.kind),
        )
    )
    return found[:1] if member(turn).reminders.short else found


def _visit_id(due: Due) -> int | None:
    """The visit it is about, if it says something of one."""
    return next((step.visit_id for step in due.steps if step.part), None)


def _keyboard(turn: Turn, found: list[Task], visit_id: int | None) -> Keyboard:
    rows = [(task_button(turn, task),) for task in found[:MOST]]
    visit = [_of_visit(turn, visit_id)] if visit_id is not None else []
    return (
        *visit,
        *rows,
        (button(turn, "plan", "plan"), button(turn, "less", "less")),
        (worse(turn),),
    )


def _of_visit(turn: Turn, visit_id: int) -> tuple[Button, ...]:
    """The way to the visit, and to the files of papers that are needed there."""
    visit = button(turn, "visit", f"visit:{visit_id}")
    if not any(one.paper for one in reading.case(turn).files):
        return (visit,)
    return (visit, button(turn, "files_all", "files_get"))


def _expires(turn: Turn, due: Due) -> datetime | None:
    """When the first thing it says is over, or it would come in quiet hours: then it is un-said."""
    ends = [step.until for step in due.steps if step.until]
    quiet = hours(turn).quiet_begins(turn.now)
    return min([*ends, quiet] if quiet else ends, default=None)


@press("less")
def _on_less(turn: Turn, _arguments: list[str]) -> None:
    """Tell me less: only visits, the referral and a date. It is this member's own choice."""
    if turn.member is None:
        stale(turn)
        return
    turn.member.reminders.less = not turn.member.reminders.less
    stay(turn, label(turn, "less_now" if turn.member.reminders.less else "all_now"))
