"""Whoever takes the disk, and has not the key, reads nothing of a plan with everything in it."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from storage_samples import KEY, NOW, bytes_in, message, opened, turn

from state.store.documents import CASE

FULL = Path(__file__).parent.parent / "storage" / "documents" / "case-1.json"
SHORTEST = 5
IN_CLEAR = {"0f4c1c1e"}
"""The id of the case: a random name."""


def texts(value: Any) -> Iterator[str]:
    """Every text in a document, the names of its fields too."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


def spellings(text: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        encoded = text.encode(encoding)
        yield from (encoded, encoded.hex().encode(), base64.b64encode(encoded).rstrip(b"="))


async def test_no_word_of_a_full_plan_can_be_read(tmp_path: Path) -> None:
    document = FULL.read_bytes()
    case = CASE.read(document)
    async with opened(tmp_path) as store:
        await store.commit(turn(5, case=case, outgoing=(message(5, "Speak to a doctor today"),)))
        stolen = bytes_in(tmp_path)
    stolen += bytes_in(tmp_path)

    words = {text for text in texts(orjson.loads(document)) if len(text) >= SHORTEST} - IN_CLEAR
    names = {name.encode() for name in _names_of_columns()}
    assert len(words) > 80
    found = {
        word
        for word in {*words, "Speak to a doctor today"}
        for spelt in spellings(word)
        if spelt in stolen and not any(spelt in name for name in names)
    }
    assert found == set()
    assert KEY not in stolen
    assert NOW.isoformat().encode() not in stolen


def _names_of_columns() -> set[str]:
    """What the schema itself says is no secret."""
    schema = Path(__file__).parents[2] / "state" / "store" / "migrations"
    return {file.read_text(encoding="utf-8") for file in schema.glob("*.sql")}
