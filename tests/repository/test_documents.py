"""The pages lead where they say, and every hazard has its evidence."""

import re
from pathlib import Path

import pytest
from repository_files import ROOT, ending, name_of, table, text_of

from bot.sandbox.control import _ENDPOINTS
from state.assessments.assessment_files import read

LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
HAZARDS = "docs/safety/hazard-log.md"
REVIEWS = "docs/safety/review-log.md"
PAGES = [path for path in ending(".md") if "tests" not in path.parts]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    links = ["".join(found) for found in LINK.findall(page.read_text(encoding="utf-8"))]
    lost = [
        link
        for link in links
        if "://" not in link and not (page.parent / link.partition("#")[0]).exists()
    ]
    assert lost == []


def test_every_hazard_names_tests_that_are_there() -> None:
    rows = table(text_of(HAZARDS), "no.")
    assert len(rows) >= 15
    for number, *_, shown_by, left in rows:
        tests = re.findall(r"`(tests/[^`]+)`", shown_by)
        assert tests, f"hazard {number} has no evidence"
        assert [name for name in tests if not (ROOT / name).is_file()] == [], f"hazard {number}"
        assert left, f"hazard {number} leaves nothing open"


def test_every_threat_names_the_tests_that_attack() -> None:
    rows = table(text_of("docs/security.md"), "threat")
    assert len(rows) >= 15
    for threat, control, attacked_by, remains in rows:
        tests = re.findall(r"`(tests/[^`]+)`", attacked_by)
        assert control, threat
        assert tests, threat
        assert [name for name in tests if not (ROOT / name).is_file()] == [], threat
        assert remains, threat


def test_every_attack_is_in_the_list_of_threats() -> None:
    attacks = {
        f"tests/security/{path.name}" for path in (ROOT / "tests/security").glob("test_*.py")
    }
    assert attacks
    assert {name for name in attacks if f"`{name}`" not in text_of("docs/security.md")} == set()


def test_hazards_are_numbered_for_good() -> None:
    numbers = [row[0] for row in table(text_of(HAZARDS), "no.")]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_the_review_log_claims_nothing_the_rules_do_not() -> None:
    """While no rule is signed, every line of the log is pending, and its files are there."""
    signed = [name for name, finding in read().findings.items() if finding.reviewed is not None]
    rows = table(text_of(REVIEWS), "what")
    assert rows
    if not signed:
        assert {tuple(row[3:]) for row in rows} == {("pending", "pending", "pending")}
    for row in rows:
        for name in re.findall(r"`([^`]+)`", row[1]):
            assert (ROOT / name).exists(), name


def test_the_calls_of_the_sandbox_are_those_there_are() -> None:
    listed = {row[0].strip("`") for row in table(text_of("docs/sandbox.md"), "call")}
    assert listed == {f"{method} {path}" for method, path, _ in _ENDPOINTS}
