"""What a case knows beside its answers, as tests that conditions may ask for: "case denied".

So that one assessment does not ask what the family has said elsewhere. Where they live and who
pays, and flags for what there is already.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from state.assessments.assessment import Assessment, Library
from state.assessments.condition import Condition
from state.assessments.lists import Cover, Family, fitting
from state.places.countries import Country, countries

FLAGS = ("denied", "visit", "referral", "papers", "team", "soon")
"""An insurer's no that stands; a visit ahead; a referral begun; a paper asked for or here; a cancer
team; and a card that says two days or sooner."""

CARE = ("care_public", "care_plan", "care_any")
COVER = ("cover_known", "uninsured", "pays_inside", "pays_outside", "wants_referral")


def tests(library: Library) -> frozenset[str]:
    """Every test there is."""
    places = (f"in_{name}" for name in countries())
    kinds = (name for cover in library.lists.covers for name in _of_cover(cover))
    return frozenset(f"case {name}" for name in (*FLAGS, *CARE, *COVER, *places, *kinds))


def of(country: str, place: Country, cover: Cover | None, flags: Iterable[str]) -> frozenset[str]:
    """What is true of a case: where the member lives, who pays, and these flags."""
    names = [f"care_{place.care}", f"in_{country}", *_of_cover(cover), *flags]
    return frozenset(f"case {name}" for name in names)


def _of_cover(cover: Cover | None) -> Iterator[str]:
    if cover is None:
        return
    yield "cover_known"
    if cover.clock:
        yield f"clock_{cover.clock}"
    if cover.uninsured:
        yield "uninsured"
    elif cover.network in {"inside", "both"}:
        yield "pays_inside" if cover.network == "inside" else "pays_outside"
    if cover.referral == "yes":
        yield "wants_referral"


def starts(library: Library, assessment: Assessment) -> tuple[frozenset[str], ...]:
    """Everything a case may know before the first question, as far as it is asked for."""
    asked = frozenset(_asked(assessment))
    flags = [(f"case {name}",) for name in FLAGS if f"case {name}" in asked]
    found = {
        (truths | {name for some in chosen for name in some}) & asked
        for truths in _places(library)
        for chosen in product(*(((), flag) for flag in flags))
    }
    return tuple(sorted(found, key=sorted))


def _places(library: Library) -> Iterator[frozenset[str]]:
    for name, place in countries().items():
        kinds = fitting(library.lists.covers, Family(country=name, care=place.care))
        for cover in (None, *kinds):
            yield of(name, place, cover, ())


def _asked(assessment: Assessment) -> Iterator[str]:
    conditions: Sequence[Condition | None] = [
        when
        for item in assessment.items.values()
        for when in (item.enable_when, item.short_when, item.skip_when)
    ]
    for when in (*conditions, *(one.when for one in assessment.outcomes)):
        yield from (test for test in (when.tests if when else ()) if test.startswith("case "))
