"""One line of the table of conformance."""

from typing import NamedTuple


class Row(NamedTuple):
    """One behaviour of the official server."""

    what: str
    source: str
    shown_by: tuple[str, ...]
    beyond: str = ""

    def __str__(self) -> str:
        return self.what
