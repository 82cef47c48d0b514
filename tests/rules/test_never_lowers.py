"""Hearing of one more sign, or being less sure that it is absent, never makes a level calmer.

Only the named findings a trigger's floor gives way to are excepted, and only for that floor.
"""

from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_samples import library

from state.assessments.facts import Facts
from state.assessments.judging import judge
from state.levels import Level

SAID = ("not asked", "no", "unsure", "yes")
FINDINGS = sorted(library().findings)
TRIGGERS = sorted(library().triggers)
CIRCUMSTANCES = ["known_risk", "worse_last_24h"]


def with_said(facts: Facts, finding: str, said: str) -> Facts:
    """These facts with one finding said so."""
    sets = {word: getattr(facts, word) - {finding} for word in SAID[1:]}
    if said in sets:
        sets[said] |= {finding}
    return msgspec.structs.replace(facts, **sets)


def level(facts: Facts) -> Level:
    return judge(library(), facts).level


def floor_stays(facts: Facts, finding: str) -> bool:
    return not any(finding in library().triggers[t].gives_way_to for t in facts.triggers)


def without_floor(facts: Facts) -> Facts:
    """The same under the lowest floor, where replacing it cannot hide anything."""
    return msgspec.structs.replace(facts, triggers=("second_opinion",))


@st.composite
def some_facts(draw: st.DrawFn) -> Facts:
    said = draw(st.dictionaries(st.sampled_from(FINDINGS), st.sampled_from(SAID[1:]), max_size=8))
    return Facts(
        triggers=(draw(st.sampled_from(TRIGGERS)),),
        yes=frozenset(f for f, word in said.items() if word == "yes"),
        unsure=frozenset(f for f, word in said.items() if word == "unsure"),
        no=frozenset(f for f, word in said.items() if word == "no"),
        age_years=draw(st.sampled_from([None, 0.1, 3.0])),
        circumstances=frozenset(draw(st.sets(st.sampled_from(CIRCUMSTANCES)))),
        clinician_time=draw(st.sampled_from([None, *Level])),
    )


@settings(max_examples=60, deadline=None)
@given(some_facts())
def test_every_finding_in_turn_on_top_of_any_facts(facts: Facts) -> None:
    for finding in FINDINGS:
        under = facts if floor_stays(facts, finding) else without_floor(facts)
        levels = [level(with_said(under, finding, said)) for said in SAID]
        assert levels == sorted(levels), finding


@settings(max_examples=150, deadline=None)
@given(some_facts(), st.sampled_from(CIRCUMSTANCES), st.sampled_from(list(Level)))
def test_a_circumstance_a_young_age_or_a_clinicians_time_never_lowers(
    facts: Facts, circumstance: str, told: Level
) -> None:
    now = level(facts)
    more = facts.circumstances | {circumstance}
    sooner = max(told, facts.clinician_time or told)
    assert level(msgspec.structs.replace(facts, circumstances=more)) >= now
    assert level(msgspec.structs.replace(facts, age_years=0.1)) >= now
    assert level(msgspec.structs.replace(facts, clinician_time=sooner)) >= max(now, told)


def test_a_second_reason_never_lowers() -> None:
    for first in TRIGGERS:
        for second in TRIGGERS:
            both = level(Facts(triggers=(first, second)))
            assert both == max(level(Facts(triggers=(t,))) for t in (first, second))


def test_each_rule_over_several_findings_is_met_by_more_and_never_unmet() -> None:
    """Rule by rule: from nothing to all its findings, one at a time, unsure first."""
    for rule in library().rules:
        names = list(dict.fromkeys(name for need in rule.when for name in need.of))
        facts = Facts(triggers=("second_opinion",), age_years=0.1)
        levels = [level(facts)]
        for name in names:
            for said in ("unsure", "yes"):
                facts = with_said(facts, name, said)
                levels.append(level(facts))
        assert levels == sorted(levels)
        assert levels[-1] >= rule.level


def test_each_finding_alone_and_each_pair_of_emergency_findings_only_rise() -> None:
    base = Facts(triggers=("second_opinion",))
    for finding in FINDINGS:
        levels = [level(with_said(base, finding, said)) for said in SAID]
        assert levels == sorted(levels)
    urgent = [f for f in FINDINGS if library().findings[f].level is Level.EMERGENCY]
    for first, second in pairwise(urgent):
        for said in SAID:
            one = with_said(base, first, said)
            levels = [level(with_said(one, second, also)) for also in SAID]
            assert levels == sorted(levels)


def test_only_a_clear_yes_of_a_named_finding_lowers_a_floor_and_only_to_its_own_level() -> None:
    for name, trigger in library().triggers.items():
        base = Facts(triggers=(name,))
        for finding in FINDINGS:
            said_yes = level(with_said(base, finding, "yes"))
            own = library().findings[finding].level
            named = finding in trigger.gives_way_to
            assert said_yes is (own if named else max(own, trigger.floor))
