"""Only Telegram is heard at the webhook: whoever else knocks learns and changes nothing.

Time limits, sizes and connections of the server are attacked in tests/pipeline/test_webhook.py.
"""

import asyncio
from typing import Any

import pytest

from bot.intake.lanes import Lanes
from bot.intake.updates import Received
from bot.intake.webhook import SECRET_HEADER, webhook_app

SECRET = "s3cret" * 8
UPDATE = b'{"update_id": 1, "message": {"chat": {"id": 7}}}'


class Taken(Lanes):
    """Notes what would have become a turn."""

    def __init__(self) -> None:
        self.updates: list[Received] = []

    def submit(self, update: Received) -> asyncio.Future[None]:
        self.updates.append(update)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done


async def call(
    taken: Taken,
    *headers: tuple[bytes, bytes],
    method: str = "POST",
    path: str = "/hook",
    **more: Any,
) -> int:
    """The status of one call, as the server below would make it."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": more.get("query", b""),
        "headers": list(headers),
        "http_version": "1.1",
        "scheme": "http",
        "server": ("x", 80),
        "client": ("y", 1),
        "root_path": "",
    }
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": UPDATE, "more_body": False}

    async def send(message: Any) -> None:
        said.append(message)

    await webhook_app("https://x/hook", SECRET, taken)(scope, receive, send)
    assert not any(SECRET.encode() in one.get("body", b"") for one in said)
    return int(said[0]["status"])


HEADER = SECRET_HEADER.encode()


async def test_with_the_secret_it_is_taken() -> None:
    taken = Taken()
    assert await call(taken, (HEADER, SECRET.encode())) == 200
    assert [update.update_id for update in taken.updates] == [1]


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(HEADER, b"")],
        [(HEADER, SECRET[:-1].encode())],
        [(HEADER, SECRET.encode() + b"x")],
        [(HEADER, SECRET.upper().encode())],
        [(HEADER, SECRET.encode() + b"\x00")],
        [(HEADER, b"\xff\xfe" * 20)],
        [(HEADER, "ſ3cret".encode() * 8)],
        [(HEADER, b"x"), (HEADER, SECRET.encode())],
        [(b"authorization", b"Bearer " + SECRET.encode())],
        [(b"x-forwarded-for", b"149.154.167.197")],
    ],
    ids=str,
)
async def test_without_it_nothing_is(headers: list[tuple[bytes, bytes]]) -> None:
    taken = Taken()
    assert await call(taken, *headers) == 403
    assert taken.updates == []


async def test_the_secret_in_the_address_or_another_way_in_is_none() -> None:
    taken, right = Taken(), (HEADER, SECRET.encode())
    assert await call(taken, query=b"secret_token=" + SECRET.encode()) == 403
    assert await call(taken, right, method="GET") == 404
    for path in ("/", "/hook/", "/hook/../hook", "/HOOK", "//hook", "/hook%00"):
        assert await call(taken, right, path=path) == 404, path
    assert taken.updates == []
