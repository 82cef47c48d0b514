"""Texts from outside without what makes them look like something else than they are."""

import unicodedata

LEFT_OUT = {"Cc", "Cs", "Co"}
"""Control characters, halves of characters, characters that mean what somebody decides."""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb")
"""They turn what follows around: "5 mg" and a file's ending could be read as another."""
HIDDEN = range(0xE0000, 0xE0020)
"""Characters of the plane of tags that no flag needs."""


def visible(text: str) -> str:
    """The text as it is meant to be read; line ends and what scripts and emoji need stay."""
    return "".join(c for c in text if c in "\n\t" or not _misleads(c))


def _misleads(c: str) -> bool:
    return unicodedata.category(c) in LEFT_OUT or c in TURNING or ord(c) in HIDDEN
