"""What was done about a task or a paper: kept with who and when, and said again, a line each."""

from collections.abc import Sequence
from datetime import date

from handlers import reading
from handlers.adults import adult_name, by_whom
from handlers.context import Turn
from handlers.screens import inner, label
from handlers.spoken import day
from handlers.tasks import hours
from state.plan import marks
from state.plan.marks import Mark, MarkWord

LAST_LINES = 4
"""Of what was done, so much is shown."""
LAST_NOTES = 8
"""Notes stay: a name is easily lost. So many, at their longest, still fit into a message."""


def of(turn: Turn, task_id: str) -> Sequence[Mark]:
    """All that was marked of a task, also what was taken back."""
    return reading.case(turn).marks.get(task_id, ())


def keep(
    turn: Turn,
    task_id: str,
    what: MarkWord,
    *,
    due: date | None = None,
    note: str = "",
    to: int = 0,
) -> None:
    """Adds a mark of this member."""
    one = Mark(what, turn.chat_id, turn.now, due=due, note=note, to=to)
    marks.add(reading.case(turn).marks, task_id, one)


def history(turn: Turn, task_id: str) -> list[str]:
    """The newest marks that hold, a line each, the newest last; notes are let go last."""
    held = [one for one in marks.standing(of(turn, task_id)) if one.what != "tell"]
    notes = [mark for mark in held if mark.note][-LAST_NOTES:]
    others = [mark for mark in held if not mark.note][-LAST_LINES:]
    return [_line(turn, mark) for mark in held if mark in notes or mark in others]


def _line(turn: Turn, mark: Mark) -> str:
    return inner(
        turn,
        "mark",
        what=label(turn, f"marked_{'handed' if mark.to not in {0, mark.by} else mark.what}"),
        on=day(turn, hours(turn).local(mark.at).date()),
        due=day(turn, mark.due) if mark.due else "",
        later=mark.what == "snoozed",
        note=mark.note,
        by=by_whom(turn, mark.by),
        to=adult_name(turn, mark.to) if mark.to not in {0, mark.by} else "",
    )
