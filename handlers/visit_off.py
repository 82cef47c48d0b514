"""A visit that is off: who called it off decides what comes next, and whether we go on asking."""

import msgspec

from handlers import reading
from handlers.context import Turn
from handlers.places import here
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, label, render, screen
from handlers.spoken import day, in_full, of_visit
from handlers.visit_found import below, found, shown, undo
from state.plan.visits import CancelledBy, VisitEvent

WHO: tuple[CancelledBy, ...] = ("doctor", "clinic", "us")
REASONS = ("better", "cost", "afraid", "other")


@press("visit_off")
def _on_off(turn: Turn, arguments: list[str]) -> None:
    visit = found(turn, arguments[0])
    if visit is None or not visit.is_planned:
        stale(turn)
    else:
        go(turn, "visit_off", arguments[0])


@screen("visit_off")
def _off(turn: Turn, about: str) -> View:
    visit = shown(turn, about)
    rows: Rows = [[button(turn, f"off_by_{one}", f"off_by:{one}:{about}")] for one in WHO]
    rows.append([button(turn, "unsure", f"off_by:unsure:{about}")])
    rows.append([button(turn, "back", f"visit:{about}"), button(turn, "plan", "plan")])
    return View(render(turn, "visit_off", when=of_visit(turn, visit)), [*rows, back_to_card(turn)])


@press("off_by")
def _on_who(turn: Turn, arguments: list[str]) -> None:
    """Not sure who: as if the clinic had; then a new date is asked for at once."""
    visit = found(turn, arguments[-1])
    if visit is None or not visit.is_planned or arguments[0] not in {*WHO, "unsure"}:
        stale(turn)
        return
    by: CancelledBy = next((one for one in WHO if one == arguments[0]), "clinic")
    visit.add(VisitEvent("cancelled", turn.chat_id, turn.now, cancelled_by=by))
    go(turn, {"us": "why_off", "doctor": "who_told"}.get(by, "off_clinic"), arguments[-1])


@screen("off_doctor")
def _closed(turn: Turn, about: str) -> View:
    """Our doctor, after results: once all are back we stop asking; the list of dangers stays.

    What the results said is theirs to tell, and not asked: "not cancer" is there to be tapped.
    """
    visit = shown(turn, about)
    last = visit.events[-1]
    rows: Rows = [
        [button(turn, "safety_list", "topic:safety_list")],
        *below(turn, visit),
    ]
    if last.all_back:
        rows.insert(0, [button(turn, "off_not_cancer", f"off_not_cancer:{about}")])
    text = render(turn, "off_doctor", all_back=last.all_back, who=last.said_by)
    return View(text, [*rows, back_to_card(turn)])


@screen("off_clinic")
def _lost(turn: Turn, about: str) -> View:
    """The clinic or the insurer: the time to act stays, and a new date is asked for today."""
    visit = shown(turn, about)
    text = render(
        turn,
        "off_clinic",
        day=day(turn, visit.local.date()),
        latest=_latest(turn),
        ask=label(turn, "say_date"),
        insured=here(turn).care != "public",
    )
    return View(text, [[button(turn, "words", "words")], *below(turn, visit), back_to_card(turn)])


def _latest(turn: Turn) -> str:
    """The time to act, while it is ahead."""
    deadline = reading.now_is(turn).deadline
    return in_full(turn, deadline) if deadline and deadline > turn.now else ""


@screen("why_off")
def _why(turn: Turn, about: str) -> View:
    """Asked once, without blame: what would help depends on it."""
    rows: Rows = [[button(turn, f"why_{one}", f"why_off:{one}:{about}")] for one in REASONS]
    return View(
        render(turn, "why_off"),
        [*rows, [button(turn, "undo", undo(shown(turn, about)))], back_to_card(turn)],
    )


@press("why_off")
def _on_why(turn: Turn, arguments: list[str]) -> None:
    visit = found(turn, arguments[-1])
    if visit is None or visit.events[-1].cancelled_by != "us" or arguments[0] not in REASONS:
        stale(turn)
        return
    visit.events[-1] = msgspec.structs.replace(visit.events[-1], why=arguments[0])
    go(turn, "off_us", arguments[-1])


@screen("off_us")
def _ours(turn: Turn, about: str) -> View:
    visit = shown(turn, about)
    why = visit.events[-1].why
    text = render(turn, "off_us", why=why, at=of_visit(turn, visit), latest=_latest(turn))
    helps = button(turn, "group_family", "group:family")
    rows: Rows = [[button(turn, "words", "words"), *([helps] if why in HELPED else [])]]
    return View(text, [*rows, *below(turn, visit), back_to_card(turn)])


HELPED = {"cost", "afraid"}
"""Reasons that the pages for the family have something for."""


@press("visit_missed")
def _on_missed(turn: Turn, arguments: list[str]) -> None:
    visit = found(turn, arguments[0])
    if visit is None or not visit.is_planned or visit.moment > turn.now:
        stale(turn)
        return
    visit.add(VisitEvent("missed", turn.chat_id, turn.now))
    go(turn, "visit_missed", arguments[0])


@screen("visit_missed")
def _missed(turn: Turn, about: str) -> View:
    visit = shown(turn, about)
    rows: Rows = [[button(turn, "words", "words")], *below(turn, visit)]
    said = render(turn, "visit_missed", day=day(turn, visit.local.date()), latest=_latest(turn))
    return View(said, [*rows, back_to_card(turn)])
