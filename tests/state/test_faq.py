"""Typed questions find the question that was meant, with slips and in a parent's own words."""

import functools
from pathlib import Path

import pytest
from stand_ins import loaded

from bot.texts import FOLDER
from state.assessments import faq_checks, list_words, yaml_files
from state.faq import MOST, Search

HERE = Path(__file__).parent
ENOUGH = 0.95


LANGUAGES = sorted(path.parent.name for path in FOLDER.glob("*/faq.yaml"))


@functools.cache
def search(language: str) -> Search:
    """As the handlers have it; also of a language that is not complete yet."""
    lists, problems = list_words.read(FOLDER, loaded.content().library.lists, [language])
    found, mistakes = faq_checks.searches(FOLDER, lists)
    assert not [one for one in (*problems, *mistakes) if "/faq" in one]
    return found[language]


@pytest.fixture(scope="module")
def english() -> Search:
    return search("en")


def phrases(name: str) -> dict[str, list[str]]:
    written: dict[str, list[str]] = yaml_files.read(HERE / name, name)
    return written


@pytest.mark.parametrize(("which", "least"), [("paraphrases", 150), ("held_out", 60)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_question_is_among_the_first_three(language: str, which: str, least: int) -> None:
    """In nineteen of twenty; the figures are printed, for each language."""
    name = f"faq_{which}.{language}.yaml"
    every = [(meant, typed) for meant, some in phrases(name).items() for typed in some]
    found = [(meant, typed, search(language).best(typed)) for meant, typed in every]
    first = sum(ids[:1] == [meant] for meant, _, ids in found)
    missed = [f"{meant}: {typed}" for meant, typed, ids in found if meant not in ids]
    among = len(every) - len(missed)
    print(f"\n{name}: of {len(every)} typed, {first} come first, {among} among the first three")
    assert len(every) >= least
    assert among / len(every) >= ENOUGH, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_paraphrases_of_every_question(language: str) -> None:
    asked = {one.id for one in loaded.content().library.lists.faq}
    assert set(phrases(f"faq_paraphrases.{language}.yaml")) == asked
    assert set(phrases(f"faq_held_out.{language}.yaml")) == asked


def test_no_more_than_three_are_offered(english: Search) -> None:
    assert all(
        len(english.best(word)) <= MOST for word in ("doctor", "referral", "cancer", "visit")
    )


@pytest.mark.parametrize("typed", ["", "?", "xyzzy plugh", "👍", "12345", "qqqq " * 500])
def test_what_no_question_is_about_finds_none(english: Search, typed: str) -> None:
    assert english.best(typed) == []


@pytest.mark.parametrize("typed", ["Can we wait", "second opinion?", "is it cancer", "how long"])
def test_a_question_is_known_by_how_it_begins_or_ends(english: Search, typed: str) -> None:
    assert english.asks(typed)


@pytest.mark.parametrize("typed", ["the canteen was good", "we saw the doctor", "whatever", "ok"])
def test_what_is_told_is_no_question(english: Search, typed: str) -> None:
    assert not english.asks(typed)


@pytest.mark.parametrize("typed", ["¿Esperamos?", "puede esperar", "cuanto tarda", "qué hago"])
def test_a_question_in_spanish_is_known_by_how_it_begins_or_ends(typed: str) -> None:
    assert search("es").asks(typed)


@pytest.mark.parametrize("typed", ["está igual", "sí, desde ayer", "vimos al doctor", "ok"])
def test_what_is_told_in_spanish_is_no_question(typed: str) -> None:
    assert not search("es").asks(typed)
