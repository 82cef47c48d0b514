"""When the insurer said no: what to do, in order, and how long it can be objected to."""

from handlers import reading
from handlers.context import Turn
from handlers.insurance import at_once, chosen, may_ask
from handlers.lists import family, lists, said, words
from handlers.places import here, paying
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, is_at_now, render, screen
from handlers.spoken import day
from handlers.task import opens
from handlers.tasks import find
from state.assessments.lists import fitting
from state.plan import cover
from state.plan.insurance import InsurerCall
from state.plan.tasks import Task


@opens("appeal")
def _on_task(turn: Turn, _task: Task) -> None:
    go(turn, "denied")


@press("denied")
def _on_denied(turn: Turn, _arguments: list[str]) -> None:
    if may_ask(turn):
        go(turn, "denied")
    else:
        stale(turn)


@screen("denied")
def _denied(turn: Turn, _about: str) -> View:
    """The steps; once the date on the letter is known, the last days as well."""
    call = _no(turn)
    letter = call.letter if call else None
    last_days = cover.last_days(lists(turn), chosen(turn), letter) if letter else ()
    text = render(
        turn,
        "denied",
        at_once=at_once(turn),
        care=here(turn).care,
        steps=said(fitting(lists(turn).denial, family(turn)), words(turn).denial),
        letter=day(turn, letter) if letter else "",
        last_days=[
            (words(turn).appeals[one.appeal.id], day(turn, one.day), one.appeal.after == "last_no")
            for one in last_days
        ],
    )
    rows: Rows = [[button(turn, "denied_letter", "denied_letter")]]
    if call and find(turn, f"appeal/{call.call_id}"):
        rows[0].append(button(turn, "cover_task", f"cover_task:appeal/{call.call_id}"))
    rows.append([paying(turn), button(turn, "plan", "plan")])
    return View(text, [*rows, back_to_card(turn)])


def _no(turn: Turn) -> InsurerCall | None:
    """The newest call that brought a no, if it stands."""
    standing = reading.case(turn).insurance.standing()
    return next((call for call in reversed(standing) if call.outcome == "denied"), None)


@press("denied_letter")
def _on_letter(turn: Turn, _arguments: list[str]) -> None:
    """The date on the letter, for the call that brought the no, or for a letter that just came."""
    if not may_ask(turn) or not is_at_now(turn, "denied", ""):
        stale(turn)
        return
    case = reading.case(turn)
    insurance, call = case.insurance, _no(turn)
    if call is None or call.about != "denial":
        new = insurance.add(case.numbers, "denial", turn.chat_id, turn.now)
        call = insurance.change(new, outcome="denied")
    go(turn, "call_step", f"{call.call_id}:letter")
