"""Where a parent is: the country's numbers, its clocks, whether offices are open."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.content import content
from handlers.context import Turn
from handlers.screens import button, label, tongue
from state.effects import Button
from state.places.countries import Country, Line, country
from state.places.country_names import country_names
from state.places.local_time import ZoneChoices, next_opening, office_open, zones_by_local_time


def here(turn: Turn) -> Country:
    """The member's country; "another country" until it is known."""
    return country(turn.member.country if turn.member else None)


def paying(turn: Turn) -> Button:
    """The way to who pays; it is not called insurance where care is public."""
    return button(turn, "who_pays" if here(turn).care == "public" else "insurance", "insurance")


def emergency_numbers(turn: Turn) -> str:
    """What to dial in danger, as it is said in a sentence."""
    numbers = here(turn).emergency_numbers
    if len(numbers) == 1:
        return numbers[0]
    return f"{', '.join(numbers[:-1])} {label(turn, 'or')} {numbers[-1]}"


def crisis_line(turn: Turn) -> str:
    """The crisis line of the country, where one was checked on a published page; else a list."""
    lines = here(turn).lines("crisis")
    return _spoken_line(turn, lines[0]) if lines else label(turn, "generic_crisis")


def nurse_line(turn: Turn) -> str | None:
    """A nurse line that was checked on a published page, or None."""
    lines = here(turn).lines("nurse")
    return f"{_line_name(turn, lines[0])}, {lines[0].call}" if lines else None


def _spoken_line(turn: Turn, line: Line) -> str:
    if line.call and line.text:
        return label(turn, "call_or_text", name=_line_name(turn, line), number=line.call)
    return label(turn, "call_line", name=_line_name(turn, line), number=line.call or line.text)


def _line_name(turn: Turn, line: Line) -> str:
    return country_names(content(turn).templates, tongue(turn)).lines[line.id]


def zone_choices(turn: Turn) -> ZoneChoices:
    return zones_by_local_time(here(turn), turn.now)


def zone(turn: Turn) -> str:
    """The member's zone; UTC before it is known, which no deadline is shown in."""
    return (turn.member and turn.member.zone) or "UTC"


def local_now(turn: Turn) -> datetime:
    return turn.now.astimezone(ZoneInfo(zone(turn)))


def is_open(turn: Turn) -> bool:
    """Whether clinics usually answer the telephone now, where the member is."""
    return office_open(here(turn), local_now(turn))


def opening(turn: Turn) -> datetime:
    """When clinics usually open next, local time."""
    return next_opening(here(turn), local_now(turn))
