"""The level of every finding, kept in a second place so that no change goes unnoticed."""

import pytest
from level_table import EXPECTED
from rule_samples import level, library, rules_of

from state.levels import Level

STRICTER_THAN_NICE = {
    "white_pupil",
    "neuro_new_slow",
    "rash_nonfading",
    "headache_vomit_waking",
    "fever_with_blood_signs",
}


def test_the_table_and_the_findings_are_the_same_hundred_and_four() -> None:
    assert set(EXPECTED) == set(library().findings)
    assert len(EXPECTED) == 104


@pytest.mark.parametrize(("name", "own"), EXPECTED.items())
def test_a_yes_reaches_the_findings_own_level(name: str, own: Level) -> None:
    assert level("second_opinion", yes=name) is own
    assert name in rules_of("second_opinion", yes=name)


def test_where_a_level_asks_for_more_than_the_guideline_it_says_so() -> None:
    stricter = {name for name, finding in library().findings.items() if finding.stricter}
    assert stricter >= STRICTER_THAN_NICE
    cluster = next(rule for rule in library().rules if rule.id == "three_blood_signs")
    assert cluster.stricter


def test_no_review_is_claimed_that_has_not_happened() -> None:
    assert not [name for name, finding in library().findings.items() if finding.reviewed]


def test_every_finding_says_what_its_guideline_asks_for() -> None:
    assert not [name for name, finding in library().findings.items() if not finding.guideline]
