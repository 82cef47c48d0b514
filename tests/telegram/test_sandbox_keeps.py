"""Nothing the sandbox has spoken of is lost, however it ends; and it starts only where it may."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from asking import Person, asker
from receiver import Receiver
from stand_ins.program import SANDBOX, running

from bot.problems import Problem
from bot.sandbox.server import serve

_PROGRAM = """
import asyncio, pathlib, sys
from bot.sandbox.server import serve
from stand_ins.held import hold
hold()
async def main():
    sandbox = await serve(pathlib.Path(sys.argv[1]), 0, pacing=False)
    print(sandbox.url, flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


@asynccontextmanager
async def _process(folder: Path) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """A sandbox in a process of its own; killed at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", _PROGRAM, str(folder)),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    try:
        yield url, process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_killed_and_started_again(tmp_path: Path) -> None:
    """People, messages, queue, presses, files, profile and clock are as they were."""
    async with _process(tmp_path) as (url, _), asker(url, 77) as bot:
        person = await bot.acquaintance()
        markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
        sent = await bot.result(
            "sendMessage",
            chat_id=person.chat_id,
            text="<b>hi</b>",
            parse_mode="HTML",
            reply_markup=markup,
        )
        await bot.result("setMyCommands", commands=[{"command": "a", "description": "d"}])
        await bot.do("clock", {"advance_seconds": 86_400})
        await person.does("messages", {"voice": {"content_base64": "YQ=="}})
        press = {"message_id": sent["message_id"], "callback_data": "a"}
        pressing = asyncio.create_task(person.does("presses", press))
        await bot.until_waiting(2)
        waiting = await bot.result("getUpdates", offset=1)
        seen, clock = await person.sees(), await bot.get("clock")
        calls = await bot.get("requests")
        pressing.cancel()
        await asyncio.gather(pressing, return_exceptions=True)
    async with _process(tmp_path) as (url, _), asker(url, 77) as bot:
        person = Person(bot, person.chat_id)
        assert seen == await person.sees()
        assert waiting == await bot.result("getUpdates")
        query = waiting[1]["callback_query"]
        assert await bot.result("answerCallbackQuery", callback_query_id=query["id"])
        assert clock["revision"] == (await bot.get("clock"))["revision"]
        assert clock["now"] < (await bot.get("clock"))["now"]
        assert len(await bot.result("getMyCommands")) == 1
        async with bot.session.get(f"/sandbox/files/{seen[-1]['voice']['file_id']}") as response:
            assert await response.read() == b"a"
        assert calls == (await bot.get("requests"))[: len(calls)]
        await bot.result("getUpdates", offset=waiting[-1]["update_id"] + 1)
        number = await person.says("later")
        assert number > max(m["message_id"] for m in seen)
        later = (await bot.result("getUpdates", offset=9))[0]["update_id"]
        assert waiting[-1]["update_id"] + 1 == later


async def test_killed_with_a_webhook(tmp_path: Path, receiver: Receiver) -> None:
    """What waited for it comes after the restart, in its order, with the secret."""
    async with _process(tmp_path) as (url, _), asker(url, 77) as bot:
        person = await bot.acquaintance()
        await bot.result("setWebhook", url=receiver.url, secret_token="s-3_cret")
        receiver.answers = [web.Response(status=500, headers={"Retry-After": "60"})]
        await person.says("a")
        await receiver.next()
        await person.says("b")
        before = await bot.result("getWebhookInfo")
    async with _process(tmp_path) as (url, _), asker(url, 77) as bot:
        first, headers = await asyncio.wait_for(receiver.got.get(), 5)
        assert [first["message"]["text"], *await receiver.texts(1)] == ["a", "b"]
        assert headers["X-Telegram-Bot-Api-Secret-Token"] == "s-3_cret"
        after = await bot.result("getWebhookInfo")
        assert (before["pending_update_count"], after["url"]) == (2, before["url"])


async def test_killed_at_any_moment(tmp_path: Path) -> None:
    """What was answered before the end is there after it."""
    said: list[int] = []
    chat = 0
    for turn in range(3):
        async with _process(tmp_path) as (url, process), asker(url, 77) as bot:
            person = Person(bot, chat) if chat else await bot.person()
            chat = person.chat_id
            killer = asyncio.get_running_loop().call_later(
                0.1 + turn / 50, os.kill, process.pid, signal.SIGKILL
            )
            try:
                while True:
                    said.append(await person.says("hi"))
            except aiohttp.ClientError:
                killer.cancel()
    async with _process(tmp_path) as (url, _), asker(url, 77) as bot:
        person = Person(bot, chat)
        kept = [message["message_id"] for message in await person.sees()]
        assert set(said) <= set(kept)
        assert kept == sorted(set(kept))
        assert len(said) > 10


async def test_two_sandboxes_in_one_folder(tmp_path: Path) -> None:
    first = await serve(tmp_path, 0, pacing=False)
    with pytest.raises(Problem, match=r"Another sandbox is already running in .*\."):
        await serve(tmp_path, 0, pacing=False)
    await first.stop()
    again = await serve(tmp_path, 0, pacing=False)
    await again.stop()


async def test_taken_port(tmp_path: Path) -> None:
    """One clear sentence, and the folder is free again."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Problem, match=f"cannot listen on 127.0.0.1:{port}"):
            await serve(tmp_path, port, pacing=False)
    sandbox = await serve(tmp_path, port, pacing=False)
    assert port == sandbox.port
    await sandbox.stop()


async def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "sandbox").write_text("")
    with pytest.raises(Problem, match="cannot keep its things"):
        await serve(tmp_path, 0, pacing=False)


async def test_what_was_kept_cannot_be_read(tmp_path: Path) -> None:
    """One clear sentence; the file stays as it is, and lock and port are free again."""
    folder = tmp_path / "sandbox"
    folder.mkdir()
    (folder / "sandbox.sqlite3").write_bytes(b"no database " * 100)
    for _ in range(2):
        with pytest.raises(Problem, match=r"cannot read what it kept in .*\."):
            await serve(tmp_path, 0, pacing=False)
    assert (folder / "sandbox.sqlite3").read_bytes() == b"no database " * 100


async def test_stop_lets_everyone_go(tmp_path: Path) -> None:
    """Polls, waits and faults end within moments; signals of the process are left alone."""
    handler = signal.getsignal(signal.SIGTERM)
    sandbox = await serve(tmp_path, 0, pacing=False)
    assert handler is signal.getsignal(signal.SIGTERM)
    async with asker(sandbox.url) as bot:
        person = await bot.acquaintance()
        await bot.do("faults", {"kind": "slow", "seconds": 60, "method": "getMe"})
        waits = [
            asyncio.create_task(bot.call("getUpdates", offset=7, timeout=50)),
            asyncio.create_task(bot.get("clock?wait=50")),
            asyncio.create_task(bot.get(f"chats/{person.chat_id}/messages?after=1&wait=50")),
            asyncio.create_task(bot.call("getMe")),
        ]
        await asyncio.sleep(0.1)
        await asyncio.wait_for(sandbox.stop(), 3)
        await sandbox.stop()
        await asyncio.gather(*waits, return_exceptions=True)


async def test_stop_under_an_open_page_is_quiet(tmp_path: Path) -> None:
    """The program ends at once and well, and prints no trouble."""
    settings = {"DATA_DIR": str(tmp_path), "SANDBOX_PORT": "0", "LOG_LEVEL": "warning"}
    async with running(SANDBOX, **settings) as program:
        async with asker(await program.opened()) as bot:
            person = await bot.acquaintance()
            paths = [f"chats/{person.chat_id}/messages?after=1&wait=50", "clock?wait=50"]
            waits = [asyncio.create_task(bot.get(path)) for path in paths]
            waits.append(asyncio.create_task(bot.call("getUpdates", offset=7, timeout=50)))
            await asyncio.sleep(0.1)
            assert await asyncio.wait_for(program.stop(), 5) == 0
            await asyncio.gather(*waits, return_exceptions=True)
        assert program.err == []
