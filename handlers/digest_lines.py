"""The lines of a digest: few, and yet all that is due is named. Papers share one, insurance too."""

from typing import NamedTuple

from handlers.context import Turn
from handlers.lists import papers
from handlers.places import is_open, local_now, opening
from handlers.plan import task_button
from handlers.screens import button, inner, label
from handlers.spoken import day
from handlers.tasks import about_case, hours, name, referral_of
from state.effects import Button
from state.levels import Level
from state.plan.plan import RANK
from state.plan.tasks import Task

MOST = 3
"""Lines a message has: what a tired parent can do in a day."""
NAMES = 3
"""Names in a line; those of a longer list are folded."""
BESIDE = 2
"""Buttons in a row."""
APPROVAL = "record/approval"
"""A paper that the call to the insurer is about."""
AT_HOME = {"prepare", "after"}
"""Kinds of tasks for which no office is needed."""


class Line(NamedTuple):
    """Tasks that are one thing to do: what it says, further names in lines, its buttons."""

    text: str
    folded: tuple[str, ...]
    buttons: tuple[Button, ...]


def lines(turn: Turn, found: list[Task]) -> list[Line]:
    """The tasks, most important first, as lines."""
    groups: dict[str, list[Task]] = {}
    for task in found:
        groups.setdefault(_group(task), []).append(task)
    return [_line(turn, group, of) for group, of in groups.items()]


def _group(task: Task) -> str:
    if task.id == APPROVAL:
        return "insurance"
    return task.kind if task.kind in {"insurance", "record", "prepare"} else task.id


def rank(task: Task) -> int:
    """How much hangs on it: the less, the more."""
    return RANK.index("insurance" if task.id == APPROVAL else task.kind)


def _line(turn: Turn, group: str, of: list[Task]) -> Line:
    if len(of) == 1:
        return Line(_named(turn, of[0]), (), (task_button(turn, of[0]),))
    names = [name(turn, task) for task in of]
    text, *folded = (", ".join(names[at : at + NAMES]) for at in range(0, len(names), NAMES))
    if group == "record":
        text = label(turn, "line_papers", names=text)
    return Line(text, tuple(folded), _buttons(turn, group, of))


def _buttons(turn: Turn, group: str, of: list[Task]) -> tuple[Button, ...]:
    """Two tasks have a button each; more of them share one."""
    if len(of) == BESIDE:
        return tuple(task_button(turn, task) for task in of)
    if group == "record":
        return (button(turn, "the_papers", "papers"),)
    if group == "prepare":
        return (button(turn, "plan_prepare", "plan:prepare"),)
    return (task_button(turn, of[0]),)


def _named(turn: Turn, task: Task) -> str:
    """A task; how far a referral is; the day something was promised by, if that has gone by."""
    late = task.promised is not None and task.promised < hours(turn).local(turn.now).date()
    if late and task.promised is not None:
        return inner(turn, "promised_by", name=name(turn, task), day=day(turn, task.promised))
    found = referral_of(turn, task)
    if found is None:
        return name(turn, task)
    stage = found.stage(urgent=_is_urgent(turn))
    return f"{name(turn, task)}: {label(turn, f'referral_is_{stage}')}"


def _is_urgent(turn: Turn) -> bool:
    return about_case(turn).level >= Level.WITHIN_48_HOURS


def closed_until(turn: Turn, found: list[Task]) -> str:
    """The day on which offices are open again, if one is needed and they are not open today."""
    opens = opening(turn)
    own = {f"record/{paper.id}" for paper in papers(turn) if paper.own}
    needed = [task for task in found if task.kind not in AT_HOME and task.id not in own]
    if not needed or is_open(turn) or opens.date() == local_now(turn).date():
        return ""
    if any(task.kind == "earlier" for task in needed) and _is_urgent(turn):
        return day(turn, opens.date())
    days = [task.visit.local.date() for task in needed if task.visit]
    return day(turn, opens.date()) if all(opens.date() < one for one in days) else ""
