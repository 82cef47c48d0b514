"""Texts of languages that are read from right to left: numbers and foreign words stay in order.

A telephone shows a line in the direction of its first letter, and would set the groups of
"0800 111 222" in reverse. Invisible marks of Unicode say what belongs together.
"""

import functools
import html
import re
import unicodedata

from babel import Locale, UnknownLocaleError

RIGHT_TO_LEFT_MARK = "\u200f"
ISOLATE, END = "\u2066", "\u2069"

_TAG = re.compile(r"(<[^>]+>)")
_GROUP = r"(?:\(\d+\)|\d+)"
_TOGETHER = re.compile(
    r"(?P<done>\u2066[^\u2069]*\u2069)"
    rf"|(?<![\w/])(?:\+?{_GROUP}(?:[ \u2011-]{_GROUP})+|/[a-z]+\b)"
)
"""A number of several groups, or a command: read from left to right as one; or `done` already."""
_RIGHT = {"R", "AL"}


@functools.cache
def is_right_to_left(language: str) -> bool:
    try:
        return Locale(language.partition("-")[0]).text_direction == "rtl"
    except UnknownLocaleError:
        return False


def marked(text: str) -> str:
    """A message, HTML or plain, with these marks; once more changes nothing."""
    return "\n".join(_line(line) for line in kept_together(text).split("\n"))


def kept_together(text: str) -> str:
    """A part of a line: only what must stay together in it is marked."""
    parts = _TAG.split(text)
    return "".join(p if p.startswith("<") else _TOGETHER.sub(_isolated, p) for p in parts)


def _line(line: str) -> str:
    seen = html.unescape(_TAG.sub("", line))
    return line if not seen.strip() or _begins_right(seen) else RIGHT_TO_LEFT_MARK + line


def _isolated(found: re.Match[str]) -> str:
    return found[0] if found["done"] else f"{ISOLATE}{found[0]}{END}"


def _begins_right(text: str) -> bool:
    """Whether the first letter that has a direction of its own is of the right one."""
    first = (kind for c in text if (kind := unicodedata.bidirectional(c)) in {"L", *_RIGHT})
    return next(first, "L") in _RIGHT
