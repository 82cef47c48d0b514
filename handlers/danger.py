"""The words of the emergency card: with a case, without one, or after typed words."""

from handlers.context import Turn
from handlers.places import emergency_numbers
from handlers.screens import label, render
from handlers.sign_off import unchecked
from handlers.team import team


def danger(turn: Turn, aid: str | None = None, *, crisis_line: str = "") -> str:
    """Call now; the one first-aid line that fits; what to do elsewhere."""
    return render(
        turn,
        "emergency",
        emergency=emergency_numbers(turn),
        first_aid=label(turn, f"aid_{aid}") if aid else "",
        team=team(turn),
        crisis_line=crisis_line,
        unchecked=unchecked(turn),
    )
