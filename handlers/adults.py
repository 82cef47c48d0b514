"""What the adults of a plan are called: by what they are to the child, never by a name."""

import hashlib

from handlers import reading
from handlers.context import Turn
from handlers.screens import label
from state.case import Member


def adult_name(turn: Turn, chat_id: int) -> str:
    """Whoever is meant, as the member of this turn would say it: "you", "the other parent".

    Below zero stands for somebody whom this member is not told of (`state/sharing.py`).
    """
    if chat_id == turn.chat_id:
        return label(turn, "adult_you")
    return label(turn, f"adult_{_which(turn, chat_id)}")


def by_whom(turn: Turn, chat_id: int) -> str:
    """Who did something, in a list of what was done; nothing while only one adult ever did."""
    return adult_name(turn, chat_id) if has_others(turn) or chat_id != turn.chat_id else ""


def tag(turn: Turn, chat_id: int) -> str:
    """What stands for a member in the data of a button: no other chat's number ever leaves us."""
    named = f"{reading.case(turn).case_id}/{chat_id}".encode()
    return hashlib.blake2s(named, digest_size=4).hexdigest()


def tagged(turn: Turn, found: str) -> Member | None:
    """The member of this case that a button stands for."""
    members = turn.case.members if turn.case else []
    return next((one for one in members if tag(turn, one.chat_id) == found), None)


def is_oneself(turn: Turn, other: Member) -> bool:
    """Whether this is the member of this turn, on another phone: both began the plan.

    Only who came back by a code of whoever began it has no moment of joining. Of others it is not
    known: two may join in the same moment, and nobody is ever taken for somebody else.
    """
    me = turn.member
    return (
        me is not None and me.chat_id != other.chat_id and me.joined_at is other.joined_at is None
    )


def others(turn: Turn) -> list[Member]:
    """Everybody else on this plan."""
    return [one for one in turn.case.members if one.chat_id != turn.chat_id] if turn.case else []


def has_others(turn: Turn) -> bool:
    """Whether anybody else is on this plan."""
    return turn.case is not None and len(turn.case.members) > 1


def _which(turn: Turn, chat_id: int) -> str:
    hidden = turn.member is not None and "who" in turn.member.leaves_out
    if chat_id < 0 and hidden:
        return "somebody"
    case = reading.case(turn)
    other = next((one for one in case.members if one.chat_id == chat_id), None)
    if other is None:
        return "gone"
    if is_oneself(turn, other):
        return "double"
    mine = turn.member.relation if turn.member else ""
    if other.relation == "parent":
        return "other_parent" if mine in {"", "parent"} else "parent"
    if other.relation:
        return other.relation
    return "began" if other.joined_at is None else "adult"
