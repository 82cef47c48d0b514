"""Lists shown in parts: who gets which row, in which order, and what a mistake in them says."""

import re
import shutil
from pathlib import Path

import pytest
from stand_ins import loaded

from bot.texts import FOLDER as TEMPLATES
from handlers import content
from state.assessments import assessment_files, list_words
from state.assessments.assessment import AssessmentError
from state.assessments.lists import Family, Row, fitting
from state.places.countries import countries

LIBRARY = loaded.library()
LISTS = LIBRARY.lists
WORDS = list_words.read(TEMPLATES, LISTS, ["en"])[0]["en"]
ALL = [
    "referral",
    "notes",
    "cards",
    "custody",
    "medicines",
    "allergies",
    "vaccines",
    "family",
    "contacts",
]


def row(**limits: tuple[str, ...]) -> Row:
    return Row(id="one", sources=("own_rule",), reviewed=None, **limits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limits", "fits"),
    [
        ({}, True),
        ({"triggers": ("mass_or_tumor",)}, True),
        ({"triggers": ("second_opinion",)}, False),
        ({"triggers": ("second_opinion",), "findings": ("pale",)}, True),
        ({"findings": ("spleen_big",)}, False),
        ({"countries": ("gb",)}, False),
        ({"care": ("public",)}, False),
        ({"findings": ("pale",), "countries": ("us",), "care": ("plan",)}, True),
    ],
)
def test_a_reason_or_a_finding_must_fit_and_the_place(
    limits: dict[str, tuple[str, ...]], *, fits: bool
) -> None:
    here = Family(trigger="mass_or_tumor", findings=frozenset({"pale"}), country="us", care="plan")
    assert row(**limits).fits(here) is fits


PAPERS = {
    "doctor_mentioned_cancer": "bloods diary growth",
    "mass_or_tumor": "scan_pictures scan_report chemistry urine_markers operation diary growth",
    "abnormal_labs": "bloods smear flow chemistry clotting",
    "imaging_concern": "scan_pictures scan_report chemistry urine_markers organ_tests",
    "unexplained_symptoms": "bloods diary growth",
    "confirmed_diagnosis": "scan_pictures scan_report bloods smear pathology slides treatment flow "
    "tumor_genes chemistry clotting urine_markers marrow operation growth organ_tests family_genes",
    "second_opinion": "scan_pictures scan_report bloods smear pathology slides treatment flow "
    "tumor_genes chemistry clotting urine_markers marrow operation organ_tests family_genes",
    "not_sure": "bloods diary growth",
}
"""What each reason asks for beside the papers everybody needs, written apart from the data."""


@pytest.mark.parametrize("trigger", LIBRARY.triggers)
def test_each_reason_has_its_papers(trigger: str) -> None:
    found = {paper.id for paper in fitting(LISTS.records, Family(trigger=trigger, care="public"))}
    assert found == {*ALL, *PAPERS[trigger].split()}


def test_only_a_plan_asks_for_its_number() -> None:
    for care, asked in {"plan": True, "public": False, "any": False}.items():
        family = Family(trigger="not_sure", care=care)  # type: ignore[arg-type]
        assert ("approval" in {one.id for one in fitting(LISTS.records, family)}) is asked


def test_a_finding_brings_its_papers_whatever_the_reason() -> None:
    family = Family(trigger="doctor_mentioned_cancer", findings=frozenset({"imaging_mediastinal"}))
    found = {paper.id for paper in fitting(LISTS.records, family)}
    assert found >= {"scan_pictures", "scan_report"}


def test_critical_papers_come_first() -> None:
    critical = [paper.critical for paper in LISTS.records]
    assert critical == sorted(critical, reverse=True)
    assert LISTS.records[0].id == "referral"


def test_days_make_sense() -> None:
    """Ready after it was begun; asked for again later and later, always before the visit."""
    for paper in LISTS.records:
        assert 0 <= paper.ready[0] <= paper.ready[1] <= 21, paper.id
        assert list(paper.chase) == sorted(set(paper.chase), reverse=True), paper.id
        assert min(paper.chase) >= 1, paper.id


CAUTIONS = [
    ("mass_or_tumor", "", "cutting steroids papers"),
    ("unexplained_symptoms", "", "steroids papers"),
    ("unexplained_symptoms", "bruising_unexplained", "bleeding steroids papers"),
    ("unexplained_symptoms", "abdominal_mass", "belly cutting steroids papers"),
    ("imaging_concern", "imaging_mediastinal", "chest cutting steroids results papers"),
    ("abnormal_labs", "", "bleeding steroids results papers"),
    ("confirmed_diagnosis", "under_care_question", "fever_treatment treatment steroids papers"),
    ("second_opinion", "", "fever_treatment treatment steroids papers"),
]


@pytest.mark.parametrize(("trigger", "findings", "said"), CAUTIONS)
def test_what_not_to_do_follows_from_what_was_found(trigger: str, findings: str, said: str) -> None:
    family = Family(trigger=trigger, findings=frozenset(findings.split()))
    assert [caution.id for caution in fitting(LISTS.cautions, family)] == said.split()


@pytest.mark.parametrize("trigger", LIBRARY.triggers)
def test_the_first_questions_are_those_of_the_reason(trigger: str) -> None:
    """Where a reason has questions of its own; and never so few that three cannot be picked."""
    found = fitting(LISTS.visit_questions, Family(trigger=trigger))
    assert found[0].triggers
    assert len(found) >= 10


@pytest.mark.parametrize("country", countries())
@pytest.mark.parametrize("kind", ["stay", "travel", "money", "company"])
def test_every_country_has_somebody_who_helps(country: str, kind: str) -> None:
    assert LISTS.services_for(kind, Family(country=country))  # type: ignore[arg-type]


def test_a_telephone_number_needs_a_page_it_was_read_on() -> None:
    for service in LISTS.services:
        if re.search(r"\d{3}[- ]\d{3}", WORDS.services[service.id]):
            assert not any(LIBRARY.sources[key].knowledge for key in service.sources), service.id


MISTAKES = [
    ("records", "[imaging_concern, mass", "[lumps, mass", "it names the trigger 'lumps', which is"),
    (
        "cautions",
        "[imaging_mediastinal,",
        "[chesty,",
        "it names the finding 'chesty', which is none.",
    ),
    ("services", "countries: [gb]", "countries: [uk]", "it names the country 'uk', which is none."),
    ("services", "kind: stay", "kind: bed", "'bed' is not one of the words allowed (at kind)."),
    ("records", "ready: [0, 2]", "days: [0, 2]", "it does not know the word 'days'"),
]


@pytest.mark.parametrize(("name", "right", "wrong", "says"), MISTAKES)
def test_a_mistake_is_named_with_its_place(
    tmp_path: Path, name: str, right: str, wrong: str, says: str
) -> None:
    folder = Path(shutil.copytree(assessment_files.FOLDER, tmp_path / "assessments"))
    file = folder / "lists" / f"{name}.yaml"
    assert right in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(right, wrong, 1), "utf-8")
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    [sentence, *_] = caught.value.sentences
    assert sentence.startswith(f"lists/{name}.yaml, '")
    assert says in sentence


def test_a_list_nobody_knows_and_an_id_used_twice_are_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(assessment_files.FOLDER, tmp_path / "assessments"))
    (folder / "lists" / "snacks.yaml").write_text("[]")
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    assert caught.value.sentences == ("lists/snacks.yaml: there is no such list.",)
    (folder / "lists" / "snacks.yaml").unlink()
    file = folder / "lists" / "cautions.yaml"
    file.write_text(file.read_text("utf-8").replace("- id: results", "- id: papers"), "utf-8")
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    assert caught.value.sentences == ("lists/cautions.yaml: the id 'papers' is used 2 times.",)


def test_words_that_are_missing_unused_or_too_long_are_named(tmp_path: Path) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))
    file = templates / "en" / "lists" / "visit_questions.yaml"
    text = file.read_text("utf-8").replace(
        "\npain: {name: Pain and needles", "\npains: {name: Pain"
    )
    text = text.replace("name: Costs and help", "name: Costs and who will help us")
    file.write_text(text, "utf-8")
    with pytest.raises(AssessmentError) as caught:
        content.load(templates)
    place = "templates/en/lists/visit_questions.yaml"
    assert set(caught.value.sentences) == {
        f"{place}: there are no words for 'pain'.",
        f"{place}: there is no row 'pains'.",
        f"{place}: the name of 'costs' is longer than 24 characters.",
    }
