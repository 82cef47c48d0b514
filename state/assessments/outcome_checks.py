"""What must be true of an assessment that comes to outcomes, and of its place in the catalogue."""

from collections import Counter
from collections.abc import Iterator, Sequence

from state.assessments import item_checks, on_the_case, outcomes, walk
from state.assessments.assessment import Assessment, Effect, Item, Library

PREFIX = {"insurance": "pay_"}
"""How the questions of a part that may be left out begin: by that they are left out too."""


def problems(library: Library) -> Iterator[str]:
    """One sentence for each mistake."""
    every = [errand.id for one in library.assessments.values() for errand in one.errands]
    for name, times in Counter(every).items():
        if times > 1:
            yield f"The errand '{name}' is there {times} times."
    for assessment in library.assessments.values():
        for sentence in (*_offered(library, assessment), *_outcomes(library, assessment)):
            yield f"{assessment.id}.yaml: {sentence}"


def _offered(library: Library, assessment: Assessment) -> Iterator[str]:
    offered = assessment.offered
    if offered is None:
        return
    for other in offered.related:
        if other == assessment.id or other not in {one.id for one in library.catalogue}:
            yield f"the related assessment '{other}' is not another of the catalogue."
    for item in assessment.items.values():
        prefix = PREFIX.get(offered.part, "")
        if item.home == assessment.id and not item.id.startswith(prefix):
            yield f"the question '{item.id}' should begin with '{prefix}'."


def _outcomes(library: Library, assessment: Assessment) -> Iterator[str]:
    yield from _errands(assessment)
    topics = {topic.id for _, topic in library.topics}
    for one in assessment.outcomes:
        for test in one.when.tests if one.when else ():
            if sentence := item_checks.amiss(library, assessment, None, test):
                yield f"the outcome '{one.id}', '{test}': {sentence}"
        for topic in one.topics:
            if topic not in topics:
                yield f"the outcome '{one.id}' names the topic '{topic}', which is none."
    own = [item for item in assessment.items.values() if item.home == assessment.id]
    for item in own if assessment.outcomes else ():
        yield from _lowers(library, assessment, item)


def _errands(assessment: Assessment) -> Iterator[str]:
    known = {errand.id for errand in assessment.errands}
    used = {name for one in assessment.outcomes for name in one.errands}
    for name in sorted(used - known):
        yield f"there is no errand '{name}'."
    for name in sorted(known - used):
        yield f"no outcome uses the errand '{name}'."


def _lowers(library: Library, assessment: Assessment, item: Item) -> Iterator[str]:
    """An assessment with outcomes may add to the level of the case, and take nothing away."""
    calmer = {name for trigger in library.triggers.values() for name in trigger.gives_way_to}
    place = f"the question '{item.id}'"
    for effect in item.effects:
        if effect.trigger or effect.age_years is not None:
            yield f"{place}: why they came and the age are asked by the first assessment alone."
        if calmer.intersection(effect.findings):
            yield f"{place}: it establishes a finding that makes a level calmer."
        if _tells(effect) and _rests_on_the_case(assessment, item):
            yield f"{place}: what counts for the level may not depend on 'case' tests."
        if effect.cover and effect.cover not in {one.id for one in library.lists.covers}:
            yield f"{place}: there is no kind of plan '{effect.cover}'."


def _tells(effect: Effect) -> bool:
    return bool(effect.findings or effect.circumstances or effect.clinician_time)


def _rests_on_the_case(assessment: Assessment, item: Item) -> bool:
    for when in (item.enable_when, item.short_when):
        for test in when.tests if when else ():
            subject = assessment.items.get(test.split()[0])
            if test.startswith("case ") or (subject and _rests_on_the_case(assessment, subject)):
                return True
    return False


def endings(library: Library, assessment: Assessment) -> Iterator[str]:
    """That every way ends at an outcome, and every outcome is reached; for a sound structure."""
    if not assessment.outcomes:
        return
    alone = [one for one in assessment.outcomes if not one.beside]
    met: set[str] = set()
    for truths, path in _ends(library, assessment, alone).items():
        found = outcomes.reached(alone, truths)
        met.update(one.id for one in found)
        if not found:
            way = ", ".join(f"{item} {value}" for item, value in path[4:])
            yield f"{assessment.id}.yaml: no outcome is for {way or 'one who says nothing'}."
    for one in assessment.outcomes:
        if one.beside and any(one.holds(truths) for truths in _ends(library, assessment, [one])):
            met.add(one.id)
        if one.id not in met:
            yield f"{assessment.id}.yaml: the outcome '{one.id}' is never reached."


def _ends(
    library: Library, assessment: Assessment, some: Sequence[outcomes.Outcome]
) -> dict[frozenset[str], walk.Path]:
    """Every state these outcomes can be asked in; asked one by one they are few."""
    tests = frozenset(test for one in some if one.when for test in one.when.tests)
    starts = on_the_case.starts(library, assessment)
    return walk.ends(assessment, tests, walk.unalarmed, starts)
