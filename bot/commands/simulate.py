"""`companion simulate`: the conversation in the terminal, without Telegram; nothing is kept."""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.problems import Problem
from bot.rehearsal import transcript
from bot.rehearsal.rehearsal import Rehearsal, Said
from bot.wiring import read_content, read_texts
from handlers.content import Running


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="companion simulate", description=__doc__)
    parser.add_argument("assessment", nargs="?", default="oncology_referral")
    parser.add_argument("--script", help="a file with one answer a line, as typed; - for stdin")
    parser.add_argument("--now", help="the time to begin at, such as 2026-03-01T23:40-05:00")
    options = parser.parse_args(arguments)
    now = _time(options.now)
    lines = _lines(options.script)
    asyncio.run(_walk(options.assessment, lines, now, echo=options.script is not None))
    return 0


async def _walk(name: str, lines: Iterator[str], now: datetime, *, echo: bool) -> None:
    content = read_content()
    if name not in content.library.assessments:
        known = ", ".join(content.library.assessments)
        raise Problem(f"There is no assessment {name!r}. There are: {known}.")
    services = {"content": content, "running": Running("", "", 90)}
    async with Rehearsal(now, read_texts(), services) as rehearsal:
        _print(await rehearsal.write(f"/start {name}"))
        for line in lines:
            if echo:
                print(f"You: {line}\n")
            _print(await _answer(rehearsal, line))


async def _answer(rehearsal: Rehearsal, line: str) -> list[Said]:
    """What is typed presses the button it names on the last screen; all else is a message."""
    button = transcript.find_button(rehearsal, line)
    return await (rehearsal.tap(*button) if button else rehearsal.write(line))


def _print(said: list[Said]) -> None:
    for one in said:
        print(transcript.written(one))


def _lines(script: str | None) -> Iterator[str]:
    if script is None:
        yield from _typed()
        return
    try:
        text = sys.stdin.read() if script == "-" else Path(script).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Problem(f"The script {script} cannot be read.") from None
    yield from (line.strip() for line in text.splitlines() if line.strip())


def _typed() -> Iterator[str]:
    while True:
        try:
            line = input("You: ").strip()
        except EOFError:
            return
        if line:
            yield line


def _time(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(f"{text!r} is not a time such as 2026-03-01T23:40-05:00.") from None
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
