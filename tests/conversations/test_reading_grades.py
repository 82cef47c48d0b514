"""The measure itself: plain is told from hard, in each language by its own formula."""

import pytest
from readers import Text
from stand_ins.readability import grade, measures
from test_readability import HIGHEST_GRADE, HIGHEST_IN_DANGER, how_hard

PLAIN = {
    "en": ["Call your child's doctor today.", "If it gets worse, call 911.", "Do not wait."],
    "es": ["Llame hoy al médico de su hijo.", "Si está peor, llame al 112.", "No espere."],
}
HARD = {
    "en": ["Authorization must be obtained from the administering organization beforehand."],
    "es": ["La administración hospitalaria solicitará previamente la autorización necesaria."],
}


@pytest.mark.parametrize("language", PLAIN)
def test_what_is_plain_passes_even_in_danger(language: str) -> None:
    assert grade(*PLAIN[language], language=language) <= HIGHEST_IN_DANGER


@pytest.mark.parametrize("language", HARD)
def test_what_is_hard_does_not(language: str) -> None:
    assert grade(*HARD[language], language=language) > HIGHEST_GRADE


def test_measuring_one_language_leaves_the_other_alone() -> None:
    before = grade(*PLAIN["en"])
    grade(*PLAIN["es"], language="es")
    assert grade(*PLAIN["en"]) == before


def test_spanish_is_not_measured_as_english() -> None:
    """Its words are longer without being harder."""
    assert grade(*PLAIN["es"]) != grade(*PLAIN["es"], language="es")


def test_a_language_without_a_formula_is_known_as_such() -> None:
    assert not measures("xx")


def test_a_word_of_the_glossary_counts_as_easy() -> None:
    text = Text("here", "<b>Petechiae and leukocoria. Ask about chemotherapy and platelets.</b>")
    assert how_hard(text) < grade(*text.sentences)


def test_what_is_folded_or_sent_on_is_not_read_before_the_buttons() -> None:
    fold = "<blockquote expandable>More of it.</blockquote>"
    text = Text("here", f"<b>Two words.</b> {fold} <blockquote>Dear doctor</blockquote>")
    assert text.before_the_buttons == len(["Two", "words"])


def test_sentences_end_at_stops_lines_and_before_what_is_said_aloud() -> None:
    text = Text("here", "First one. Second?\n• a line: with more\n1. Ask: “When? Where?” Then go.")
    assert text.sentences == [
        "First one.",
        "Second?",
        "a line: with more",
        "Ask:",
        "“When?",
        "Where?",
        "Then go.",
    ]
