"""Who does a task: taken, handed over, given back; and who is told if they do not answer."""

from handlers import marks, reading
from handlers.adults import adult_name, has_others, others, tag, tagged
from handlers.context import Turn
from handlers.marks import of
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, inner, label, render, screen
from handlers.spoken import day
from handlers.tasks import find, hours, name
from handlers.telling import tell_one
from state.case import Member, Role
from state.effects import Button
from state.plan.marks import TELL_AGAIN, Mark, add, last, was_told
from state.plan.reminders import habits
from state.plan.tasks import Task

NOBODY = "none"


def who_row(turn: Turn, task_id: str) -> Rows:
    """The way to say who does a task; where there is nobody else, there is nothing to say."""
    task = find(turn, task_id) if has_others(turn) else None
    if task is None or task.done:
        return []
    return [[button(turn, "who_does", f"who_does:{task_id}")]]


def who_has(turn: Turn, task: Task | None) -> str:
    """Who has taken a task; nothing if nobody has, or there is nobody else."""
    if task is None or task.claimed_by is None or not has_others(turn):
        return ""
    return adult_name(turn, task.claimed_by)


def called(turn: Turn, task_id: str) -> str:
    """That another adult has asked already, and by when they are to hear: before anyone rings."""
    mark = last(of(turn, task_id), "asked", "promised")
    if mark is None or mark.by == turn.chat_id or not has_others(turn):
        return ""
    hidden = turn.member is not None and "who" in turn.member.leaves_out
    asked = hours(turn).local(mark.at).date()
    return inner(
        turn,
        "called",
        who=adult_name(turn, mark.by),
        on="" if hidden else day(turn, asked),
        today=asked == hours(turn).local(turn.now).date(),
        due=day(turn, mark.due) if mark.due else "",
    )


@press("who_does")
def _on_who(turn: Turn, arguments: list[str]) -> None:
    if find(turn, arguments[0]) is None or not has_others(turn):
        stale(turn)
    else:
        go(turn, "who_does", arguments[0])


@screen("who_does")
def _who(turn: Turn, about: str) -> View:
    """Who has it, who may take it, and whom to tell if there is no answer."""
    task = find(turn, about)
    if task is None:
        return View(render(turn, "task_gone"), [[button(turn, "plan", "plan")], back_to_card(turn)])
    rows: Rows = [[_gives(turn, one, about)] for one in _may_take(turn, task)]
    if task.claimed_by is not None:
        rows.append([button(turn, "nobody_does", f"claim:{NOBODY}:{about}")])
    if task.claimed_by == turn.chat_id:
        rows += _tells(turn, task)
    told = task.tells and adult_name(turn, task.tells.to)
    text = render(turn, "who_does", name=name(turn, task), who=who_has(turn, task), told=told)
    return View(text, [*rows, [button(turn, "back", f"task:{about}")], back_to_card(turn)])


def _may_take(turn: Turn, task: Task) -> list[int]:
    """Who could do it instead: this member first. Who only reads does nothing."""
    able = [one.chat_id for one in reading.case(turn).members if _can(turn, one, task.id)]
    able.sort(key=lambda chat_id: chat_id != turn.chat_id)
    return [one for one in able if one != task.claimed_by]


def _can(turn: Turn, member: Member, about: str) -> bool:
    """Whether a member may do a task, and has it on the plan as they see it."""
    its_own = find(turn.for_member(member.chat_id), about)
    return member.role is not Role.READ and its_own is not None


def _gives(turn: Turn, chat_id: int, about: str) -> Button:
    data = f"claim:{tag(turn, chat_id)}:{about}"
    if chat_id == turn.chat_id:
        return button(turn, "i_do", data)
    return Button(label(turn, "they_do", who=_capital(adult_name(turn, chat_id))), data)


def _tells(turn: Turn, task: Task) -> Rows:
    """Opt-in, for each task, and the one who is told is named beforehand."""
    if task.tells is not None:
        return [[button(turn, "tell_nobody", f"tell:{NOBODY}:{task.id}")]]
    return [
        [
            Button(
                label(turn, "tell_if", who=adult_name(turn, one.chat_id)),
                f"tell:{tag(turn, one.chat_id)}:{task.id}",
            )
        ]
        for one in others(turn)
        if _can(turn, one, task.id)
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@press("claim")
def _on_claim(turn: Turn, arguments: list[str]) -> None:
    """Taken, handed over, or given back. Who is handed something is told, but not at night.

    Whoever had it is told as well: else both could think that the other does it.
    """
    task = find(turn, arguments[-1])
    to = tagged(turn, arguments[0])
    gives_back = arguments[0] == NOBODY
    if task is None or not (to or gives_back) or (to and not _can(turn, to, task.id)):
        stale(turn)
        return
    chat_id = to.chat_id if to else 0
    if task.claimed_by not in {None, chat_id, turn.chat_id}:
        _tell_who_had_it(turn, task, free=gives_back)
    if gives_back:
        marks.keep(turn, task.id, "free")
    elif task.claimed_by != chat_id:
        asked = any(
            mark.what == "claimed" and mark.to == chat_id and turn.now - mark.at < TELL_AGAIN
            for mark in of(turn, task.id)
        )
        marks.keep(turn, task.id, "claimed", to=chat_id)
        if chat_id != turn.chat_id and not asked:
            tell_one(turn, chat_id, "handed", f"task:{task.id}", task=task.id)
    go(turn, "who_does", task.id)


def _tell_who_had_it(turn: Turn, task: Task, *, free: bool) -> None:
    """Of what they took themselves, always; at night once, and of what they were handed rarely."""
    loser, had = task.claimed_by, last(of(turn, task.id), "claimed")
    member = next((one for one in others(turn) if one.chat_id == loser), None)
    if member is None or had is None:
        return
    asleep = habits(member).is_quiet(turn.now)
    key = f"lost/{tag(turn, member.chat_id)}" if asleep else f"lost/{task.id}"
    every, seldom = reading.case(turn).marks, asleep or had.by != member.chat_id
    if seldom and was_told(every, key, turn.now):
        return
    add(every, key, Mark("tell", turn.chat_id, turn.now))
    mine, to = f"claim:{tag(turn, member.chat_id)}:{task.id}", f"task:{task.id}"
    first = ("i_do", mine)
    tell_one(
        turn,
        member.chat_id,
        "taken_over",
        to,
        task=task.id,
        first=first,
        asleep_too=True,
        free=free,
    )


@press("tell")
def _on_tell(turn: Turn, arguments: list[str]) -> None:
    task, to = find(turn, arguments[-1]), tagged(turn, arguments[0])
    mine = task is not None and task.claimed_by == turn.chat_id
    if task is None or not mine or not (arguments[0] == NOBODY or (to and _can(turn, to, task.id))):
        stale(turn)
    else:
        marks.keep(turn, task.id, "tell", to=to.chat_id if to else 0)
        go(turn, "who_does", task.id)
