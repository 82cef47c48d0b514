"""Asking for a date while two days run: by when, whom to call, and what to do without an answer."""

from handlers import reading
from handlers.card import on_card
from handlers.context import Turn
from handlers.screens import Rows, button, inner
from handlers.spoken import in_full
from state.plan.steps import Due

DATE = "date"


def is_one(due: Due) -> bool:
    """Whether the message asks for a date that cannot wait."""
    return any(step.manner == "chase" and DATE in step.tasks for step in due.steps)


def before_closing(due: Due) -> bool:
    """Whether something was promised for today, and the office still answers."""
    return any(step.manner == "chase" and DATE not in step.tasks for step in due.steps)


def words(turn: Turn, due: Due) -> str:
    """What is asked, and whom to call if the answer is no; nothing if it is no chase.

    Once the time has passed it is asked whether the child was seen: that nothing came is no
    reason to fall silent.
    """
    latest = reading.now_is(turn).deadline
    if not is_one(due) or latest is None:
        return ""
    return inner(
        turn,
        "digest_chase",
        **{**on_card(turn), "when": in_full(turn, latest)},
        over=latest <= turn.now,
    )


def rows(turn: Turn) -> Rows:
    """The answers, and the way on where nobody answers."""
    return [
        [button(turn, "have_date", "visit"), button(turn, "doctor_yes", "spoke")],
        [button(turn, "closed", "closed")],
    ]
