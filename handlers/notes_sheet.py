"""All notes as one page: to be sent on, shown or read out at the visit."""

from collections.abc import Iterator

from handlers import entries, over_time, reading
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.screens import View, back_to_card, button, go, render, screen
from state.plan.entries import ASKED_FIRST, KINDS

LONGEST = 2600
"""Characters of what was typed: the page stays one message of Telegram, with room to spare."""


@press("notes_sheet")
def _on_sheet(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    else:
        go(turn, "notes_sheet")


@screen("notes_sheet")
def _sheet(turn: Turn, _about: str) -> View:
    lists, left = _fitting(turn)
    text = render(turn, "notes_sheet", lists=lists, left=left, first=ASKED_FIRST)
    pictures = [[way] for way in over_time.ways(turn, *over_time.MEASURED)]
    ways = [button(turn, "all_notes", "notes"), button(turn, "summary", "summary")]
    rows = [*pictures, ways, back_to_card(turn)]
    return View(text, rows)


def _fitting(turn: Turn) -> tuple[dict[str, list[str]], int]:
    """As many lines of each kind as one message holds, and how many are left out."""
    lists: dict[str, list[str]] = {}
    room, left = LONGEST, 0
    for kind, line in _in_turn(turn):
        room -= len(line)
        if room < 0:
            left += 1
        else:
            lists.setdefault(kind, []).append(line)
    return {kind: _in_order(kind, lists[kind]) for kind in KINDS if kind in lists}, left


def _in_turn(turn: Turn) -> Iterator[tuple[str, str]]:
    """The lines, one of each kind after the other: questions as they stand, else newest first."""
    every = {kind: entries.of(turn, kind) for kind in KINDS}
    for number in range(max(len(found) for found in every.values())):
        for kind, found in every.items():
            ordered = found if kind == "question" else found[::-1]
            if number < len(ordered):
                yield kind, entries.said(turn, ordered[number])


def _in_order(kind: str, lines: list[str]) -> list[str]:
    return lines if kind == "question" else lines[::-1]
