"""Mistakes in hand-written files, said so that whoever wrote them knows what to change."""

import re

import msgspec

_MISTAKES = (
    (re.compile(r"Object contains unknown field `(.+?)`"), r"it does not know the word '\1'"),
    (re.compile(r"Object missing required field `(.+?)`"), r"'\1' is missing"),
    (re.compile(r"Invalid enum value '?(.+?)'?$"), r"'\1' is not one of the words allowed"),
    (re.compile(r"Expected `(.+?)`, got `(.+?)`"), r"it should be \1, but it is \2"),
)
_KINDS = {
    "array": "a list",
    "object": "an object (names with values)",
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
}
_KIND = re.compile(rf"\b({'|'.join(_KINDS)})\b")
_PLACE = re.compile(r" - at `(?:key in )?\$?\.?(.*?)`$")


def explain(error: msgspec.ValidationError) -> str:
    """One sentence for an error of msgspec."""
    text = str(error)
    place = _PLACE.search(text)
    where = f" (at {place[1]})" if place and place[1] else ""
    text = _PLACE.sub("", text)
    for pattern, words in _MISTAKES:
        text, found = pattern.subn(words, text)
        if found and words.startswith("it should"):
            text = _KIND.sub(lambda kind: _KINDS[kind[1]], text).replace(" | ", " or ")
    return f"{text}{where}."
