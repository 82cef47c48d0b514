"""How the control API reads what it is sent and says what is wrong."""

import math
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.bots import Bot
from bot.sandbox.dialogs import Dialog
from bot.sandbox.world import World

LONGEST_WAIT = 60.0  # seconds


class Refused(Exception):  # noqa: N818 - it is an answer
    """The caller asked for something that cannot be; its text is one clear sentence."""

    status = 400


class Missing(Refused):
    """What the caller named is not there."""

    status = 404


Endpoint = Callable[[World, Request], Awaitable[Any]]


def json_answer(document: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(document), status, media_type="application/json")


def route(world: World, method: str, path: str, endpoint: Endpoint) -> Route:
    """A route whose endpoint returns a document; what it changed is kept before the answer."""

    async def answer(request: Request) -> Response:
        try:
            document = await endpoint(world, request)
        finally:
            world.storage.commit()
        return document if isinstance(document, Response) else json_answer(document)

    return Route(path, answer, methods=[method])


async def _refused(_: Request, error: Exception) -> Response:
    return json_answer({"error": str(error)}, getattr(error, "status", 400))


async def _nothing_here(request: Request, _: Exception) -> Response:
    return json_answer({"error": f"There is nothing at {request.method} {request.url.path}."}, 404)


EXCEPTION_HANDLERS: Mapping[Any, Callable[[Request, Exception], Awaitable[Response]]] = {
    Refused: _refused,
    HTTPException: _nothing_here,
}


async def body(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; raises Refused if there is none."""
    try:
        document = msgspec.json.decode(await request.body())
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Refused("The body must be a JSON object.") from error
    if not isinstance(document, dict):
        raise Refused("The body must be a JSON object.")
    return document


def field(document: Mapping[str, Any], name: str, kind: type, default: Any = ...) -> Any:
    """A field of a document; raises Refused if it is missing or of another type."""
    value = document.get(name)
    if value is None:
        if default is ...:
            raise Refused(f'"{name}" is missing.')
        return default
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Refused(f'"{name}" must be of type {kind.__name__}.')
    return value


def number(request: Request, name: str, default: float) -> float:
    """A number in the query; raises Refused if it is none."""
    text = request.query_params.get(name)
    if text is None or text == "":
        return default
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Refused(f'"{name}" must be a number.')
    return value


def wait_of(request: Request) -> float:
    """How long the caller is willing to wait, in seconds."""
    return max(0.0, min(LONGEST_WAIT, number(request, "wait", 0.0)))


def named_bot(world: World, request: Request) -> Bot | None:
    """The bot in ?bot=; raises if it has never called."""
    text = request.query_params.get("bot")
    if not text:
        return None
    bot = world.bots.by_id.get(int(text)) if text.isdecimal() else None
    if bot is None:
        raise Missing(f"No bot {text} has ever called.")
    return bot


def bot_of(world: World, request: Request) -> Bot:
    """The bot in ?bot=, else the one that connected last; raises if there is none."""
    bot = named_bot(world, request) or world.bots.last_connected()
    if bot is None:
        raise Refused("No bot has connected yet.")
    return bot


def chat_id_of(world: World, request: Request) -> int:
    """The chat in the path; raises Missing if there is none."""
    text = request.path_params["chat_id"]
    digits = text.removeprefix("-")
    chat_id = int(text) if digits.isascii() and digits.isdecimal() else 0
    if world.people.chat(chat_id) is None:
        raise Missing(f"There is no chat {text}.")
    return chat_id


def dialog_of(world: World, request: Request) -> Dialog:
    """The chat in the path with the bot in question."""
    chat_id = chat_id_of(world, request)
    return world.dialogs.get(bot_of(world, request).id, chat_id)
