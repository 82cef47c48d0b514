"""A sandbox and a bot, each a process of its own."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
import pytest
from stand_ins.fake_telegram import TOKEN
from stand_ins.morning import MORNING, let_it_be
from stand_ins.people import Sandbox
from stand_ins.program import SANDBOX, Program, running, start
from stand_ins.waiting import eventually


class Bot:
    """A bot that can be killed and started again on the same data."""

    def __init__(
        self, command: Sequence[str], folder: Path, sandbox: Sandbox, **settings: str
    ) -> None:
        self.settings = settings
        self.command = command
        self.folder = folder
        self.sandbox = sandbox
        self.program: Program | None = None
        self.logged: list[str] = []
        """What all its runs have printed to stderr."""

    async def start(self) -> None:
        self.program = await start(
            self.command,
            DATA_DIR=str(self.folder),
            BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=self.sandbox.url,
            SANDBOX_PACING="off",
            LOG_LEVEL="warning",
            **{"SEND_RATE": "1000", **self.settings},
        )
        await self.program.opened()

    async def kill(self) -> None:
        assert self.program is not None
        await self.program.kill()
        self.logged += self.program.err

    async def stop(self) -> None:
        assert self.program is not None
        assert await self.program.stop() == 0
        self.logged += self.program.err

    async def settled(self) -> None:
        """Returns when no update waits with the sandbox, and nothing in the outbox."""
        await eventually(self._is_settled, 60)

    async def _is_settled(self) -> bool:
        return await self.queued() == 0 and self.unsent() == 0

    async def queued(self) -> int:
        url = f"{self.sandbox.url}/bot{TOKEN}/getWebhookInfo"
        async with self.sandbox.session.get(url) as response:
            return int((await response.json())["result"]["pending_update_count"])

    def unsent(self) -> int:
        (count,) = self.sql("SELECT count(*) FROM outbox")[0]
        return int(count)

    def sql(self, statement: str) -> list[tuple[int, ...]]:
        with contextlib.closing(sqlite3.connect(self.folder / "companion.sqlite3")) as database:
            return database.execute(statement).fetchall()


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    settings = {"DATA_DIR": str(tmp_path), "SANDBOX_PORT": "0", "SANDBOX_PACING": "off"}
    async with running(SANDBOX, **settings) as program:
        url = await program.opened()
        connector = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            await let_it_be(MORNING, session, url)
            yield Sandbox(session, url)
