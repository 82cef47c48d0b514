"""The visit a button or a screen is about."""

from handlers import reading
from handlers.context import Turn
from handlers.screens import Rows, button, label
from state.effects import Button
from state.plan import visits
from state.plan.visits import Visit

NEW = "new"
"""Stands where the id of a visit would, for one that is not booked yet."""


def may_plan(turn: Turn) -> bool:
    return turn.case is not None and reading.card_is_due(turn)


def found(turn: Turn, visit_id: str) -> Visit | None:
    """The visit of this id, where a card is due and it is still there."""
    return visits.find(reading.case(turn).visits, visit_id) if may_plan(turn) else None


def shown(turn: Turn, visit_id: str) -> Visit:
    """The visit a screen shows. Raises LookupError if it is gone: then so is the screen."""
    visit = visits.find(reading.case(turn).visits, visit_id)
    if visit is None:
        raise LookupError(visit_id)
    return visit


def is_late(turn: Turn, visit: Visit) -> bool:
    """Whether it is after the time to act, and no clinician has said that this is fine."""
    coming = visits.ahead(reading.case(turn).visits, turn.now)
    return visits.too_late(coming, reading.now_is(turn).deadline) is visit


def kind(turn: Turn, visit: Visit) -> str:
    return label(turn, f"visit_kind_{visit.kind}")


def named_kind(turn: Turn, visit: Visit | None) -> str:
    """What kind of visit it is, so that two are not taken for one; nothing if that is not known."""
    return kind(turn, visit) if visit and visit.kind != "other" else ""


def undo(visit: Visit) -> str:
    """The data of a button that takes back what was last said of it, and nothing before that."""
    last = f"{len(visit.events)}:{visit.events[-1].at:%Y%m%d%H%M%S}"
    return f"visit_undo:{visit.visit_id}:{last}"


def below(turn: Turn, visit: Visit) -> Rows:
    """The rows below the answers: a new date, the plan, and a way back out of a mis-tap."""
    return [
        [_new_date(turn, visit), button(turn, "plan", "plan")],
        [button(turn, "undo", undo(visit))],
    ]


def _new_date(turn: Turn, visit: Visit) -> Button:
    return button(turn, "new_date", f"visit_when:{visit.visit_id}")
