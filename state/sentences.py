"""Mistakes in hand-written files, said so that whoever wrote them knows what to change."""

import re

import msgspec

_WORDS = (
    (r"Object contains unknown field `(.+?)`", r"it does not know the word '\1'"),
    (r"Object missing required field `(.+?)`", r"'\1' is missing"),
    (r"Invalid enum value '(.+?)'", r"'\1' is not one of the words allowed"),
    (r"Expected `(.+?)`, got `(.+?)`", r"it should be \1, but it is \2"),
)
_PLACE = re.compile(r" - at `(?:key in )?\$?\.?(.*?)`$")


def explain(error: msgspec.ValidationError) -> str:
    """One sentence for an error of msgspec."""
    text = str(error)
    place = _PLACE.search(text)
    where = f" (at {place[1]})" if place and place[1] else ""
    text = _PLACE.sub("", text)
    for pattern, words in _WORDS:
        text = re.sub(pattern, words, text)
    return f"{text}{where}."
