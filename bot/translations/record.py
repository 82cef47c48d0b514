"""`templates/<language>/translated.yaml`: which English each piece was translated from.

One line a piece, so that two translators' changes can be joined line by line. Behind the hash
stands "same" where the translation is the same as the English on purpose, such as a proper name.
"""

from pathlib import Path
from typing import NamedTuple

import yaml

from bot.translations import kept
from bot.translations.pieces import RECORD, Pieces, fingerprint, in_files
from state.assessments.yaml_files import YamlError

_HEAD = """\
# The English that each text here was translated from, as a short hash; "same" is a text that is the
# same in both on purpose. Written by `companion translated {language}`, not by hand.
"""


class Signed(NamedTuple):
    """The hash of the English, and whether the translation may be the same."""

    hash: str
    same: bool = False


Record = dict[str, Signed]


def read(folder: Path) -> Record:
    """Raises YamlError."""
    path = folder / RECORD
    if not path.exists():
        return {}
    try:
        lines = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) or {}  # noqa: S506 - safe
    except yaml.YAMLError as error:
        raise YamlError(f"templates/{folder.name}/{RECORD} cannot be read: {error}.") from None
    return {piece: Signed(line.split()[0], line.endswith(" same")) for piece, line in lines.items()}


def written(language: str, record: Record) -> str:
    lines = (
        f"{piece}: {signed.hash}{' same' if signed.same else ''}\n"
        for piece, signed in sorted(record.items())
    )
    return _HEAD.format(language=language) + "".join(lines)


def sign(
    record: Record, first: Pieces, other: Pieces, files: tuple[str, ...], *, same: bool
) -> tuple[Record, list[str]]:
    """The record with all pieces of these files as they are now; and what was left out.

    A piece that is still the same as the English is left out unless `same`. Pieces that are gone
    leave the record.
    """
    now = {piece: line for piece, line in record.items() if piece in first and piece in other}
    left = []
    for piece in (name for name in other if name in first and in_files(name, files)):
        alike = other[piece].strip() == first[piece].strip() and kept.has_words(piece, other[piece])
        if alike and not same and not (piece in now and now[piece].same):
            left.append(piece)
        else:
            now[piece] = Signed(fingerprint(first[piece]), alike)
    return now, left
