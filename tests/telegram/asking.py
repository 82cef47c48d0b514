"""Asking the sandbox over HTTP: as a bot, as a person, and through its control API."""

import asyncio
import itertools
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from stand_ins.bot_api import why_not_result

from bot.sandbox.server import serve

_numbers = itertools.count(7_000_001)


@dataclass(frozen=True)
class Reply:
    """The answer to a call."""

    status: int
    document: dict[str, Any]
    headers: dict[str, str]

    @property
    def result(self) -> Any:
        assert self.document["ok"], self.document
        return self.document["result"]

    @property
    def refusal(self) -> tuple[int, str]:
        """Code and words; the HTTP status is always the code."""
        assert self.status == self.document["error_code"]
        assert self.document["ok"] is False
        return self.status, self.document["description"]


def plain(parameters: dict[str, Any]) -> dict[str, str]:
    """Parameters as bots send them: words as they are, the rest as JSON."""
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in parameters.items()
    }


class Asker:
    """One bot of its own, and the control API as it concerns this bot."""

    def __init__(self, session: aiohttp.ClientSession, number: int | None = None) -> None:
        self.session = session
        self.strict = True  # every good answer is held against the schema
        self.id = number or next(_numbers)
        self.token = f"{self.id}:sandbox-test-secret-of-this-bot"

    async def call(self, method: str, /, **parameters: Any) -> Reply:
        return await self.post(method, data=plain(parameters))

    async def post(self, method: str, /, **body: Any) -> Reply:
        path = f"/bot{self.token}/{method}"
        async with self.session.post(path, **body) as response:
            reply = Reply(response.status, await response.json(), dict(response.headers))
        if reply.document["ok"] and self.strict:
            wrong = why_not_result(method, reply.result)
            assert not wrong, wrong
        return reply

    async def result(self, method: str, /, **parameters: Any) -> Any:
        return (await self.call(method, **parameters)).result

    async def control(self, verb: str, path: str, document: Any = None) -> tuple[int, Any]:
        mark = "&" if "?" in path else "?"
        url = f"/sandbox/{path}{mark}bot={self.id}"
        async with self.session.request(verb, url, json=document) as response:
            return response.status, await response.json()

    async def until_waiting(self, count: int) -> None:
        """Until so many updates wait for the bot."""
        async with asyncio.timeout(5):
            while (await self.result("getWebhookInfo"))["pending_update_count"] < count:  # noqa: ASYNC110 - it is elsewhere
                await asyncio.sleep(0.01)

    async def get(self, path: str) -> Any:
        status, document = await self.control("GET", path)
        assert status == 200, document
        return document

    async def do(self, path: str, document: Any = None, verb: str = "POST") -> Any:
        status, answer = await self.control(verb, path, document)
        assert status == 200, answer
        return answer

    async def person(self, first_name: str = "Ana") -> "Person":
        """Someone new; the bot has called at least once before."""
        if not (await self.call("getMe")).result:
            raise AssertionError
        user = await self.do("users", {"first_name": first_name})
        return Person(self, user["chat_id"])

    async def acquaintance(self) -> "Person":
        """Someone new who has started the bot; the queue is empty again."""
        person = await self.person()
        await person.says("/start")
        await self.updates()
        return person

    async def updates(self) -> list[dict[str, Any]]:
        """All that waits, confirmed."""
        updates: list[dict[str, Any]] = await self.result("getUpdates", offset=0)
        if updates:
            await self.result("getUpdates", offset=updates[-1]["update_id"] + 1)
        return updates


class Person:
    """A person of the sandbox in the chat with one bot."""

    def __init__(self, bot: Asker, chat_id: int) -> None:
        self.bot = bot
        self.chat_id = chat_id

    async def says(self, text: str) -> int:
        answer = await self.bot.do(f"chats/{self.chat_id}/messages", {"text": text})
        number: int = answer["message_id"]
        return number

    async def does(self, what: str, document: Any = None) -> tuple[int, Any]:
        return await self.bot.control("POST", f"chats/{self.chat_id}/{what}", document)

    async def sees(self, after: int = 0) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = await self.bot.get(
            f"chats/{self.chat_id}/messages?after={after}"
        )
        return messages


@asynccontextmanager
async def asker(url: str, number: int | None = None) -> AsyncIterator[Asker]:
    async with aiohttp.ClientSession(url) as session:
        yield Asker(session, number)
    await asyncio.sleep(0)  # connections close in the next round of the loop


@contextmanager
def sandbox_in_a_thread(folder: Path, *, pacing: bool) -> Iterator[str]:
    """A sandbox that outlives the event loops of tests; gives its address."""
    started: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def run() -> None:
        sandbox = await serve(folder, 0, pacing=pacing)
        started.put_nowait(sandbox.url)
        ready.set()
        await stop.wait()
        await sandbox.stop()

    ready = threading.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    ready.wait(10)
    try:
        yield started.get_nowait()
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
