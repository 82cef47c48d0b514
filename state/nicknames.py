"""The short names of children where a chat has several: told apart, and no more than that."""

from collections.abc import Iterable
from typing import Literal

LONGEST = 20
MOST = 5
"""Children a chat may have."""

Trouble = Literal["", "empty", "long", "taken"]


def tidy(text: str) -> str:
    """What was typed on one line, without what cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def same_as(name: str) -> str:
    """What two names that are read as one have in common."""
    return name.casefold()


def trouble(name: str, taken: Iterable[str]) -> Trouble:
    """Why this cannot be a child's name beside these; empty if it can."""
    if not any(c.isalnum() for c in name):
        return "empty"
    if len(name) > LONGEST:
        return "long"
    return "taken" if same_as(name) in {same_as(one) for one in taken if one} else ""
