"""What a translation lacks, as sentences for a translator."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import jinja2

from bot.translations import kept, pieces, record
from bot.translations.pieces import DRAFT, LABELS, OWN, Pieces, file_of, in_files

Kind = Literal["missing", "stale", "not signed", "left over", "changed", "still English", "wrong"]
FEWEST = 2
"""Words that make a text within a template "still English"; one word may be a name."""


class Lack(NamedTuple):
    """One thing to do: the piece it is about, and a sentence."""

    kind: Kind
    piece: str
    sentence: str


def languages(templates: Path, first: str = "en") -> list[str]:
    """Every folder with words but the first, whether it is a language to talk in or not yet."""
    begun = (LABELS, DRAFT, f"scripts/{LABELS}", *OWN)
    folders = (path for path in sorted(templates.iterdir()) if path.name != first)
    return [path.name for path in folders if any((path / name).exists() for name in begun)]


def is_spoken(templates: Path, language: str) -> bool:
    """Whether the bot talks in it; else it is a draft."""
    return (templates / language / LABELS).exists()


def lacks(
    templates: Path, language: str, files: tuple[str, ...] = (), first: str = "en"
) -> list[Lack]:
    """All that is missing, stale, left over, changed or still English. Raises YamlError."""
    mine, theirs = pieces.read(templates / first), pieces.read(templates / language)
    signed = record.read(templates / language)
    checking = _Checking(templates / language, mine, theirs, signed)
    return [lack for lack in checking.all() if in_files(lack.piece, files)]


def counted(found: list[Lack]) -> str:
    """How much of what, such as "3 missing, 1 stale"."""
    counts = Counter(lack.kind for lack in found)
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))


class _Checking:
    def __init__(self, folder: Path, first: Pieces, other: Pieces, signed: record.Record) -> None:
        self.folder = folder
        self.language = folder.name
        self.first = first
        self.other = other
        self.signed = signed
        self.files = {file_of(piece) for piece in other}

    def all(self) -> Iterator[Lack]:
        yield from self._missing()
        for piece in self.other:
            if piece not in self.first:
                yield Lack(
                    "left over", piece, f"{self._named(piece)} is left over: English has none."
                )
                continue
            yield from self._kept(piece)
        yield from self._signatures()

    def _missing(self) -> Iterator[Lack]:
        for own in OWN:
            if not (self.folder / own).exists():
                sentence = f"templates/{self.language}/{own} is missing: words of your own."
                yield Lack("missing", own, sentence)
        for file, count in Counter(map(file_of, self.first)).items():
            if file not in self.files:
                texts = f" ({count} texts)" if count > 1 else ""
                yield Lack("missing", file, f"{self._named(file)} is missing{texts}.")
        for piece in self.first:
            if piece not in self.other and file_of(piece) in self.files:
                yield Lack("missing", piece, f"{self._named(piece)} is missing.")

    def _signatures(self) -> Iterator[Lack]:
        """Stale ones each; of those that were never signed one sentence a file, they are many."""
        sign = f"companion translated {self.language}"
        never = []
        for piece in (piece for piece in self.other if piece in self.first):
            line = self.signed.get(piece)
            if line is None:
                never.append(piece)
            elif line.hash != pieces.fingerprint(self.first[piece]):
                sentence = f"is stale: the English has changed. Look again, then {sign} {piece}"
                yield Lack("stale", piece, f"{self._named(piece)} {sentence}")
        for file, count in Counter(map(file_of, never)).items():
            texts = f" ({count} texts)" if count > 1 else ""
            sentence = f"was not held against the English yet: read both, then {sign} {file}"
            yield Lack("not signed", file, f"{self._named(file)}{texts} {sentence}")

    def _kept(self, piece: str) -> Iterator[Lack]:
        first = kept.skeleton(piece, self.first[piece])
        try:
            other = kept.skeleton(piece, self.other[piece])
        except jinja2.TemplateSyntaxError as error:
            sentence = f"{self._named(piece)}, line {error.lineno}: {error.message}"
            yield Lack("wrong", piece, sentence)
            return
        for difference in kept.differences(piece, first, other):
            yield Lack("changed", piece, f"{self._named(piece)} {difference}.")
        if piece in self.signed and self.signed[piece].same:
            return
        least = FEWEST if piece.endswith(".j2") else 1
        for text in kept.alike(first, other, least=least):
            yield Lack("still English", piece, f"{self._named(piece)} is still English: “{text}”")

    def _named(self, piece: str) -> str:
        file, _, key = piece.partition(":")
        if file == LABELS and not is_spoken(self.folder.parent, self.language):
            file = DRAFT
        return f"templates/{self.language}/{file}" + (f": '{key}'" if key else "")
