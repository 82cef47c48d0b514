"""Notes as they are typed: one message is one entry. Dangerous words never come this far.

What measures a temperature or a pain that may be a danger is kept, and asked about first.
"""

from datetime import UTC, datetime

from handlers import days, reading
from handlers import entries as said
from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.measured import asks_first
from handlers.screens import go, render, typed_for
from handlers.tasks import hours
from state.plan import entries, measures
from state.plan.entries import KINDS, LONGEST, MOST, OF_A_DAY, Entry, EntryKind
from state.plan.measured_at import measured_at, without_clock

READERS = {"temperature": measures.temperature, "pain": measures.pain}


@takes("entry", questions=True)
def _on_line(turn: Turn, about: str, text: str) -> None:
    """Adds a line to the list it was typed on, or to the one that its first word names."""
    kind, rest = _kind(turn, about, " ".join(text.split()))
    if not one_line(turn, rest, LONGEST):
        return
    value = _measured(kind, rest)
    if value is not None and not value.values:
        go(turn, "notes_of", kind, anew=True, note=render(turn, "no_number", kind=kind))
        return
    case, moment = reading.case(turn), _moment(turn, kind, rest)
    added = entries.add(
        case.entries,
        case.numbers,
        kind,
        rest,
        by=turn.chat_id,
        at=moment,
        day=hours(turn).local(moment).date() if kind in OF_A_DAY else None,
        value=value.value if value else None,
    )
    if added is None:
        go(turn, "notes_of", kind, anew=True, note=render(turn, "notes_full", most=MOST))
    else:
        _go_on(turn, added, value, new=True)


def _moment(turn: Turn, kind: EntryKind, text: str) -> datetime:
    """When it was measured, if a time of today or yesterday was typed with it; else now (UTC)."""
    if kind not in READERS:
        return turn.now
    rest = without_clock(text)
    before = any(word in rest.lower() for word in typed_for(turn, "yesterday"))
    named, _ = days.typed(turn, measures.NUMBER.sub(" ", rest))
    if len(measures.NUMBER.findall(rest)) > 1 or named not in ([], [days.this_day(turn)]):
        return turn.now
    found = measured_at(text, hours(turn).local(turn.now), day_before=before)
    return found.astimezone(UTC) if found else turn.now


def _kind(turn: Turn, about: str, line: str) -> tuple[EntryKind, str]:
    """The kind of a line, and the line without the word that names it.

    On a list of its own only "pain: 3" goes to another one; elsewhere "pain 3" is enough.
    """
    listed = next((kind for kind in KINDS if kind == about), None)
    word, _, rest = line.partition(" ")
    named = next(
        (k for k in KINDS if word.lower().rstrip(":") in typed_for(turn, f"for_{k}")), None
    )
    free = listed in {None, "note", named} or word.endswith(":")
    if named is None or not rest or not free:
        return listed or "note", line
    if named in READERS and not _found(named, rest):
        return listed or "note", line
    return named, rest


def _found(kind: str, text: str) -> bool:
    return bool(READERS[kind](text).values)


def _measured(kind: str, line: str) -> measures.Measured | None:
    return READERS[kind](line) if kind in READERS else None


@takes("entry_words", questions=True)
def _on_new_words(turn: Turn, about: str, text: str) -> None:
    """Other words for an entry."""
    entry = said.find(turn, about)
    if entry is None:
        go(turn, "notes", anew=True, note=render(turn, "entry_gone"))
        return
    line = one_line(turn, text, LONGEST)
    if not line:
        return
    value = _measured(entry.kind, line)
    if value is not None and not value.values:
        go(turn, "entry", about, anew=True, note=render(turn, "no_number", kind=entry.kind))
        return
    number = value.value if value else None
    entries.change(reading.case(turn).entries, entry.entry_id, line, number)
    changed = said.find(turn, about)
    if changed is not None:
        _go_on(turn, changed, value, new=False)


def _go_on(turn: Turn, entry: Entry, value: measures.Measured | None, *, new: bool) -> None:
    """Reads the entry back on its list, unless it must be asked about first."""
    if value is not None and asks_first(turn, entry, value):
        return
    template = "entry_added" if new else "entry_changed"
    note = render(turn, template, kind=entry.kind, line=said.said(turn, entry))
    undo = f"entry_gone:{entry.entry_id}" if new else ""
    go(turn, "notes_of", entry.kind, anew=True, note=note, undo=undo)
