"""The digest: one message that says what is due, neutral in its first line."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers import digest_chase, reading
from handlers.card import on_card
from handlers.context import Turn
from handlers.digest_lines import MOST, Line, closed_until, lines, rank
from handlers.presses import press, stale
from handlers.rights import allowed
from handlers.rise import task_row
from handlers.screens import Rows, button, inner, label, nickname, render, stay, worse, worse_only
from handlers.spoken import day, in_full, of_visit
from handlers.tasks import about_case, hours, member
from handlers.tasks import every as every_task
from handlers.visit_found import NEW, named_kind
from state import noted
from state.effects import Button, Keyboard, Priority, Reminder, Show
from state.plan import timetable
from state.plan.steps import Due, Said, Step, VisitPart
from state.plan.tasks import Task, asked_anew, is_known
from state.plan.visits import Visit

OF_A_VISIT: tuple[VisitPart, ...] = ("three_days", "evening", "morning")
"""What is said of a visit; of several parts at once the last says all."""
KNOWN_WELL = timedelta(days=2)
"""A visit is asked about after this time: who booked it yesterday knows that it is right."""


def say(turn: Turn, due: Due) -> None:
    """Says what is due to the member of this turn."""
    found = _tasks(turn, due)
    hidden = member(turn).reminders.hidden
    every = lines(turn, [task for task in found if task.kind not in ASKED])
    text = render(turn, "digest_hidden") if hidden else _text(turn, due, found, every)
    rows = [] if hidden else allowed(turn, _rows(turn, due, found, every))
    turn.send(
        Show(
            text,
            (*map(tuple, rows), *_last_rows(turn)),
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


SOON = {"date", "earlier"}
"""Kinds of tasks that go by the time to act."""
ASKED = {"after", "date"}
"""Kinds of tasks that are a question of their own, with its answers as buttons."""


def _text(turn: Turn, due: Due, found: list[Task], every: list[Line]) -> str:
    kinds = {task.kind for task in found}
    latest = reading.now_is(turn).deadline
    ahead = latest is not None and latest > turn.now
    others = [task for task in found if task.kind not in ASKED]
    folded = [names for line in every[:MOST] for names in line.folded]
    return render(
        turn,
        "digest",
        **on_card(turn),
        nickname=nickname(turn),
        late=due.late,
        visits=[_visit(turn, step, calm="earlier" not in kinds) for step in _parts(due)],
        after="after" in kinds,
        passed_on=all("/passed_on/" in step.id for step in due.steps),
        which=next((named_kind(turn, one.visit) for one in found if _asks_after(one)), ""),
        date="date" in kinds,
        earlier="earlier" in kinds,
        chase=digest_chase.words(turn, due),
        closing=digest_chase.before_closing(due),
        latest=in_full(turn, latest) if latest and ahead and kinds & SOON else "",
        lines=[line.text for line in every[:MOST]],
        further=[*folded, *(text for line in every[MOST:] for text in (line.text, *line.folded))],
        before=_before(turn, others),
        closed=closed_until(turn, others),
        stuck=any(_is_last_try(turn, one) for one in others),
        last=_asks_last(turn, due),
        tries=max((_tries(turn, one) for one in found if one.kind == "date"), default=0),
    )


def _before(turn: Turn, found: list[Task]) -> str:
    """The day of the visit that all of it is for, if it is for one."""
    of = {task.visit.local.date() if task.visit else None for task in found}
    only = of.pop() if len(of) == 1 else None
    return day(turn, only) if only else ""


def _is_last_try(turn: Turn, task: Task) -> bool:
    return timetable.is_last_try(task, reading.case(turn).marks, _said(turn))


def _asks_last(turn: Turn, due: Due) -> bool:
    """Whether it is asked for the last time."""
    level = about_case(turn).level
    return any(timetable.asks_last(step, level) for step in due.steps)


def _tries(turn: Turn, task: Task) -> int:
    """How often it was said before, since anything was done about it."""
    case = reading.case(turn)
    return timetable.tries(task, case.marks, _said(turn), asked_anew(case))


def _said(turn: Turn) -> list[Said]:
    return [one for one in reading.case(turn).said if one.to == turn.chat_id]


def _parts(due: Due) -> list[Step]:
    """What is said of each visit: only the part that comes last, if several are due at once."""
    parts: dict[int | None, Step] = {}
    for part in OF_A_VISIT:
        parts |= {step.visit_id: step for step in due.steps if step.part == part}
    return list(parts.values())


def _visit(turn: Turn, step: Step, *, calm: bool) -> str:
    """What is said of a visit ahead: three days before, the evening before, that morning.

    `calm`: nothing more pressing is asked of it than whether it is still right.
    """
    visit = next(one for one in reading.case(turn).visits if one.visit_id == step.visit_id)
    local = hours(turn).local
    return inner(
        turn,
        f"digest_{step.part}",
        when=of_visit(turn, visit),
        what=named_kind(turn, visit) if len(reading.case(turn).visits) > 1 else "",
        is_test=visit.kind == "test",
        days=(local(visit.moment).date() - local(turn.now).date()).days,
        ask=calm and turn.now - visit.since > KNOWN_WELL,
        place=visit.place,
        phone=visit.phone,
        fasting=visit.fasting_words,
        at_risk=noted.at_risk(reading.present(turn)),
        new_place=visit.is_new_place(known=is_known(reading.case(turn), about_case(turn))),
    )


def _asks_after(task: Task) -> bool:
    return task.kind == "after" and task.visit is not None


def _tasks(turn: Turn, due: Due) -> list[Task]:
    """The open tasks that are due: what most hangs on first; papers take turns."""
    marks, said = reading.case(turn).marks, _said(turn)
    due_now = {task for step in due.steps for task in step.tasks}
    found = [one for one in every_task(turn) if one.id in due_now]
    turns = {one.id: timetable.tries(one, marks, said) for one in found if one.kind == "record"}
    found.sort(key=lambda one: (rank(one), turns.get(one.id, 0)))
    return found[:1] if member(turn).reminders.short else found


def _rows(turn: Turn, due: Due, found: list[Task], every: list[Line]) -> Rows:
    rows: Rows = [_of_visit(turn, step.visit_id) for step in _parts(due)[:1]]
    if any(step.part == "evening" for step in _parts(due)):
        rows.append([button(turn, "summary", "summary")])
    for task in found:
        if task.kind == "after" and task.visit:
            rows.append(_after(turn, task.visit))
        elif task.kind == "date" and digest_chase.words(turn, due):
            rows += digest_chase.rows(turn)
        elif task.kind == "date":
            have, none = (f"visit_when:{NEW}", f"task:{task.id}")
            rows.append([button(turn, "have_date", have), button(turn, "no_date", none)])
            if _asks_last(turn, due):
                rows += task_row(turn, task.id) or [[button(turn, "share", "share")]]
        elif _is_last_try(turn, task):
            rows += task_row(turn, task.id)
    return [*rows, *(list(line.buttons) for line in every[:MOST])]


def _after(turn: Turn, visit: Visit) -> list[Button]:
    return [
        button(turn, "happened", f"visit_was:{visit.visit_id}"),
        button(turn, "not_happened", f"visit:{visit.visit_id}"),
    ]


def _last_rows(turn: Turn) -> Keyboard:
    return (button(turn, "plan", "plan"), button(turn, "less", "less")), (worse(turn),)


def _of_visit(turn: Turn, visit_id: int | None) -> list[Button]:
    """The way to the visit, and to the files of papers that are needed there."""
    visit = button(turn, "visit", f"visit:{visit_id}")
    if not any(one.paper for one in reading.case(turn).files):
        return [visit]
    return [visit, button(turn, "files_all", "files_get")]


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
