"""What the adults of a plan are called: by what they are to the child, never by a name."""

from handlers import reading
from handlers.context import Turn
from handlers.screens import label


def adult_name(turn: Turn, chat_id: int) -> str:
    """Whoever is meant, as the member of this turn would say it: "you", "the other parent".

    Below zero stands for somebody whom this member is not told of (`state/sharing.py`).
    """
    if chat_id == turn.chat_id:
        return label(turn, "adult_you")
    return label(turn, f"adult_{_which(turn, chat_id)}")


def has_others(turn: Turn) -> bool:
    """Whether anybody else is on this plan."""
    return turn.case is not None and len(turn.case.members) > 1


def _which(turn: Turn, chat_id: int) -> str:
    if chat_id < 0:
        return "somebody"
    case = reading.case(turn)
    other = next((one for one in case.members if one.chat_id == chat_id), None)
    if other is None:
        return "gone"
    mine = turn.member.relation if turn.member else ""
    if other.relation == "parent":
        return "other_parent" if mine in {"", "parent"} else "parent"
    if other.relation:
        return other.relation
    return "began" if other.joined_at is None else "adult"
