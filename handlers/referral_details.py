"""What is known of a referral's center: its name, who sends there, whose calls it takes."""

from handlers import reading
from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.presses import press, stale
from handlers.referrals import begun, find
from handlers.screens import Rows, View, back_to_card, button, go, render, screen
from state.plan.referrals import LONGEST, Referral, Takes, named

LONGEST_NAME = 40
"""Characters of a center's name: it stands on buttons."""
SENDERS = ("own_doctor", "hospital", "emergency_doctor")


def _opens(verb: str, name: str) -> None:
    @press(verb)
    def show(turn: Turn, arguments: list[str]) -> None:
        if find(turn, arguments[0]) is None:
            stale(turn)
        else:
            go(turn, name, arguments[0])


for _verb, _name in (
    ("ref_name", "referral_name"),
    ("ref_from", "referral_from"),
    ("ref_rules", "referral_rules"),
):
    _opens(_verb, _name)


@screen("referral_name")
def _centre(turn: Turn, about: str) -> View:
    """Which center it is for: typed, or not known yet."""
    rows: Rows = [[button(turn, "ref_unknown", f"ref:{about}")], back_to_card(turn)]
    return View(render(turn, "referral_name"), rows, expecting=f"referral_name:{about}")


@takes("referral_name", questions=True)
def _on_centre(turn: Turn, about: str, text: str) -> None:
    found = find(turn, about)
    if found is None:
        go(turn, "plan", anew=True)
    elif line := one_line(turn, text, LONGEST_NAME):
        same = named(reading.case(turn).referrals, line)
        if same is None or same.referral_id == found.referral_id:
            begun(turn, found).centre = line
            go(turn, "referral", about, anew=True)
        else:
            note = render(turn, "referral_there")
            go(turn, "referral", str(same.referral_id), anew=True, note=note)


@screen("referral_from")
def _from(turn: Turn, about: str) -> View:
    """Who sends it: the scripts name them, and somebody has to own it after an emergency visit."""
    rows: Rows = [[button(turn, one, f"ref_by:{one}:{about}")] for one in SENDERS]
    rows.append([button(turn, "unsure", f"ref_by::{about}")])
    return View(render(turn, "referral_from"), [*rows, back_to_card(turn)])


@press("ref_by")
def _on_by(turn: Turn, arguments: list[str]) -> None:
    found = find(turn, arguments[-1])
    if found is None or arguments[0] not in {*SENDERS, ""}:
        stale(turn)
        return
    begun(turn, found).sender = arguments[0]
    go(turn, "referral", arguments[-1])


@screen("referral_rules")
def _rules(turn: Turn, about: str) -> View:
    """Whose calls the center takes, by buttons; what it wants before it books, typed."""
    found = find(turn, about) or Referral(int(about))
    rows: Rows = [
        [
            button(turn, "ref_takes_parents", f"ref_takes:parents:{about}"),
            button(turn, "ref_takes_doctors", f"ref_takes:doctors:{about}"),
        ],
        [button(turn, "unsure", f"ref_takes::{about}"), button(turn, "back", f"ref:{about}")],
        back_to_card(turn),
    ]
    text = render(turn, "referral_rules", takes=found.takes, needs=found.needs)
    return View(text, rows, expecting=f"referral_needs:{about}")


@press("ref_takes")
def _on_takes(turn: Turn, arguments: list[str]) -> None:
    found = find(turn, arguments[-1])
    if found is None:
        stale(turn)
    elif arguments[0] == "parents":
        _take(turn, found, "parents")
    elif arguments[0] == "doctors":
        _take(turn, found, "doctors")
    else:
        _take(turn, found, "")


def _take(turn: Turn, found: Referral, whose: Takes) -> None:
    begun(turn, found).takes = whose
    go(turn, "referral", str(found.referral_id))


@takes("referral_needs", questions=True)
def _on_needs(turn: Turn, about: str, text: str) -> None:
    found = find(turn, about)
    if found is None:
        go(turn, "plan", anew=True)
    elif line := one_line(turn, text, LONGEST):
        begun(turn, found).needs = line
        go(turn, "referral_rules", about, anew=True)
