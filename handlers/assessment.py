"""Asking: one question a screen, answered by a tap or a word, with a way back."""

from handlers import parts, questions, reading
from handlers.answers import note_answer, take_back
from handlers.changes import changed
from handlers.context import Turn
from handlers.next_step import has_card, proceed
from handlers.presses import press, stale
from handlers.screens import View, button, go, render, screen, stay, was_seen, where, worse
from state.assessments.assessment import Item
from state.case import EVERY_LINE, UNSURE, Says, Value


@screen("ask")
def _ask(turn: Turn, about: str) -> View:
    item_id, _, first = about.partition("/")
    item = reading.item(turn, item_id)
    leave = [button(turn, "stop_here", "stop_walk")] if _may_leave(turn, item) else []
    way_out = [
        button(turn, "back", f"b:{item.id}"),
        *parts.way_out(turn, item),
        *leave,
        worse(turn),
    ]
    return questions.question(turn, item, way_out, first)


def _may_leave(turn: Turn, item: Item) -> bool:
    """An assessment beside the first one can be left at any of its questions."""
    return bool(reading.walked(turn)) and not item.one_of_these


@press("a")
def _on_answer(turn: Turn, arguments: list[str]) -> None:
    """An answer to a question: to the present one; of an old one only a danger still counts."""
    item = reading.find_item(turn, arguments[0])
    chosen = arguments[1] if len(arguments) > 1 else ""
    if turn.member is None or item is None:
        stale(turn)
    elif item.one_of_these and chosen == "yes":
        note_answer(turn, item, _with(turn, item, "yes"))
        go(turn, "emergency", anew=True)
    elif not _is_present(turn, item):
        stale(turn)
    elif item.by_line:
        _list_answer(turn, item, chosen)
    elif chosen in item.options or chosen == UNSURE:
        after(turn, item, note_answer(turn, item, chosen))
    else:
        stale(turn)


def _list_answer(turn: Turn, item: Item, chosen: str) -> None:
    if item.one_of_these and chosen == "none" and not was_seen(turn):
        stale(turn)
    elif chosen == "none":
        after(turn, item, note_answer(turn, item, _with(turn, item, "no")))
    elif chosen == "done":
        named = questions.named(turn, item)
        after(turn, item, note_answer(turn, item, _with(turn, item, "no" if named else "yes")))
    elif chosen == "yes":
        go(turn, "which", item.id)
    elif chosen == UNSURE:
        go(turn, "which_unsure", item.id)
    elif chosen == "all_unsure":
        after(turn, item, note_answer(turn, item, _with(turn, item, "unsure")))
    else:
        stale(turn)


def _with(turn: Turn, item: Item, rest: Says) -> Value:
    """What was said line by line, and of all other lines this."""
    return {**questions.named(turn, item), EVERY_LINE: rest}


def after(turn: Turn, item: Item, undo: str = "", note: str = "") -> None:
    """Where an answer leads: on, or back to where it was changed from."""
    if where(turn).screen == "change_one":
        changed(turn, item.id)
    elif parts.is_deeper(turn, item):
        parts.onward(turn, item, undo=undo, note=note)
    else:
        proceed(turn, note=note, undo=undo)


def _is_present(turn: Turn, item: Item) -> bool:
    """Whether this question is on the last screen, not on a message further up."""
    return not turn.pressed_is_old and where(turn).about.partition("/")[0] == item.id


@press("b")
def _on_back(turn: Turn, arguments: list[str]) -> None:
    """Back: the answer before this question is taken back, and its question asked again."""
    item = reading.find_item(turn, arguments[0])
    if turn.member is None or item is None or not _is_present(turn, item):
        stale(turn)
        return
    if parts.is_deeper(turn, item):
        parts.back(turn, item)
        return
    walk = turn.member.walk if reading.walked(turn) else None
    earlier = reading.asked(turn).answered_before(item, walk.since if walk else 0)
    if earlier is None and walk is not None:
        turn.member.walk = None
        go(turn, "assessments")
    elif earlier is None and has_card(turn):
        stay(turn)
    elif earlier is None:
        turn.member.zone = None
        proceed(turn)
    else:
        take_back(turn, earlier)
        go(turn, "ask", earlier.id)


@press("undo")
def _on_undo(turn: Turn, arguments: list[str]) -> None:
    """Takes the last typed answer back; anything older is changed from the card."""
    last = turn.case.answers[-1] if turn.case and turn.case.answers else None
    item = reading.find_item(turn, last.item) if last else None
    if last is None or item is None or str(last.number) != arguments[0]:
        stale(turn)
        return
    take_back(turn, item)
    go(turn, "ask", item.id, note=render(turn, "undone"))
