"""What the handlers draw on besides the case: assessments, words, who runs the bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from handlers.context import Turn
from state import glossary_files
from state.assessments import (
    assessment_files,
    catalogue_words,
    faq_checks,
    guidance_checks,
    list_words,
    said,
    topic_checks,
    wording,
)
from state.assessments.assessment import AssessmentError, Library
from state.assessments.catalogue_words import Groups
from state.assessments.list_words import ListWords
from state.assessments.said import Said
from state.assessments.wording import Wording
from state.faq import Search
from state.glossary import Glossary
from state.places.regions import ByLanguage, Regions
from state.plan import sheet_words
from state.plan.sheet_words import SheetWords
from state.safety import scanning as safety
from state.safety.net import Nets


def load(templates: Path, assessments: Path = assessment_files.FOLDER) -> "Content":
    """Reads and checks everything. Raises AssessmentError or PhraseError with sentences."""
    library, nets = assessment_files.load(assessments), safety.load(templates)
    words = wording.load(templates, library)
    lists, problems = list_words.read(templates, library.lists, words)
    problems += [
        *guidance_checks.unheard(library, nets),
        *guidance_checks.unworded(library, templates, words),
        *topic_checks.unworded(library, templates, words),
        *faq_checks.unanswered(library, templates, words),
    ]
    searches, mistakes = faq_checks.searches(templates, lists)
    problems += mistakes
    if problems:
        raise AssessmentError(problems)
    glossary = glossary_files.load(templates, words, library.sources)
    regions = Regions(templates)
    return Content(
        templates,
        library,
        ByLanguage(words, regions),
        ByLanguage(lists, regions),
        nets,
        ByLanguage(glossary, regions, glossary_files.respelled),
        ByLanguage(said.load(templates, library), regions),
        ByLanguage(sheet_words.load(templates, library), regions),
        regions,
        ByLanguage(catalogue_words.load(templates, library, words), regions),
        searches,
    )


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
    """The data files, read and checked once at start; words by language, or by its variant."""

    templates: Path
    library: Library
    wording: Mapping[str, Wording]
    lists: Mapping[str, ListWords]
    nets: Nets
    glossary: Mapping[str, Glossary]
    said: Mapping[str, Said]
    sheet: Mapping[str, SheetWords]
    regions: Regions
    groups: Mapping[str, Groups]
    searches: Mapping[str, Search]


def running(turn: Turn) -> Running:
    return cast("Running", turn.services["running"])


def content(turn: Turn) -> Content:
    return cast("Content", turn.services["content"])
