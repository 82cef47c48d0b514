"""Texts that were asked for: who takes one, by what the member's screen expects.

A screen sets `expecting` to a name, and after a colon what it is about: "note:record/bloods".
"""

from collections.abc import Callable

from handlers.context import Turn
from handlers.rights import may_type
from handlers.screens import render, stay

Takes = Callable[[Turn, str, str], None]
"""Given the turn, what it is about, and the text."""
_takers: dict[str, Takes] = {}
_even_questions: set[str] = set()


def takes(name: str, *, questions: bool = False) -> Callable[[Takes], Takes]:
    """Registers who takes the text that a screen with this `expecting` asked for.

    `questions`: even "what is a biopsy?" is kept there, not explained.
    """

    def register(taker: Takes) -> Takes:
        if name in _takers:
            raise ValueError(f"Two handlers take the text '{name}'.")
        _takers[name] = taker
        if questions:
            _even_questions.add(name)
        return taker

    return register


def taker(turn: Turn) -> Callable[[str], None] | None:
    """Who takes the next text of this member, if one was asked for."""
    name, _, about = _expecting(turn)
    found = _takers.get(name)
    return (
        None if found is None or not may_type(turn, name) else lambda text: found(turn, about, text)
    )


def keeps_questions(turn: Turn) -> bool:
    """Whether a question about a word is wanted here, to be kept."""
    return _expecting(turn)[0] in _even_questions


def _expecting(turn: Turn) -> tuple[str, str, str]:
    return ((turn.member and turn.member.expecting) or "").partition(":")


def one_line(turn: Turn, text: str, longest: int) -> str:
    """What was typed, on one line; nothing if it is too long: that is said, and asked again."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    stay(turn, render(turn, "too_long", most=longest, length=len(line)))
    return ""
