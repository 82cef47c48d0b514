"""A doctor has checked the child: who, when, and how soon they said; only then may it be calmer."""

from handlers import reading
from handlers.context import Turn
from handlers.mistakes import as_it_was
from handlers.next_step import proceed
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import View, button, go, is_at_now, render, screen, worse
from state.settled import Told, record_being_seen, record_check
from state.urgency import reached


@press("seen")
def _on_seen(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reached(turn.case):
        stale(turn)
        return
    record_being_seen(turn.case, by=turn.chat_id, now=turn.now)
    go(turn, "seen", anew=True)


@screen("seen")
def _seen(turn: Turn, _about: str) -> View:
    """What was said is kept; the questions that are left are offered, and can wait."""
    asks = reading.next_item(turn) is not None
    rows = [
        [button(turn, "checked", "checked")],
        [button(turn, "at_hospital", "now:at_emergency")],
        [button(turn, *(("ask_me", "next") if asks else ("back_to_card", "card")))],
        [worse(turn)],
    ]
    return View(render(turn, "seen", emergency=emergency_numbers(turn), asks=asks), rows)


WHO = ("own_doctor", "hospital", "emergency_doctor")


@press("checked")
def _on_checked(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reached(turn.case):
        stale(turn)
    else:
        go(turn, "checked_who", anew=True)


@screen("checked_who")
def _checked_who(turn: Turn, _about: str) -> View:
    rows = [[button(turn, who, f"by:{who}")] for who in WHO]
    return View(render(turn, "checked_who"), [*rows, [button(turn, "back", "card"), worse(turn)]])


@press("by")
def _on_by(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or arguments[0] not in WHO or not reached(turn.case):
        stale(turn)
    else:
        go(turn, "checked_when", arguments[0])


@screen("checked_when")
def _checked_when(turn: Turn, about: str) -> View:
    rows = [
        [button(turn, "after_card", f"seen_after:{about}")],
        [button(turn, "before_card", "nothing_new")],
    ]
    return View(
        render(turn, "checked_when"), [*rows, [button(turn, "back", "checked"), worse(turn)]]
    )


@press("seen_after")
def _on_seen_after(turn: Turn, arguments: list[str]) -> None:
    if turn.case is None or not is_at_now(turn, "checked_when", arguments[0]):
        stale(turn)
    else:
        go(turn, "checked_told", arguments[0])


@press("nothing_new")
def _on_nothing_new(turn: Turn, _arguments: list[str]) -> None:
    """A check from before, or one without a word on how soon, settles nothing."""
    as_it_was(turn, "check_changes_nothing")


@screen("checked_told")
def _checked_told(turn: Turn, about: str) -> View:
    rows = [[button(turn, f"told_{told.value}", f"said:{about}:{told.value}")] for told in Told]
    return View(
        render(turn, "checked_told"), [*rows, [button(turn, "back", "checked"), worse(turn)]]
    )


@press("said")
def _on_said(turn: Turn, arguments: list[str]) -> None:
    """A doctor has checked the child since: who, when and what they said are recorded."""
    who, time = (*arguments, "")[:2]
    told = Told.of(time)
    if turn.case is None or told is None or not is_at_now(turn, "checked_told", who):
        stale(turn)
    elif told.settles:
        settled = reading.present(turn).settled_by_a_check()
        record_check(turn.case, settled, who, told, by=turn.chat_id, now=turn.now)
        proceed(turn, note=render(turn, "lowered", checked=True))
    else:
        urgent = told is Told.EMERGENCY
        as_it_was(turn, "mistake_kept" if urgent else "check_changes_nothing")
