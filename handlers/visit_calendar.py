"""A visit for the calendar of the telephone: a file with a neutral title."""

import hashlib

from handlers import reading
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.screens import go, label, render
from handlers.visit_found import found
from state.effects import Document
from state.plan.calendar import CalendarEntry
from state.plan.visits import Visit


@press("visit_file")
def _on_file(turn: Turn, arguments: list[str]) -> None:
    """The file, and the page of the visit below it."""
    visit = found(turn, arguments[0])
    if visit is None or not visit.is_planned:
        stale(turn)
        return
    turn.send(Document(label(turn, "calendar_file"), _entry(turn, visit)))
    go(turn, "visit", arguments[0], anew=True, note=render(turn, "visit_file"))


def _entry(turn: Turn, visit: Visit) -> CalendarEntry:
    return CalendarEntry(
        uid=_uid(reading.case(turn).case_id, visit),
        title=label(turn, "calendar_title"),
        starts=visit.moment,
        made_at=turn.now,
        sequence=len(visit.events),
        day=f"{visit.local:%Y%m%d}" if visit.day_only else "",
    )


def _uid(case_id: str, visit: Visit) -> str:
    """The same for the same visit, and nothing that leads back to the case."""
    secret = hashlib.sha256(f"{case_id}/{visit.visit_id}".encode()).hexdigest()
    return f"{secret[:32]}@appointment"
