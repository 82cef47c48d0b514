"""Which letters the page for the clinic can draw: those of `templates/pictures/fonts`."""

DRAWN = (
    range(0x0530),  # Latin, Greek, Cyrillic, and what stands above letters
    range(0x0590, 0x0700),  # Hebrew, Arabic
    range(0x0750, 0x0780),
    range(0x08A0, 0x0980),  # more of Arabic; Devanagari
    range(0x1E00, 0x2000),  # Vietnamese and other Latin, Greek with accents
    range(0x2000, 0x2150),  # marks, currencies, such as € and ℃
    range(0x2190, 0x2194),
    range(0xFB00, 0xFE10),  # forms of Hebrew and Arabic letters
    range(0xFE70, 0xFF00),
)
"""Blocks of Unicode. Of the others some letters are in the fonts of typst, and some are boxes."""


def can_draw(text: str) -> bool:
    """Whether every letter is one of theirs."""
    return all(any(ord(c) in block for block in DRAWN) for c in text)
