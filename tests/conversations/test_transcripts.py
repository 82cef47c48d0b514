"""Whole conversations, as a nurse could read them: each transcript is played and must come out
word for word. After a wanted change, `pytest tests/conversations --update-transcripts` writes
them anew, and the difference is read before it is kept.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from rehearsing import household, rehearsal

from bot.rehearsal import together, transcript

HERE = Path(__file__).parent
ALL = sorted([*(HERE / "transcripts").glob("*.md"), *(HERE / "phones").glob("*.md")])
"""In `phones`, of several adults on one plan: "Phones" says who has which language."""


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
async def test_conversation_is_as_written(path: Path, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    head, _, body = text.partition("\n---\n")
    played = f"{head}\n---\n\n{await _played(head, transcript.steps(body))}"
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")


async def _played(head: str, steps: list[tuple[str, str]]) -> str:
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    begins = datetime.fromisoformat(facts["Begins"])
    if "Phones" in facts:
        async with household(begins, **dict(_phones(facts["Phones"]))) as adults:
            return await together.play(adults, steps)
    async with rehearsal(begins, facts["Language"]) as parent:
        return await transcript.play(parent, steps)


def _phones(named: str) -> Iterator[tuple[str, str]]:
    """Who has which language: "Mother (en), Father (es)"."""
    for one in named.split(", "):
        name, _, language = one.rstrip(")").partition(" (")
        yield name, language
