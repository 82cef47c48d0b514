"""Every text a parent reads is plain: reading grade, length of sentences, words before the buttons.

Whatever has 30 words or more is measured, as rendered and as the whole screen; for less no grade
means much. The words of the glossary count as easy: they are explained. Where a text is too hard,
the failure is a sentence that names its place.
"""

import re
from functools import cache

import pytest
from everything_read import everything
from readers import Text
from rehearsing import services
from stand_ins.readability import grade, measures

from bot.texts import FOLDER, Texts

ENOUGH_WORDS = 30
HIGHEST_GRADE = 6.0
HIGHEST_IN_DANGER = 5.0
LONGEST_SENTENCE = 20
AVERAGE_SENTENCE = 12
MOST_BEFORE_BUTTONS = 66
"""About sixty."""
MOST_ON = {"card": 90, "words": 80, "clinic": 80, "outcome": 75}
"""A card may say first what has changed, and why; a script is read out on the phone."""
TAKES = {"es": 1.15}
"""How many words a language takes to say what English does."""
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")
CHOSEN = "✓"
"""The sign on a button that is on: not an emoji, and never the only meaning."""
HOW_MANY_WORST = 10


@pytest.mark.parametrize("template", sorted(p.stem for p in (FOLDER / "en").glob("*.j2")))
def test_every_template_is_seen(template: str) -> None:
    """A template that no conversation shows is one that nobody has read in place."""
    source = (FOLDER / "en" / f"{template}.j2").read_text(encoding="utf-8")
    included = any(
        f'include "{template}.j2"' in other.read_text(encoding="utf-8")
        for other in (FOLDER / "en").rglob("*.j2")
    )
    seen = any(text.place.endswith(f"/{template}.j2") for text in everything().by_template)
    assert included or seen, source


@cache
def measured() -> tuple[Text, ...]:
    both = dict.fromkeys((*everything().by_template, *everything().screens))
    return tuple(text for text in both if text.length >= ENOUGH_WORDS)


@cache
def how_hard(text: Text) -> float:
    """Its grade, terms of the glossary counting as one easy word each."""
    glossary = services()["content"].glossary.get(text.language)
    sentences = text.sentences
    if glossary is not None:
        sentences = [glossary.without_terms(sentence, "word") for sentence in sentences]
    return grade(*sentences, language=text.language)


def test_there_is_a_formula_for_every_language() -> None:
    assert [language for language in Texts().languages if not measures(language)] == []


def test_grade() -> None:
    """At most 6, and 5 where there is danger or despair."""
    too_hard = [
        f"{text.place}: it asks for grade {found}, and {most} is the most. It says: {text.words}"
        for text in measured()
        if (found := how_hard(text)) > (most := highest(text))
    ]
    assert not too_hard, "\n".join(too_hard)


def highest(text: Text) -> float:
    return HIGHEST_IN_DANGER if text.in_danger else HIGHEST_GRADE


def takes(text: Text) -> float:
    return TAKES.get(text.language, 1.0)


def test_no_sentence_is_long() -> None:
    """The longest has 20 words, as English counts; lines of a list are sentences too."""
    too_long = {
        sentence: f"{text.place}: this sentence has {count} words: {sentence}"
        for text in (*everything().screens, *everything().by_template)
        for sentence in text.sentences
        if (count := len(sentence.split())) > LONGEST_SENTENCE * takes(text)
    }
    assert not too_long, "\n".join(too_long.values())


def test_sentences_are_short_on_average() -> None:
    too_long = [
        f"{text.place}: its sentences have {text.length / len(text.sentences):.1f} words each."
        for text in measured()
        if text.length > AVERAGE_SENTENCE * takes(text) * len(text.sentences)
    ]
    assert not too_long, "\n".join(too_long)


def test_few_words_stand_before_the_buttons() -> None:
    """The rest is folded, or behind a button. What is to be sent on is not counted."""
    too_much = [
        f"{text.place}: {text.before_the_buttons} words before the buttons: {text.words}"
        for text in everything().screens
        if text.before_the_buttons > most_before_buttons(text)
    ]
    assert not too_much, "\n".join(too_much)


def most_before_buttons(text: Text) -> float:
    return MOST_ON.get(text.screen, MOST_BEFORE_BUTTONS) * takes(text)


def test_calm_marks() -> None:
    """At most one emoji a screen, and no exclamation mark; an emoji never stands alone."""
    loud = [
        f"{text.place}: {everything_on_it}"
        for text in everything().screens
        for everything_on_it in (" ".join((text.words, *text.labels)),)
        if len(EMOJI.findall(everything_on_it.replace(CHOSEN, ""))) > 1
        or "!" in everything_on_it
        or any(not any(c.isalnum() for c in label) for label in text.labels)
    ]
    assert not loud, "\n".join(loud)


def test_the_report() -> None:
    """Printed with -s, and at the end of the run: the worst of each language."""
    lines = report()
    print("\n" + "\n".join(lines))
    assert lines


def report() -> list[str]:
    """How hard the texts are, by language, and the hardest ten."""
    lines: list[str] = []
    languages = dict.fromkeys(text.language for text in measured())
    for language in languages:
        hardest: dict[str, float] = {}
        own = [text for text in measured() if text.language == language]
        for text in own:
            hardest[text.place] = max(how_hard(text), hardest.get(text.place, 0))
        worst = sorted(hardest.items(), key=lambda one: -one[1])
        words = sum(t.length for t in own) / sum(len(t.sentences) for t in own)
        lines.append(
            f"{language}: {len(own)} texts, {words:.1f} words a sentence. The hardest, by grade:"
        )
        lines += [f"  {found:4.1f}  {place}" for place, found in worst[:HOW_MANY_WORST]]
    return lines
