"""`companion translated es [FILE ...]`: sign that these texts say what the English says now.

A FILE may be a pattern ("lists/*") or one text ("labels.yaml:start"); none means all. What is still
the same as the English is not signed, unless --same says that it is so on purpose (a name).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.problems import Problem
from bot.texts import FOLDER
from bot.translations import pieces, record
from state.assessments.yaml_files import YamlError

FIRST = "en"


def main(arguments: Sequence[str], templates: Path = FOLDER) -> int:
    parser = argparse.ArgumentParser(prog="companion translated", description=__doc__)
    parser.add_argument("language", help="the folder in templates/")
    parser.add_argument("files", nargs="*", metavar="FILE", help="only these")
    parser.add_argument("--same", action="store_true", help="sign also what is the same in both")
    options = parser.parse_args(arguments)
    folder = templates / options.language
    if options.language == FIRST or not folder.is_dir():
        raise Problem(f"There is no folder templates/{options.language} to sign a translation in.")
    try:
        left = _sign(folder, tuple(options.files), same=options.same)
    except YamlError as error:
        raise Problem(str(error)) from None
    for piece in left:
        print(f"not signed, still the same as the English: {piece}")
    if left:
        print("If that is on purpose, name them again with --same.")
    return 0


def _sign(folder: Path, files: tuple[str, ...], *, same: bool) -> list[str]:
    first, other = pieces.read(folder.parent / FIRST), pieces.read(folder)
    for pattern in files:
        if not any(pieces.in_files(piece, (pattern,)) for piece in first if piece in other):
            raise Problem(
                f"There is no text {pattern} in both templates/{FIRST} and {folder.name}."
            )
    signed, left = record.sign(record.read(folder), first, other, files, same=same)
    (folder / pieces.RECORD).write_text(record.written(folder.name, signed), encoding="utf-8")
    print(f"Signed: {len(signed)} of {len(first)} texts in templates/{folder.name}.")
    return left
