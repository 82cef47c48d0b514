"""The program says in one sentence what is wrong, and stops when it is told to."""

import re
import socket
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from stand_ins.fake_telegram import TOKEN, FakeTelegram, fake_telegram
from stand_ins.people import Sandbox
from stand_ins.program import ECHO, SANDBOX, running, start
from stand_ins.waiting import eventually

MARKER = "the-childs-name"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as fake:
        yield fake


@pytest.fixture
def local(tmp_path: Path) -> dict[str, str]:
    """Settings of a bot in a sandbox of its own."""
    return {"DATA_DIR": str(tmp_path), "SANDBOX_PORT": "0"}


@pytest.fixture
def real(tmp_path: Path, telegram: FakeTelegram) -> dict[str, str]:
    """Settings of a bot on a server that is no sandbox."""
    return {
        "DATA_DIR": str(tmp_path),
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram.url,
        "OPERATOR_NAME": "The clinic",
        "OPERATOR_CONTACT": "help@example.org",
    }


async def _refused(settings: dict[str, str], sentence: str) -> None:
    """It ends by itself with 2 and one sentence on stderr."""
    program = await start(ECHO, **settings)
    try:
        code = await program.ended(20)
    finally:
        await program.kill()
    assert code == 2, program.err
    (line,) = [line for line in program.err if not line.startswith("timestamp=")]
    assert re.search(sentence, line), line
    assert not any("Traceback" in line for line in program.err)


async def test_it_says_where_to_open_it_once_everything_answers(local: dict[str, str]) -> None:
    async with running(ECHO, **local) as program, aiohttp.ClientSession() as session:
        url = await program.opened()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
        sandbox = Sandbox(session, url)
        assert (await sandbox.get("health"))["bot"] == "connected"
        person = await sandbox.person()
        await person.write("hello")
        await eventually(person.heard)


@pytest.mark.parametrize("command", [ECHO, SANDBOX], ids=["run", "sandbox"])
async def test_a_signal_stops_it_cleanly(local: dict[str, str], command: tuple[str, ...]) -> None:
    program = await start(command, **local)
    await program.opened()
    assert await program.stop() == 0
    assert not any("error" in line.lower() for line in program.err), program.err


async def test_a_real_bot_says_where_it_is(real: dict[str, str]) -> None:
    async with running(ECHO, **real) as program:
        assert await program.opened() == "https://t.me/fake_bot"


async def test_a_refused_token(telegram: FakeTelegram, real: dict[str, str]) -> None:
    telegram.refuse_token = True
    await _refused(real, "refuses the token")


async def test_a_token_that_is_none(local: dict[str, str]) -> None:
    await _refused({**local, "BOT_TOKEN": "secret-words"}, "^BOT_TOKEN must be ((?!secret).)*$")


async def test_a_server_without_a_token(local: dict[str, str]) -> None:
    settings = {**local, "TELEGRAM_API_URL": "http://127.0.0.1:1"}
    await _refused(settings, "TELEGRAM_API_URL is set but BOT_TOKEN is not")


@pytest.mark.parametrize("name", ["OPERATOR_NAME", "OPERATOR_CONTACT"])
async def test_a_real_bot_without_its_operator(real: dict[str, str], name: str) -> None:
    await _refused({**real, name: ""}, f"^{name} must be set")


async def test_no_operator_is_needed_in_a_sandbox(local: dict[str, str], tmp_path: Path) -> None:
    """With whatever token, and the sandbox as a program of its own."""
    async with running(SANDBOX, **local) as sandbox:
        url = await sandbox.opened()
        settings = {
            "DATA_DIR": str(tmp_path / "bot"),
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": url,
        }
        async with running(ECHO, **settings) as program:
            assert await program.opened() == url


async def test_a_taken_port(local: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        await _refused({**local, "SANDBOX_PORT": port}, port)
        await _refused({**local, "METRICS_LISTEN": f"127.0.0.1:{port}"}, "METRICS_LISTEN")


async def test_a_taken_webhook_address(telegram: FakeTelegram, real: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        webhook = {"WEBHOOK_URL": f"http://{address}/hook", "WEBHOOK_LISTEN": address}
        await _refused({**real, **webhook}, "WEBHOOK_LISTEN")


async def test_a_second_program_in_the_folder(local: dict[str, str]) -> None:
    async with running(ECHO, **local) as first:
        await first.opened()
        await _refused(local, "already running")


async def test_a_folder_that_is_none(local: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    await _refused({**local, "DATA_DIR": str(file)}, "DATA_DIR")
    await _refused({**local, "DATA_DIR": "/proc/nowhere"}, "DATA_DIR")


async def test_a_key_that_is_lost_or_wrong(local: dict[str, str], tmp_path: Path) -> None:
    async with running(ECHO, **local) as program:
        await program.opened()
    key = tmp_path / "data.key"
    text = key.read_text()
    key.unlink()
    await _refused(local, "key of the database is missing")
    key.write_text("A" * 43)
    await _refused(local, "key")
    key.write_text(text)
    async with running(ECHO, **local) as program:
        await program.opened()


async def test_a_newer_schema(local: dict[str, str], tmp_path: Path) -> None:
    async with running(ECHO, **local) as program:
        await program.opened()
    with sqlite3.connect(tmp_path / "companion.sqlite3") as database:
        database.execute("UPDATE schema_version SET version = 9999")
    database.close()
    await _refused(local, "newer")


async def test_nothing_private_is_printed(local: dict[str, str]) -> None:
    """No word, no name, no chat, no token; whatever goes wrong, and with every log on."""
    settings = {**local, "LOG_LEVEL": "debug"}
    async with running(ECHO, **settings) as program, aiohttp.ClientSession() as session:
        sandbox = Sandbox(session, await program.opened())
        person = await sandbox.person(MARKER)
        await _say_everything(sandbox, person.chat_id)
        await program.said("update is stuck")
        await eventually(lambda: person.has_heard(f"after {MARKER}"))
    printed = "\n".join(program.out + program.err)
    for private in (MARKER, str(person.chat_id), "local-sandbox-needs-no-secret", "it is private"):
        assert private not in printed


async def _say_everything(sandbox: Sandbox, chat_id: int) -> None:
    chat = {"id": chat_id, "type": "private", "first_name": MARKER}
    for text in (f"hello {MARKER}", "boom", "secret boom", f"after {MARKER}"):
        await sandbox.post(f"chats/{chat_id}/messages", {"text": text})
    broken: list[Any] = [
        {"message": {"chat": chat, "text": MARKER}},
        {"message": MARKER},
        {"callback_query": {"id": MARKER, "from": {"id": chat_id, "first_name": MARKER}}},
    ]
    for update in broken:
        await sandbox.post("updates", update)
    refusal = {"method": "sendMessage", "kind": "error", "status": 400, "times": 1}
    await sandbox.post("faults", refusal)
