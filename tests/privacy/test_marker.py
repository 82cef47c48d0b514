"""What a parent writes is found nowhere but in the chat: no log, no figure, no readable byte.

A word that occurs nowhere else is written in every way there is, on every kind of screen, to the
real program as a process of its own that logs all it can. Some of it makes handlers fail, with the
word in the text of the error.
"""

import base64
import contextlib
import itertools
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from stand_ins.people import Person, Sandbox
from stand_ins.ports import free_port
from stand_ins.program import Program, running
from stand_ins.waiting import eventually

from bot.telegram_server import LOCAL_TOKEN

MARKER = "Zqoxwelt7"
BREAKING = ("-m", "stand_ins.breaking")
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01").decode()
FOUR_NONE = [f"a:em_{name}:none" for name in ("breathing", "head", "bleeding", "fever")]
WAY = [
    *("start", "agree", "country:us", "zone:America/New_York", "a:em_breathing:unsure"),
    *("+q:em_breathing:breathing", "+h:em_breathing:breathing:no", *FOUR_NONE),
    *("a:reason:diagnosis", "a:dx_kind:team", "a:team_state:stable", "a:age:4_6"),
    *("a:time_given:unsure", "words", "team", "fill_in:doctors_words:", "+words", "why"),
    *("change", "c:age", "card", "checked"),
    *("by:hospital", "today", "rest", "card", "w", "a:em_breathing:yes", "seen"),
]
"""Through the questions to the card, what hangs on it, and an emergency. What begins with "+" is
pressed right after the one before; else words come first, and then the way back to the question.
"""


def spellings() -> Iterator[bytes]:
    """The ways in which the word could stand in a file and still be read."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        encoded = MARKER.encode(encoding)
        yield encoded
        yield encoded.hex().encode()
        for before in range(3):  # base64 looks different by where the word begins
            text = base64.b64encode(b"x" * before + encoded)
            yield text[4 if before else 0 : -4]


def is_in(content: bytes) -> bool:
    lowered = content.lower()
    return any(one in content or one.lower() in lowered for one in spellings())


class Writer:
    """A parent whose every word is the marker, and the program they write to."""

    def __init__(self, folder: Path, person: Person, program: Program, metrics: str) -> None:
        self.folder = folder
        self.person = person
        self.program = program
        self.metrics = metrics
        self.ways = itertools.cycle(self._ways())

    def _ways(self) -> list[Callable[[], Coroutine[Any, Any, object]]]:
        person, path = self.person, f"chats/{self.person.chat_id}/messages"

        def writes(text: str) -> Callable[[], Coroutine[Any, Any, object]]:
            return lambda: person.write(text)

        def sends(kind: str, **content: str) -> Callable[[], Coroutine[Any, Any, object]]:
            whole = {kind: {"content_base64": PIXEL, **content}}
            return lambda: person.sandbox.post(path, whole)

        return [
            writes(MARKER),
            writes(f"my child {MARKER} is pale"),
            writes(f"/start {MARKER}"),
            sends("photo", caption=MARKER),
            self._edits,
            sends("document", file_name=f"{MARKER}.pdf", caption=f"of {MARKER}"),
            writes(f"/{MARKER}"),
            lambda: self._presses(f"a:{MARKER}:none"),
            writes(f"<b>{MARKER}</b> &{MARKER}; <{MARKER}>"),
            lambda: self._presses(MARKER),
            writes(f"/help {MARKER}"),
            writes(f"{MARKER} is not breathing, {MARKER}"),
            lambda: self._presses(f"break:{MARKER}"),
            writes(f"{MARKER} i want to die"),
        ]

    async def _edits(self) -> None:
        number = await self.person.write("hm")
        path = f"chats/{self.person.chat_id}/edits"
        await self.person.sandbox.post(path, {"message_id": number, "text": MARKER})

    async def _presses(self, data: str) -> None:
        """Any data, as a client may send it, on the last screen."""
        await eventually(self._is_settled)
        heard = await self.person.heard()
        await self.person.press(heard[-1]["message_id"], data, stale=True)

    async def _is_settled(self) -> bool:
        """Whether nothing waits to be taken in or to be said."""
        sandbox = self.person.sandbox
        url = f"{sandbox.url}/bot{LOCAL_TOKEN}/getWebhookInfo"
        async with sandbox.session.get(url) as response:
            waits = (await response.json())["result"]["pending_update_count"]
        return not waits and not count(self.folder, "SELECT count(*) FROM outbox")

    async def goes_all_the_way(self) -> None:
        await self.person.write(f"/start {MARKER}")
        await eventually(self.person.heard)
        for data in WAY:
            if not data.startswith("+"):
                for way in itertools.islice(self.ways, 3):
                    await way()
                await self._presses("next")
            await self._presses(data.removeprefix("+"))
            if data == "team":  # what is typed here is kept
                await eventually(self._is_settled)
                await self.person.write(f"Team {MARKER}, 555 0100")
        for way in self._ways():
            await way()
        await eventually(self._is_settled)

    async def figures(self) -> bytes:
        async with self.person.sandbox.session.get(f"{self.metrics}/metrics") as response:
            response.raise_for_status()
            return await response.read()


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[Writer]:
    metrics = f"127.0.0.1:{free_port()}"
    settings = {"DATA_DIR": str(tmp_path), "SANDBOX_PORT": "0", "SANDBOX_PACING": "off"}
    logging = {"LOG_LEVEL": "debug", "METRICS_LISTEN": metrics, "SEND_RATE": "1000"}
    async with running(BREAKING, **settings, **logging) as program:
        url = await program.opened()
        async with aiohttp.ClientSession() as session:
            person = await Sandbox(session, url).person(MARKER)
            yield Writer(tmp_path, person, program, f"http://{metrics}")


def files(folder: Path) -> dict[str, bytes]:
    """Every file the bot keeps; what the sandbox keeps is Telegram's part."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "sandbox" not in path.relative_to(folder).parts
    }


async def test_the_words_of_a_parent_stay_in_the_chat(writer: Writer, tmp_path: Path) -> None:
    await writer.goes_all_the_way()
    assert await writer.person.has_heard(f"Team {MARKER}, 555 0100")
    assert await writer.person.has_heard("Stay with the people who care for your child")

    figures, running_files = await writer.figures(), files(tmp_path)
    assert any(name.endswith("-wal") for name in running_files)
    assert await writer.program.stop() == 0
    printed = "\n".join([*writer.program.out, *writer.program.err])

    assert not is_in(printed.encode()), printed
    assert not is_in(figures)
    for name, content in [*running_files.items(), *files(tmp_path).items()]:
        assert not is_in(content), f"{name} holds a parent's word"

    # The search would have found it, the walk went all the way, and things did go wrong.
    assert any(is_in(path.read_bytes()) for path in (tmp_path / "sandbox").rglob("*.*"))
    assert "update is stuck" in printed
    assert count(tmp_path, "SELECT count(*) FROM updates WHERE payload IS NOT NULL") >= 2


def count(folder: Path, statement: str) -> int:
    with contextlib.closing(sqlite3.connect(folder / "companion.sqlite3")) as database:
        return int(database.execute(statement).fetchone()[0])
