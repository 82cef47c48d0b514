"""Changes every question, one thing at a time: what an answer says, who is asked, when.

Each change must be noticed by a story of a parent, or by one of the two tables written by hand.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from msgspec.structs import replace
from question_tables import brought, meanings, what_answers_mean, who_is_asked
from rule_samples import SOME, answers, library, oncology
from stand_ins import telling
from stand_ins.vignettes import Given, vignettes

from state.assessments import facts as case_facts
from state.assessments.assessment import Assessment, Effect, Item, Library
from state.assessments.condition import Condition
from state.assessments.facts import Facts
from state.assessments.judging import judge_case
from state.case import UNSURE, Answer, Value
from state.levels import Level

Mutant = tuple[str, str, str, Library]
"""What was changed, in which question and answer, and the library with the change."""

YOUNG = 0.25


@cache
def told() -> tuple[tuple[Given, telling.Told, list[Answer], Facts, Level], ...]:
    """Every story as it is told to the questions as they are, and what is then known."""
    found = []
    for vignette in vignettes():
        said = telling.told(library(), vignette.given)
        given = telling.answers(said)
        known = case_facts.facts(library(), given)
        found.append((vignette.given, said, given, known, judge_case(library(), given).level))
    return tuple(found)


def changed_answers() -> Iterator[Mutant]:
    for item in oncology().items.values():
        for answer, effect in item.options.items():
            for what, other in changed(effect):
                options = {**item.options, answer: other}
                yield f"{item.id} {answer} {what}", item.id, answer, having(item, options=options)
        for what, other in changed(item.not_sure) if item.not_sure else ():
            yield f"{item.id} unsure {what}", item.id, UNSURE, having(item, not_sure=other)


def changed(effect: Effect) -> Iterator[tuple[str, Effect]]:
    """Each thing an answer says: left out, and for what is there, only in doubt."""
    for name in effect.yes:
        rest = tuple(one for one in effect.yes if one != name)
        yield f"without {name}", replace(effect, yes=rest)
        yield f"in doubt {name}", replace(effect, yes=rest, unsure=(*effect.unsure, name))
    for name in effect.unsure:
        rest = tuple(one for one in effect.unsure if one != name)
        yield f"without doubt of {name}", replace(effect, unsure=rest)
    if effect.trigger:
        yield "without trigger", replace(effect, trigger=None)
    if effect.age_years is not None:
        yield "without age", replace(effect, age_years=None)
    if effect.clinician_time:
        yield "without time", replace(effect, clinician_time=None)
        if effect.clinician_time > Level.PLANNED:
            calmer = list(Level)[effect.clinician_time.rank - 1]
            yield "calmer time", replace(effect, clinician_time=calmer)
    for name in effect.circumstances:
        yield f"without {name}", replace(effect, circumstances=())


def changed_conditions() -> Iterator[Mutant]:
    for item in oncology().items.values():
        rest = {name: one for name, one in oncology().items.items() if name != item.id}
        yield f"{item.id} never asked", item.id, "", with_items(rest)
        if item.phase != "after":
            yield f"{item.id} asked later", item.id, "", having(item, phase="after")
        if item.one_of_these:
            yield f"{item.id} not one of these", item.id, "", having(item, one_of_these=False)
        for field, when in (("enable_when", item.enable_when), ("short_when", item.short_when)):
            if when:
                yield f"{item.id} without {field}", item.id, "", having(item, **{field: None})
                for what, other in relaxed(when):
                    yield f"{item.id} {field} {what}", item.id, "", having(item, **{field: other})


def relaxed(when: Condition) -> Iterator[tuple[str, Condition]]:
    """A condition without one of its tests."""
    for which in ("all", "any", "none"):
        tests = getattr(when, which)
        for test in tests:
            fewer = tuple(one for one in tests if one != test)
            yield f"without '{test}'", replace(when, **{which: fewer})


def having(item: Item, **changes: object) -> Library:
    return with_items({**oncology().items, item.id: replace(item, **changes)})


def with_items(items: dict[str, Item]) -> Library:
    other = replace(oncology(), items=items)
    return replace(library(), assessments={**library().assessments, other.id: other})


def a_story_notices(item: str, answer: str, mutant: Library) -> bool:
    """Whether some parent who gave this answer is understood differently, or gets another level."""
    return any(
        differs(mutant, given, known, level, said)
        for given, way, said, known, level in told()
        if item in way and (not answer or gave(way[item], answer))
    )


def gave(value: Value, answer: str) -> bool:
    return value == answer if isinstance(value, str) else value.get(answer, "no") != "no"


def differs(mutant: Library, given: Given, known: Facts, level: Level, said: list[Answer]) -> bool:
    """Whether what the story means is lost, or the level is another."""
    now = case_facts.facts(mutant, said)
    meant = known.yes & set(given.yes)
    at_least = (known.yes | known.unsure) & {*given.yes, *given.unsure}
    return (
        not meant <= now.yes
        or not at_least <= now.yes | now.unsure
        or (now.trigger, now.circumstances, now.clinician_time)
        != (known.trigger, known.circumstances, known.clinician_time)
        or is_young(now) != is_young(known)
        or judge_case(mutant, said).level is not level
    )


def is_young(facts: Facts) -> bool:
    return facts.age_years is not None and facts.age_years < YOUNG


def the_meaning_is_another(assessment: Assessment) -> bool:
    return meanings(assessment) != what_answers_mean()


def somebody_else_is_asked(assessment: Assessment) -> bool:
    return any(brought_or_none(assessment, row.after) != row.expected for row in who_is_asked())


def brought_or_none(assessment: Assessment, after: str) -> dict[str, str] | None:
    try:
        return brought(assessment, after)
    except KeyError:  # the question is gone
        return None


def a_screen_is_calmer(mutant: Library) -> bool:
    """Whether "yes, one of these" is no emergency by itself any more."""
    screens = [item.id for item in oncology().items.values() if item.one_of_these]
    return any(
        {cause.rule for cause in judge_case(mutant, answers((screen, SOME))).causes}
        != {"one_of_these"}
        for screen in screens
    )


@cache
def noticed_by() -> dict[str, str]:
    """Every change with who notices it first: a story, a table, or nobody."""
    found = {}
    for what, item, answer, mutant in (*changed_answers(), *changed_conditions()):
        assessment = mutant.assessments[oncology().id]
        if a_story_notices(item, answer, mutant):
            found[what] = "a story"
        elif the_meaning_is_another(assessment):
            found[what] = "the table of meanings"
        elif somebody_else_is_asked(assessment):
            found[what] = "the table of who is asked"
        elif a_screen_is_calmer(mutant):
            found[what] = "the level of a whole screen"
        else:
            found[what] = "nobody"
    return found


def test_each_answer_means_what_the_table_says() -> None:
    written, table = meanings(oncology()), what_answers_mean()
    differing = {
        f"{item} {answer}"
        for item in {*written, *table}
        for answer in {*written.get(item, {}), *table.get(item, {})}
        if written.get(item, {}).get(answer) != table.get(item, {}).get(answer)
    }
    assert not differing, "see tests/rules/what_answers_mean.yaml"


@pytest.mark.parametrize("row", who_is_asked(), ids=[row.after for row in who_is_asked()])
def test_each_answer_brings_just_these_questions(row: object) -> None:
    """The table is tests/rules/who_is_asked.yaml."""
    assert isinstance(row, type(who_is_asked()[0]))
    assert brought(oncology(), row.after) == row.expected


def test_every_change_of_a_question_is_noticed() -> None:
    counted = Counter(noticed_by().values())
    print(f"\n{len(noticed_by())} changes of questions, first noticed by:")
    for who, count in counted.most_common():
        print(f"  {who}: {count}")
    assert not [what for what, who in noticed_by().items() if who == "nobody"]
