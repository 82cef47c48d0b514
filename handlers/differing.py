"""What the adults of a plan have answered differently, said with who and when."""

from handlers import reading
from handlers.adults import adult_name
from handlers.context import Turn
from handlers.screens import inner, label
from handlers.spoken import day
from handlers.tasks import hours
from handlers.wording import answer_words, heading
from state.assessments.assessment import Item
from state.case import Answer
from state.differing import differing

MOST = 3


def differ(turn: Turn) -> str:
    """The questions and both answers; nothing where nobody differs."""
    if len({answer.by for answer in reading.case(turn).answers}) < 2:  # noqa: PLR2004 - two adults
        return ""
    lines = [
        (heading(turn, one.item), [_said(turn, one.item, answer) for answer in one.answers])
        for one in differing(reading.present(turn))[:MOST]
    ]
    return inner(turn, "differ", lines=lines) if lines else ""


def _said(turn: Turn, item: Item, answer: Answer) -> str:
    hidden = turn.member is not None and "who" in turn.member.leaves_out
    on = day(turn, hours(turn).local(answer.at).date())
    who, value = adult_name(turn, answer.by), answer.value
    said = answer_words(turn, item, value) if value is not None else ""
    key = "answer_by" if hidden and answer.by != turn.chat_id else "answer_by_on"
    return label(turn, key, who=who, on=on, said=said)
