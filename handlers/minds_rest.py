"""Whom to remind of what nobody has taken: one adult, chosen by name, and never both."""

from handlers import reading
from handlers.adults import adult_name, has_others, tag, tagged
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.reminders import lead
from handlers.screens import Rows, View, button, go, render, screen
from handlers.settings_reminders import way_on
from state.case import Role
from state.effects import Button


@press("minds_rest")
def _on_minds(turn: Turn, arguments: list[str]) -> None:
    """Without a name the choice is shown; with one it is made, by who may do everything."""
    if turn.case is None or turn.member is None or not has_others(turn):
        stale(turn)
        return
    chosen = tagged(turn, arguments[0])
    if chosen is not None and chosen.role is Role.FULL and turn.member.role is Role.FULL:
        for member in turn.case.members:
            member.minds_the_rest = member is chosen
    go(turn, "minds_rest")


@screen("minds_rest")
def _minds(turn: Turn, _about: str) -> View:
    case = reading.case(turn)
    now = lead(reading.case(turn.real), turn.now)
    rows: Rows = [
        [Button(_capital(adult_name(turn, one.chat_id)), f"minds_rest:{tag(turn, one.chat_id)}")]
        for one in case.members
        if one.role is Role.FULL
        and (now is None or one.chat_id != now.chat_id)
        and turn.member is not None
        and turn.member.role is Role.FULL
    ]
    who = adult_name(turn, now.chat_id) if now else ""
    text = render(turn, "minds_rest", who=who)
    return View(text, [*rows, [button(turn, "back", "reminders")], way_on(turn)])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
