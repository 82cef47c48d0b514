"""What must be true of the assessments before anyone is asked anything.

Each check yields sentences that name the file and the place, for people who write YAML and no
Python. Checks of single items are in `state.assessments.item_checks`.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from state.assessments import (
    faq_checks,
    guidance_checks,
    item_checks,
    list_words,
    on_the_case,
    outcome_checks,
    topic_checks,
    walk,
)
from state.assessments.assessment import Assessment, Library
from state.assessments.rules import Rule, Sourced
from state.assessments.sign_off import Doubt, is_old
from state.levels import Level

_VERSION = re.compile(r"[0-9a-f]{12}")


def problems(library: Library) -> list[str]:
    """One sentence for each mistake."""
    found = [
        *_sources(library),
        *_triggers(library),
        *_rules(library),
        *_unsure(library),
        *_modifiers(library),
        *guidance_checks.problems(library),
        *_signatures(library),
        *topic_checks.problems(library),
        *list_words.problems(library),
        *outcome_checks.problems(library),
        *faq_checks.problems(library),
    ]
    for assessment in library.assessments.values():
        found += item_checks.problems(library, assessment)
        found += _emergencies(library, assessment)
    # Only a sound structure can be walked.
    return found or [
        sentence
        for one in library.assessments.values()
        for sentence in (*_unreachable(library, one), *outcome_checks.endings(library, one))
    ]


def review_notes(
    library: Library, today: dt.date, more: Iterable[tuple[str, Sourced]] = ()
) -> list[str]:
    """What no clinician has checked yet, or not within a year. Notes, not mistakes.

    `more` are entries that stand elsewhere, such as the terms of a glossary.
    """
    every = [*entries(library), *more]
    pending = [place for place, entry in every if entry.reviewed is None]
    notes = [f"{len(pending)} entries wait for a clinician's review."] if pending else []
    notes += [
        f"{place}: the review by {entry.reviewed.by} is older than a year."
        for place, entry in every
        if entry.reviewed and is_old(entry.reviewed.on, today)
    ]
    return [*notes, *_sign_off_notes(library, today)]


def _sign_off_notes(library: Library, today: dt.date) -> Iterator[str]:
    for one in library.sign_off.signatures:
        if one.on > today:
            yield f"sign_off.yaml: the signature by {one.by} has a day to come ({one.on})."
    match library.sign_off.doubt(library.version, today):
        case Doubt.NOT_YET:
            yield "The guidance as a whole is not signed off: pending (sign_off.yaml)."
        case Doubt.LONG_AGO:
            yield "sign_off.yaml: the sign-off of the whole is older than a year."
        case Doubt.BEFORE_A_CHANGE:
            yield f"sign_off.yaml: the rules have changed since; they are {library.version} now."


def entries(library: Library) -> Iterator[tuple[str, Sourced]]:
    """Everything that rests on sources, with the place it is written."""
    for name, finding in library.findings.items():
        yield f"findings.yaml, '{name}'", finding
    for name, trigger in library.triggers.items():
        yield f"the trigger '{name}'", trigger
    for rule in library.named:
        yield f"rules.yaml, '{rule.id}'", rule
    for name, entry in library.single.items():
        yield f"rules.yaml, '{name}'", entry
    yield from library.guidance.entries()
    for assessment in library.assessments.values():
        for row in (*assessment.outcomes, *assessment.errands):
            yield f"{assessment.id}.yaml, '{row.id}'", row
    yield from library.topics.entries()
    yield from library.lists.entries()


def _sources(library: Library) -> Iterator[str]:
    for place, entry in entries(library):
        if not entry.sources:
            yield f"{place}: it names no source."
        for source in entry.sources:
            if source not in library.sources:
                yield f"{place}: its source '{source}' is not in sources.yaml."


def _signatures(library: Library) -> Iterator[str]:
    for one in library.sign_off.signatures:
        if not one.by or not one.role:
            yield "sign_off.yaml: a signature needs a name ('by') and a role ('role')."
        if not _VERSION.fullmatch(one.rules):
            yield f"sign_off.yaml: '{one.rules}' is no version of the rules (/why names it)."


def _triggers(library: Library) -> Iterator[str]:
    if library.unknown_trigger not in library.triggers:
        yield f"rules.yaml: there is no trigger '{library.unknown_trigger}' (unknown_trigger)."
    for name, trigger in library.triggers.items():
        for finding in trigger.gives_way_to:
            if finding not in library.findings:
                yield f"The trigger '{name}' gives way to '{finding}', which is no finding."
            elif library.findings[finding].level >= trigger.floor:
                yield f"The trigger '{name}' gives way to '{finding}', which is no calmer."


def _rules(library: Library) -> Iterator[str]:
    ids = [rule.id for rule in library.named]
    ids += [*library.findings, *library.single]
    for name, times in Counter(ids).items():
        if times > 1:
            yield f"rules.yaml: the id '{name}' is used {times} times."
    if library.heard.level is not Level.EMERGENCY:
        yield "rules.yaml, 'heard': the level of typed words of danger is EMERGENCY."
    for rule in library.rules:
        yield from _needs(library, rule)


def _needs(library: Library, rule: Rule) -> Iterator[str]:
    place = f"rules.yaml, '{rule.id}'"
    if not any(need.of for need in rule.when):
        yield f"{place}: it rests on no finding."
    for need in rule.when:
        for finding in _unknown(need.of, library.findings):
            yield f"{place}: '{finding}' is no finding."
        for trigger in _unknown(need.triggers, library.triggers):
            yield f"{place}: '{trigger}' is no trigger."
        if need.of and not 1 <= need.at_least <= len(set(need.of)):
            yield f"{place}: it asks for {need.at_least} of {len(set(need.of))} findings."


def _unsure(library: Library) -> Iterator[str]:
    covered = {
        level
        for rule in library.unsure
        if rule.at_least == 1 and not rule.critical_only
        for level in rule.of
    }
    for level in Level:
        if level not in covered:
            yield f"rules.yaml: nothing says what 'not sure' means for a finding at {level.value}."


def _modifiers(library: Library) -> Iterator[str]:
    for modifier in library.modifiers:
        if modifier.steps < 0:
            yield f"rules.yaml, '{modifier.id}': it may only make a level more urgent."
        if modifier.steps == 0 and modifier.at_least is Level.PLANNED:
            yield f"rules.yaml, '{modifier.id}': it changes nothing (neither steps nor at_least)."


def _emergencies(library: Library, assessment: Assessment) -> Iterator[str]:
    screens = [item for item in assessment.items.values() if item.phase == "emergency"]
    asked = {finding for item in screens for e in item.effects for finding in e.findings}
    for name, finding in library.findings.items():
        urgent = finding.level is Level.EMERGENCY and finding.known_from == "body"
        if urgent and name not in asked:
            yield f"{assessment.id}.yaml: no emergency screen asks for the emergency '{name}'."
    for item in screens:
        if item.enable_when:
            yield f"{assessment.id}.yaml: the emergency screen '{item.id}' must be for everyone."


def _unreachable(library: Library, assessment: Assessment) -> Iterator[str]:
    reached = _reached(assessment, on_the_case.starts(library, assessment))
    for item in assessment.items:
        if item not in reached:
            yield f"{assessment.id}.yaml: the question '{item}' can never be asked."


def _reached(assessment: Assessment, starts: walk.Starts) -> set[str]:
    """Two short walks, all well and all ill, reach what there is; else every way is gone."""
    found: set[str] = set()
    for answers_to in (walk.unalarmed, walk.alarmed, walk.every_answer):
        if found != assessment.items.keys():
            found |= {visit.item.id for visit in walk.walk(assessment, answers_to, starts)}
    return found


def _unknown(names: Iterable[str], known: Iterable[str]) -> list[str]:
    return [name for name in names if name not in set(known)]
