"""/notes: questions, signs, temperature, pain, medicines, allergies, family history.

One message adds; an entry opens to be changed, moved up or removed.
"""

from telegram import Update

from handlers import entries as said
from handlers import over_time, reading
from handlers.context import Turn, TurnContext
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    exists,
    go,
    label,
    render,
    screen,
    stay,
)
from state.case import Place
from state.effects import Button
from state.plan import entries
from state.plan.entries import ASKED_FIRST, KINDS, OF_A_DAY, Entry

ON_A_PAGE = 4
PICK_FROM = "visit_ask"
"""The topic that offers questions to pick."""


async def on_notes(_update: Update, context: TurnContext) -> None:
    """/notes: before there is a card, the present question."""
    turn = context.turn
    if turn.case is None or not reading.card_is_due(turn):
        stay(turn)
    else:
        go(turn, "notes", anew=True)


@press("notes")
def _on_notes(turn: Turn, arguments: list[str]) -> None:
    kind, page = arguments[0], arguments[-1]
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    elif kind in KINDS:
        go(turn, "notes_of", ":".join(arguments[:2]))
    else:
        go(turn, "notes", page if page.isdecimal() else "")


@screen("notes")
def _notes(turn: Turn, about: str) -> View:
    """The kinds of notes, four a page; a line typed here is added at once."""
    first = ON_A_PAGE if about == "1" else 0
    kinds = [
        Button(label(turn, f"notes_{kind}", count=len(said.of(turn, kind))), f"notes:{kind}")
        for kind in KINDS[first : first + ON_A_PAGE]
    ]
    rows: Rows = [row for row in (kinds[:2], kinds[2:]) if row]
    rows.append([button(turn, "more", "notes:" if first else "notes:page:1")])
    rows.append([button(turn, "notes_sheet", "notes_sheet")])
    return View(render(turn, "notes"), [*rows, back_to_card(turn)], expecting="entry")


@screen("notes_of")
def _of_kind(turn: Turn, about: str) -> View:
    """The entries of one kind, four a page, the newest day first; three questions stand apart."""
    kind, _, page = about.partition(":")
    found = [*enumerate(said.of(turn, kind), 1)]
    found = found[::-1] if kind in OF_A_DAY else found
    start = int(page) * ON_A_PAGE if page.isdecimal() else 0
    start = start if start < len(found) else 0
    shown = found[start : start + ON_A_PAGE]
    lines = [(number, said.said(turn, one)) for number, one in shown]
    asked_first = ASKED_FIRST if kind == "question" else 0
    text = render(turn, "notes_of", kind=kind, lines=lines, first=asked_first)
    rows: Rows = [[_open(turn, number, one)] for number, one in shown]
    if len(found) > ON_A_PAGE:
        following = (start // ON_A_PAGE + 1) % -(-len(found) // ON_A_PAGE)
        rows.append([button(turn, "more", f"notes:{kind}:{following}")])
    rows += [[way] for way in over_time.ways(turn, kind)]
    if kind == "question" and exists(turn, Place("topic", PICK_FROM)):
        rows.append([button(turn, "pick_questions", f"topic:{PICK_FROM}")])
    rows.append([button(turn, "all_notes", "notes")])
    return View(text, [*rows, back_to_card(turn)], expecting=f"entry:{kind}")


def _open(turn: Turn, number: int, entry: Entry) -> Button:
    name = label(turn, "entry_button", number=number, words=said.short(turn, entry))
    return Button(name, f"entry:{entry.entry_id}")


@press("entry")
def _on_entry(turn: Turn, arguments: list[str]) -> None:
    if _find(turn, arguments) is not None:
        go(turn, "entry", arguments[0])


@screen("entry")
def _entry(turn: Turn, about: str) -> View:
    """One entry: to be changed by typing, moved up, removed."""
    entry = said.find(turn, about)
    if entry is None:
        return _notes(turn, "")
    rows: Rows = []
    if entry.kind == "question" and entry not in said.of(turn, "question")[:1]:
        rows.append(
            [button(turn, "to_top", f"entry_top:{about}"), button(turn, "up", f"entry_up:{about}")]
        )
    back = button(turn, "back", f"notes:{entry.kind}")
    rows.append([button(turn, "remove", f"entry_drop:{about}"), back])
    text = render(turn, "entry", line=said.said(turn, entry))
    return View(text, [*rows, back_to_card(turn)], expecting=f"entry_words:{about}")


@press("entry_top")
def _on_top(turn: Turn, arguments: list[str]) -> None:
    _move(turn, arguments, to_top=True)


@press("entry_up")
def _on_up(turn: Turn, arguments: list[str]) -> None:
    _move(turn, arguments, to_top=False)


def _move(turn: Turn, arguments: list[str], *, to_top: bool) -> None:
    entry = _find(turn, arguments)
    if entry is not None:
        entries.move(reading.case(turn).entries, entry.entry_id, to_top=to_top)
        go(turn, "notes_of", entry.kind)


@press("entry_drop")
def _on_drop(turn: Turn, arguments: list[str]) -> None:
    """Removing is for good, so it is asked once."""
    if _find(turn, arguments) is not None:
        go(turn, "entry_drop", arguments[0])


@screen("entry_drop")
def _drop(turn: Turn, about: str) -> View:
    entry = said.find(turn, about)
    if entry is None:
        return _notes(turn, "")
    rows = [
        [button(turn, "yes_remove", f"entry_gone:{about}"), button(turn, "keep", f"entry:{about}")]
    ]
    text = render(turn, "entry_drop", line=said.said(turn, entry))
    return View(text, [*rows, back_to_card(turn)])


@press("entry_gone")
def _on_gone(turn: Turn, arguments: list[str]) -> None:
    entry = _find(turn, arguments)
    if entry is not None:
        entries.remove(reading.case(turn).entries, entry.entry_id)
        go(turn, "notes_of", entry.kind, note=render(turn, "entry_gone"))


def _find(turn: Turn, arguments: list[str]) -> Entry | None:
    """The entry of a button; where it is gone, that is said."""
    due = turn.case is not None and reading.card_is_due(turn)
    entry = said.find(turn, arguments[0]) if due else None
    if entry is None:
        stale(turn)
    return entry
