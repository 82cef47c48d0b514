"""Referrals, one for each center: how far each is, whom to ring next, and the words to say."""

from collections.abc import Iterator
from datetime import date, datetime, time

from handlers import marks, reading, scripts
from handlers.adults import by_whom
from handlers.card import on_card
from handlers.claims import who_has, who_row
from handlers.context import Turn
from handlers.places import here, local_now
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
    script_text,
)
from handlers.spoken import at, clock, day, on_day_in, when
from handlers.task import opens
from handlers.tasks import find as find_task
from handlers.tasks import hours
from state.effects import Button
from state.places.local_time import next_opening
from state.plan import next_call
from state.plan.marks import hand_on
from state.plan.marks import standing as marks_that_hold
from state.plan.next_call import NextCall
from state.plan.referrals import (
    MOST,
    WAITING,
    Referral,
    ReferralWord,
    Stage,
    of,
    standing,
)
from state.plan.tasks import Task

NOT_BEGUN = "referral"
"""The task to ask for a referral at all, while none is begun."""
LAST_STEPS = 5
"""Of what was done, so much is shown."""
LIKELY: dict[Stage, tuple[ReferralWord, ...]] = {
    "ask": ("asked", "sent", "refused"),
    "send": ("sent", "nobody_called", "refused"),
    "arrive": ("arrived", "nobody_called", "needs_information"),
    "mark_urgent": ("urgent", "booked", "nobody_called"),
    "date": ("booked", "nobody_called", "declined"),
    "booked": (),
    "refused": ("asked", "sent", "nobody_called"),
    "declined": (),
    "redirected": (),
    "needs_tests": ("sent", "booked", "nobody_called"),
    "needs_information": ("sent", "booked", "nobody_called"),
    "moved": (),
}
"""What is likeliest to happen next; everything else is one tap further."""
HAPPENS: tuple[ReferralWord, ...] = (
    "needs_tests",
    "needs_information",
    "declined",
    "redirected",
    "moved",
    "arrived",
    "urgent",
    "booked",
    "sent",
    "asked",
    "refused",
    "nobody_called",
)
"""All that may happen, what is likeliest of the unlikely first."""


def find(turn: Turn, about: str) -> Referral | None:
    """The referral of this number; one that is yet to begin, if it is the next one."""
    if turn.case is None or not reading.card_is_due(turn) or not about.isdecimal():
        return None
    number, every = int(about), reading.case(turn).referrals
    if number == following(turn) and len(every) < MOST:
        return Referral(number)
    return of(every, number)


def following(turn: Turn) -> int:
    """The number of the next referral."""
    return max((one.referral_id for one in reading.case(turn).referrals), default=0) + 1


def begun(turn: Turn, found: Referral) -> Referral:
    """The referral as the case keeps it: from the first thing that is said of it."""
    every = reading.case(turn).referrals
    kept = of(every, found.referral_id)
    if kept is None:
        every.append(found)
        hand_on(reading.case(turn).marks, NOT_BEGUN, task_id(found))
    return kept or found


def begun_before(turn: Turn, found: Referral) -> bool:
    """Whether the case keeps it already."""
    return of(reading.case(turn).referrals, found.referral_id) is not None


def may_undo(turn: Turn, found: Referral) -> bool:
    """Whether there is a step, or a mark on its task, to take back."""
    return bool(standing(found.steps) or marked(turn, found))


def undo_of(turn: Turn, found: Referral) -> str:
    """What takes the last step back, if there is one."""
    return f"ref_undo:{found.referral_id}" if may_undo(turn, found) else ""


def task_id(found: Referral) -> str:
    """The task of this referral."""
    return f"referral/{found.referral_id}"


def marked(turn: Turn, found: Referral) -> bool:
    return bool(marks_that_hold(marks.of(turn, task_id(found))))


def the_call(turn: Turn, found: Referral) -> NextCall:
    """Whom to ring next about this referral, and when."""
    values, now_is = on_card(turn), reading.now_is(turn)
    return next_call.next_call(
        found,
        now_is.level,
        country=here(turn),
        local=local_now(turn),
        deadline=now_is.deadline,
        urgent=bool(values["urgent"]),
    )


def title(turn: Turn, found: Referral) -> str:
    if not found.centre:
        return label(turn, "task_referral")
    return label(turn, "task_referral_to", centre=found.centre)


@opens("referral")
def _on_task(turn: Turn, task: Task) -> None:
    number = task.id.partition("/")[2] or str(following(turn))
    if find(turn, number) is None:
        go(turn, "referrals")
    else:
        go(turn, "referral", number)


@press("ref")
def _on_referral(turn: Turn, arguments: list[str]) -> None:
    if find(turn, arguments[0]) is None:
        stale(turn)
    else:
        go(turn, "referral", arguments[0])


@screen("referral")
def _referral(turn: Turn, about: str) -> View:
    """How far it is, the next call, the words for it; folded what helps if that leads nowhere."""
    found = find(turn, about) or Referral(int(about))
    call, values = the_call(turn, found), on_card(turn)
    text = render(
        turn,
        "referral",
        **{**values, "call": call},
        title=title(turn, found),
        with_whom=who_has(turn, find_task(turn, _task_id(turn, found))),
        stage=label(turn, f"referral_is_{call.stage}"),
        passed=reading.now_is(turn).passed(turn.now),
        sent_by=found.sender or values["sender"],
        needs=found.needs,
        opens_at=at(turn, call.opens),
        closes_at=clock(turn, call.closes) if call.closes else "",
        again=at(turn, call.again),
        again_by=when(turn, call.again),
        **scripts.in_both(turn, lambda spoken: _words(turn, spoken, found, call)),
        promised=_promised(turn, found, call.stage),
        after_promise=_after_promise(turn, found),
        steps=list(history(turn, found))[-LAST_STEPS:],
    )
    to_plan = button(turn, "plan", "plan")
    rows = [
        *pairs([*_likely(turn, found, call.stage), button(turn, "ref_else", f"ref_more:{about}")]),
        [*_every(turn), button(turn, "ref_details", f"ref_details:{about}"), to_plan],
        *([one] for one in scripts.offer(turn)),
        *who_row(turn, _task_id(turn, found)),
        back_to_card(turn),
    ]
    return View(text, rows, expecting=f"referral:{about}", undo=undo_of(turn, found))


def _task_id(turn: Turn, found: Referral) -> str:
    """Its task: while nothing is begun, the one to ask for a referral at all."""
    return task_id(found) if begun_before(turn, found) else NOT_BEGUN


def _words(turn: Turn, spoken: str, found: Referral, call: NextCall) -> dict[str, str]:
    """The words for the next call, in a language there are scripts in."""
    asked = _last_day(turn, found)
    script = script_text(
        turn,
        spoken,
        "referral",
        **scripts.values(turn, spoken),
        call=call,
        asked_on=on_day_in(turn, spoken, asked) if asked else "",
    )
    return {"script": script}


def _likely(turn: Turn, found: Referral, stage: Stage) -> list[Button]:
    if stage in {"declined", "redirected", "moved"}:
        return [button(turn, "ref_new", "ref_new")]
    if stage == "booked":
        return [button(turn, "visit", "visit")]
    return [step_button(turn, found, word) for word in LIKELY[stage]]


def step_button(turn: Turn, found: Referral, word: ReferralWord) -> Button:
    return button(turn, f"ref_{word}", f"ref_step:{word}:{found.referral_id}")


def pairs(buttons: list[Button]) -> Rows:
    return [buttons[first : first + 2] for first in range(0, len(buttons), 2)]


def _every(turn: Turn) -> list[Button]:
    """The way to the list, once there is more than one."""
    several = len(reading.case(turn).referrals) > 1
    return [button(turn, "ref_list", "refs")] if several else []


def _last_day(turn: Turn, found: Referral) -> date | None:
    """The day on which something was last done about it."""
    held = [step for step in standing(found.steps) if step.what not in {"nobody_called", "noted"}]
    return hours(turn).local(held[-1].at).date() if held else None


def history(turn: Turn, found: Referral) -> Iterator[str]:
    """What was done and said about it, a line each, the newest last."""
    for step in standing(found.steps):
        yield inner(
            turn,
            "referral_step",
            what=label(turn, f"ref_{step.what}") if step.what != "noted" else "",
            on=day(turn, hours(turn).local(step.at).date()),
            who=step.who,
            number=step.number,
            note=step.note,
            due=day(turn, step.due) if step.due else "",
            by=by_whom(turn, step.by),
        )


def _promised(turn: Turn, found: Referral, stage: Stage) -> str:
    """The day it is others' turn until, while that lasts."""
    today = local_now(turn).date()
    if stage not in WAITING or found.promised is None or found.promised < today:
        return ""
    return day(turn, found.promised)


def _after_promise(turn: Turn, found: Referral) -> str:
    """When offices open after the day it was promised for."""
    if found.promised is None:
        return ""
    ends = datetime.combine(found.promised, time.max, local_now(turn).tzinfo)
    return at(turn, next_opening(here(turn), ends))


@press("refs")
def _on_list(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    else:
        go(turn, "referrals")


@screen("referrals")
def _referrals(turn: Turn, _about: str) -> View:
    """Every referral with how far it is; another one can be begun."""
    urgent = bool(on_card(turn)["urgent"])
    every = reading.case(turn).referrals
    lines = [
        (title(turn, one), label(turn, f"referral_is_{one.stage(urgent=urgent)}")) for one in every
    ]
    rows: Rows = [[Button(title(turn, one), f"ref:{one.referral_id}")] for one in every]
    more = [button(turn, "ref_new", "ref_new")] if len(every) < MOST else []
    return View(
        render(turn, "referrals", lines=lines),
        [*rows, [*more, button(turn, "plan", "plan")], back_to_card(turn)],
    )


@press("ref_new")
def _on_new(turn: Turn, _arguments: list[str]) -> None:
    """Another center: it is kept once its name is typed or something was done about it."""
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    elif len(turn.case.referrals) >= MOST:
        go(turn, "referrals")
    else:
        go(turn, "referral_name", str(following(turn)))
