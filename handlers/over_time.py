"""Temperature or pain over time: a picture with its words, and the numbers as a table below it."""

from datetime import datetime
from itertools import groupby

from handlers import entries as said
from handlers import reading
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    go,
    headed,
    label,
    render,
    screen,
    worse_only,
)
from handlers.spoken import clock, short_day
from handlers.tasks import hours
from state.effects import Button, Document
from state.plan import charts, measures, scales
from state.plan.charts import Chart, Days, Line, Point, Tick
from state.plan.entries import Entry
from state.plan.measures import FEVER

MEASURED = ("temperature", "pain")
OPEN_LINES = 3
"""Lines of the table that are not folded."""
MOST_LINES = 60
"""Lines of the table: one message holds them."""


def values(turn: Turn, kind: str) -> list[Entry]:
    """What was measured, oldest first; numbers that are not clear yet are left out."""
    found = [one for one in said.of(turn, kind) if one.value is not None]
    return sorted(found, key=lambda one: one.at)


def ways(turn: Turn, *kinds: str) -> list[Button]:
    """A button for each kind of which there is something to see."""
    return [
        button(turn, f"over_time_{kind}", f"over_time:{kind}")
        for kind in kinds
        if kind in MEASURED and values(turn, kind)
    ]


@press("over_time")
def _on_over_time(turn: Turn, arguments: list[str]) -> None:
    """The picture, and the table below it."""
    kind = arguments[0]
    if turn.case is None or not reading.card_is_due(turn) or not ways(turn, kind):
        stale(turn)
        return
    words = headed(turn, _in_words(turn, kind))
    picture = Document(f"{kind}.png", chart(turn, kind), words, words, worse_only(turn))
    turn.send(picture)
    go(turn, "over_time", kind, anew=True)


@screen("over_time")
def _over_time(turn: Turn, kind: str) -> View:
    """The numbers as a table, the newest first; the picture stands above it."""
    found = values(turn, kind)[::-1]
    lines = [_line(turn, one) for one in found[:MOST_LINES]]
    text = render(
        turn,
        "over_time",
        kind=kind,
        open=_by_day(lines[:OPEN_LINES]),
        folded=_by_day(lines[OPEN_LINES:]),
        left=len(found) - len(lines),
    )
    rows: Rows = [[button(turn, "all_notes", "notes"), button(turn, "back", f"notes:{kind}")]]
    return View(text, [*rows, back_to_card(turn)], expecting=f"entry:{kind}")


def _line(turn: Turn, entry: Entry) -> tuple[str, str, str]:
    local = hours(turn).local(entry.at)
    return short_day(turn, local.date()), clock(turn, local), _value(turn, entry)


def _by_day(lines: list[tuple[str, str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    days = groupby(lines, key=lambda line: line[0])
    return [(day, [(at, value) for _, at, value in one]) for day, one in days]


def _value(turn: Turn, entry: Entry) -> str:
    return said.measured(turn, entry.kind, entry.value or 0.0)


def _in_words(turn: Turn, kind: str) -> str:
    """What the picture shows, for whoever cannot see it."""
    found = values(turn, kind)
    highest, lowest = max(found, key=_number), min(found, key=_number)
    told = {"highest": highest, "lowest": lowest, "last": found[-1]}
    return render(
        turn,
        "picture",
        kind=kind,
        count=len(found),
        fevers=sum(_number(one) >= FEVER for one in found) if kind == "temperature" else 0,
        unclear=len(said.of(turn, kind)) - len(found),
        **{name: _line(turn, one) for name, one in told.items()},
    )


def _number(entry: Entry) -> float:
    return entry.value or 0.0


def chart(turn: Turn, kind: str) -> Chart:
    """The picture, in the unit that was noted last."""
    found = values(turn, kind)
    in_fahrenheit = kind == "temperature" and measures.is_in_fahrenheit(found[-1].text)
    shown = [measures.fahrenheit(_number(one)) if in_fahrenheit else _number(one) for one in found]
    scale = scales.pain()
    if kind == "temperature":
        scale = scales.temperature(shown, in_fahrenheit=in_fahrenheit)
    unit = "f" if in_fahrenheit else "c"
    limit = None
    if scale.limit is not None:
        limit = Line(scale.place(scale.limit), label(turn, f"picture_fever_{unit}"))
    moments = [hours(turn).local(one.at) for one in found]
    days = Days.of(moments)
    text = "{:.1f}" if kind == "temperature" else "{:g}"
    points = [
        Point(
            days.place(moment),
            scale.place(value),
            text.format(value),
            strong=kind == "temperature" and _number(one) >= FEVER,
        )
        for moment, value, one in zip(moments, shown, found, strict=True)
    ]
    line, placed = charts.with_room(limit, points)
    return Chart(
        title=label(turn, f"picture_{kind}_{unit}" if limit else "picture_pain"),
        subtitle=label(
            turn,
            "picture_about",
            days=_span(turn, moments),
            highest=text.format(max(shown)),
            last=text.format(shown[-1]),
        ),
        across=tuple(
            Tick(place, clock(turn, at) if is_hour else short_day(turn, at.date()))
            for place, at, is_hour in days.named()
        ),
        up=tuple(Tick(scale.place(number), str(number)) for number in scale.numbers),
        points=placed,
        line=line,
    )


def _span(turn: Turn, moments: list[datetime]) -> str:
    first, last = (short_day(turn, one.date()) for one in (moments[0], moments[-1]))
    return first if first == last else label(turn, "from_day_to_day", first=first, last=last)
