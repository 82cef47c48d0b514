"""Checklists: as many as fit, tapped one by one."""

from handlers import reading
from handlers.answers import note_answer
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.questions import named
from handlers.screens import go, where
from state.case import Says


@press("m")
def _on_choose(turn: Turn, arguments: list[str]) -> None:
    """One more on the list: it counts at once, the list is finished by "Done"."""
    item = reading.find_item(turn, arguments[0]) if turn.case else None
    option = arguments[-1]
    if item is None or item.kind != "many" or option not in item.options:
        stale(turn)
        return
    says: dict[str, Says] = {**named(turn, item), option: "yes"}
    page = where(turn).about.partition("/")[2] if where(turn).screen == "ask" else ""
    note_answer(turn, item, dict(says))
    go(turn, "ask", f"{item.id}/{page}" if page else item.id)


@press("mp")
def _on_more(turn: Turn, arguments: list[str]) -> None:
    item = reading.find_item(turn, arguments[0]) if turn.case else None
    if item is None:
        stale(turn)
    else:
        go(turn, "ask", f"{item.id}/{arguments[-1]}")
