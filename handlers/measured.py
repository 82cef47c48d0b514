"""A temperature or pain that may be a danger, or that may be two: asked before anything else.

What it turns out to be is kept as the answer it gives: the card, the plan and the next round of
signs know it as any other. What makes a fever a danger is in `state/noted.py`; where that is not
known it is asked, and "not sure" counts as yes.
"""

from handlers import entries as said
from handlers import reading
from handlers.context import Turn
from handlers.fever import counts_with_others, is_emergency, may_be_a_baby
from handlers.presses import press, stale
from handlers.screens import View, button, go, is_at_now, render, screen, worse
from state import noted
from state.effects import Button
from state.plan import entries, measures
from state.plan.entries import Entry
from state.plan.measures import Measured

READERS = {"temperature": measures.temperature, "pain": measures.pain}
MOST = 3
"""Numbers to choose from."""


def asks_first(turn: Turn, entry: Entry, value: Measured) -> bool:
    """Goes to the card, or to a question, if this number needs one."""
    about = str(entry.entry_id)
    if measures.asks_more(entry.kind, value):
        if entry.kind == "temperature" and noted.at_risk(reading.present(turn)):
            is_emergency(turn, entry.kind, sure=True)
        else:
            go(turn, "measure_asks", about, anew=True)
        return True
    if not value.clear:
        go(turn, "measure_which", about, anew=True)
        return True
    return False


@screen("measure_asks")
def _asks(turn: Turn, about: str) -> View:
    """What makes this number an emergency."""
    entry = _measuring(turn, about)
    rows = [
        [
            button(turn, "yes_one", f"measure_is:{about}:yes"),
            button(turn, "none_of_these", f"measure_is:{about}:none"),
        ],
        [button(turn, "unsure", f"measure_is:{about}:unsure"), worse(turn)],
    ]
    text = render(
        turn,
        "measure_asks",
        kind=entry.kind,
        line=said.said(turn, entry),
        baby=may_be_a_baby(turn),
    )
    return View(text, rows, alone=True)


@press("measure_is")
def _on_answer(turn: Turn, arguments: list[str]) -> None:
    """Only "none of these", to the question as it stands, leads back to the notes."""
    entry_id, answer = arguments[0], arguments[-1]
    entry = _known(turn, entry_id)
    if entry is None:
        stale(turn)
    elif answer != "none":
        is_emergency(turn, entry.kind, sure=answer == "yes")
    elif is_at_now(turn, "measure_asks", entry_id):
        _no_danger(turn, entry)
    else:
        stale(turn)


def _no_danger(turn: Turn, entry: Entry) -> None:
    """On to which number it is, if that is not clear; a fever may be one sign more than before."""
    if entry.kind == "pain" or not counts_with_others(turn):
        go(turn, "measure_kept", f"{entry.kind}:{entry.entry_id}")


@press("measure_on")
def _on_go_on(turn: Turn, arguments: list[str]) -> None:
    entry = _known(turn, arguments[0])
    if entry is None:
        stale(turn)
    elif entry.value is None:
        go(turn, "measure_which", arguments[0])
    else:
        go(turn, "notes_of", entry.kind)


@screen("measure_which")
def _which(turn: Turn, about: str) -> View:
    """Which number was meant; typing it again changes it."""
    entry = _measuring(turn, about)
    values = READERS[entry.kind](entry.text).values[:MOST]
    rows = [
        [Button(said.measured(turn, entry.kind, one), f"measure_as:{about}:{number}")]
        for number, one in enumerate(values)
    ]
    rows.append([button(turn, "back", f"notes:{entry.kind}"), worse(turn)])
    text = render(turn, "measure_which", line=entry.text)
    return View(text, rows, expecting=f"entry_words:{about}")


@press("measure_as")
def _on_which(turn: Turn, arguments: list[str]) -> None:
    entry = _known(turn, arguments[0])
    values = READERS[entry.kind](entry.text).values[:MOST] if entry else ()
    number = int(arguments[-1]) if arguments[-1].isdecimal() else MOST
    if entry is None or number >= len(values):
        stale(turn)
        return
    case = reading.case(turn)
    entries.change(case.entries, entry.entry_id, entry.text, values[number])
    changed = _measuring(turn, arguments[0])
    note = render(turn, "entry_changed", kind=entry.kind, line=said.said(turn, changed))
    go(turn, "notes_of", entry.kind, note=note)


def _known(turn: Turn, entry_id: str) -> Entry | None:
    """The measured entry of a button, if it is still there."""
    due = turn.case is not None and reading.card_is_due(turn)
    entry = said.find(turn, entry_id) if due else None
    return entry if entry and entry.kind in READERS else None


def _measuring(turn: Turn, entry_id: str) -> Entry:
    """The measured entry of a screen. Raises LookupError if it is gone: then the menu is shown."""
    entry = _known(turn, entry_id)
    if entry is None:
        raise LookupError(entry_id)
    return entry
