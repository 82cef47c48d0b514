"""A temperature or pain that may be a danger, or that may be two: asked before anything else.

38.0 C (100.4 F) in a child on treatment or under 3 months is an emergency (sources: on_treatment,
stjude_fever, nice_ng143). Where that is not known it is asked; "not sure" counts as yes.
"""

from handlers import entries as said
from handlers import reading
from handlers.context import Turn
from handlers.danger import danger
from handlers.presses import press, stale
from handlers.screens import View, button, go, is_at_now, render, screen, worse, worse_only
from state.case import Place
from state.effects import Button, Priority, Show
from state.plan import entries, measures
from state.plan.entries import Entry
from state.plan.measures import Measured

FINDINGS = {"temperature": "fever_on_chemo_line", "pain": "severe_pain"}
READERS = {"temperature": measures.temperature, "pain": measures.pain}
MOST = 3
"""Numbers to choose from."""


def asks_first(turn: Turn, entry: Entry, value: Measured) -> bool:
    """Goes to the card, or to a question, if this number needs one."""
    about = str(entry.entry_id)
    if measures.asks_more(entry.kind, value):
        if entry.kind == "temperature" and _is_at_risk(turn):
            _emergency(turn, entry)
        else:
            go(turn, "measure_asks", about, anew=True)
        return True
    if not value.clear:
        go(turn, "measure_which", about, anew=True)
        return True
    return False


def _is_at_risk(turn: Turn) -> bool:
    """Whether any fever in this child is an emergency, as far as the case knows."""
    asked = reading.present(turn).asked
    known = reading.facts(turn).yes & {"fever_on_chemo_line", "fever_low_anc"}
    return bool(known) or asked.has_team() or asked.age() == "under_3mo"


def _emergency(turn: Turn, entry: Entry) -> None:
    """The emergency card, before the notes; they are where "not now" leads."""
    aid = reading.library(turn).guidance.aid_for({FINDINGS[entry.kind]}) or "general"
    if turn.member is not None:
        turn.member.place = _after(entry)
        turn.member.expecting = None
    rows = ((button(turn, "check_signs", "w"),), (button(turn, "back", "here"),))
    turn.send(
        Show(danger(turn, aid), rows, leave_behind=worse_only(turn)), priority=Priority.EMERGENCY
    )


def _after(entry: Entry) -> Place:
    """Where it goes on: which number it is, if that is not clear, else the list."""
    if entry.value is None:
        return Place("measure_which", str(entry.entry_id))
    return Place("notes_of", entry.kind)


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
    return View(
        render(turn, "measure_asks", kind=entry.kind, line=said.said(turn, entry)), rows, alone=True
    )


@press("measure_is")
def _on_answer(turn: Turn, arguments: list[str]) -> None:
    """Only "none of these", to the question as it stands, leads back to the notes."""
    entry_id, answer = arguments[0], arguments[-1]
    entry = _known(turn, entry_id)
    if entry is None:
        stale(turn)
    elif answer != "none":
        _emergency(turn, entry)
    elif is_at_now(turn, "measure_asks", entry_id):
        after = _after(entry)
        go(turn, after.screen, after.about, note=render(turn, "measure_kept", kind=entry.kind))
    else:
        stale(turn)


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
