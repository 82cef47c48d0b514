"""A clinician's check covers the rules they saw, for a year; what nobody checked is pending."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from rule_samples import library

from state.assessments import assessment_files
from state.assessments.assessment import AssessmentError
from state.assessments.assessment_checks import review_notes
from state.assessments.rules import Review, Sourced
from state.assessments.sign_off import Doubt, Signature, SignOff, doubts
from state.assessments.wording import rule_ids

TODAY = date(2026, 3, 1)
A_YEAR = timedelta(days=365)
RULES = "0123456789ab"


def signed(on: date = TODAY, rules: str = RULES) -> Signature:
    return Signature("Dr. Example", "pediatric oncologist", on, rules)


def reviewed(on: date | None) -> Sourced:
    return Sourced(sources=("a",), reviewed=Review("Dr. Example", on) if on else None)


@pytest.mark.parametrize(
    ("signatures", "doubt"),
    [
        ((), Doubt.NOT_YET),
        ((signed(),), None),
        ((signed(TODAY - A_YEAR),), None),
        ((signed(TODAY - A_YEAR - timedelta(days=1)),), Doubt.LONG_AGO),
        ((signed(rules="ba9876543210"),), Doubt.BEFORE_A_CHANGE),
        ((signed(TODAY + timedelta(days=1)),), Doubt.NOT_YET),
        ((signed(rules="ba9876543210"), signed()), None),
        ((signed(TODAY - 2 * A_YEAR), signed()), None),
        ((signed(rules="ba9876543210"), signed(TODAY - 2 * A_YEAR)), Doubt.LONG_AGO),
    ],
)
def test_the_best_signature_counts(signatures: tuple[Signature, ...], doubt: Doubt | None) -> None:
    assert SignOff(signatures).doubt(RULES, TODAY) is doubt


def test_an_old_review_behind_a_card_is_said_even_under_a_fresh_signature() -> None:
    old = reviewed(TODAY - A_YEAR - timedelta(days=1))
    assert doubts(SignOff((signed(),)), RULES, [old], TODAY) == [Doubt.PART_LONG_AGO]
    assert doubts(SignOff(), RULES, [old], TODAY) == [Doubt.NOT_YET, Doubt.PART_LONG_AGO]
    assert doubts(SignOff((signed(),)), RULES, [reviewed(TODAY)], TODAY) == []
    assert doubts(SignOff((signed(),)), RULES, [reviewed(None)], TODAY) == []


def test_nobody_has_signed_the_rules_as_they_are() -> None:
    assert library().sign_off.signatures == ()
    pending = "The guidance as a whole is not signed off: pending (sign_off.yaml)."
    assert pending in review_notes(library(), TODAY)


def test_a_check_says_what_is_wrong_with_a_signature() -> None:
    def notes(one: Signature) -> list[str]:
        signed_by_one = msgspec.structs.replace(library(), sign_off=SignOff((one,)))
        return [note for note in review_notes(signed_by_one, TODAY) if "sign_off.yaml" in note]

    now = library().version
    assert notes(signed(rules=now)) == []
    assert "older than a year" in notes(signed(TODAY - 2 * A_YEAR, now))[0]
    assert f"they are {now} now" in notes(signed())[0]
    assert "a day to come" in notes(signed(TODAY + A_YEAR, now))[0]


def test_a_signature_changes_no_version_and_a_rule_does(tmp_path: Path) -> None:
    """So that entries can be signed one by one, and then the whole under the version they have."""
    folder = Path(shutil.copytree(assessment_files.FOLDER, tmp_path / "assessments"))
    findings = (folder / "findings.yaml").read_text("utf-8")
    one_signed = findings.replace("reviewed: null", "reviewed: {by: Dr. A, on: 2026-01-01}", 1)
    (folder / "findings.yaml").write_text(one_signed, "utf-8")
    entry = f"{{by: Dr. A, role: oncologist, on: 2026-01-01, rules: '{library().version}'}}"
    (folder / "sign_off.yaml").write_text(f"signatures: [{entry}]", "utf-8")
    read = assessment_files.load(folder)
    assert read.version == library().version
    assert read.sign_off.doubt(read.version, TODAY) is None


@pytest.mark.parametrize("wrong", ["{by: '', role: a", "{by: a, role: ''", "{by: a"])
def test_a_signature_names_who_in_which_role_and_which_rules(tmp_path: Path, wrong: str) -> None:
    folder = Path(shutil.copytree(assessment_files.FOLDER, tmp_path / "assessments"))
    text = f"signatures: [{wrong}, on: 2026-01-01, rules: 'not one'}}]"
    (folder / "sign_off.yaml").write_text(text, "utf-8")
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    assert all(sentence.startswith("sign_off.yaml") for sentence in caught.value.sentences)


def test_every_cause_leads_to_the_entry_that_was_checked() -> None:
    for rule in {*library().findings, *rule_ids(library())}:
        assert library().entry(rule) is not None, rule
    assert library().entry("a_rule_of_last_year") is None
