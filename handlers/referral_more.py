"""What else may happen to a referral, and what may be done about it: four on a page."""

from handlers.context import Turn
from handlers.presses import press, stale
from handlers.referrals import (
    HAPPENS,
    LIKELY,
    begun_before,
    find,
    may_undo,
    pairs,
    step_button,
    the_call,
    title,
)
from handlers.screens import View, back_to_card, button, go, render, screen
from state.effects import Button
from state.plan.referrals import Referral, ReferralWord

ON_A_PAGE = 4
OVER: frozenset[ReferralWord] = frozenset({"asked", "refused"})
"""What our own doctor says of it is over once it was sent."""


@press("ref_more")
def _on_more(turn: Turn, arguments: list[str]) -> None:
    _open(turn, "referral_more", arguments)


@press("ref_details")
def _on_details(turn: Turn, arguments: list[str]) -> None:
    _open(turn, "referral_details", arguments)


def _open(turn: Turn, name: str, arguments: list[str]) -> None:
    if find(turn, arguments[0]) is None:
        stale(turn)
    else:
        go(turn, name, ":".join(arguments))


@screen("referral_more")
def _more(turn: Turn, about: str) -> View:
    found, number = _found(turn, about)
    text = render(turn, "referral_more", title=title(turn, found))
    return _page(turn, "ref_more", about, text, _happens(turn, found, number))


@screen("referral_details")
def _details(turn: Turn, about: str) -> View:
    found, number = _found(turn, about)
    text = render(turn, "referral_details", title=title(turn, found))
    return _page(turn, "ref_details", about, text, _ways(turn, found, number))


def _found(turn: Turn, about: str) -> tuple[Referral, str]:
    number = about.partition(":")[0]
    return find(turn, number) or Referral(int(number)), number


def _happens(turn: Turn, found: Referral, _number: str) -> list[Button]:
    known = set(found.known())
    likely = set(LIKELY[the_call(turn, found).stage])
    over = OVER if "sent" in known else set[ReferralWord]()
    return [step_button(turn, found, w) for w in HAPPENS if w not in known | likely | over]


def _ways(turn: Turn, found: Referral, number: str) -> list[Button]:
    task = f"referral/{number}" if begun_before(turn, found) else "referral"
    undo = [button(turn, "mark_undone", f"ref_undo:{number}")] if may_undo(turn, found) else []
    return [
        *undo,
        button(turn, "ref_name", f"ref_name:{number}"),
        button(turn, "ref_sender", f"ref_from:{number}"),
        button(turn, "ref_rules", f"ref_rules:{number}"),
        button(turn, "ref_new", "ref_new"),
        button(turn, "put_off", f"put_off:{task}"),
        button(turn, "mark_not_needed", f"mark:not_needed:{task}"),
    ]


def _page(turn: Turn, verb: str, about: str, text: str, every: list[Button]) -> View:
    number, _, page = about.partition(":")
    first = int(page) * ON_A_PAGE if page.isdecimal() else 0
    shown = every[first : first + ON_A_PAGE] or every[:ON_A_PAGE]
    last = [button(turn, "back", f"ref:{number}")]
    if first + ON_A_PAGE < len(every):
        last.insert(0, button(turn, "more", f"{verb}:{number}:{first // ON_A_PAGE + 1}"))
    return View(text, [*pairs(shown), last, back_to_card(turn)])
