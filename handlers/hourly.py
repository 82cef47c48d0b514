"""Asking back within hours whether a doctor has called, while that is what counts."""

from datetime import timedelta

from handlers import reading
from handlers.card import on_card, still
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.screens import button, go, nickname, render, stay, worse, worse_only
from state import chases
from state.case import Member, Spoke
from state.effects import Priority, Reminder, Show
from state.urgency import reached


def ask_back(turn: Turn) -> None:
    """Asks each member who wants it, if it is time, and records that it was asked."""
    case = reading.case(turn)
    if not chases.due(case, turn.now):
        return
    asked = [member for member in chases.to_ask(case, turn.now) if member.zone]
    if not asked:
        return
    chases.record(case, turn.now)
    last = not chases.next_chase(case, turn.now)
    for member in asked:
        _ask(turn.for_member(member.chat_id).as_seen(), member, last=last)


def _ask(turn: Turn, member: Member, *, last: bool) -> None:
    there = chases.is_there(reading.case(turn))
    yes, no = ("checked", "now:at_emergency") if there else ("spoke", "not_spoke")
    rows = (
        (button(turn, "seen_yes" if there else "doctor_yes", yes), button(turn, "doctor_no", no)),
        (*([] if last else [button(turn, "no_chases", "quiet:off")]), worse(turn)),
    )
    text = "chase_there" if there else "chase"
    turn.send(
        Show(
            render(turn, text, nickname=nickname(turn), last=last, **on_card(turn)),
            rows,
            leave_behind=worse_only(turn),
        ),
        chat_id=member.chat_id,
        priority=Priority.ASK_BACK,
        expires_at=turn.now + timedelta(hours=4),
        reminder=Reminder(reading.case(turn).case_id, "chase", turn.now),
    )


@press("spoke")
def _on_spoke(turn: Turn, _arguments: list[str]) -> None:
    """A doctor has called: we stop asking. What they said may settle the level."""
    if turn.case is None or not reached(turn.case):
        stale(turn)
        return
    if not isinstance(next(reversed(turn.case.events), None), Spoke):
        turn.case.events.append(Spoke(turn.now, turn.chat_id))
    go(turn, "checked_who", anew=True)


@press("not_spoke")
def _on_not_spoke(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    else:
        go(turn, "closed", anew=True)


@press("quiet")
def _on_quiet(turn: Turn, arguments: list[str]) -> None:
    """Whether to ask back: off, or on again. It is this member's own choice."""
    if turn.member is None:
        stale(turn)
    else:
        turn.member.chases = arguments[0] == "on"
        stay(turn, render(turn, "chases", on=turn.member.chases, still=still(turn)))
