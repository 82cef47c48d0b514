"""A clinician is given everything: each rule, question and wording, with its source."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rule_samples import library, oncology
from stand_ins import loaded

from bot.cli import run
from bot.review import document, entries, pdf, played
from bot.review.markup import pieces
from bot.review.templates import REVIEW, with_blanks
from bot.texts import FOLDER, Texts
from state.assessments.wording import rule_ids
from state.levels import Level

TODAY = dt.date(2026, 3, 1)


@cache
def data() -> dict[str, Any]:
    return document.gathered(loaded.content(), TODAY, "oncology_referral")


def ids(rows: list[dict[str, Any]]) -> set[str]:
    return {row["id"] for row in rows}


def test_every_finding_reason_rule_and_source_is_in_it() -> None:
    assert ids(data()["findings"]) == set(library().findings)
    assert ids(data()["triggers"]) == set(library().triggers)
    floors = {f"floor_{name}" for name in library().triggers}
    assert ids(data()["rules"]) == rule_ids(library()) - floors
    assert [source["id"] for source in data()["sources"]] == list(library().sources)
    assert ids(data()["topics"]) == {topic.id for _, topic in library().topics}


def test_every_question_is_in_it_with_all_its_answers_in_words() -> None:
    questions = [one for section in data()["sections"] for one in section["questions"]]
    every = {
        name: item for one in library().assessments.values() for name, item in one.items.items()
    }
    assert ids(questions) == set(every)
    for question in questions:
        item = every[question["id"]]
        assert ids(question["options"]) >= set(item.options)
        assert all(option["line"] for option in question["options"] if option["id"])


def test_each_entry_names_its_sources_by_their_number_and_who_reviewed_it() -> None:
    for row in (*data()["findings"], *data()["triggers"], *data()["rules"], *data()["topics"]):
        assert row["sources"], row["id"]
        assert [data()["sources"][n - 1]["title"] for n in row["sources"]] == row["titles"]
        assert row["reviewed"] == ""
    assert data()["pending"] == data()["entries"]


def test_our_own_choices_are_set_apart() -> None:
    own = ids([row for row in data()["rules"] if row["own"]])
    assert own >= {"unsure_critical", "clinician_time", "one_of_these"}
    [stable] = [row for row in data()["triggers"] if row["id"] == "second_opinion"]
    assert not stable["own"]


def test_every_rule_says_in_words_what_it_does() -> None:
    does = {row["id"]: row["does"] for row in data()["rules"]}
    assert "SAME_DAY if 3 or more of pale" in does["three_blood_signs"]
    assert does["known_risk"].endswith("1 level sooner, to SAME_DAY at most.")
    assert "hard_to_wake" in does["unsure_critical"]
    assert all(does.values())


def test_the_card_is_there_for_every_reason_and_for_every_level() -> None:
    ways = played.ways(library(), oncology())
    assert {way.trigger for way in ways} == set(library().triggers)
    assert {way.level for way in ways} == set(Level)
    [card] = [page for page in data()["pages"] if page["data"] == "card"]
    shown = {reached["reason"] for variant in card["variants"] for reached in variant["for"]}
    assert shown == {way.trigger for way in ways}


def test_every_text_for_parents_is_in_it() -> None:
    """Shown while it was played, or with its blanks named."""
    shown = {page["data"] for page in data()["pages"]}
    assert shown >= {"card", "words", "share", "topics"}
    others = {one["name"] for one in data()["others"]} | {one["name"] for one in data()["danger"]}
    assert others >= {"consent", "crisis", "emergency"}
    assert others >= {f"es/{name}" for name in with_blanks("es")}
    assert data()["labels"].keys() == Texts()._labels["en"].keys()


def test_a_topic_is_shown_as_it_was_played() -> None:
    shown = {page["data"] for page in data()["pages"]}
    assert shown >= {f"topic:{topic.id}" for _, topic in library().topics if not topic.ages}


def test_a_text_without_a_case_names_its_blanks() -> None:
    assert "[emergency]" in with_blanks("en")["emergency"]
    assert "[crisis line]" in with_blanks("en")["crisis"]


def test_bold_and_folded_stay_what_they_are() -> None:
    assert pieces("<b>Call &amp; go</b> now<blockquote expandable>later</blockquote>") == [
        {"text": "Call & go", "bold": True, "block": ""},
        {"text": " now", "bold": False, "block": ""},
        {"text": "later", "bold": False, "block": "folded"},
    ]


@cache
def made() -> bytes:
    return pdf.typeset(data(), TODAY)[0]


def test_the_same_data_make_the_same_document() -> None:
    assert made().startswith(b"%PDF-")
    assert pdf.typeset(data(), TODAY) == [made()]


def test_it_says_who_has_signed_or_that_nobody_has() -> None:
    assert data()["signatures"] == []
    assert "Nobody has signed this guidance yet" in (REVIEW / "front.typ").read_text("utf-8")


def test_the_purpose_is_worded_as_everywhere() -> None:
    purpose = (
        "Organise, remind, prepare, help communicate, and repeat published guidance on how soon"
    )
    page = (FOLDER.parent / "docs/safety/intended-purpose.md").read_text("utf-8")
    assert purpose in (REVIEW / "front.typ").read_text("utf-8")
    assert purpose in " ".join(page.replace(">", "").split())


def test_the_data_are_plain_and_hold_no_path_of_a_machine() -> None:
    text = json.dumps(data())
    assert str(FOLDER.parent) not in text


def test_a_file_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "gathered", lambda *_: data())
    assert run(["review", str(tmp_path / "none" / "review.pdf")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert run(["review", str(tmp_path / "review.pdf"), "--date", "2026-03-01"]) == 0
    assert (tmp_path / "review.pdf").read_bytes() == made()


@pytest.mark.parametrize("wrong", ["soon", "2026-02-30", ""])
def test_a_day_that_is_none_is_one_sentence(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "--date", wrong]) == 2
    said = f"--date is {wrong!r}; it should be a day such as 2026-01-31.\n"
    assert capsys.readouterr().err == said


def test_who_asks_a_finding_is_told() -> None:
    assert "em_breathing: breathing" in entries.asked_by(library(), "breathing_hard")
