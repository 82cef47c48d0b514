"""HTTP by aiohttp, behind python-telegram-bot's interface: one session, a limit for every call."""

import json
import os
from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

# The library's errors otherwise warn about the type their `retry_after` is going to have.
os.environ.setdefault("PTB_TIMEDELTA", "true")

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
WRITE_SECONDS = 5.0
UPLOAD_SECONDS = 30.0


class AiohttpRequest(BaseRequest):
    """What python-telegram-bot sends its calls through.

    The time a call may take in all is the sum of its connect, write and read limits, so a long
    poll passes a `read_timeout` longer than its own. Proxies named in the environment are used
    unless `direct`.
    """

    __slots__ = ("_direct", "_session")

    def __init__(self, *, direct: bool = False) -> None:
        self._direct = direct
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    @property
    def session(self) -> aiohttp.ClientSession:
        """The one session of the program. Raises RuntimeError before `initialize`."""
        if self._session is None:
            raise RuntimeError("The transport is not started.")
        return self._session

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=not self._direct,
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = orjson.loads(payload)
        except orjson.JSONDecodeError:
            raise TelegramError("Invalid server response") from None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer

    async def do_request(  # noqa: PLR0917 - the library decides
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - no pool limit
    ) -> tuple[int, bytes]:
        upload = request_data is not None and request_data.contains_files
        timeout = _limits(
            _given(connect_timeout, CONNECT_SECONDS),
            _given(write_timeout, UPLOAD_SECONDS if upload else WRITE_SECONDS),
            _given(read_timeout, READ_SECONDS),
        )
        try:
            async with self.session.request(
                method, url, data=_body(request_data), timeout=timeout
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            # Its text may hold the address, and with it the token.
            raise NetworkError(type(error).__name__) from None


def _given(value: ODVInput[float], default: float) -> float | None:
    return default if isinstance(value, DefaultValue) else value


def _limits(connect: float | None, *parts: float | None) -> aiohttp.ClientTimeout:
    total = sum(part or 0 for part in (connect, *parts))
    endless = None in (connect, *parts)
    return aiohttp.ClientTimeout(total=None if endless else total, sock_connect=connect)


def _body(data: RequestData | None) -> aiohttp.FormData | Mapping[str, str] | None:
    if data is None:
        return None
    fields = {name: _text(value) for name, value in data.parameters.items()}
    if not data.contains_files:
        return fields or None
    form = aiohttp.FormData(fields)
    for name, (file_name, content, content_type) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=content_type)
    return form


def _text(value: object) -> str:
    """A parameter as the Bot API takes it: texts as they are, all else as JSON."""
    if isinstance(value, str):
        return value
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # numbers past 64 bits
        return json.dumps(value)
