"""A mis-tap, as the parent says: asked once more in plain words before anything is recorded."""

from handlers import reading
from handlers.answers import note_answer
from handlers.card import still
from handlers.context import Turn
from handlers.next_step import at_danger, proceed
from handlers.presses import press, stale
from handlers.rise import take_back_rise, told_rise
from handlers.screens import View, button, go, is_at_now, render, screen, where, worse
from handlers.wording import named_lines, what_was_said
from state.case import EVERY_LINE
from state.settled import record_mistake


@press("mistake")
def _on_mistake(turn: Turn, arguments: list[str]) -> None:
    """A mis-tap, as the parent says: asked once more in plain words before anything changes."""
    if turn.case is None:
        stale(turn)
        return
    if reading.present(turn).only_heard:
        go(turn, "not_now", where(turn).about, anew=True)
        return
    item = reading.find_item(turn, arguments[0]) if arguments[0] else reading.present(turn).behind()
    if item is None or not what_was_said(turn, item):
        stale(turn)
    else:
        go(turn, "mistake", item.id, anew=True)


@screen("mistake")
def _mistake(turn: Turn, about: str) -> View:
    item = reading.item(turn, about)
    yes, no = ("one_true", "none_true") if item.kind == "signs" else ("is_true", "is_wrong")
    rows = [
        [button(turn, yes, f"true:{about}"), button(turn, "unsure", f"true:{about}")],
        [button(turn, no, f"false:{about}")],
        [worse(turn)],
    ]
    named = named_lines(turn, item)
    lines = named or what_was_said(turn, item)
    several = item.kind == "signs"
    return View(render(turn, "mistake", lines=lines, several=several, named=bool(named)), rows)


@press("true")
def _on_true(turn: Turn, _arguments: list[str]) -> None:
    as_it_was(turn, "mistake_kept")


def as_it_was(turn: Turn, template: str) -> None:
    """The time stays, and what to do is shown again."""
    if turn.case is None:
        stale(turn)
    elif at_danger(turn):
        go(turn, "emergency", anew=True, note=render(turn, template, still=still(turn)))
    else:
        proceed(turn, note=render(turn, template, still=still(turn)))


@press("false")
def _on_false(turn: Turn, arguments: list[str]) -> None:
    """A mis-tap: recorded with who and when; the answer is corrected, and the questions go on.

    Where one sign was named only that was asked about: its screen is asked anew.
    """
    item = reading.find_item(turn, arguments[0])
    if turn.case is None or item is None or not is_at_now(turn, "mistake", item.id):
        stale(turn)
        return
    whole = item.one_of_these and not named_lines(turn, item)
    told = told_rise(turn)
    record_mistake(turn.case, item.id, by=turn.chat_id, now=turn.now)
    if reading.present(turn).would_be_calmer_without(item):
        note_answer(turn, item, {EVERY_LINE: "no"} if whole else None)
    take_back_rise(turn, told if not reading.in_danger(turn) else None)
    proceed(turn, note=render(turn, "lowered", checked=False))
