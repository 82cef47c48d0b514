"""Whom to remind of what nobody has taken: one adult, chosen by name, and never both."""

from handlers import reading
from handlers.adults import adult_name, has_others, tag, tagged
from handlers.context import Turn
from handlers.presses import press, stale
from handlers.reminders import lead
from handlers.screens import Rows, View, button, go, render, screen
from handlers.settings_reminders import way_on
from handlers.telling import tell_one
from state.case import Role
from state.effects import Button
from state.plan.marks import Mark, add, was_told


@press("minds_rest")
def _on_minds(turn: Turn, arguments: list[str]) -> None:
    """Without a name the choice is shown; with one it is made, by who may do everything."""
    if turn.case is None or turn.member is None or not has_others(turn):
        stale(turn)
        return
    chosen = tagged(turn, arguments[0])
    if chosen is not None and chosen.role is Role.FULL and turn.member.role is Role.FULL:
        before = lead(turn.case, turn.now)
        for member in turn.case.members:
            member.minds_the_rest = member is chosen
        if before is not None and before.chat_id not in {chosen.chat_id, turn.chat_id}:
            _tell_who_did(turn, before.chat_id)
    go(turn, "minds_rest")


MOVED = "lost/rest"


def _tell_who_did(turn: Turn, chat_id: int) -> None:
    """Whoever is not reminded any more is told, but not over and over."""
    every = reading.case(turn).marks
    if not was_told(every, MOVED, turn.now):
        add(every, MOVED, Mark("tell", turn.chat_id, turn.now))
        tell_one(turn, chat_id, "rest_moved", "minds_rest", asleep_too=True)


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
