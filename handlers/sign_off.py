"""What a parent is told about who has checked the guidance: on every card, and in /why."""

from handlers import reading
from handlers.content import content, running
from handlers.context import Turn
from handlers.screens import label
from state.assessments.sign_off import Doubt, doubts
from state.case import Cause


def unchecked(turn: Turn) -> str:
    """What a card must say about its check by a clinician, or nothing if that is as it should be.

    In a sandbox nobody is treated, so what was never checked is said to real families only.
    """
    library = content(turn).library
    causes = reading.now_is(turn).causes if turn.case else ()
    behind = [entry for cause in causes if (entry := library.entry(cause.rule))]
    found = doubts(library.sign_off, library.version, behind, turn.now.date())
    said = [one for one in found if running(turn).real or one is not Doubt.NOT_YET]
    return " ".join(label(turn, f"doubt_{one.value}") for one in said)


def checked_by(turn: Turn, cause: Cause) -> str:
    """Who checked the rule behind a cause, and on which day; or that nobody has yet."""
    entry = content(turn).library.entry(cause.rule)
    if entry is None or entry.reviewed is None:
        return label(turn, "review_pending")
    return label(turn, "review_by", by=entry.reviewed.by, on=entry.reviewed.on.isoformat())


def signed_by(turn: Turn) -> str:
    """Who signed the rules as they are now as a whole; or that nobody has yet."""
    library = content(turn).library
    signed = [
        label(turn, "review_by", by=f"{one.by}, {one.role}", on=one.on.isoformat())
        for one in library.sign_off.signatures
        if one.rules == library.version and one.on <= turn.now.date()
    ]
    return "; ".join(signed) or label(turn, "review_pending")
