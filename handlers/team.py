"""The cancer team that knows the child: its name and number, kept as typed, first on every card."""

from handlers import reading
from handlers.context import Turn
from handlers.expected import one_line, takes
from handlers.presses import press, stale
from handlers.screens import View, back_to_card, button, go, render, screen

LONGEST = 120
"""Characters of a name and a number; more would push what to do out of sight."""


@press("team")
def _on_team(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    else:
        go(turn, "team")


@screen("team")
def _team(turn: Turn, _about: str) -> View:
    rows = [back_to_card(turn)]
    kept = team(turn)
    if kept:
        rows.insert(0, [button(turn, "forget", "no_team")])
    return View(render(turn, "team", team=kept), rows, expecting="team")


@press("no_team")
def _on_forget(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    else:
        turn.case.notes.pop("team", None)
        go(turn, "team")


@takes("team", questions=True)
def keep_team(turn: Turn, _about: str, text: str) -> None:
    """Keeps what was typed, and shows the card it now stands on."""
    if line := one_line(turn, text, LONGEST):
        reading.case(turn).notes["team"] = line
        go(turn, "card", note=render(turn, "team_kept", team=line))


def team(turn: Turn) -> str:
    """The team's name and number as the parent typed them, or nothing."""
    return turn.case.notes.get("team", "") if turn.case else ""
