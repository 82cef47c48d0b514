"""How hard a text is to read: its school grade, by the formula made for its language."""

import functools
import sys
from collections.abc import Callable
from importlib.resources import files
from types import ModuleType
from typing import IO, Any


def _resource_stream(package: str, path: str) -> IO[bytes]:
    return (files(package) / path).open("rb")


def _textstat() -> Any:
    """textstat, without the part of setuptools that it still asks for."""
    stand_in = ModuleType("pkg_resources")
    stand_in.resource_stream = _resource_stream  # type: ignore[attr-defined]
    sys.modules.setdefault("pkg_resources", stand_in)
    import textstat  # type: ignore[import-untyped]  # noqa: PLC0415

    return textstat.textstat


_text = _textstat()


def grade(*sentences: str, language: str = "en") -> float:
    """The school grade a reader of these sentences, taken together, should have reached."""
    joined = " ".join(s if s.endswith((".", "?", ":")) else f"{s}." for s in sentences if s)
    return _FORMULAS[language](joined)


def measures(language: str) -> bool:
    """Whether there is a formula for this language."""
    return language in _FORMULAS


@functools.cache
def everyday_words(language: str) -> frozenset[str]:
    """Words every child knows: for English the list of Dale and Chall."""
    listed = files("textstat") / "resources" / language / "easy_words.txt"
    return frozenset(listed.read_text(encoding="utf-8").lower().split())


def _flesch_kincaid(text: str) -> float:
    """Of 1975, for English. It gives the grade itself."""
    return float(_text.flesch_kincaid_grade(text))


def _fernandez_huerta(text: str) -> float:
    """Of 1959, for Spanish: 90 is grade 4, 80 grade 5, 70 grade 6, as its author's table has it."""
    _text.set_lang("es")
    try:
        return round(13 - float(_text.fernandez_huerta(text)) / 10, 1)
    finally:
        _text.set_lang("en_US")


_FORMULAS: dict[str, Callable[[str], float]] = {"en": _flesch_kincaid, "es": _fernandez_huerta}
