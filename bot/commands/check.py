"""`companion check`: settings, assessments, texts and translations.

Mistakes are printed first and make the exit code 1; notes make it 0. `companion check es` lists all
that this translation lacks, `companion check es "lists/*"` in these files; of a language that is
not there yet everything is a note.
"""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.problems import Problem
from bot.settings import Settings, read_settings
from bot.texts import FOLDER
from bot.translations import checking
from bot.translations.checking import Lack
from bot.wiring import read_content, read_texts
from handlers.content import Content
from state import glossary_files
from state.assessments.assessment_checks import review_notes
from state.assessments.yaml_files import YamlError

T = TypeVar("T")


def main(arguments: Sequence[str], templates: Path = FOLDER) -> int:
    parser = argparse.ArgumentParser(prog="companion check", description=__doc__)
    parser.add_argument("language", nargs="?", help="only this translation, in full")
    parser.add_argument("files", nargs="*", metavar="FILE", help="only these files of it")
    options = parser.parse_args(arguments)
    if options.language:
        return _one_language(templates, options.language, tuple(options.files))
    mistakes: list[str] = []
    settings = _tried(read_settings, mistakes)
    if settings:
        _tried(lambda: _check(settings), mistakes)
    _tried(lambda: read_texts(templates), mistakes)
    content = _tried(lambda: read_content(templates), mistakes)
    notes = _notes(content) if content else []
    for language in checking.languages(templates):
        found = _tried(lambda language=language: _lacks(templates, language), mistakes) or []  # type: ignore[misc]
        if checking.is_spoken(templates, language):
            mistakes += [lack.sentence for lack in found if lack.sentence not in mistakes]
        elif found:
            notes.append(_of_draft(language, found))
    return _said(mistakes, notes)


def _said(mistakes: list[str], notes: list[str]) -> int:
    for mistake in mistakes:
        print(f"wrong: {mistake}")
    for note in notes:
        print(f"note: {note}")
    if not mistakes:
        print("Nothing is wrong.")
    return 1 if mistakes else 0


def _one_language(templates: Path, language: str, files: tuple[str, ...]) -> int:
    if not (templates / language).is_dir():
        raise Problem(f"There is no folder templates/{language}.")
    found = _lacks(templates, language, files)
    spoken = checking.is_spoken(templates, language)
    for lack in found:
        print(f"{'wrong' if spoken else 'note'}: {lack.sentence}")
    print(f"{checking.counted(found)}." if found else "Nothing is missing or stale.")
    return 1 if found and spoken else 0


def _of_draft(language: str, found: list[Lack]) -> str:
    return (
        f"templates/{language} is no language to talk in yet, it has no labels.yaml: "
        f"{checking.counted(found)}. See companion check {language}."
    )


def _lacks(templates: Path, language: str, files: tuple[str, ...] = ()) -> list[Lack]:
    try:
        return checking.lacks(templates, language, files)
    except YamlError as error:
        raise Problem(str(error)) from None


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
