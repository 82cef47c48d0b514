"""The safety net: everybody in danger is caught, hardly anybody else is stopped."""

import functools
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state.safety.scanning import Category, Caught, load, scan, unknown_language

HERE = Path(__file__).parent
NETS = load(HERE.parents[1] / "templates")
LANGUAGES = ("en", "es")


@functools.cache
def table(language: str) -> dict[str, list[str]]:
    written = msgspec.yaml.decode((HERE / f"phrases.{language}.yaml").read_bytes())
    return {expected: [str(phrase) for phrase in phrases] for expected, phrases in written.items()}


DANGERS = [
    (language, expected)
    for language in LANGUAGES
    for expected in table(language)
    if expected != "none"
]
NEAR_MISSES = [phrase for language in LANGUAGES for phrase in table(language)["none"]]
PHRASES = [
    *(phrase for language, expected in DANGERS for phrase in table(language)[expected]),
    *NEAR_MISSES,
]


def verdict(caught: Caught | None) -> list[str]:
    dangers = caught.dangers if caught else ()
    return [f"{danger.category.value} {danger.certainty.value}" for danger in dangers]


@functools.cache
def heard(phrase: str) -> list[str]:
    return verdict(scan(phrase, NETS))


@pytest.mark.parametrize(("language", "expected"), DANGERS)
def test_every_danger_is_caught(language: str, expected: str) -> None:
    """Not one miss, and those that need the card at once get it."""
    phrases = table(language)[expected]
    caught = {phrase: heard(phrase) for phrase in phrases}
    missed = {
        phrase: said
        for phrase, said in caught.items()
        if not any(one.startswith(expected) for one in said)
    }
    assert phrases
    assert not missed


def test_near_misses_pass() -> None:
    """Under 5 % false alarms, and each of them only a question, for what parents say all day."""
    alarms = {phrase: caught for phrase in NEAR_MISSES if (caught := scan(phrase, NETS))}
    dangers = len(PHRASES) - len(NEAR_MISSES)
    print(f"\n{dangers} dangers, {len(NEAR_MISSES)} near misses, {len(alarms)} false alarms")
    for phrase, caught in alarms.items():
        print(f"  {phrase}: {verdict(caught)}")
    assert len(alarms) < 0.05 * len(NEAR_MISSES)


@pytest.mark.parametrize(
    "label", ["None of these", "Fit or shaking now", "Bleeding", "Overdose", "Not breathing"]
)
def test_a_typed_button_is_an_answer(label: str) -> None:
    """Whoever types the words of a button means the button, however they type it."""
    assert scan(label, NETS, labels=[label]) is None
    assert scan(f" {label.upper()} ", NETS, labels=["Back", label]) is None


def test_both_are_reported_the_child_first() -> None:
    """A child in danger comes before the parent's despair; both numbers can be shown."""
    caught = scan("I want to die, my baby is not breathing, my husband hits me", NETS)
    assert verdict(caught) == ["emergency sure", "crisis sure", "violence sure"]
    assert caught
    assert caught.of(Category.CRISIS)


def test_what_is_sure_comes_before_what_may_be() -> None:
    """A sure crisis is not hidden behind a question about breath."""
    assert verdict(scan("I can't breathe. I want to die", NETS)) == [
        "crisis sure",
        "emergency maybe",
    ]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("she is having a seizure", "seizure"),
        ("he is not breathing", "breathing"),
        ("fever of 39 on chemo", "fever_on_treatment"),
        ("my 3 week old has a fever", "fever_baby"),
        ("the bleeding won't stop", "bleeding"),
        ("se tragó una pila", "poison"),
        ("I might hurt my baby", "harm_child"),
        ("my son says he wants to die", "child"),
    ],
)
def test_the_sign_tells_which_first_aid(text: str, sign: str) -> None:
    """The card can carry the one line that fits."""
    caught = scan(text, NETS)
    assert caught
    assert caught.sign == sign


def test_a_long_story_still_gives_up_its_one_sentence() -> None:
    """In the middle of 4000 characters about forms."""
    story = "We filled in the form and called the clinic about the referral letter. " * 28
    text = story + "Sometimes I think they would be better off without me. " + story
    assert verdict(scan(text[:4096], NETS)) == ["crisis sure"]
    assert scan(story + story, NETS) is None


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_ever_breaks_it(text: str) -> None:
    """Emoji, marks, halves of letters: a verdict, never an error."""
    scan(text, NETS)
    unknown_language(text, NETS)


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(NETS[0].known | NETS[1].known)), max_size=60))
def test_no_order_of_its_own_words_breaks_it(known: list[str]) -> None:
    """Every phrase meets every other sooner or later."""
    scan(" ".join(known), NETS)


INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u202e", "\u00ad"]


@settings(deadline=None)
@given(st.sampled_from(PHRASES), st.data())
def test_invisible_marks_change_nothing(phrase: str, data: st.DataObject) -> None:
    """Zero-width and right-to-left marks, wherever they are."""
    marks = [data.draw(st.sampled_from(["", *INVISIBLE])) for _ in phrase]
    marked = "".join(letter + mark for letter, mark in zip(phrase, marks, strict=True))
    assert scan(marked, NETS) == scan(phrase, NETS)


@pytest.mark.parametrize(
    "typed",
    [
        str.upper,
        lambda phrase: phrase.replace("'", "’"),
        lambda phrase: phrase.replace("'", ""),
        lambda phrase: "".join(chr(ord(c) + 0xFEE0) if "!" < c <= "~" else c for c in phrase),
        lambda phrase: f"😭😭 {phrase} 🙏",
    ],
    ids=["capitals", "curly apostrophes", "no apostrophes", "wide letters", "emoji"],
)
def test_how_it_is_typed_changes_nothing(typed: Callable[[str], str]) -> None:
    changed = {
        phrase: (heard(phrase), heard(typed(phrase)))
        for phrase in PHRASES
        if heard(typed(phrase)) != heard(phrase)
    }
    assert not changed


@pytest.mark.parametrize(
    "text",
    [
        "мой сын не дышит",
        "ابني لا يتنفس",
        "我的孩子没有呼吸",
        "मेरा बेटा साँस नहीं ले रहा है",
        "mon fils ne respire plus du tout",
        "mein Kind atmet nicht mehr richtig",
        "oğlum nefes almıyor lütfen yardım edin",
    ],
)
def test_another_language_is_admitted(text: str) -> None:
    """The bot says that it cannot read this, instead of passing over it."""
    assert unknown_language(text, NETS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍",
        "ok",
        "112",
        "My son has a lump in his neck",
        "mi hija tiene fiebre desde ayer",
        "Dr Agnieszka Kowalska",
        "Great Ormond Street Hospital",
        "thx",
    ],
)
def test_a_known_language_or_a_name_is_no_question(text: str) -> None:
    """Names, numbers and short answers are nobody's language."""
    assert not unknown_language(text, NETS)


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        scan(text, NETS)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize(
    "unit",
    [
        "i can not stop ",
        "what is if years ago seizure ",
        "no fever or ",
        "brething siezure suicidel ",
        "abcdefghijklmnop ",
        "a",
        "1",
        "1.",
        "'",
        "aaa bbb ",
        "he is not he is not ",
        "fever chemo ",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    """Four times the text takes about four times as long, whatever somebody thinks of."""
    short, long = (unit * 4096)[:4096], (unit * 4096 * 4)[: 4096 * 4]
    assert seconds(long) < 12 * seconds(short) + 0.005
