"""Whether a clinician has checked what a card says, and whether that still holds.

Two things are signed: single entries (`reviewed` beside each), and the guidance as a whole, in
`state/assessments/sign_off.yaml`, for one version of the rules. Nothing here changes a level.
"""

import datetime as dt
import enum
from collections.abc import Iterable

import msgspec

from state.assessments.rules import Sourced

HOLDS = dt.timedelta(days=365)
"""How long a check holds; after that it is shown as old until somebody has looked again."""


class Doubt(enum.Enum):
    """Why a card must say that its check by a clinician is missing; the worst one first."""

    NOT_YET = "not_yet"
    BEFORE_A_CHANGE = "before_a_change"
    LONG_AGO = "long_ago"
    PART_LONG_AGO = "part_long_ago"


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A clinician who checked the guidance as a whole; `rules` is the version they saw."""

    by: str
    role: str
    on: dt.date
    rules: str


class SignOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every signature there is."""

    signatures: tuple[Signature, ...] = ()

    def doubt(self, version: str, today: dt.date) -> Doubt | None:
        """What is wrong with the check of these rules on this day; the best signature counts."""
        doubts = [_doubt(one, version, today) for one in self.signatures if one.on <= today]
        if None in doubts:
            return None
        return Doubt.LONG_AGO if Doubt.LONG_AGO in doubts else (doubts or [Doubt.NOT_YET])[0]


def is_old(on: dt.date, today: dt.date) -> bool:
    """Whether a check of that day no longer holds."""
    return today - on > HOLDS


def doubts(
    sign_off: SignOff, version: str, behind: Iterable[Sourced], today: dt.date
) -> list[Doubt]:
    """All that a card has to say which rests on the entries `behind` it; nothing if all is well."""
    whole = sign_off.doubt(version, today)
    found = [whole] if whole else []
    if whole is not Doubt.LONG_AGO and any(
        entry.reviewed and is_old(entry.reviewed.on, today) for entry in behind
    ):
        found.append(Doubt.PART_LONG_AGO)
    return found


def _doubt(signature: Signature, version: str, today: dt.date) -> Doubt | None:
    if signature.rules != version:
        return Doubt.BEFORE_A_CHANGE
    return Doubt.LONG_AGO if is_old(signature.on, today) else None
