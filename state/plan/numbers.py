"""Numbers of what a family adds and may remove: once given, a number is never given again.

Buttons carry them, and every button stays in the chat: one of something that was removed must
never reach what came after it.
"""

from collections.abc import Iterable
from typing import Literal

Numbered = Literal["entry", "visit", "call", "file"]


def fresh(given: dict[str, int], what: Numbered, present: Iterable[int]) -> int:
    """The next number of its kind: above all that are `present` and all that were ever `given`."""
    given[what] = max([given.get(what, 0), *present]) + 1
    return given[what]
