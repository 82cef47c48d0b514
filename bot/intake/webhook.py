"""Telegram's calls: answered 200 only after the commit, so that anything else is called again."""

import asyncio
import hashlib
import hmac
import math
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.intake.lanes import Lanes
from bot.intake.updates import received
from bot.logs import log
from bot.turns.faults import complain

LARGEST = 1024 * 1024
"""Bytes; an update has a few thousand."""
SECONDS = 50.0
"""Less than Telegram waits for an answer."""
BODY_SECONDS = 10.0
"""How long the body of a call may take to arrive."""
REFUSALS_EVERY = 60.0
"""Seconds between two lines about refused calls: whoever knocks must not fill the disk."""
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name


def secret_of(token: str, setting: str) -> str | None:
    """What the calls must carry: as set, or derived from the token; None for "off"."""
    if setting == "off":
        return None
    return setting or hmac.new(token.encode(), b"webhook secret", hashlib.sha256).hexdigest()


def webhook_app(url: str, secret: str | None, lanes: Lanes) -> Starlette:
    """The application that serves the path of `url`."""
    webhook = _Webhook(secret, lanes)
    path = urlsplit(url).path or "/"
    app = Starlette(
        routes=[Route(path, webhook.call, methods=["POST"])],
        exception_handlers={404: _no_such, 405: _no_such},
    )
    app.router.redirect_slashes = False  # nobody is told where it is, nor sent to another host
    return app


class _Webhook:
    def __init__(self, secret: str | None, lanes: Lanes) -> None:
        self._secret = secret
        self._lanes = lanes
        self._refused = 0
        self._told_at = -math.inf

    async def call(self, request: Request) -> Response:
        if not self._is_telegram(request):
            self._tell_refusal()
            return _end(403)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                raw = await _json_of(request)
        except OverflowError:
            return _end(413)
        except TimeoutError:
            return _end(408)
        except ValueError:
            return _end(400)
        return await self._take(raw)

    async def _take(self, raw: Mapping[str, Any]) -> Response:
        try:
            update = received(raw)
        except ValueError:  # it will not become better by being called again
            log().error("update without a usable id")
            return Response()
        try:
            async with asyncio.timeout(SECONDS):
                await asyncio.shield(self._lanes.submit(update))
        except Exception as error:  # noqa: BLE001 - whatever it is, Telegram calls again
            complain(error)
            return Response(status_code=503)
        return Response()

    def _tell_refusal(self) -> None:
        """One line a minute, with how many there were since the last one."""
        self._refused += 1
        now = time.monotonic()
        if now - self._told_at >= REFUSALS_EVERY:
            log().warning("webhook request refused", code=403, count=self._refused)
            self._refused, self._told_at = 0, now

    def _is_telegram(self, request: Request) -> bool:
        if self._secret is None:
            return True
        given = request.headers.get(SECRET_HEADER, "")
        return hmac.compare_digest(given.encode(), self._secret.encode())


def _no_such(_request: Request, _error: Exception) -> Response:
    return _end(404)


def _end(status: int) -> Response:
    """An answer after which the connection is closed."""
    return Response(status_code=status, headers={"connection": "close"})


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
