"""Telegram counts offsets and lengths of entities in UTF-16 code units."""

_LAST_SINGLE_UNIT = 0xFFFF


def units(text: str) -> int:
    """The length of the text in UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text) + sum(ord(character) > _LAST_SINGLE_UNIT for character in text)


def boundaries(text: str) -> list[int]:
    """For every index into the text, and its end, the offset in UTF-16 code units."""
    if text.isascii():
        return list(range(len(text) + 1))
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if ord(character) > _LAST_SINGLE_UNIT else 1))
    return offsets
