"""Before a case is erased because nobody writes any more, that is said, twice."""

from datetime import timedelta

from handlers import reading
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    button,
    go,
    headed,
    render,
    screen,
    stay,
    worse,
    worse_only,
)
from handlers.spoken import in_full
from state import retention
from state.case import Member
from state.effects import Priority, Reminder, Show

UNSENT = timedelta(hours=8)
"""A warning that could not be sent in so long is un-said, and said at the next good hour."""


def warn(turn: Turn) -> None:
    """Tells each member whose time it is, and records that it was said."""
    case = reading.case(turn)
    for member in case.members:
        due = retention.next_warning(case, member, turn.now)
        if due is not None and due <= turn.now:
            _say(turn.for_member(member.chat_id), member)
            case.said.append(retention.record(case, member, turn.now))


def _say(turn: Turn, member: Member) -> None:
    shown = _erasing(turn.as_seen(), "")
    text, rows = headed(turn, shown.text), shown.rows
    if member.reminders.hidden:
        text, rows = render(turn, "digest_hidden"), [[button(turn, "show", "erasing"), worse(turn)]]
    turn.send(
        Show(text, tuple(map(tuple, rows)), leave_behind=worse_only(turn)),
        chat_id=member.chat_id,
        priority=Priority.REMINDER,
        expires_at=turn.now + UNSENT,
        reminder=Reminder(reading.case(turn).case_id, "digest", turn.now),
    )


@press("erasing")
def _on_show(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None:
        stale(turn)
    else:
        go(turn, "erasing", anew=True)


@screen("erasing")
def _erasing(turn: Turn, _about: str) -> View:
    """When all of it is erased; to press anything here keeps it."""
    end = reading.case(turn).kept_until
    rows: Rows = [
        [button(turn, "keep_all", "keep_on")],
        [button(turn, "see_data", "mydata"), button(turn, "erase_it", "ask_delete")],
        [worse(turn)],
    ]
    return View(render(turn, "erasing", at=in_full(turn, end) if end else ""), rows)


@press("keep_on")
def _on_keep(turn: Turn, _arguments: list[str]) -> None:
    """To press it is to write: from here the time begins anew."""
    if turn.case is None:
        stale(turn)
    else:
        stay(turn, render(turn, "kept_on"))
