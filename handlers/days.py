"""Days ahead as a parent types them, and as buttons carry them: "20260304"."""

from datetime import date

from handlers.content import content
from handlers.context import Turn
from handlers.screens import label, tongue, typed_for
from handlers.tasks import hours
from state.dates.reading import read
from state.dates.vocabulary import lexicon


def this_day(turn: Turn) -> date:
    """The day it is where the member is."""
    return hours(turn).local(turn.now).date()


def written(day: date) -> str:
    """A day as a button carries it."""
    return f"{day:%Y%m%d}"


def of_button(text: str) -> date | None:
    """The day in the data of a button, or None: it may be of another version."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def typed(turn: Turn, text: str) -> tuple[list[date], str]:
    """The days a text can mean, "until June 4" and "10 days" too, or why there is none."""
    first, _, rest = text.strip().partition(" ")
    named = rest if first.lower() in typed_for(turn, "until") else text
    known = lexicon(content(turn).templates, tongue(turn))
    trouble = "unknown"
    for words in (named, label(turn, "in_so_long", words=named)):
        found = read(words, known, hours(turn).local(turn.now))
        if found.moments:
            return list(dict.fromkeys(moment.day for moment in found.moments)), ""
        trouble = "past" if found.trouble == "past" else trouble
    return [], trouble
