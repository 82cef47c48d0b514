"""Which rows of the lists are for this family, and their words in the member's language."""

from collections.abc import Iterable

from handlers import reading
from handlers.content import content
from handlers.context import Turn
from handlers.places import here
from handlers.screens import language
from state.assessments.facts import Facts
from state.assessments.list_words import ListWords
from state.assessments.lists import Family, Lists, Paper, Row, fitting


def lists(turn: Turn) -> Lists:
    return reading.library(turn).lists


def words(turn: Turn) -> ListWords:
    return content(turn).lists[language(turn)]


def family(turn: Turn) -> Family:
    """What of the case and of the member decides which rows fit; of anyone before consent."""
    facts = reading.facts(turn) if turn.case else Facts()
    return Family(
        trigger=facts.trigger or reading.library(turn).unknown_trigger,
        findings=facts.yes | facts.unsure,
        country=(turn.member and turn.member.country) or "",
        care=here(turn).care,
    )


def papers(turn: Turn) -> tuple[Paper, ...]:
    """The papers for this family, the critical ones first."""
    return fitting(lists(turn).records, family(turn))


def said(rows: Iterable[Row], lines: dict[str, str]) -> list[str]:
    """The words of these rows."""
    return [lines[row.id] for row in rows]
