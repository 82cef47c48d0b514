"""What happened to a referral: one tap keeps it with its day; who said it is typed after."""

from datetime import date, datetime, timedelta

from handlers import marks, reading
from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.places import here, local_now
from handlers.presses import press, stale
from handlers.referrals import HAPPENS, begun, find, marked, may_undo, task_id, title, undo_of
from handlers.screens import Rows, View, back_to_card, button, go, label, render, screen, where
from handlers.spoken import clock, day, in_full
from handlers.task import DAYS
from handlers.tasks import hours
from state.levels import Level
from state.plan.next_call import ask_again_on
from state.plan.referrals import (
    LONGEST,
    Referral,
    ReferralStep,
    ReferralWord,
    name_and_number,
    standing,
)
from state.plan.timetable import BEFORE_CLOSING

ANSWERED: frozenset[ReferralWord] = frozenset(
    {"asked", "sent", "arrived", "needs_tests", "needs_information"}
)
"""Words after which somebody may have said who they are, and by when the next thing happens."""


@press("ref_step")
def _on_step(turn: Turn, arguments: list[str]) -> None:
    """Keeps what happened; the same, tapped once more, is one step, but that nobody called back."""
    word = next((one for one in HAPPENS if one == arguments[0]), None)
    found = find(turn, arguments[-1])
    if word is None or found is None:
        stale(turn)
        return
    kept = begun(turn, found)
    if word == "nobody_called" or word not in {step.what for step in standing(kept.steps)[-1:]}:
        kept.add(ReferralStep(word, turn.chat_id, turn.now))
    about = str(kept.referral_id)
    if word in ANSWERED:
        go(turn, "referral_said", about)
    else:
        go(
            turn,
            "referral",
            about,
            note=render(turn, "referral_booked") if word == "booked" else "",
        )


@screen("referral_said")
def _said(turn: Turn, about: str) -> View:
    """Who said it, typed; and by when the next thing happens, if they named a day."""
    found = find(turn, about) or Referral(int(about))
    held = standing(found.steps)
    text = render(
        turn,
        "referral_said",
        what=label(turn, f"ref_{held[-1].what}") if held else title(turn, found),
        who=held[-1].who if held else "",
        number=held[-1].number if held else "",
    )
    days = [button(turn, f"day_{word}", f"ref_due:{word}:{about}") for word in DAYS]
    rows: Rows = [days, [button(turn, "no_day", f"ref_due::{about}")], back_to_card(turn)]
    return View(text, rows, expecting=f"referral:{about}", undo=undo_of(turn, found))


@press("ref_due")
def _on_due(turn: Turn, arguments: list[str]) -> None:
    """The day they named; where they named none, the day on which it is time to ask again."""
    found = find(turn, arguments[-1])
    ahead = DAYS.get(arguments[0])
    if found is None or not standing(found.steps) or (arguments[0] and ahead is None):
        stale(turn)
        return
    now_is, local = reading.now_is(turn), local_now(turn)
    again = ask_again_on(now_is.level, here(turn), local, now_is.deadline)
    due = local.date() + timedelta(days=ahead) if ahead else None
    last = _local(turn, now_is.deadline) if now_is.deadline else None
    soon = now_is.level >= Level.WITHIN_48_HOURS
    late = due is not None and last is not None and (due >= last if soon else due > last)
    found.tell(turn.chat_id, due=due, again=again if late or due is None else None)
    note = render(
        turn,
        "referral_due",
        late=late,
        due=day(turn, due) if due else "",
        again=day(turn, again),
        when=in_full(turn, now_is.deadline) if now_is.deadline else "",
        passed=now_is.passed(turn.now),
        asks=_before_closing(turn) if soon else "",
    )
    go(turn, "referral", arguments[-1], note=note)


def _before_closing(turn: Turn) -> str:
    """When it is asked, on the day it was promised for, whether it is there."""
    closes = here(turn).office.closes - BEFORE_CLOSING
    return clock(turn, local_now(turn).replace(hour=closes, minute=0))


def _local(turn: Turn, moment: datetime) -> date:
    return hours(turn).local(moment).date()


@takes("referral", questions=True)
def _on_typed(turn: Turn, about: str, text: str) -> None:
    """A name and a number for what was just said; at any other time a note of its own."""
    found = find(turn, about)
    if found is None:
        go(turn, "plan", anew=True)
        return
    asked = where(turn).screen == "referral_said"
    line = one_line(turn, text, LONGEST)
    if not line:
        return
    kept = begun(turn, found)
    who, number = name_and_number(line)
    if not (asked and kept.tell(turn.chat_id, who=who, number=number)):
        kept.add(ReferralStep("noted", turn.chat_id, turn.now, who=who, number=number))
    if asked:
        go(turn, "referral_said", about, anew=True)
    else:
        go(turn, "referral", about, anew=True, note=render(turn, "note_kept"))


@press("ref_undo")
def _on_undo(turn: Turn, arguments: list[str]) -> None:
    found = find(turn, arguments[0])
    if found is None or not may_undo(turn, found):
        stale(turn)
        return
    if marked(turn, found):
        marks.keep(turn, task_id(found), "undone")
    else:
        found.add(ReferralStep("undone", turn.chat_id, turn.now))
    go(turn, "referral", arguments[0], note=render(turn, "undone"))
