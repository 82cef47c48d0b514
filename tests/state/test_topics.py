"""Topics: for whom they are is data, and what does not fit together is said in a sentence."""

import re
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from stand_ins import loaded

from bot.texts import FOLDER as TEMPLATES
from handlers import content
from state.assessments import assessment_files, topic_checks
from state.assessments.assessment import AssessmentError
from state.assessments.topics import Situation, Topic, Topics
from state.levels import Level

HERE = Situation(trigger="mass_or_tumor", level=Level.SAME_DAY, age="4_6", country="us")


def topic(name: str = "one", **limits: Any) -> Topic:
    return Topic(id=name, sources=("own_rule",), reviewed=None, **limits)


@pytest.mark.parametrize(
    ("limits", "fits"),
    [
        ({}, True),
        ({"triggers": ("mass_or_tumor", "not_sure")}, True),
        ({"triggers": ("not_sure",)}, False),
        ({"levels": (Level.SAME_DAY,)}, True),
        ({"levels": (Level.EMERGENCY,), "ages": ("4_6",)}, False),
        ({"ages": ("7_11",)}, False),
        ({"countries": ("us", "ca")}, True),
        ({"countries": ("gb",)}, False),
    ],
)
def test_every_limit_must_fit(limits: dict[str, Any], *, fits: bool) -> None:
    assert topic(**limits).fits(HERE) is fits


def test_what_is_not_known_fits_no_limit() -> None:
    unknown = Situation(trigger="not_sure", level=Level.PLANNED)
    assert not topic(ages=("4_6",)).fits(unknown)
    assert not topic(countries=("us",)).fits(unknown)


def test_groups_come_in_their_own_order_and_only_with_something_to_say() -> None:
    elsewhere = topic("three", countries=("gb",))
    topics = Topics({"calls": (topic("two"),), "referral": (topic(),), "visit": (elsewhere,)})
    assert topics.groups(HERE) == ("referral", "calls")
    assert topics.find("three", HERE) is None
    assert topics.group_of("two") == "calls"


def test_only_what_fits_is_offered_below() -> None:
    first = topic("first", leads_to=("gone", "two"))
    topics = Topics({"calls": (first, topic("two"), topic("gone", ages=("7_11",)))})
    assert [one.id for one in topics.below(first, HERE)] == ["two"]


ROW = "- id: why_referral"
MISTAKES = [
    ("triggers: [lumps]", "it names the trigger 'lumps', which is none."),
    ("ages: [five]", "it names the age 'five', which is none."),
    ("countries: [uk]", "it names the country 'uk', which is none."),
    ("keeps: [all]", "it names the kept answer 'all', which is none."),
    ("leads_to: [home]", "it names the topic 'home', which is none."),
    ("leads_to: [why_referral]", "it leads to itself."),
    ("levels: [SOON]", "'SOON' is not one of the words allowed (at levels[0])."),
    ("level: [SAME_DAY]", "it does not know the word 'level'."),
]


@pytest.mark.parametrize(("line", "says"), MISTAKES)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, line: str, says: str) -> None:
    folder = Path(shutil.copytree(assessment_files.FOLDER, tmp_path / "assessments"))
    file = folder / "topics" / "referral.yaml"
    text = re.sub(rf"{line.partition(':')[0]}: .*", "", file.read_text("utf-8"))
    file.write_text(text.replace(ROW, f"{ROW}\n  {line}", 1), "utf-8")
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    assert f"topics/referral.yaml, 'why_referral': {says}" in caught.value.sentences


def test_a_group_nobody_knows_and_a_file_that_is_no_list_are_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(assessment_files.FOLDER, tmp_path / "assessments"))
    (folder / "topics" / "snacks.yaml").write_text("[]")
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    assert "topics/snacks.yaml: 'snacks' is no group of topics." in caught.value.sentences
    (folder / "topics" / "snacks.yaml").write_text("one: two")
    with pytest.raises(AssessmentError) as caught:
        assessment_files.load(folder)
    assert caught.value.sentences == ("topics/snacks.yaml: this should be a list of topics.",)


def test_an_id_used_twice_is_named() -> None:
    library = loaded.library()
    twice = Topics({"calls": (topic(), topic())})
    found = topic_checks.problems(msgspec.structs.replace(library, topics=twice))
    assert list(found) == ["topics: the id 'one' is used 2 times."]


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def sentences(templates: Path) -> tuple[str, ...]:
    with pytest.raises(AssessmentError) as caught:
        content.load(templates)
    return caught.value.sentences


def test_a_page_without_words_and_words_without_a_page_are_named(templates: Path) -> None:
    page = templates / "en" / "topics" / "why_referral.j2"
    page.rename(page.with_name("why_not.j2"))
    assert sentences(templates) == (
        "templates/en/topics/why_referral.j2 is missing; topics/referral.yaml needs it.",
        "templates/en/topics/why_not.j2: there is no topic 'why_not'.",
    )


def test_a_label_that_is_missing_unused_or_too_long_is_named(templates: Path) -> None:
    labels = templates / "en" / "topics.yaml"
    text = labels.read_text("utf-8")
    missing = "templates/en/topics.yaml: the label 'topic_why_referral' is missing"
    long = "topic_why: A label that nobody could read on a button"
    labels.write_text(text.replace("topic_why_referral:", f"{long}\ntopic_why_not:"), "utf-8")
    assert sentences(templates) == (
        f"{missing}; topics/referral.yaml, 'why_referral', needs it.",
        "templates/en/topics.yaml: nothing needs the label 'topic_why'.",
        "templates/en/topics.yaml: the label 'topic_why' is longer than 24 characters.",
        "templates/en/topics.yaml: nothing needs the label 'topic_why_not'.",
    )
