"""Who is on this plan, and which invites wait; taking one back, removing somebody, leaving."""

import hashlib

from telegram import Update

from handlers import reading
from handlers.adults import adult_name, is_oneself
from handlers.context import Turn, TurnContext
from handlers.deleting import ask_to_delete
from handlers.inviting import may_invite
from handlers.presses import press, stale
from handlers.screens import Rows, View, button, go, is_at_now, label, render, screen, stay, worse
from handlers.sending_invites import send_way_back
from handlers.spoken import in_full, short_day
from state import invites
from state.case import Case, Invite, Member, Role
from state.effects import Button
from state.forgetting import own_words
from state.sharing import PARTS

MARK = 8
"""Hexadecimal digits by which a button names an adult: never by the number of their chat."""


async def on_adults(_update: Update, context: TurnContext) -> None:
    """/adults: who is on this plan; before there is a card, the present question."""
    turn = context.turn
    if _is_due(turn):
        go(turn, "adults", anew=True)
    else:
        stay(turn)


@press("adults")
def _on_adults(turn: Turn, _arguments: list[str]) -> None:
    if _is_due(turn):
        go(turn, "adults")
    else:
        stale(turn)


def _is_due(turn: Turn) -> bool:
    return turn.case is not None and reading.card_is_due(turn)


def _is_full(turn: Turn) -> bool:
    return turn.member is not None and turn.member.role is Role.FULL


def mark(case: Case, member: Member) -> str:
    """What stands for an adult in a button of this case, and tells nothing about them."""
    named = f"{case.case_id}/{member.chat_id}".encode()
    return hashlib.blake2b(named, digest_size=MARK // 2).hexdigest()


def _others(turn: Turn) -> list[Member]:
    return [one for one in reading.case(turn).members if one.chat_id != turn.chat_id]


def _waiting(turn: Turn) -> list[Invite]:
    """Invites of others that nobody has used."""
    every = invites.open_invites(reading.case(turn), turn.now)
    return [one for one in every if not one.way_back]


@screen("adults")
def _adults(turn: Turn, _about: str) -> View:
    """All of them; those with the full role find here what they can do about each."""
    case, full = reading.case(turn), _is_full(turn)
    waiting = _waiting(turn) if full else []
    text = render(
        turn,
        "adults",
        adults=[_said_of(turn, one) for one in _others(turn)],
        waiting=[(_called(turn, one), _until(turn, one)) for one in waiting],
    )
    rows: Rows = []
    if full:
        rows += [[_to_adult(turn, case, one)] for one in _others(turn)]
        rows += [[_take_back(turn, one)] for one in waiting]
    more = [button(turn, "invite", "invite")] if may_invite(turn) else []
    more.append(button(turn, "my_place", "my_place"))
    return View(text, [*rows, more, [button(turn, "back_to_card", "card"), worse(turn)]])


def _said_of(turn: Turn, one: Member) -> dict[str, object]:
    return {
        "name": adult_name(turn, one.chat_id),
        "role": one.role.value,
        "hidden": [label(turn, f"part_{part}") for part in PARTS if part in one.leaves_out],
        "since": short_day(turn, one.joined_at.date()) if one.joined_at else "",
    }


def _to_adult(turn: Turn, case: Case, one: Member) -> Button:
    name = adult_name(turn, one.chat_id)
    return Button(name[:1].upper() + name[1:], f"adult:{mark(case, one)}")


def _called(turn: Turn, invite: Invite) -> str:
    """Whom an invite is for, as whoever sent it said."""
    return label(turn, f"invite_{invite.relation or 'adult'}").lower()


def _until(turn: Turn, invite: Invite) -> str:
    return in_full(turn, invite.expires_at) if invite.expires_at else ""


def _take_back(turn: Turn, invite: Invite) -> Button:
    return Button(
        label(turn, "take_back", who=_called(turn, invite)), f"take_back:{invite.invite_id[:MARK]}"
    )


@press("take_back")
def _on_take_back(turn: Turn, arguments: list[str]) -> None:
    """An invite opens nothing any more. One that was used meanwhile is not among them."""
    if turn.case is None or not _is_due(turn) or not _is_full(turn):
        stale(turn)
        return
    found = [one for one in _waiting(turn) if one.invite_id[:MARK] == arguments[0]]
    if not found:
        go(turn, "adults", anew=True, note=render(turn, "invite_gone"))
    else:
        invites.take_back(turn.case, found[0].invite_id, turn.now)
        go(turn, "adults", note=render(turn, "invite_taken_back"))


# Removing somebody


@press("adult")
def _on_adult(turn: Turn, arguments: list[str]) -> None:
    if _is_due(turn) and _is_full(turn) and _find(turn, arguments[0]) is not None:
        go(turn, "adult", arguments[0])
    else:
        stale(turn)


def _find(turn: Turn, found: str) -> Member | None:
    case = reading.case(turn)
    return next((one for one in _others(turn.real) if mark(case, one) == found), None)


def _may_remove(turn: Turn, one: Member) -> bool:
    """Whoever began the plan can be shut out by nobody but themselves, unless their chat is dead.

    On a second phone they are who they were on the first.
    """
    began = turn.member is not None and turn.member.joined_at is None
    return began or one.joined_at is not None or one.unreachable


@screen("adult")
def _adult(turn: Turn, about: str) -> View:
    """What removing somebody does, said before. Raises LookupError if they are gone."""
    one = _find(turn, about)
    if one is None:
        raise LookupError(about)
    text = render(
        turn,
        "adult",
        **_said_of(turn, one),
        may_remove=_may_remove(turn, one),
        oneself=is_oneself(turn, one),
        own=own_words(reading.case(turn.real), one.chat_id),
    )
    way = [button(turn, "adult_remove", f"adult_remove:{about}")]
    rows: Rows = [way] if _may_remove(turn, one) else []
    return View(text, [*rows, [button(turn, "back", "adults"), worse(turn)]])


@press("adult_remove")
def _on_remove(turn: Turn, arguments: list[str]) -> None:
    """They see nothing more, from now on. Nobody is told; their next press is answered calmly."""
    if turn.case is None or not is_at_now(turn, "adult", arguments[0]) or not _is_full(turn):
        stale(turn)
        return
    one = _find(turn, arguments[0])
    if one is None or not _may_remove(turn, one):
        stale(turn)
    else:
        name = adult_name(turn, one.chat_id)
        turn.remove(one.chat_id)
        go(turn, "adults", note=render(turn, "adult_removed", name=name))


# One's own place


@press("my_place")
def _on_my_place(turn: Turn, _arguments: list[str]) -> None:
    if _is_due(turn):
        go(turn, "my_place")
    else:
        stale(turn)


@screen("my_place")
def _my_place(turn: Turn, _about: str) -> View:
    """A way back for a lost telephone, and leaving."""
    rows: Rows = [[button(turn, "way_back", "way_back")]] if _is_full(turn) else []
    rows.append([button(turn, "leave", "leave")])
    made = [one for one in reading.case(turn).invites if one.way_back and one.by == turn.chat_id]
    since = short_day(turn, made[0].at.date()) if made else ""
    text = render(turn, "my_place", full=_is_full(turn), since=since)
    return View(text, [*rows, [button(turn, "back", "adults"), worse(turn)]])


@press("way_back")
def _on_way_back(turn: Turn, _arguments: list[str]) -> None:
    if not is_at_now(turn, "my_place", "") or not _is_full(turn):
        stale(turn)
    else:
        send_way_back(turn)
        go(turn, "my_place", anew=True)


@press("leave")
def _on_leave(turn: Turn, _arguments: list[str]) -> None:
    """Leaving is erasing what is one's own: what goes and what stays is said first."""
    if turn.case is None:
        stale(turn)
    else:
        ask_to_delete(turn)
