"""Texts that were asked for: who takes one, by what the member's screen expects.

A screen sets `expecting` to a name, and after a colon what it is about: "note:record/bloods".
"""

from collections.abc import Callable

from handlers.context import Turn

Takes = Callable[[Turn, str, str], None]
"""Given the turn, what it is about, and the text."""
_takers: dict[str, Takes] = {}


def takes(name: str) -> Callable[[Takes], Takes]:
    """Registers who takes the text that a screen with this `expecting` asked for."""

    def register(taker: Takes) -> Takes:
        if name in _takers:
            raise ValueError(f"Two handlers take the text '{name}'.")
        _takers[name] = taker
        return taker

    return register


def taker(turn: Turn) -> Callable[[str], None] | None:
    """Who takes the next text of this member, if one was asked for."""
    name, _, about = ((turn.member and turn.member.expecting) or "").partition(":")
    found = _takers.get(name)
    return None if found is None else lambda text: found(turn, about, text)
