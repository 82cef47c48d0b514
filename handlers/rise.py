"""Telling the other adults at once: that it has become pressing, or that nobody answers."""

from collections.abc import Iterator

from handlers import reading
from handlers.adults import adult_name, others
from handlers.context import Turn
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import Rows, button, label, render, stay, worse_only
from handlers.spoken import when
from handlers.tasks import find, name
from state.case import Member
from state.effects import Button, Priority, Show
from state.levels import Level
from state.plan import marks, reminders
from state.plan.marks import Mark
from state.urgency import reached


def rise_row(turn: Turn) -> Rows:
    """From a card that this adult has just raised, to the others who have not seen it."""
    key = _rise(turn)
    if key is None or key in reading.case(turn.real).marks or not others(turn):
        return []
    return [[_button(turn, "tell_other:rise")]]


def task_row(turn: Turn, task_id: str) -> Rows:
    """From the last try to ask about a task to another adult, who could ring too."""
    return [[_button(turn, f"tell_other:{task_id}")]] if others(turn) else []


def _button(turn: Turn, data: str) -> Button:
    every = others(turn)
    if len(every) > 1:
        return button(turn, "tell_others", data)
    return Button(label(turn, "tell_other", who=adult_name(turn, every[0].chat_id)), data)


def _rise(turn: Turn) -> str | None:
    """What stands for the level this member was the first to be shown, if it presses."""
    shown = reached(reading.case(turn.real))
    level = max((one.level for one in shown), default=Level.PLANNED)
    if level < Level.SAME_DAY:
        return None
    first = next(one for one in shown if one.level is level)
    return f"rise/{first.at:%Y%m%d%H%M%S}" if first.by == turn.chat_id else None


@press("tell_other")
def _on_tell(turn: Turn, arguments: list[str]) -> None:
    """Tells them now, also at night: somebody asks for it who knows them.

    Not of the same over and over, and at night only that it has become pressing.
    """
    about, key = arguments[0], _rise(turn) if turn.case else None
    if turn.case is None or not (about == "rise" or find(turn, about)):
        stale(turn)
        return
    if about == "rise" and (key is None or key in turn.case.marks):
        stale(turn)
        return
    key = key if about == "rise" and key else f"told/{about}"
    if marks.was_told(turn.case.marks, key, turn.now):
        stay(turn, render(turn, "told_other", told=True, all=True, again=True))
        return
    told = [one for one in _reachable(turn, about) if _tell(turn, one, about)]
    if told or about == "rise":
        marks.add(turn.case.marks, key, Mark("tell", turn.chat_id, turn.now))
    stay(
        turn,
        render(
            turn, "told_other", told=bool(told), all=len(told) == len(others(turn)), again=False
        ),
    )


def _reachable(turn: Turn, about: str) -> Iterator[Member]:
    for one in others(turn):
        asleep = about != "rise" and reminders.habits(one).is_quiet(turn.now)
        if one.zone and not one.unreachable and not one.reminders.stopped and not asleep:
            yield one


def _tell(turn: Turn, member: Member, about: str) -> bool:
    """Whether it could be told; what is left out for them is not."""
    values: dict[str, object]
    other = turn.for_member(member.chat_id).as_seen()
    if about == "rise":
        danger, now_is = reading.in_danger(other), reading.now_is(other)
        ahead = now_is.deadline is not None and not now_is.passed(turn.now)
        by = when(other, now_is.deadline) if ahead and now_is.deadline else ""
        template, to, if_hidden = "told_rise", "card", "rise_hidden"
        values = {"danger": danger, "emergency": emergency_numbers(other), "when": by}
    else:
        found = find(other, about)
        template, to, if_hidden = "told_stuck", f"task:{about}", "digest_hidden"
        if found is None:
            return False
        values, danger = {"task": name(other, found)}, False
    text = render(other, if_hidden if member.reminders.hidden else template, **values)
    other.send(
        Show(text, ((button(other, "show", to),), *worse_only(other)), is_screen=False),
        priority=Priority.EMERGENCY if danger else Priority.ANSWER,
    )
    return True


def told_rise(turn: Turn) -> str | None:
    """What stands for the level the others were told of, while it is this member's to take back."""
    key = _rise(turn) if turn.case else None
    return key if turn.case and key in turn.case.marks else None


def take_back_rise(turn: Turn, told: str | None) -> None:
    """Whoever was told of a level that was a slip is told that too."""
    if told is None or _rise(turn) == told:
        return
    for one in _reachable(turn, "rise"):
        other = turn.for_member(one.chat_id).as_seen()
        text = render(other, "digest_hidden" if one.reminders.hidden else "told_over")
        rows = ((button(other, "show", "card"),), *worse_only(other))
        other.send(Show(text, rows, is_screen=False))
