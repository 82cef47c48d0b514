"""Who did what, and when: the newest first, from all of the plan."""

from handlers import reading
from handlers.adults import adult_name, has_others
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.screens import View, back_to_card, button, go, inner, label, render, screen
from handlers.spoken import clock, short_day
from handlers.tasks import find, hours, name
from state.plan.done import Done, done

ON_A_PAGE = 8


@press("who_did")
def _on_who_did(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or not has_others(turn) or not reading.card_is_due(turn):
        stale(turn)
    else:
        go(turn, "who_did", arguments[0])


@screen("who_did")
def _who_did(turn: Turn, about: str) -> View:
    every = done(reading.case(turn))
    first = int(about) if about.isdecimal() else 0
    shown = every[first : first + ON_A_PAGE] or every[:ON_A_PAGE]
    lines = [_line(turn, one) for one in shown]
    further = first + ON_A_PAGE
    more = [button(turn, "more", f"who_did:{further}")] if further < len(every) else []
    rows = [[*more, button(turn, "plan", "plan")], back_to_card(turn)]
    return View(render(turn, "who_did", lines=lines), rows)


def _line(turn: Turn, one: Done) -> str:
    local = hours(turn).local(one.at)
    return inner(
        turn,
        "who_did_line",
        on=f"{short_day(turn, local.date())}, {clock(turn, local)}",
        who=adult_name(turn, one.by),
        what=_what(turn, one),
        about=_about(turn, one),
    )


def _what(turn: Turn, one: Done) -> str:
    if one.kind == "task":
        return label(turn, f"marked_{one.what}")
    if one.kind == "referral":
        return label(turn, f"ref_{one.what}")
    if one.kind in {"visit", "state"}:
        return label(turn, f"did_{one.what}")
    return label(turn, f"did_{one.kind}")


def _about(turn: Turn, one: Done) -> str:
    if one.kind == "referral":
        return one.about
    task = find(turn, one.about) if one.kind == "task" else None
    return name(turn, task) if task else ""
