"""Telling the others on a plan of something, in neutral words. Their screen stays as it is."""

from handlers.adults import adult_name
from handlers.context import Turn
from handlers.screens import button, render, worse_only
from handlers.tasks import find, name
from state.effects import Show
from state.plan import reminders


def tell_others(turn: Turn, template: str, *, about: int | None = None, **values: object) -> None:
    """To each other member who wants to be written to: what this one did, `who` being their name.

    In the template `mine` is whether it is `about` the member who reads it. Whoever has chosen to
    see only that there is something, sees only that.
    """
    for member in turn.case.members if turn.case else []:
        if member.chat_id == turn.chat_id or member.reminders.stopped or member.unreachable:
            continue
        other = turn.for_member(member.chat_id)
        hidden = member.reminders.hidden
        values |= {"who": adult_name(other, turn.chat_id), "mine": member.chat_id == about}
        text = render(other, "digest_hidden" if hidden else template, **values)
        rows = ((button(other, "show" if hidden else "adults", "adults"),), *worse_only(other))
        other.send(Show(text, rows, is_screen=False))


def tell_one(
    turn: Turn,
    chat_id: int,
    template: str,
    to: str,
    *,
    task: str = "",
    first: tuple[str, str] | None = None,
    asleep_too: bool = False,
    **values: object,
) -> None:
    """Tells one other member of something, unless they sleep: it is on their plan anyway.

    `to` is the data of the button that leads there, `first` the name and the data of one before it;
    `task` is the id of the task it is about, if it is about one.
    """
    other = turn.for_member(chat_id).as_seen()
    member = other.member
    if member is None or member.zone is None or reminders.is_silent(member, turn.now):
        return
    found = find(other, task) if task else None
    asleep = reminders.habits(member).is_quiet(turn.now) and not asleep_too
    if asleep or (task and found is None):
        return
    hidden, named = member.reminders.hidden, {"task": name(other, found)} if found else {}
    text = render(other, "digest_hidden" if hidden else template, **named, **values)
    shown = button(other, "show", to)
    ways = (shown,) if first is None or hidden else (button(other, *first), shown)
    rows = (ways, *worse_only(other))
    other.send(Show(text, rows, is_screen=False))
