"""Time, troubles, files and the record of calls."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.control.answering import (
    Missing,
    Refused,
    body,
    field,
    json_answer,
    named_bot,
    number,
    wait_of,
)
from bot.sandbox.faults import Fault
from bot.sandbox.world import World


def _time(world: World) -> dict[str, Any]:
    return {"now": world.clock.now().isoformat(), "revision": world.clock.revision}


async def read_clock(world: World, request: Request) -> dict[str, Any]:
    revision = world.clock.revision
    wait = wait_of(request)
    if wait and number(request, "after", revision) == revision:
        await world.clock.moved.wait(wait)
    return _time(world)


async def move_clock(world: World, request: Request) -> dict[str, Any]:
    document = await body(request)
    try:
        if "advance_seconds" in document:
            seconds = document["advance_seconds"]
            if isinstance(seconds, bool) or not isinstance(seconds, int | float):
                raise Refused('"advance_seconds" must be a number.')
            world.clock.advance(seconds)
        else:
            world.clock.set(_iso_time(field(document, "now", str)))
    except ValueError as error:
        raise Refused(str(error)) from error
    return _time(world)


def _iso_time(text: str) -> datetime:
    """Without a zone it is UTC; raises Refused if it is no time."""
    try:
        now = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused('"now" must be an ISO time, as in 2026-01-31T09:30:00Z.') from error
    return now if now.tzinfo else now.replace(tzinfo=UTC)


async def add_fault(world: World, request: Request) -> dict[str, bool]:
    document = await body(request)
    bot = named_bot(world, request)
    try:
        fault = msgspec.convert(document, Fault)
    except msgspec.ValidationError as error:
        raise Refused(f"No such fault: {error}.") from error
    if bot is not None:
        fault.bot_id = bot.id
    world.faults.add(fault)
    return {"ok": True}


async def end_faults(world: World, _: Request) -> dict[str, bool]:
    world.faults.clear()
    return {"ok": True}


async def read_file(world: World, request: Request) -> Response:
    file = world.files.get(request.path_params["file_id"])
    if file is None:
        raise Missing("There is no such file.")
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(file.name)}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    return Response(world.files.content(file), media_type=file.mime_type, headers=headers)


async def read_requests(world: World, request: Request) -> Response:
    bot = named_bot(world, request)
    after = int(number(request, "after", 0))
    method = request.query_params.get("method") or None
    world.storage.commit()
    return json_answer(list(world.storage.recorded(after, method, bot.id if bot else None)))
