"""The words of the questions: complete, plain, short, and never a diagnosis."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rule_samples import library, oncology
from stand_ins.readability import grade

import templates
from state.assessments import walk, wording
from state.assessments.assessment import AssessmentError, Item
from state.assessments.wording import ItemWords, OptionWords, Wording
from state.case import Cause, Value

FOLDER = Path(str(templates.__path__[0]))
EMERGENCY_WORDS = 53
SCREEN_WORDS = 60
QUESTIONS_WORDS = 280
"""Of the two minutes from the first message to the card, what the questions may take."""

DISEASES = re.compile(
    r"cancer|leuk|lymphoma|tumou?r|sarcoma|blastoma|wilms|mening|sepsis|diabet|kawasaki|"
    r"malignan|metasta|down syndrome|nf1|li-fraumeni",
    re.IGNORECASE,
)
SAID_BY_OTHERS = {
    *("said", "doctor_kind", "lab_kind", "scan_kind", "dx_kind", "opinion_kind", "which_doctor"),
    *("known_risk",),
}
"""Questions about what a clinician or a report said: their words may be repeated there."""

BRITISH = re.compile(r"colour|behaviour|grey\b|paediat|haem|leukaem|tumour|\bpoo\b|\bwee\b|mum\b")


@cache
def english() -> Wording:
    return wording.load(FOLDER, library())["en"]


def questions() -> Iterator[tuple[Item, ItemWords]]:
    for item in oncology().items.values():
        yield item, english().items[item.id]


def choices() -> Iterator[tuple[Item, str, OptionWords]]:
    for item, words in questions():
        for option, one in words.options.items():
            yield item, option, one


def screen(words: ItemWords) -> list[str]:
    return [words.ask, *(one.line for one in words.options.values() if one.line)]


def without_quotes(text: str) -> str:
    """Without the words of a report, which are as hard as they are."""
    return re.sub(r'"[^"]*"', "so", text)


def read_by_parents() -> Iterator[str]:
    for _, words in questions():
        yield from (*screen(words), words.note)
    yield from (one.short for _, _, one in choices())
    for finding in english().findings.values():
        yield from (finding.line, finding.short, finding.because, finding.home_check)
    yield from english().rules.values()


def test_every_language_has_every_word() -> None:
    assert "en" in wording.load(FOLDER, library())


def test_every_cause_has_its_neutral_reason() -> None:
    for rule in (*library().findings, *wording.rule_ids(library())):
        assert english().because(Cause(rule, (), "a source"))


@pytest.mark.parametrize("item", [i for i in oncology().items.values() if i.phase == "emergency"])
def test_emergency_screens_are_short_and_plain(item: Item) -> None:
    lines = screen(english().items[item.id])
    assert len(" ".join(lines).split()) <= EMERGENCY_WORDS
    assert grade(*lines) <= 5
    assert grade(english().items[item.id].note) <= 5


def test_every_question_is_short_and_plain() -> None:
    for item, words in questions():
        assert len(" ".join(screen(words)).split()) <= SCREEN_WORDS, item.id
        assert grade(*screen(words)) <= 6, item.id
        assert grade(without_quotes(words.note)) <= 6, item.id


def test_everything_a_parent_may_read_of_a_finding_or_rule_is_plain() -> None:
    for name, finding in english().findings.items():
        for text in (finding.line, finding.because, finding.home_check):
            assert grade(text) <= 6, (name, text)
    for name, text in english().rules.items():
        assert grade(text) <= 6, (name, text)


def test_the_way_to_the_card_is_read_in_two_minutes() -> None:
    def words(route: tuple[str, ...]) -> int:
        return sum(len(" ".join(screen(english().items[item])).split()) for item in route)

    longest = max(words(route) for route in walk.routes(oncology(), walk.calm_answer))
    print(f"{longest} words of questions on the longest way to the card")
    assert longest <= QUESTIONS_WORDS


def test_buttons_fit_a_phone() -> None:
    assert [one.short for _, _, one in choices() if len(one.short) > 28] == []
    assert [f.short for f in english().findings.values() if len(f.short) > 28] == []


def test_sentences_are_short() -> None:
    for text in read_by_parents():
        for sentence in re.split(r"[.?;:]", text):
            assert len(sentence.split()) <= 20, sentence


def test_no_exclamation_marks_no_odds_no_comfort_no_blame_no_war() -> None:
    forbidden = re.compile(
        r"!|%|most children|probably|do not worry|don't worry|should have|\bfight\b|battle|odds",
        re.IGNORECASE,
    )
    assert [text for text in read_by_parents() if forbidden.search(text)] == []


def test_a_disease_is_named_only_where_a_clinician_or_report_named_it() -> None:
    allowed = re.compile(
        r"cancer team|mentioned cancer|mentioned leukemia|told it is cancer|cancer in the family|"
        r"said? \"?suspicious\"?, or a tumor|says suspicious, or a tumor|cancer back"
    )
    for item, words in questions():
        if item.id not in SAID_BY_OTHERS:
            for text in (*screen(words), words.note, *(o.short for o in words.options.values())):
                assert not DISEASES.search(allowed.sub("", text.lower())), text
    for finding in english().findings.values():
        for text in (finding.line, finding.short, finding.because, finding.home_check):
            assert not DISEASES.search(allowed.sub("", text.lower())), text
    for text in english().rules.values():
        assert not DISEASES.search(text), text


NOT_GUIDANCE = {"doctor_cancer_word", "second_opinion_relapse", "testicle_lump_growing"}
"""Findings whose sources give no such time, or say nothing of children."""
FOR_ADULTS = {"testicle_lump_painless", "thyroid_lump"}


def test_a_reason_says_guidance_only_where_a_source_is_guidance() -> None:
    for name, finding in library().findings.items():
        because = english().findings[name].because
        only_practice = all(library().sources[key].practice for key in finding.sources)
        if only_practice or name in NOT_GUIDANCE:
            assert because.startswith("to be safe"), name
        elif name in FOR_ADULTS:
            assert because.startswith("guidance for adults"), name
        else:
            assert "guidance" in because or name == "second_opinion_7d", name


def test_a_source_is_named_to_parents_without_a_disease() -> None:
    shown = {
        key for entry in (*library().findings.values(), *library().named) for key in entry.sources
    }
    for key in sorted(shown):
        called = library().sources[key].said_as or library().sources[key].title
        kind = re.search(r"(blood|brain|cns|eye|bone|haematological) cancer", called.lower())
        assert kind is None, key
        assert not DISEASES.search(called.lower().replace("cancer", "")), key


def test_spelling_is_american_and_typing_may_be_british() -> None:
    assert [text for text in read_by_parents() if BRITISH.search(text)] == []
    doctor = english().items["doctor_kind"].options["blood_brain_spine"].words
    assert {"leukemia", "leukaemia"} <= set(doctor)


def test_what_is_typed_means_one_choice_of_a_question_and_may_be_in_any_case() -> None:
    for item, words in questions():
        typed = [
            word.lower()
            for one in words.options.values()
            for word in {one.short.lower(), *(w.lower() for w in one.words)}
        ]
        assert [w for w, times in Counter(typed).items() if times > 1] == [], item.id


def test_every_choice_can_be_typed() -> None:
    assert [(item.id, option) for item, option, one in choices() if not one.words] == []


def test_every_emergency_line_has_something_to_try_at_home() -> None:
    for item, _ in questions():
        for line in item.options if item.phase == "emergency" else ():
            assert english().home_checks(item, line), (item.id, line)


def test_the_home_checks_of_the_guidance_are_there() -> None:
    checks = {name: finding.home_check for name, finding in english().findings.items()}
    assert "clear glass" in checks["rash_nonfading"]
    assert "name" in checks["hard_to_wake"]
    assert "tickle the feet" in checks["hard_to_wake"]
    assert "under the arm" in checks["fever_on_chemo_line"]
    assert "10 seconds" in checks["cannot_lie_flat"]


def test_no_child_with_breathing_trouble_is_made_to_lie_flat() -> None:
    flat = {n: f.home_check for n, f in english().findings.items() if "flat" in f.home_check}
    assert set(flat) == {"cannot_lie_flat"}
    assert flat["cannot_lie_flat"].startswith("Only if your child breathes well")
    assert "do not try it" in flat["cannot_lie_flat"]


def test_where_color_matters_darker_skin_is_thought_of() -> None:
    first = english().items["em_breathing"].note
    for part in ("darker skin", "lips", "gums", "palms", "whites of the eyes", "disability"):
        assert part in first
    assert "new for your child" in first
    for name in ("sepsis_look", "jaundice_belly", "pale", "pale_breathless_faint"):
        assert "gums" in english().findings[name].home_check


def test_the_home_checks_of_a_line_are_those_of_its_findings() -> None:
    waking = oncology().items["em_breathing"]
    assert len(english().home_checks(waking, "waking")) == 2


REMOVALS: list[tuple[str, str, str]] = [
    (
        "oncology_referral.yaml",
        '    small: {short: "Small, stays the same", words: [small, same, not growing, stable]}\n',
        (
            "templates/en/oncology_referral.yaml: the question 'lump_kind' has no words "
            "for its option 'small'."
        ),
    ),
    (
        "oncology_referral.yaml",
        '  ask: "What brings you here?"\n',
        "templates/en/oncology_referral.yaml: 'ask' is missing (at [...]).",
    ),
    (
        "findings.yaml",
        (
            '  three_blood_signs: "guidance asks for a blood test for each of these; with three, '
            'the same day to be safe"\n'
        ),
        "templates/en/findings.yaml: the rule 'three_blood_signs' has no words.",
    ),
]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    words = [f"{one}.yaml" for one in library().assessments]
    for name in ("labels.yaml", "findings.yaml", *words):
        (tmp_path / "templates/en").mkdir(parents=True, exist_ok=True)
        (tmp_path / "templates/en" / name).write_text((FOLDER / "en" / name).read_text("utf-8"))
    return tmp_path / "templates"


@pytest.mark.parametrize(("name", "gone", "sentence"), REMOVALS)
def test_a_missing_word_is_named(texts: Path, name: str, gone: str, sentence: str) -> None:
    file = texts / "en" / name
    assert gone in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(gone, ""))
    with pytest.raises(AssessmentError) as caught:
        wording.load(texts, library())
    assert sentence in caught.value.sentences


def test_words_for_what_does_not_exist_are_named(texts: Path) -> None:
    file = texts / "en" / "oncology_referral.yaml"
    text = file.read_text("utf-8") + '\nshoe_size:\n  ask: "What size?"\n'
    file.write_text(text.replace("    small: {", "    tiny: {short: Tiny}\n    small: {", 1))
    with pytest.raises(AssessmentError) as caught:
        wording.load(texts, library())
    assert "templates/en/oncology_referral.yaml: there is no question 'shoe_size'." in str(
        caught.value
    )
    assert "has no option 'tiny'" in str(caught.value)


def test_a_language_that_has_its_labels_must_be_finished(texts: Path) -> None:
    (texts / "es").mkdir()
    (texts / "es" / "findings.yaml").write_text("findings: {}\nrules: {}\n")
    assert list(wording.load(texts, library())) == ["en"]
    (texts / "es" / "labels.yaml").write_text("start: Empezar\n")
    with pytest.raises(AssessmentError) as caught:
        wording.load(texts, library())
    told = caught.value.sentences
    assert (
        "templates/es/oncology_referral.yaml cannot be opened: No such file or directory." in told
    )
    assert "templates/es/findings.yaml: the finding 'pale' has no words." in told


def test_a_list_of_signs_needs_its_lines(texts: Path) -> None:
    value: Value = "pale"
    file = texts / "en" / "oncology_referral.yaml"
    gone = 'line: "paler than usual (lips, gums, palms)", '
    file.write_text(file.read_text("utf-8").replace(gone, ""))
    with pytest.raises(AssessmentError, match=f"the line '{value}' of 'body_blood' has no"):
        wording.load(texts, library())
