"""The words of what an assessment comes to, beside those of its questions in the same file."""

from collections.abc import Collection, Iterator

import msgspec

from state.assessments.assessment import Assessment

LONGEST_NAME = 24
"""Characters that a telephone shows of a button."""


class OfferedWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An assessment in the catalogue: its name on a button, and what it is for in a sentence."""

    name: str
    says: str


class OutcomeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An outcome: what to do first, then by when, whom to call, what to say; the rest is folded.

    `urgent` is what would make it urgent. One that stands beside another needs `first` alone.
    """

    first: str
    by: str = ""
    call: str = ""
    say: str = ""
    more: str = ""
    urgent: str = ""


class ErrandWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something an outcome puts on the plan: its name on a button, why, and the words to say."""

    name: str
    what: str
    ask: str


class BesideWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the file of an assessment beside its questions."""

    offered: OfferedWords | None = None
    outcomes: dict[str, OutcomeWords] = {}
    errands: dict[str, ErrandWords] = {}


BESIDE = BesideWords.__struct_fields__
"""The names of these in the file; no question can be called so."""


def unworded(assessment: Assessment, name: str, words: BesideWords) -> Iterator[str]:
    """One sentence for each word that is missing, too long, or that nobody needs."""
    if (assessment.offered is None) != (words.offered is None):
        lacks = (
            "has no words ('offered')" if assessment.offered else "is not offered, and has words"
        )
        yield f"{name}: the assessment {lacks}."
    outcomes = {one.id for one in assessment.outcomes}
    errands = {one.id for one in assessment.errands}
    yield from _differs(name, "outcome", outcomes, words.outcomes)
    yield from _differs(name, "errand", errands, words.errands)
    for one in assessment.outcomes:
        said = words.outcomes.get(one.id)
        if said and not one.beside and not all((said.by, said.call, said.say, said.urgent)):
            yield f"{name}: the outcome '{one.id}' needs 'by', 'call', 'say' and 'urgent'."
    named = [words.offered.name] if words.offered else []
    for button in (*named, *(one.name for one in words.errands.values())):
        if len(button) > LONGEST_NAME:
            yield f"{name}: '{button}' is longer than {LONGEST_NAME} characters."


def _differs(
    name: str, kind: str, needed: Collection[str], written: Collection[str]
) -> Iterator[str]:
    for one in sorted(set(needed) - set(written)):
        yield f"{name}: the {kind} '{one}' has no words."
    for one in sorted(set(written) - set(needed)):
        yield f"{name}: there is no {kind} '{one}'."
