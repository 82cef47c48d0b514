"""No word stands in a text for parents that they may not know, unless the glossary explains it.

A word is known if it is an everyday word (the list of Dale and Chall), if it was reviewed for
`known_words.<language>.txt` beside this file, or if it is in the glossary.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rehearsing import services
from stand_ins.readability import everyday_words
from stand_ins.written_words import Written, written

from bot.texts import FOLDER, Texts

LISTS = Path(__file__).parent
LANGUAGES = Texts().languages
ENDINGS = {
    **dict.fromkeys(("n't", "'s", "'re", "'ve", "'ll", "'m", "'d", "s'"), ("",)),
    **dict.fromkeys(("s", "es", "ly"), ("",)),
    **dict.fromkeys(("ies", "ied", "ier", "iest", "ily"), ("y",)),
    **dict.fromkeys(("d", "ed", "ing", "er", "est", "y"), ("", "e")),
}
"""How English words end, and what they end in without it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known_or_explained(language: str) -> None:
    unknown = {
        word: f"{text.file}, line {text.line}: '{word}' may not be known. Say it plainer, explain"
        f" it in templates/{language}/glossary.yaml, or, if everybody knows it, add it to"
        f" tests/conversations/{_list(language).name}."
        for text in written(FOLDER / language)
        for word in _hard(text, language)
    }
    assert not unknown, "\n".join(unknown.values())


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("dogs", True),
        ("bigger", True),
        ("carrying", True),
        ("can't", True),
        ("families", True),
        ("organise", False),
        ("haematocrit", False),
        ("metastasis", False),
    ],
)
def test_what_counts_as_known(word: str, *, known: bool) -> None:
    """Other forms of an everyday word are known too; British spellings in "en" are not."""
    assert list(_hard(Written("a file", 1, f"The {word} is here"), "en")) == (
        [] if known else [word]
    )


def test_a_word_of_the_glossary_is_known() -> None:
    assert list(_hard(Written("a file", 1, "Is it leukocoria, or an MRI?"), "en")) == []


def _hard(text: Written, language: str) -> Iterator[str]:
    rest = services()["content"].glossary[language].without_terms(text.bare, " ")
    known = everyday_words(language) | _reviewed(language)
    for word in text._replace(text=rest).words:
        if len(word) > 1 and not any(stem in known for stem in _stems(word)):
            yield word.lower()


def _stems(word: str) -> Iterator[str]:
    """The word, and what it may be a form of."""
    small = word.lower()
    yield small
    for ending, instead in ENDINGS.items():
        root = small.removesuffix(ending)
        if root == small or len(root) < 2:
            continue
        yield from (root + letter for letter in instead)
        if root[-1] == root[-2]:
            yield root[:-1]


@cache
def _reviewed(language: str) -> frozenset[str]:
    lines = _list(language).read_text(encoding="utf-8").splitlines()
    return frozenset(w for line in lines if not line.startswith("#") for w in line.split())


def _list(language: str) -> Path:
    return LISTS / f"known_words.{language}.txt"
