"""The program as a process of its own, as whoever runs it starts it."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stand_ins.held import NOTES
from stand_ins.waiting import eventually

ROOT = Path(__file__).parent.parent.parent
ECHO = ("-m", "stand_ins.echo")
REAL = ("-m", "stand_ins.companion", "run")
SANDBOX = ("-m", "stand_ins.companion", "sandbox")
PASSED_ON = {"PATH", "HOME", "LANG", NOTES}


@dataclass
class Program:
    """A running process; `out` and `err` are the lines it has printed."""

    process: asyncio.subprocess.Process
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    readers: list[asyncio.Task[None]] = field(default_factory=list)

    async def opened(self, seconds: float = 30) -> str:
        """The address it says it can be opened at. Raises AssertionError if it ends before."""
        await eventually(lambda: self._address() or self.process.returncode is not None, seconds)
        address = self._address()
        assert address is not None, "\n".join(self.err)
        return address

    def _address(self) -> str | None:
        return next((line[5:] for line in self.out if line.startswith("Open ")), None)

    async def said(self, words: str, seconds: float = 30) -> None:
        """Waits for a line on stderr."""
        await eventually(lambda: any(words in line for line in self.err), seconds)

    async def stop(self) -> int:
        """As a service manager does."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        """As a power cut does."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.ended()

    async def ended(self, seconds: float = 30) -> int:
        async with asyncio.timeout(seconds):
            code = await self.process.wait()
            await asyncio.gather(*self.readers)
        return code


async def start(command: Sequence[str], **settings: str) -> Program:
    """Starts `python <command>` with these settings and no others."""
    plain = {name: value for name, value in os.environ.items() if name in PASSED_ON}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=settings.get("DATA_DIR") if Path(settings.get("DATA_DIR", "")).is_dir() else "/",
        env={**plain, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    program = Program(process)
    for stream, lines in ((process.stdout, program.out), (process.stderr, program.err)):
        assert stream is not None
        program.readers.append(asyncio.create_task(_read(stream, lines)))
    return program


async def _read(stream: asyncio.StreamReader, lines: list[str]) -> None:
    while line := await stream.readline():
        lines.append(line.decode().rstrip("\n"))


@contextlib.asynccontextmanager
async def running(command: Sequence[str], **settings: str) -> AsyncIterator[Program]:
    """A program that is stopped at the end, whatever happened."""
    program = await start(command, **settings)
    try:
        yield program
    finally:
        await program.stop()
