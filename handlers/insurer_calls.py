"""A call to the insurer, noted one thing at a time; the day of the answer follows from the plan.

A button's data is "call:<id>:<step>:<value>", with no value where the step is skipped.
"""

from datetime import date
from typing import Any, get_args

from handlers import days, reading
from handlers.content import content
from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.insurance import appeal_by, chosen, may_ask
from handlers.lists import lists
from handlers.places import paying
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    go,
    is_at_now,
    label,
    render,
    screen,
    tongue,
    typed_for,
)
from handlers.spoken import day
from handlers.task import opens
from handlers.tasks import hours
from state.dates.looking_back import read_past
from state.dates.vocabulary import lexicon
from state.effects import Button
from state.plan import cover
from state.plan.insurance import LONGEST, CallAbout, InsurerCall, Outcome
from state.plan.tasks import Task

ABOUT: tuple[CallAbout, ...] = ("approval", "referral", "network", "appeal")
OUTCOMES: tuple[Outcome, ...] = ("approved", "waiting", "denied", "not_needed")
STEPS: dict[str, frozenset[Outcome]] = {
    "outcome": frozenset(OUTCOMES),
    "urgent": frozenset({"waiting"}),
    "answer_by": frozenset({"waiting"}),
    "expires": frozenset({"approved"}),
    "letter": frozenset({"denied"}),
    "reference": frozenset(OUTCOMES),
    "name": frozenset(OUTCOMES),
}
"""What is asked of a call in turn, and after which outcome."""
DATES = {"answer_by", "expires", "letter"}


@opens("answer")
def _on_answer(turn: Turn, task: Task) -> None:
    """An answer is due: on to what they said."""
    go(turn, "call_step", f"{task.id.split('/')[1]}:outcome")


@press("note_call")
def _on_note_call(turn: Turn, _arguments: list[str]) -> None:
    if may_ask(turn):
        go(turn, "note_call")
    else:
        stale(turn)


@screen("note_call")
def _note_call(turn: Turn, _about: str) -> View:
    rows: Rows = [[button(turn, f"call_{about}", f"called:{about}")] for about in ABOUT]
    return View(
        render(turn, "note_call"),
        [*rows, [paying(turn)], back_to_card(turn)],
    )


@press("called")
def _on_called(turn: Turn, arguments: list[str]) -> None:
    """Begins the note of a call; an old button, tapped again, begins no second one."""
    about = next((one for one in ABOUT if one == arguments[0]), None)
    if about is None or not may_ask(turn) or not is_at_now(turn, "note_call", ""):
        stale(turn)
        return
    case = reading.case(turn)
    call = case.insurance.add(case.numbers, about, turn.chat_id, turn.now)
    go(turn, "call_step", f"{call.call_id}:outcome")


def _find(turn: Turn, call_id: str) -> InsurerCall | None:
    return reading.case(turn).insurance.find(call_id) if may_ask(turn) else None


@screen("call_step")
def _step(turn: Turn, about: str) -> View:
    """One thing about the call: its buttons, and what may be typed; days to choose among."""
    call_id, step, *asked_back = about.split(":")
    call = reading.case(turn).insurance.find(call_id)
    if call is None:
        return _gone(turn)
    offered = (
        [days.of_button(one) for one in asked_back] if asked_back else _offered(turn, call, step)
    )
    due = offered[0] if step == "answer_by" and offered and not asked_back else None
    text = render(
        turn,
        "call_step",
        step=step,
        about=label(turn, f"call_{call.about}"),
        due=day(turn, due) if due else "",
        which=bool(asked_back),
        on_letter=call.about == "denial",
    )
    rows = [[one] for one in _choices(turn, call, step)]
    rows += [
        [Button(day(turn, one), _data(call, step, days.written(one)))] for one in offered if one
    ]
    if step != "outcome":
        rows.append([button(turn, f"call_skip_{step}", _data(call, step, ""))])
    rows.append([button(turn, "call_away", f"call_away:{call_id}")])
    typed = step not in {"outcome", "urgent"} and not asked_back
    expecting = f"call:{call_id}:{step}" if typed else None
    skip = {_data(call, step, ""): typed_for(turn, "skip")}
    return View(text, [*rows, back_to_card(turn)], synonyms=skip, expecting=expecting)


def _gone(turn: Turn) -> View:
    return View(render(turn, "task_gone"), [[paying(turn)], back_to_card(turn)])


def _data(call: InsurerCall, step: str, value: str) -> str:
    return f"call:{call.call_id}:{step}:{value}"


def _choices(turn: Turn, call: InsurerCall, step: str) -> list[Button]:
    if step == "outcome":
        return [button(turn, f"said_{one}", _data(call, step, one)) for one in OUTCOMES]
    if step == "urgent":
        return [button(turn, "said_urgent", _data(call, step, "yes"))]
    return []


def _offered(turn: Turn, call: InsurerCall, step: str) -> list[date | None]:
    """Days that need no typing: the plan's own time to answer; today, for a letter."""
    today = hours(turn).local(turn.now).date()
    if step == "answer_by":
        clock = cover.clock_of(lists(turn), chosen(turn))
        due = cover.answer_by(clock, hours(turn).local(call.at), urgent=call.urgent)
        return [due] if due and due >= today else []
    return [today] if step == "letter" else []


@press("call")
def _on_step(turn: Turn, arguments: list[str]) -> None:
    """A step was answered, or skipped."""
    call_id, step, value = [*arguments, "", ""][:3]
    call = _find(turn, call_id)
    if call is None or step not in STEPS or (step != "outcome" and call.outcome not in STEPS[step]):
        stale(turn)
        return
    what = _what(step, value)
    if value and not what:
        stale(turn)
        return
    if step == "outcome" and call.outcome:
        call = _new_answer(turn, call)
    _keep(turn, call, step, what)


def _new_answer(turn: Turn, before: InsurerCall) -> InsurerCall:
    """Another answer about the same thing: a call of its own, with its own day and person."""
    case = reading.case(turn)
    return case.insurance.add(case.numbers, before.about, turn.chat_id, turn.now)


def _what(step: str, value: str) -> dict[str, Any]:
    """The fields that a button's value fills; none for one of a former version."""
    if step == "outcome":
        return {"outcome": value, "answer_by": None} if value in get_args(Outcome) else {}
    if step == "urgent":
        return {"urgent": value == "yes"}
    found = days.of_button(value) if step in DATES else None
    return {step: found} if found else {}


def _keep(
    turn: Turn, call: InsurerCall, step: str, what: dict[str, Any], *, anew: bool = False
) -> None:
    if "letter" in what:
        what |= {"appeal_by": appeal_by(turn, what["letter"])}
    call = reading.case(turn).insurance.change(call, **what)
    following = [*STEPS][[*STEPS].index(step) + 1 :]
    if call.about == "denial":
        following = [one for one in following if one != "name"]  # nobody was spoken to
    left = next((one for one in following if call.outcome in STEPS[one]), None)
    if left:
        go(turn, "call_step", f"{call.call_id}:{left}", anew=anew)
    elif call.outcome == "denied":
        go(turn, "denied", anew=anew, note=render(turn, "call_kept"))
    else:
        go(turn, "insurance", anew=anew, note=render(turn, "call_kept"))


@takes("call")
def _on_typed(turn: Turn, about: str, text: str) -> None:
    """A date, a number or a name; what is not understood is asked for again, nothing is lost."""
    call_id, step = about.split(":")
    call = _find(turn, call_id)
    if call is None:
        go(turn, "insurance", note=render(turn, "task_gone"))
    elif step in DATES:
        _on_date(turn, call, step, text)
    elif line := one_line(turn, text, LONGEST):
        _keep(turn, call, step, {step: line}, anew=True)


def _on_date(turn: Turn, call: InsurerCall, step: str, text: str) -> None:
    found = _days(turn, step, text)
    here = f"{call.call_id}:{step}"
    if len(found) == 1:
        _keep(turn, call, step, {step: found[0]}, anew=True)
    elif found:
        go(turn, "call_step", ":".join([here, *map(days.written, found)]), anew=True)
    else:
        go(turn, "call_step", here, anew=True, note=render(turn, "call_no_date", step=step))


def _days(turn: Turn, step: str, text: str) -> list[date]:
    """What was typed as days: ahead of us, but for the date on a letter."""
    if step == "letter":
        known = lexicon(content(turn).templates, tongue(turn))
        return list(read_past(text, known, hours(turn).local(turn.now)))
    return days.typed(turn, text)[0]


@press("call_away")
def _on_away(turn: Turn, arguments: list[str]) -> None:
    """Takes the note of this call back."""
    call = _find(turn, arguments[0])
    if call is None:
        stale(turn)
        return
    reading.case(turn).insurance.calls.remove(call)
    go(turn, "insurance", note=render(turn, "call_removed"))
