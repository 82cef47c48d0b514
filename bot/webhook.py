"""Telegram's calls: answered 200 only after the commit, so that anything else is called again."""

import asyncio
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.lanes import Lanes
from bot.logs import about, log
from bot.updates import received

LARGEST = 1024 * 1024
"""Bytes; an update has a few thousand."""
SECONDS = 50.0
"""Less than Telegram waits for an answer."""
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name


def secret_of(token: str, setting: str) -> str | None:
    """What the calls must carry: as set, or derived from the token; None for "off"."""
    if setting == "off":
        return None
    return setting or hmac.new(token.encode(), b"webhook secret", hashlib.sha256).hexdigest()


def webhook_app(url: str, secret: str | None, lanes: Lanes) -> Starlette:
    """The application that serves the path of `url`."""
    webhook = _Webhook(secret, lanes)
    return Starlette(routes=[Route(urlsplit(url).path or "/", webhook.call, methods=["POST"])])


class _Webhook:
    def __init__(self, secret: str | None, lanes: Lanes) -> None:
        self._secret = secret
        self._lanes = lanes

    async def call(self, request: Request) -> Response:
        if not self._is_telegram(request):
            log().warning("webhook request refused", code=403)
            return Response(status_code=403)
        try:
            raw = await _json_of(request)
            update = received(raw)
        except OverflowError:
            return Response(status_code=413)
        except (ValueError, KeyError):
            return Response(status_code=400)
        try:
            async with asyncio.timeout(SECONDS):
                await asyncio.shield(self._lanes.submit(update))
        except Exception as error:  # noqa: BLE001 - whatever it is, Telegram calls again
            log().error("database trouble, trying again", **about(error))
            return Response(status_code=503)
        return Response()

    def _is_telegram(self, request: Request) -> bool:
        if self._secret is None:
            return True
        given = request.headers.get(SECRET_HEADER, "")
        return hmac.compare_digest(given.encode(), self._secret.encode())


async def _json_of(request: Request) -> Mapping[str, Any]:
    """The body as an object. Raises OverflowError if it is too large, ValueError if it is none."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise OverflowError
    raw = orjson.loads(body)
    if not isinstance(raw, dict):
        raise ValueError  # noqa: TRY004 - the request is wrong, not the program
    return raw
