"""All is well, a doctor said: who and when, and whether all results are back. Only then we stop."""

import msgspec

from handlers.child_states import tell
from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, render, screen, where
from handlers.visit_found import found, undo
from state.effects import Button
from state.plan.visits import LONGEST, Visit

NOT_CANCER = "not_cancer"
"""What the screens are about, where it is no visit that is off."""


@screen("who_told")
def _who(turn: Turn, about: str) -> View:
    """Typed, or not remembered; `about` is the visit that is off, or that it is not cancer."""
    rows: Rows = [[button(turn, "forgot", f"who_told:{about}")], [_mistake(turn, about)]]
    return View(render(turn, "who_told"), [*rows, back_to_card(turn)], expecting=f"told:{about}")


@takes("told", questions=True)
def _on_typed(turn: Turn, about: str, text: str) -> None:
    if line := one_line(turn, text, LONGEST):
        go(turn, "results_back", f"{about}:{line}", anew=True)


@press("who_told")
def _on_forgot(turn: Turn, arguments: list[str]) -> None:
    if where(turn).screen == "who_told" and where(turn).about == arguments[0]:
        go(turn, "results_back", f"{arguments[0]}:")
    else:
        stale(turn)


@screen("results_back")
def _back(turn: Turn, about: str) -> View:
    rows: Rows = [
        [button(turn, "all_back", "results:all")],
        [button(turn, "some_back", "results:some")],
        [_mistake(turn, about.partition(":")[0])],
    ]
    who = about.partition(":")[2]
    return View(render(turn, "results_back", who=who), [*rows, back_to_card(turn)])


def _mistake(turn: Turn, about: str) -> Button:
    """A way out of a slip: nothing was said, and a visit that was taken for off stands again."""
    visit = _off(turn, about)
    return button(turn, "mistake", undo(visit) if visit else "card")


def _off(turn: Turn, about: str) -> Visit | None:
    """The visit that our doctor called off, if it is about one."""
    visit = found(turn, about) if about.isdecimal() else None
    return visit if visit and visit.events[-1].cancelled_by == "doctor" else None


@press("results")
def _on_results(turn: Turn, arguments: list[str]) -> None:
    """All back: asking is over. While one is out it goes on, whatever was said so far."""
    place = where(turn)
    about, _, who = place.about.partition(":")
    visit = _off(turn, about)
    known = arguments[0] in {"all", "some"} and not turn.pressed_is_old
    if place.screen != "results_back" or not known or (visit is None and about != NOT_CANCER):
        stale(turn)
    elif visit is not None:
        event = visit.events[-1]
        all_back = arguments[0] == "all"
        visit.events[-1] = msgspec.structs.replace(event, said_by=who, all_back=all_back)
        go(turn, "off_doctor", about)
    elif arguments[0] == "all":
        tell(turn, "not_cancer", who)
    else:
        tell(turn, "more_tests", who, note=render(turn, "results_out"))


@press("off_not_cancer")
def _on_not_cancer(turn: Turn, arguments: list[str]) -> None:
    """After a visit was called off, and all results are back: who said it is known already."""
    visit = _off(turn, arguments[0])
    if visit is None or not visit.events[-1].all_back:
        stale(turn)
    else:
        tell(turn, "not_cancer", visit.events[-1].said_by)
