"""What a family gathers over days: questions, notes of signs, medicines, allergies, family history.

Each is added in one message, changed and removed; what was removed is gone for good.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

EntryKind = Literal["question", "note", "temperature", "pain", "medicine", "allergy", "family"]
LONGEST = 300
"""Characters of one entry."""
MOST = 100
"""Entries of one kind."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry, as its member typed it at `at` (UTC). `day` is the local day it is about.

    `value` is a temperature in degrees Celsius, or pain from 0 to 10. `first` marks one of the
    three questions to ask first.
    """

    entry_id: int
    kind: EntryKind
    text: str
    by: int
    at: datetime
    day: date | None = None
    value: float | None = None
    first: bool = False
