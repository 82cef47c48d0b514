"""`companion check`: settings, assessments, texts and translations.

Mistakes are printed first and make the exit code 1; notes make it 0.
"""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from bot.problems import Problem
from bot.settings import Settings, read_settings
from bot.wiring import read_content, read_texts
from handlers.content import Content
from state import glossary_files
from state.assessments.assessment_checks import review_notes

T = TypeVar("T")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="companion check", description=__doc__)
    parser.parse_args(arguments)
    mistakes: list[str] = []
    settings = _tried(read_settings, mistakes)
    if settings:
        _tried(lambda: _check(settings), mistakes)
    _tried(read_texts, mistakes)
    content = _tried(read_content, mistakes)
    notes = _notes(content) if content else []
    for mistake in mistakes:
        print(f"wrong: {mistake}")
    for note in notes:
        print(f"note: {note}")
    if not mistakes:
        print("Nothing is wrong.")
    return 1 if mistakes else 0


def _notes(content: Content) -> list[str]:
    terms = glossary_files.entries(content.glossary)
    return review_notes(content.library, datetime.now(UTC).date(), terms)


def _check(settings: Settings) -> None:
    _ = settings.database_path
    if settings.bot_token and not settings.telegram_api_url:
        settings.require_operator()


def _tried(read: Callable[[], T], mistakes: list[str]) -> T | None:
    try:
        return read()
    except Problem as problem:
        mistakes += str(problem).splitlines()
        return None
