"""/plan: three things for today, what waits on others, what is done, and the visit."""

from telegram import Update

from handlers import reading
from handlers.adults import has_others
from handlers.brief import is_brief, too_much
from handlers.card import calling, first_step
from handlers.child_states import paused
from handlers.claims import who_has
from handlers.context import Turn, TurnContext
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    go,
    inner,
    label,
    render,
    screen,
    stay,
)
from handlers.spoken import day, of_visit
from handlers.tasks import is_own, member, name, the_plan, why
from handlers.topics import with_help_first
from handlers.visit_found import kind
from state import chases
from state.effects import Button
from state.plan.plan import Plan
from state.plan.tasks import Task

ON_A_PAGE = 4


async def on_plan(_update: Update, context: TurnContext) -> None:
    """/plan: before there is a card, the present question."""
    turn = context.turn
    if turn.case is None or not reading.card_is_due(turn):
        stay(turn)
    else:
        go(turn, "plan", anew=True)


@press("plan")
def _on_plan(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    elif arguments[0] in (*PARTS, OF_OTHERS, "prepare"):
        go(turn, "plan_part", ":".join(arguments))
    else:
        go(turn, "plan")


@screen("plan")
def _plan(turn: Turn, _about: str) -> View:
    if (instead := paused(turn)) is not None:
        return instead
    now = the_plan(turn)
    if is_brief(turn):
        return _one_thing(turn, now)
    text = with_help_first(
        turn,
        "plan",
        talk=chases.is_awaited(reading.case(turn)),
        today=[name(turn, task) for task in now.today],
        waiting=[_waiting(turn, task) for task in now.waiting],
        visit=of_visit(turn, now.visit) if now.visit else None,
        elsewhere=kind(turn, now.visit) if now.visit and not now.visit.is_at_center else "",
        visits_hidden="visits" in member(turn).leaves_out,
        days=now.days,
        done=len(now.done),
        theirs=[(name(turn, task), who_has(turn, task)) for task in now.theirs],
    )
    rows: Rows = [[task_button(turn, task)] for task in now.today]
    parts = [button(turn, f"plan_{part}", f"plan:{part}") for part in PARTS if _of(turn, part)]
    more = [button(turn, "visit", "visit")] if now.visit else []
    rows.append([*more, too_much(turn, "plan")])
    rows += _others(turn, now)
    rows += _other_child(turn)
    return View(text, [*rows, *([parts] if parts else []), back_to_card(turn)])


def _one_thing(turn: Turn, now: Plan) -> View:
    """The plan on a day when it is too much: one line, and one thing to do.

    What comes before all else is that thing: no task is named beside it.
    """
    now_is = reading.now_is(turn)
    talk = chases.is_awaited(reading.case(turn))
    only_that = talk or calling(turn, now_is).at_once
    first = now.today[0] if now.today and not only_that else None
    text = with_help_first(
        turn,
        "plan_short",
        talk=talk,
        only_that=only_that,
        task=name(turn, first) if first else "",
        ask=_ask(turn, first) if first else "",
        first=first_step(turn, now_is) if only_that or (first and first.lasting) else "",
        visit=of_visit(turn, now.visit) if now.visit else "",
    )
    rows: Rows = [[task_button(turn, first)]] if first else []
    if only_that:
        rows.append([button(turn, "words", "words")])
    rows.append([button(turn, "share", "share"), button(turn, "it_is_hard", "topic:about_you")])
    rows.append([button(turn, "show_all", "short:off")])
    return View(text, [*rows, *_other_child(turn), back_to_card(turn)])


def _others(turn: Turn, now: Plan) -> Rows:
    """What other adults have taken, and what was done by whom."""
    if not has_others(turn):
        return []
    theirs = [button(turn, "plan_theirs", "plan:theirs")] if now.theirs else []
    return [[*theirs, button(turn, "who_did", "who_did")]]


def _other_child(turn: Turn) -> Rows:
    """The way to the other child's plan, where there is one."""
    return [[button(turn, "other_child", "another")]] if turn.others else []


def _ask(turn: Turn, task: Task) -> str:
    """The words to say for a task; in one question, where there is one to be seen for."""
    if task.kind == "date":
        return label(turn, "say_first_time")
    return "" if task.kind in {"prepare", "do"} and is_own(turn, task) else why(turn, task)[2]


PARTS = ("later", "waiting", "done")
OF_OTHERS = "theirs"


@screen("plan_part")
def _part(turn: Turn, about: str) -> View:
    """One part of the plan in full, four on a page."""
    part, _, page = about.partition(":")
    found = _of(turn, part)
    first = int(page) * ON_A_PAGE if page.isdecimal() else 0
    shown = found[first : first + ON_A_PAGE] or found[:ON_A_PAGE]
    rows: Rows = [[task_button(turn, task)] for task in shown]
    if first + ON_A_PAGE < len(found):
        rows.append([button(turn, "more", f"plan:{part}:{first // ON_A_PAGE + 1}")])
    lines = [_line(turn, part, task) for task in shown]
    return View(
        render(turn, "plan_part", part=part, lines=lines),
        [*rows, [button(turn, "plan", "plan")], back_to_card(turn)],
    )


def _line(turn: Turn, part: str, task: Task) -> str:
    if part == OF_OTHERS:
        return inner(turn, "plan_with", name=name(turn, task), who=who_has(turn, task))
    return _waiting(turn, task) if part == "waiting" else name(turn, task)


def _of(turn: Turn, part: str) -> tuple[Task, ...]:
    now = the_plan(turn)
    prepare = tuple(task for task in (*now.today, *now.later) if task.kind == "prepare")
    return {
        "later": now.later,
        "waiting": now.waiting,
        "done": now.done,
        "prepare": prepare,
        OF_OTHERS: now.theirs,
    }[part]


def task_button(turn: Turn, task: Task) -> Button:
    return Button(name(turn, task), f"task:{task.id}")


def _waiting(turn: Turn, task: Task) -> str:
    if task.promised is None:
        return name(turn, task)
    return inner(turn, "promised_by", name=name(turn, task), day=day(turn, task.promised))
