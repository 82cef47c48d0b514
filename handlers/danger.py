"""The words of the emergency card: with a case, without one, or after typed words."""

from handlers.content import content
from handlers.context import Turn
from handlers.places import emergency_numbers
from handlers.screens import label, render
from handlers.sign_off import unchecked
from handlers.team import team


def danger(
    turn: Turn,
    aid: str | None = None,
    *,
    crisis_line: str = "",
    named: bool = True,
    being_seen: bool = False,
    nickname: str = "",
) -> str:
    """Call now; the one first-aid line that fits; what to do elsewhere.

    `named`: the sign of the first aid was said or heard, not only one of a list. `being_seen`: the
    parent said that the child is with those who help: then they are not sent there again.
    `nickname` is the child it is about, if the parent has several and it is known which.
    """
    guidance = content(turn).library.guidance
    return render(
        turn,
        "emergency",
        emergency=emergency_numbers(turn),
        first_aid=label(turn, f"aid_{aid}") if aid else "",
        team=team(turn),
        crisis_line=crisis_line,
        nickname=nickname,
        unchecked=unchecked(turn),
        by_ambulance=named and guidance.is_by_ambulance(aid),
        being_seen=being_seen,
    )
