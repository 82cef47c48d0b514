"""Photos and files of papers: Telegram has them, the case only where they are."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from state.effects import Held
from state.plan.numbers import fresh

MOST = 60
"""Files of one case; the oldest go first."""
LONGEST_NAME = 60
"""Characters kept of a file's name."""


class Attached(msgspec.Struct, forbid_unknown_fields=True):
    """One file as a member sent it at `at` (UTC). `paper` is empty until they say whose it is."""

    number: int
    held: Held
    name: str
    by: int
    at: datetime
    paper: str = ""


def attach(
    files: list[Attached],
    given: dict[str, int],
    held: Held,
    name: str,
    *,
    by: int,
    at: datetime,
    paper: str,
) -> None:
    """Adds a file; one that is there already, sent once more, is that one.

    `given` holds the numbers given so far.
    """
    if any(one.held == held and one.paper == paper for one in files):
        return
    number = fresh(given, "file", (one.number for one in files))
    files.append(Attached(number, held, name[:LONGEST_NAME], by, at, paper))
    del files[:-MOST]


def of(files: Iterable[Attached], paper: str) -> list[Attached]:
    """The files of a paper, in the order they came."""
    return [one for one in files if one.paper == paper]


def unsorted(files: Iterable[Attached], by: int) -> list[Attached]:
    """What this member sent and has not said the paper of."""
    return [one for one in files if not one.paper and one.by == by]


def drop(files: list[Attached], gone: Iterable[Attached]) -> None:
    """Removes files from the case, for good."""
    numbers = {one.number for one in gone}
    files[:] = [one for one in files if one.number not in numbers]
