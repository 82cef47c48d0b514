"""A language folder as pieces: what a translator translates, one at a time.

A piece is a whole template, called by its file ("first.j2"), or one text of a YAML file, called by
file and key ("labels.yaml:start"). Lists are no pieces: they hold what people type, and each
language has its own.
"""

import hashlib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from state.assessments import yaml_files

RECORD = "translated.yaml"
LABELS = "labels.yaml"
DRAFT = "labels.draft.yaml"
"""Labels under this name are read as labels, but do not make the folder a language yet."""
OWN = ("safety.yaml", "dates.yaml", "ordinary_words.txt")
"""Each language has these, with words of its own: they are no translation."""
_APART = (*OWN, RECORD, DRAFT, "regions.yaml")
NO_TEXT = {"group", "reviewed", "rtl"}
"""Keys whose values are names of ours, not words."""

Pieces = dict[str, str]


def read(folder: Path) -> Pieces:
    """All pieces of a language by name, in the order of files and keys. Raises YamlError."""
    found: Pieces = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name in _APART:
            continue
        if path.suffix == ".j2":
            found[name] = path.read_text(encoding="utf-8")
        elif path.suffix == ".yaml":
            found |= _of_yaml(path, name)
    if (folder / DRAFT).exists() and not (folder / LABELS).exists():
        found |= _of_yaml(folder / DRAFT, LABELS)
    return found


def fingerprint(text: str) -> str:
    """A short hash of a text; blanks and line breaks do not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def file_of(piece: str) -> str:
    return piece.partition(":")[0]


def in_files(piece: str, patterns: tuple[str, ...]) -> bool:
    """Whether a piece is in one of these files ("lists/*"), or is one ("labels.yaml:start")."""
    return not patterns or any(
        fnmatch(piece, pattern) or fnmatch(file_of(piece), pattern) for pattern in patterns
    )


def _of_yaml(path: Path, name: str) -> Pieces:
    shown = f"{path.parents[len(Path(name).parts) - 1].name}/{name}"
    content = yaml_files.read(path, f"templates/{shown}")
    return {f"{name}:{key}": text for key, text in _texts(content, "")}


def _texts(content: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, Mapping):
        for name, inner in content.items():
            if name not in NO_TEXT:
                yield from _texts(inner, f"{key}.{name}" if key else str(name))
    elif isinstance(content, str) and content.strip():
        yield key, content
