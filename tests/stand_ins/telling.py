"""How the parent of a vignette would answer each question: truthfully, as far as the words allow.

Where no answer fits, the parent is not sure. Where several lead on, the way is taken on which
most of the story can be told.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from stand_ins.vignettes import Given
from state.assessments import facts as case_facts
from state.assessments import progress
from state.assessments.assessment import Assessment, Effect, Item, Library
from state.case import EVERY_LINE, UNSURE, Answer, Says, Value

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
ROADS = {
    "doctor_mentioned_cancer": ("someone_said", "doctor"),
    "abnormal_labs": ("someone_said", "result"),
    "imaging_concern": ("someone_said", "scan"),
    "mass_or_tumor": ("someone_said", "lump"),
    "unexplained_symptoms": ("worried", ""),
    "confirmed_diagnosis": ("diagnosis", ""),
    "second_opinion": ("second_opinion", ""),
    "not_sure": (UNSURE, ""),
}
"""What the parent taps to say why they came."""
BANDS = {0.25: "under_3mo", 1: "under_1", 4: "1_3", 7: "4_6", 12: "7_11", 19: "12_18"}
"""Ages by the year under which they end."""
Told = dict[str, Value]


def told(library: Library, given: Given) -> Told:
    """The answers of this parent to everything they are asked, before the card and from it."""
    assessment = library.assessments["oncology_referral"]
    ways = [_to_the_end(assessment, given, way) for way in _ways(assessment, given, {})]
    return max(ways, key=lambda way: _how_full(library, given, way))


def answers(given: Told) -> list[Answer]:
    return [
        Answer(number, item, value, 1, NOON) for number, (item, value) in enumerate(given.items())
    ]


def _ways(assessment: Assessment, given: Given, said: Told) -> Iterator[Told]:
    """Every way to the card that the story leaves open."""
    item = progress.next_item(assessment, answers(said))
    if item is None:
        yield said
        return
    for value in could_say(item, given):
        yield from _ways(assessment, given, {**said, item.id: value})


def _to_the_end(assessment: Assessment, given: Given, said: Told) -> Told:
    """What is asked from the card, part after part."""
    while item := progress.next_item(assessment, answers(said), ["after"]):
        said = {**said, item.id: could_say(item, given)[0]}
    return said


def _how_full(library: Library, given: Given, way: Told) -> tuple[int, ...]:
    """Said as meant, said at least in doubt, and not said beside it."""
    facts = case_facts.facts(library, answers(way))
    return (
        len(facts.yes & set(given.yes)) + len(facts.unsure & set(given.unsure)),
        len((facts.yes | facts.unsure) & {*given.yes, *given.unsure}),
        -len((facts.yes | facts.unsure) - {*given.yes, *given.unsure}),
        -len(way),
    )


def could_say(item: Item, given: Given) -> list[Value]:
    """The answers to a question that are true: most questions have one."""
    if item.by_line:
        return [by_line(item, given)]
    if item.id in {"reason", "said"}:
        return [ROADS[given.trigger][item.id == "said"]]
    if item.id == "who_told":
        return ["hospital" if given.clinician_time else "letter"]
    if item.id == "age":
        return [_band(given)]
    fitting = {name: _fits(effect, given) for name, effect in item.options.items()}
    best = max(fitting.values())
    if best > 0:
        return [name for name, fit in fitting.items() if fit == best]
    plain = [name for name, fit in fitting.items() if fit == 0]
    return [*sorted(plain, key=lambda name: len(item.options[name].unsure)), UNSURE]


def by_line(item: Item, given: Given) -> dict[str, Says]:
    """What is true of each line; of one that is not in the story, no."""
    said: dict[str, Says] = {}
    for name, effect in item.options.items():
        if set(effect.findings) & set(given.yes):
            said[name] = "yes"
        elif set(effect.findings) & set(given.unsure):
            said[name] = "unsure"
    return {**said, EVERY_LINE: "no"}


def _band(given: Given) -> str:
    if given.age_years is None:
        return UNSURE
    return next(band for end, band in BANDS.items() if given.age_years < end)


def _fits(effect: Effect, given: Given) -> int:
    """How much of the story an answer tells; below zero if it says what is not true."""
    known = {*given.yes, *given.unsure}
    time, circumstances = effect.clinician_time, set(effect.circumstances)
    if set(effect.yes) - set(given.yes) or set(effect.no) & known:
        return -1
    if (time and time is not given.clinician_time) or circumstances - given.circumstances:
        return -1
    return 2 * len(effect.yes) + len(set(effect.unsure) & known) + bool(time) + len(circumstances)
