"""A temperature or a pain in the notes as the sign it is: which answer it gives, for the rules.

38.0 C (100.4 F) in a child on treatment or under 3 months is an emergency (sources: on_treatment,
stjude_fever, nice_ng143); with two signs of the blood it is for the same day (macmillan_blood).
"""

from typing import NamedTuple

from state.assessments.assessment import Item
from state.case import Says
from state.danger_screens import level_when_unsure, line_of
from state.known import TREATMENT, YOUNG_BABY, known
from state.levels import Level
from state.present import Present

BLOOD_SIGNS = frozenset(
    {
        "pale",
        "bruising_unexplained",
        "bone_pain_persistent",
        "fatigue_persistent",
        "two_counts_low",
    }
)
WITH_FEVER = 2
"""So many of these, together with a fever, are more than each of them."""
FEVER_TOO = "fever_too"
"""The question whether there is a fever with them."""


class Line(NamedTuple):
    """What a note says of one line of an emergency screen."""

    item: Item
    line: str
    says: Says


def at_risk(present: Present) -> bool:
    """Whether any fever in this child is an emergency, as far as the case knows."""
    return bool(known(present) & {TREATMENT, YOUNG_BABY})


def _is_baby(present: Present) -> bool:
    return present.asked.age() == "under_3mo"


def finding(present: Present, kind: str) -> str:
    """What a temperature or a pain is, once it is known to be a danger."""
    if kind == "pain":
        return "severe_pain"
    return "fever_under_3mo" if _is_baby(present) else "fever_on_chemo_line"


def danger(present: Present, kind: str, *, sure: bool) -> Line:
    """The answer that says so. "Not sure" stays that where the rules take it for an emergency."""
    item, line = line_of(present.asked.assessment, finding(present, kind))
    unsure = level_when_unsure(present.library, present.asked.assessment, {line}, present.now)
    says: Says = "unsure" if not sure and unsure is Level.EMERGENCY else "yes"
    return Line(item, line, says)


def fever_too(present: Present) -> Item | None:
    """The question a fever answers with yes where it is no danger by itself, if there is one."""
    item = present.asked.assessment.items.get(FEVER_TOO)
    signs = BLOOD_SIGNS & (present.facts.yes | present.facts.unsure)
    if item is None or len(signs) < WITH_FEVER or not present.asked.applies(item):
        return None
    return None if present.asked.said(item) == "yes" else item
