"""What an answer to a common question may fill in: all that the card gives, or what fits anyone.

Without a card it says what is true of every child, and asks for the sooner where that differs.
"""

from handlers import kept, reading
from handlers.context import Turn
from handlers.lists import family
from handlers.places import crisis_line, emergency_numbers, here, nurse_line, opening
from handlers.screens import render
from handlers.spoken import at
from handlers.topic_parts import filled
from handlers.topics import on_topic, situation
from state.assessments.lists import Question
from state.calling import call
from state.levels import Level


def has_card(turn: Turn) -> bool:
    return turn.case is not None and reading.card_is_due(turn)


def fits(turn: Turn, question: Question) -> bool:
    """Whether it is for this family; one that a page answers, whether the page is."""
    if not question.fits(family(turn)):
        return False
    topics = reading.library(turn).topics
    return not (
        question.page and has_card(turn) and not topics.find(question.page, situation(turn))
    )


def answer(turn: Turn, question: Question) -> str:
    """The answer, as the case is."""
    template = f"topics/{question.page}" if question.page else f"faq/{question.id}"
    more = {
        **(filled(turn, question.page) if question.page else {}),
        "crisis_line": crisis_line(turn),
        "consented": turn.case is not None,
    }
    known = on_topic(turn) if has_card(turn) else for_anyone(turn)
    return render(turn, template, **{**known, **more})


def for_anyone(turn: Turn) -> dict[str, object]:
    """What the templates of answers and topics ask for, where there is no card to tell it."""
    place = here(turn)
    return {
        "call": call(
            Level.WITHIN_48_HOURS,
            office_open=True,
            opens=opening(turn),
            deadline=None,
            now=turn.now,
        ),
        **dict.fromkeys(("when", "first", "team", "age", "by"), ""),
        **dict.fromkeys(("missed", "far", "urgent"), False),
        "papers": [],
        "found": [],
        "watch": [],
        "kept": kept.texts(turn),
        "trigger": reading.library(turn).unknown_trigger,
        "sender": "",
        "emergency": emergency_numbers(turn),
        "nurse_line": nurse_line(turn),
        "opens": at(turn, opening(turn)),
        "country": (turn.member and turn.member.country) or "",
        "referral": place.referral,
        "care": place.care,
    }
