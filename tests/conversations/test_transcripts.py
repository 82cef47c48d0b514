"""Whole conversations, as a nurse could read them: each transcript is played and must come out
word for word. After a wanted change, `pytest tests/conversations --update-transcripts` writes
them anew, and the difference is read before it is kept.
"""

from datetime import datetime
from pathlib import Path

import pytest

from bot.rehearsal import transcript
from bot.rehearsal.rehearsal import Rehearsal
from bot.wiring import read_content, read_texts
from handlers.content import Running

FOLDER = Path(__file__).parent / "transcripts"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
async def test_conversation_is_as_written(path: Path, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    head, _, body = text.partition("\n---\n")
    played = f"{head}\n---\n\n{await _played(head, transcript.steps(body))}"
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")


async def _played(head: str, steps: list[tuple[str, str]]) -> str:
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    services = {"content": read_content(), "running": Running("", "", 90)}
    begins = datetime.fromisoformat(facts["Begins"])
    async with Rehearsal(begins, read_texts(), services, facts["Language"]) as rehearsal:
        return await transcript.play(rehearsal, steps)
