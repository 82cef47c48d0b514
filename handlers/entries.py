"""What the notes of a case say, in the member's language, country and local time."""

from handlers import reading
from handlers.context import Turn
from handlers.lists import words
from handlers.screens import label
from handlers.spoken import clock, short_day
from handlers.tasks import hours
from state.plan import entries, measures
from state.plan.entries import Entry

SHORT = 34
"""Letters of an entry on a button."""


def of(turn: Turn, kind: str) -> list[Entry]:
    """The entries of one kind that this version can say, in their order."""
    every = entries.of(reading.case(turn).entries, kind)
    return [one for one in every if not one.asks or one.asks in words(turn).visit_questions]


def find(turn: Turn, entry_id: str) -> Entry | None:
    number = int(entry_id) if entry_id.isdecimal() else 0
    return entries.find(reading.case(turn).entries, number)


def said(turn: Turn, entry: Entry) -> str:
    """An entry in one line, with its day where it has one."""
    if entry.asks:
        return words(turn).visit_questions[entry.asks].ask
    if entry.day is None:
        return entry.text
    local = hours(turn).local(entry.at)
    when = label(turn, "entry_when", day=short_day(turn, entry.day), time=clock(turn, local))
    return label(turn, "entry_line", when=when, what=_what(turn, entry))


def short(turn: Turn, entry: Entry) -> str:
    """An entry on its button."""
    whole = words(turn).visit_questions[entry.asks].name if entry.asks else _what(turn, entry)
    return whole if len(whole) <= SHORT else f"{whole[: SHORT - 1].rstrip()}…"


def _what(turn: Turn, entry: Entry) -> str:
    """What was measured, and the words that were typed, if they say more than the number."""
    if entry.value is None:
        return entry.text
    value = measured(turn, entry.kind, entry.value)
    if not says_more(entry):
        return value
    return label(turn, "measured_with", value=value, text=entry.text)


def says_more(entry: Entry) -> bool:
    """Whether the words typed for a number say more than the number."""
    return any(c.isalpha() for c in entry.text.lower().strip("°cf 0123456789.,"))


def measured(turn: Turn, kind: str, value: float) -> str:
    """A temperature in both units, or pain out of ten."""
    if kind == "temperature":
        fahrenheit = f"{measures.fahrenheit(value):.1f}"
        return label(turn, "degrees", celsius=f"{value:.1f}", fahrenheit=fahrenheit)
    return label(turn, "of_ten", value=f"{value:g}")
