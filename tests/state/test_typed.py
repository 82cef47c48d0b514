"""Typed answers: the number, the words, a synonym, a small slip. What is not sure is not taken."""

import pytest

from state.typed import Choices, plain

CHOICES = Choices(
    [
        ("None of these", "none"),
        ("Yes, one of these", "yes"),
        ("Not sure", "unsure"),
        ("Back", "b"),
        ("Café", "cafe"),
        ("A lump that grows", "grows"),
        ("A lump that grew", "grew"),
    ],
    {"none": ("no", "nope"), "yes": ("yep", "no")},
    ["none", "yes", "unsure"],
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", "none"),
        (" 2. ", "yes"),
        ("3)", "unsure"),
        ("none of these", "none"),
        ("NONE OF THESE.", "none"),
        ("yes one of these", "yes"),
        ("nope", "none"),
        ("café", "cafe"),
        ("cafe", "cafe"),
        ("none of thes", "none"),
        ("nnoe of these", "none"),
        ("not suer", "unsure"),
        ("bakc", "b"),
        ("not\u200bsure", "unsure"),
        ("no\u200bt sure", "unsure"),
        ("\u2066nope\u2069", "none"),
        ("ｎｏｐｅ", "none"),
    ],
)
def test_what_is_meant(typed: str, meant: str) -> None:
    assert CHOICES.find(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\u200b\u200d", "…", "?!", "0", "4", "12", "1 2", "-", "maybe", "yse", "noep noep"],
)
def test_what_is_not_taken(typed: str) -> None:
    assert CHOICES.find(typed) is None


def test_a_slip_near_two_answers_is_none_of_them() -> None:
    assert CHOICES.find("a lump that grows") == "grows"
    assert CHOICES.find("a lump that grew") == "grew"
    assert CHOICES.find("a lump that grow") is None


def test_a_number_is_never_a_slip_of_another() -> None:
    many = Choices([], {}, [f"line {number}" for number in range(1, 1101)])
    assert many.find("1099") == "line 1099"
    assert many.find("1101") is None


def test_a_word_of_two_answers_means_the_first() -> None:
    assert CHOICES.find("no") == "none"


def test_short_words_must_be_exact() -> None:
    assert Choices([("Yes", "yes")], {}, []).find("yed") is None


def test_the_words_are_those_on_the_button() -> None:
    assert CHOICES.words("cafe") == "Café"


@pytest.mark.parametrize(
    ("text", "left"),
    [("  Don't   KNOW ", "dont know"), ("Straße", "strasse"), ("I\u0307", "i"), ("ﬁt", "fit")],
)
def test_plain_words(text: str, left: str) -> None:
    assert plain(text) == left


def test_back_and_undo_are_ways_out_where_no_button_has_those_very_words() -> None:
    ways = {"Back": "card", "Undo": "undo:3"}
    some = Choices([("Back to the card", "card"), ("Undo the last", "undo:3")], {}, [], ways)
    assert (some.named("back"), some.named("UNDO"), some.find("undo")) == (
        "card",
        "undo:3",
        "undo:3",
    )
    own = Choices([("Back", "b"), ("Back to the card", "card")], {}, [], ways)
    assert (own.named("back"), own.find("back")) == ("b", "b")
