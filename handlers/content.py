"""What the handlers draw on besides the case: assessments, words, who runs the bot."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from handlers.context import Turn
from state import glossary_files
from state.assessments import (
    assessment_files,
    guidance_checks,
    list_words,
    said,
    topic_checks,
    wording,
)
from state.assessments.assessment import AssessmentError, Library
from state.assessments.list_words import ListWords
from state.assessments.said import Said
from state.assessments.wording import Wording
from state.glossary import Glossary
from state.plan import sheet_words
from state.plan.sheet_words import SheetWords
from state.safety import scanning as safety
from state.safety.net import Nets


def load(templates: Path) -> "Content":
    """Reads and checks everything. Raises AssessmentError or PhraseError with sentences."""
    library, nets = assessment_files.load(), safety.load(templates)
    words = wording.load(templates, library)
    lists, problems = list_words.read(templates, library.lists, words)
    problems += [
        *guidance_checks.unheard(library, nets),
        *guidance_checks.unworded(library, templates, words),
        *topic_checks.unworded(library, templates, words),
    ]
    if problems:
        raise AssessmentError(problems)
    glossary = glossary_files.load(templates, words, library.sources)
    phrases = said.load(templates, library)
    sheet = sheet_words.load(templates, library)
    return Content(templates, library, words, lists, nets, glossary, phrases, sheet)


@dataclass(frozen=True)
class Running:
    """Who runs this bot, and how long it keeps what.

    `real` is whether it talks to real Telegram.
    """

    operator_name: str
    operator_contact: str
    retention_days: int
    real: bool = False


@dataclass(frozen=True)
class Content:
    """The data files, read and checked once at start."""

    templates: Path
    library: Library
    wording: dict[str, Wording]
    lists: dict[str, ListWords]
    nets: Nets
    glossary: dict[str, Glossary]
    said: dict[str, Said]
    sheet: dict[str, SheetWords]


def running(turn: Turn) -> Running:
    return cast("Running", turn.services["running"])


def content(turn: Turn) -> Content:
    return cast("Content", turn.services["content"])
