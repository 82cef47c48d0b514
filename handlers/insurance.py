"""Insurance: which plan it is, what that asks of the family, and the words for the call."""

from datetime import date

from handlers import reading, scripts
from handlers.card import on_card
from handlers.context import Turn
from handlers.lists import family, lists, words
from handlers.places import here, paying
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
from handlers.spoken import day
from handlers.task import opens
from handlers.tasks import every as every_task
from handlers.tasks import find, hours
from state.assessments.lists import Cover, fitting
from state.effects import Button
from state.levels import Level
from state.plan import cover
from state.plan.insurance import ending_before
from state.plan.tasks import Task
from state.plan.visits import ahead

ON_A_PAGE = 4
LAST_CALLS = 2
CONFIRM = "insurance/confirm"


def chosen(turn: Turn) -> Cover | None:
    """The kind of plan this family has, as far as they said."""
    return cover.find(lists(turn), reading.case(turn).insurance.plan)


def appeal_by(turn: Turn, letter: date | None) -> date | None:
    """The last day of the main way to object to a letter of this date, if one is known."""
    days = cover.last_days(lists(turn), chosen(turn), letter) if letter else ()
    return next((one.day for one in days), None)


def may_ask(turn: Turn) -> bool:
    return turn.case is not None and reading.card_is_due(turn)


def at_once(turn: Turn) -> bool:
    """Whether care comes today, so that no insurer may hold it up: that is said first."""
    return reading.now_is(turn).level >= Level.SAME_DAY


@opens("insurance")
def _on_task(turn: Turn, task: Task) -> None:
    """To confirm the insurance leads to the steps of the plan; once done, to what was done."""
    if task == confirming(turn):
        go(turn, "insurance")
    else:
        go(turn, "task", task.id)


def confirming(turn: Turn) -> Task | None:
    """The task to confirm the insurance for the visit that comes next, while it is open."""
    every = every_task(turn)
    return next((one for one in every if one.id.startswith(CONFIRM) and not one.done), None)


@press("insurance")
def _on_insurance(turn: Turn, _arguments: list[str]) -> None:
    if may_ask(turn):
        go(turn, "insurance")
    else:
        stale(turn)


@screen("insurance")
def _insurance(turn: Turn, _about: str) -> View:
    """What this kind of plan asks for; before one was chosen, what is true of most."""
    kind = chosen(turn)
    if kind is None:
        return _any_plan(turn)
    said, clock = words(turn).covers[kind.id], cover.clock_of(lists(turn), kind)
    today = hours(turn).local(turn.now).date()
    text = render(
        turn,
        "cover",
        at_once=at_once(turn),
        do=_first(turn, kind) or said.do,
        also=said.also,
        approved=kind.approval != "no",
        clock=words(turn).clocks[clock.id] if clock else "",
        calls=_calls(turn),
        dated=[
            words(turn).dated[rule.id] for rule in cover.holding(lists(turn).dated, kind.id, today)
        ],
    )
    return View(text, [*_steps(turn, kind), back_to_card(turn)])


def _first(turn: Turn, kind: Cover) -> str:
    """What comes first after a no, or once the referral's number is known; else nothing."""
    standing = reading.case(turn).insurance.standing()
    if any(call.outcome == "denied" for call in standing):
        return label(turn, "cover_denied")
    known = any(call.about == "referral" and call.reference for call in standing)
    return label(turn, "cover_referred") if known and kind.referral != "no" else ""


def _steps(turn: Turn, kind: Cover) -> Rows:
    """On to the call and to a "no", where there is an insurer who is called and may say it."""
    if kind.network == "none":
        change = button(turn, "cover_change", "covers")
        words_for = button(turn, "words", "words")
        if kind.uninsured:
            words_for = button(turn, "desk_words", "cover_call")
        return [[words_for, change], *([marks] if (marks := _marking(turn)) else [])]
    return [
        [button(turn, "cover_call", "cover_call"), button(turn, "note_call", "note_call")],
        [button(turn, "denied", "denied"), *_marking(turn)],
    ]


def _calls(turn: Turn) -> list[str]:
    """What was last said about each thing, a line each; an approval that ends too soon says so."""
    coming = ahead(reading.case(turn).visits, turn.now)
    standing = reading.case(turn).insurance.standing()
    too_soon = list(ending_before(standing, coming[0].local.date())) if coming else []
    return [
        inner(
            turn,
            "call_line",
            about=label(turn, f"call_{call.about}"),
            on=day(turn, hours(turn).local(call.at).date()),
            said=label(turn, f"said_{call.outcome}"),
            answer_by=day(turn, call.answer_by) if call.answer_by else "",
            expires=day(turn, call.expires) if call.expires else "",
            reference=call.reference,
            name=call.name,
            letter=day(turn, call.letter) if call.letter else "",
            plan_before=bool(call.plan) and call.plan != reading.case(turn).insurance.plan,
            too_soon=call in too_soon,
        )
        for call in standing[-LAST_CALLS:]
    ]


def _any_plan(turn: Turn) -> View:
    care = here(turn).care
    text = render(turn, "insurance", **on_card(turn), care=care, at_once=at_once(turn))
    choose = "cover_choose_public" if care == "public" else "cover_choose"
    rows: Rows = [
        [button(turn, choose, "covers"), *_marking(turn)],
        [button(turn, "words", "words"), button(turn, "records", "records")],
    ]
    return View(text, [*rows, back_to_card(turn)])


def _marking(turn: Turn) -> list[Button]:
    """On to the marks of the task, while there is something to confirm."""
    return [button(turn, "cover_task", "cover_task")] if confirming(turn) else []


@press("cover_task")
def _on_marking(turn: Turn, arguments: list[str]) -> None:
    """To the marks of this task, or of the one to confirm the insurance."""
    task = None
    if may_ask(turn):
        task = find(turn, arguments[0]) if arguments[0] else confirming(turn)
    if task is None:
        stale(turn)
    else:
        go(turn, "task", task.id)


@press("covers")
def _on_covers(turn: Turn, arguments: list[str]) -> None:
    if may_ask(turn):
        go(turn, "covers", arguments[0])
    else:
        stale(turn)


@screen("covers")
def _covers(turn: Turn, about: str) -> View:
    """The kinds of plan of this country, four on a page."""
    every = fitting(lists(turn).covers, family(turn))
    first = int(about) * ON_A_PAGE if about.isdecimal() else 0
    shown = every[first : first + ON_A_PAGE] or every[:ON_A_PAGE]
    rows: Rows = [[Button(words(turn).covers[one.id].name, f"cover:{one.id}")] for one in shown]
    further = []
    if first + ON_A_PAGE < len(every):
        further = [button(turn, "more", f"covers:{first // ON_A_PAGE + 1}")]
    rows.append([*further, button(turn, "unsure", "cover:unsure")])
    return View(
        render(turn, "covers", at_once=at_once(turn), care=here(turn).care),
        [*rows, back_to_card(turn)],
    )


@press("cover")
def _on_cover(turn: Turn, arguments: list[str]) -> None:
    """The kind was chosen; "not sure" takes back what was chosen before."""
    offered = {one.id for one in fitting(lists(turn).covers, family(turn))} if turn.case else set()
    if not may_ask(turn) or arguments[0] not in {*offered, "unsure"}:
        stale(turn)
        return
    insurance = reading.case(turn).insurance
    insurance.plan = arguments[0] if arguments[0] in offered else ""
    for call in [one for one in insurance.calls if one.letter]:
        insurance.change(call, appeal_by=appeal_by(turn, call.letter))
    go(turn, "insurance")


@screen("cover_call")
def _call(turn: Turn, _about: str) -> View:
    """The words for the call to the insurer, for this kind of plan and this time to act."""
    kind = chosen(turn)
    insurer = kind is None or not kind.uninsured
    network = here(turn).care == "plan"
    facts = {
        "urgent": on_card(turn)["urgent"],
        "network": network,
        "gap": network and kind is not None and kind.network == "inside",
        "medicaid": kind is not None and kind.clock == "medicaid",
    }
    text = render(
        turn,
        "cover_call",
        at_once=at_once(turn),
        insurer=insurer,
        **scripts.in_both(turn, lambda spoken: _words(turn, spoken, facts, insurer=insurer)),
    )
    note = [button(turn, "note_call", "note_call")] if insurer else []
    rows: Rows = [
        [*note, button(turn, "cover_change", "covers")],
        [paying(turn), button(turn, "plan", "plan")],
        *([one] for one in scripts.offer(turn)),
    ]
    return View(text, [*rows, back_to_card(turn)])


def _words(turn: Turn, spoken: str, facts: dict[str, object], *, insurer: bool) -> dict[str, str]:
    """The words for the insurer, or for the hospital's desk, in a language of the scripts."""
    known = facts | {"interpreter": scripts.interpreter(turn, spoken)}
    if not insurer:
        return {"script": script_text(turn, spoken, "uninsured", **known), "more": ""}
    return {
        "script": script_text(turn, spoken, "insurer", **known),
        "more": script_text(turn, spoken, "insurer_more", **known),
    }


@press("cover_call")
def _on_call(turn: Turn, _arguments: list[str]) -> None:
    if may_ask(turn):
        go(turn, "cover_call")
    else:
        stale(turn)
