"""Telling the others on a plan of something, in neutral words. Their screen stays as it is."""

from handlers.adults import adult_name
from handlers.context import Turn
from handlers.screens import button, render, worse_only
from state.effects import Show


def tell_others(turn: Turn, template: str, **values: object) -> None:
    """To each other member who wants to be written to: what this one did, `who` being their name.

    Whoever has chosen to see only that there is something, sees only that.
    """
    for member in turn.case.members if turn.case else []:
        if member.chat_id == turn.chat_id or member.reminders.stopped or member.unreachable:
            continue
        other = turn.for_member(member.chat_id)
        who = adult_name(other, turn.chat_id)
        hidden = member.reminders.hidden
        text = render(other, "digest_hidden" if hidden else template, who=who, **values)
        rows = ((button(other, "show" if hidden else "adults", "adults"),), *worse_only(other))
        other.send(Show(text, rows, is_screen=False))
