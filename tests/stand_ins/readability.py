"""The reading grade of a text, without the part of setuptools that textstat still asks for."""

import sys
from importlib.resources import files
from types import ModuleType
from typing import IO


def _resource_stream(package: str, path: str) -> IO[bytes]:
    return (files(package) / path).open("rb")


def _textstat() -> ModuleType:
    stand_in = ModuleType("pkg_resources")
    stand_in.resource_stream = _resource_stream  # type: ignore[attr-defined]
    sys.modules.setdefault("pkg_resources", stand_in)
    import textstat  # type: ignore[import-untyped]  # noqa: PLC0415

    return textstat  # type: ignore[no-any-return]


_text = _textstat()


def grade(*sentences: str) -> float:
    """The Flesch-Kincaid grade of these sentences, taken together."""
    joined = " ".join(s if s.endswith((".", "?", ":")) else f"{s}." for s in sentences if s)
    return float(_text.textstat.flesch_kincaid_grade(joined))
