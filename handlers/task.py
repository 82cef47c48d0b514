"""One task: why, the words to say, what was done about it; marked, put off, noted, undone."""

from collections.abc import Callable
from datetime import datetime, timedelta

from handlers import marks, reading
from handlers.claims import called, who_has, who_row
from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, render, screen
from handlers.spoken import day
from handlers.tasks import find, hours, is_own, name, why
from state.effects import Button
from state.plan.marks import LONGEST_NOTE, MarkWord, standing
from state.plan.tasks import Task

MARKS: tuple[MarkWord, ...] = ("done", "asked", "not_needed", "undone")
DAYS = {"tomorrow": 1, "in_three": 3, "in_week": 7}


@press("task")
def _on_task(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    elif (task := find(turn, arguments[0])) is None:
        go(turn, "plan", note=render(turn, "task_gone"))
    elif task.id.split("/")[0] in _opens:
        _opens[task.id.split("/")[0]](turn, task)
    else:
        go(turn, "task", task.id)


Opens = Callable[[Turn, Task], None]
_opens: dict[str, Opens] = {}


def opens(kind: str) -> Callable[[Opens], Opens]:
    """Registers where a task of this kind leads, instead of the plain page."""

    def register(opener: Opens) -> Opens:
        _opens[kind] = opener
        return opener

    return register


@screen("task")
def _task(turn: Turn, about: str) -> View:
    task = find(turn, about)
    if task is None:
        return View(render(turn, "task_gone"), [[button(turn, "plan", "plan")], back_to_card(turn)])
    what, who, ask = why(turn, task)
    text = render(
        turn,
        "task",
        name=name(turn, task),
        what=what,
        who=who,
        ask=ask,
        done=task.done,
        marks=marks.history(turn, task.id),
        with_whom=who_has(turn, task),
        called=called(turn, task.id),
    )
    return View(text, _rows(turn, task), expecting=f"note:{task.id}")


def _rows(turn: Turn, task: Task) -> Rows:
    rows: Rows = []
    if not task.done:
        rows = [
            [_mark(turn, task, "done"), *_asked(turn, task)],
            [button(turn, "put_off", f"put_off:{task.id}"), _mark(turn, task, "not_needed")],
        ]
    if standing(marks.of(turn, task.id)):
        rows.append([_mark(turn, task, "undone")])
    rows += who_row(turn, task.id)
    return [*rows, [button(turn, "plan", "plan")], back_to_card(turn)]


def _mark(turn: Turn, task: Task, what: MarkWord) -> Button:
    return button(turn, f"mark_{what}", f"mark:{what}:{task.id}")


def _asked(turn: Turn, task: Task) -> list[Button]:
    """That others were asked; nobody owes the family what only they can do."""
    if task.kind == "insurance":
        return [button(turn, "mark_called", f"mark:asked:{task.id}")]
    return (
        []
        if task.kind in {"prepare", "do"} and is_own(turn, task)
        else [_mark(turn, task, "asked")]
    )


@press("mark")
def _on_mark(turn: Turn, arguments: list[str]) -> None:
    """Marks a task; what was asked for asks back by when it was promised."""
    word, task_id = arguments[0], arguments[-1]
    what = next((known for known in MARKS if known == word), None)
    task = _open(turn, task_id)
    if what is None or task is None:
        stale(turn)
        return
    marks.keep(turn, task.id, what)
    if what == "asked":
        go(turn, "promised", task.id)
    elif what in {"done", "not_needed"}:
        go(turn, "plan", note=render(turn, "marked", name=name(turn, task), what=what))
    else:
        go(turn, "task", task.id, note=render(turn, "undone"))


def _open(turn: Turn, task_id: str) -> Task | None:
    due = turn.case is not None and reading.card_is_due(turn)
    return find(turn, task_id) if due else None


@screen("promised")
def _promised(turn: Turn, about: str) -> View:
    """By when did they say? Asked once something was asked for."""
    return _days(turn, about, "promised", "promise")


@screen("put_off")
def _put_off(turn: Turn, about: str) -> View:
    return _days(turn, about, "put_off", "snooze")


def _days(turn: Turn, about: str, template: str, verb: str) -> View:
    """Days to choose from, none of them after the visit the task is for."""
    task = find(turn, about)
    title = name(turn, task) if task else ""
    choices = [
        button(turn, f"day_{word}", f"{verb}:{word}:{about}")
        for word, ahead in DAYS.items()
        if task and _in_time(turn, task, ahead)
    ]
    rows: Rows = [choices] if choices else []
    rows.append([button(turn, "no_day", f"task:{about}"), button(turn, "plan", "plan")])
    return View(render(turn, template, name=title), [*rows, back_to_card(turn)])


def _in_time(turn: Turn, task: Task, days: int) -> bool:
    """Whether this many days from today is before the visit, and before the time to act."""
    last = [
        moment for moment in (task.visit and task.visit.moment, _deadline(turn, task)) if moment
    ]
    day = hours(turn).local(turn.now).date() + timedelta(days=days)
    return all(day < hours(turn).local(moment).date() for moment in last)


def _deadline(turn: Turn, task: Task) -> datetime | None:
    return reading.now_is(turn).deadline if task.lasting else None


@press("put_off")
def _on_put_off(turn: Turn, arguments: list[str]) -> None:
    if _open(turn, arguments[0]) is None:
        stale(turn)
    else:
        go(turn, "put_off", arguments[0])


@press("promise")
def _on_promised(turn: Turn, arguments: list[str]) -> None:
    _on_day(turn, arguments, "promised")


@press("snooze")
def _on_later(turn: Turn, arguments: list[str]) -> None:
    _on_day(turn, arguments, "snoozed")


def _on_day(turn: Turn, arguments: list[str], what: MarkWord) -> None:
    ahead, task = DAYS.get(arguments[0]), _open(turn, arguments[-1])
    if ahead is None or task is None or not _in_time(turn, task, ahead):
        stale(turn)
        return
    due = hours(turn).local(turn.now).date() + timedelta(days=ahead)
    marks.keep(turn, task.id, what, due=due)
    said = render(turn, "day_set", name=name(turn, task), day=day(turn, due), what=what)
    go(turn, "plan", note=said)


@takes("note", questions=True)
def _on_note(turn: Turn, about: str, text: str) -> None:
    """A note typed on a task: the last thing asked keeps it, with who and when."""
    if find(turn, about) is None:
        go(turn, "plan", note=render(turn, "task_gone"))
    elif line := one_line(turn, text, LONGEST_NOTE):
        marks.keep(turn, about, "noted", note=line)
        go(turn, "task", about, anew=True, note=render(turn, "note_kept"))
