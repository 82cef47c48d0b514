"""From a call's address and body to its answer: token, faults, method, record."""

import asyncio
import inspect
import logging
import re
import time
from typing import Any, NamedTuple

import msgspec

from bot.sandbox.bots import Bot
from bot.sandbox.call import Call
from bot.sandbox.errors import (
    INVALID_TOKEN,
    LOGGED_OUT,
    UNKNOWN_METHOD,
    UNKNOWN_PATH,
    WRONG_SECRET,
    BotApiError,
)
from bot.sandbox.faults import Fault
from bot.sandbox.methods import METHODS
from bot.sandbox.parameters import Body, Parameters, read_parameters
from bot.sandbox.poller import Gone
from bot.sandbox.world import World

_log = logging.getLogger(__name__)
_TOKEN = re.compile(r"[1-9]\d{0,19}:[^/]*")
_LONGEST_TOKEN = 80
_SECRET = re.compile(r"[A-Za-z0-9_-]{24,}")
_HANGS_FOR, _SLOW_FOR = 3600.0, 1.0  # seconds, where a fault does not say
_FAULT_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class Answer(NamedTuple):
    """An HTTP answer."""

    status: int
    body: bytes
    retry_after: int | None = None


class Hangup(Exception):  # noqa: N818 - no error of the program: it is wanted
    """The connection is to be closed without an answer."""


def checked_token(token: str) -> int:
    """The bot's number; raises BotApiError if the token is not well-formed."""
    if len(token) > _LONGEST_TOKEN or not _TOKEN.fullmatch(token):
        raise INVALID_TOKEN.error()
    number, _, secret = token.partition(":")
    if not _SECRET.fullmatch(secret):
        raise WRONG_SECRET.error()
    return int(number)


def answer_ok(result: Any, description: str | None = None) -> Answer:
    document = {"ok": True, "result": result}
    if description:
        document["description"] = description
    return Answer(200, msgspec.json.encode(document))


def answer_error(error: BotApiError) -> Answer:
    document: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.parameters:
        document["parameters"] = error.parameters
    retry_after = (error.parameters or {}).get("retry_after")
    return Answer(error.code, msgspec.json.encode(document), retry_after)


class BotApi:
    """Answers calls as the official server would, and keeps a record of them."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def answer(self, path: str, body: Body, gone: Gone) -> Answer:
        """Of the call at /bot<token>/<method>; raises Hangup if there is to be none."""
        token, _, name = path.removeprefix("/bot").partition("/")
        name = name.removeprefix("test/")
        parameters = read_parameters(body)
        name = name or parameters.text("method")
        if not name or "/" in name:
            return answer_error(UNKNOWN_PATH.error())
        try:
            bot = self._world.bots.get(checked_token(token))
        except BotApiError as error:
            return answer_error(error)
        return await self._call(name, Call(self._world, bot, parameters, gone))

    async def run(self, bot: Bot, parameters: Parameters) -> None:
        """Does the call that came in the answer to a webhook."""
        await self._call(parameters.text("method"), Call(self._world, bot, parameters))

    async def _call(self, name: str, call: Call) -> Answer:
        chat_id = call.parameters.integer("chat_id") or None
        fault = self._world.faults.take(call.bot.id, name.lower(), chat_id)
        if fault is None:
            answer = await self._perform(name, call)
            self._record(name, call, answer)
            return answer
        return await self._faulty(name, call, fault)

    async def _faulty(self, name: str, call: Call, fault: Fault) -> Answer:
        """The call with its fault; a call that gets no answer is recorded without status."""
        answer = None
        if fault.after_effect:
            answer = await self._perform(name, call)
            self._world.storage.commit()
        if fault.kind in {"timeout", "drop"}:
            self._record(name, call, None)
            if fault.kind == "timeout":
                await self._wait(fault.seconds or _HANGS_FOR, call)
            raise Hangup
        if fault.kind == "error":
            answer = answer_error(_made_up(fault))
        else:
            await self._wait(_SLOW_FOR if fault.seconds is None else fault.seconds, call)
            answer = answer or await self._perform(name, call)
        self._record(name, call, answer)
        return answer

    async def _wait(self, seconds: float, call: Call) -> None:
        """As long as the fault says, unless all faults are ended or the caller hangs up."""
        waits = [asyncio.ensure_future(self._world.faults.wait(seconds))]
        if call.gone is not None:
            waits.append(asyncio.ensure_future(call.gone()))
        _, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()

    async def _perform(self, name: str, call: Call) -> Answer:
        """What it changed is kept by the next commit, which `_record` makes."""
        try:
            return answer_ok(await _result(name, call), call.description)
        except BotApiError as error:
            return answer_error(error)
        except Exception:  # noqa: BLE001 - whatever it is, it must look like a fault of Telegram's
            _log.exception("The sandbox failed in %s", name)
            return answer_error(BotApiError(500, "Internal Server Error"))

    def _record(self, name: str, call: Call, answer: Answer | None) -> None:
        self._world.storage.record(
            call.bot.id,
            name,
            {
                "time": self._world.clock.now().isoformat(),
                "method": name,
                "parameters": call.parameters.recorded(),
                "status": answer and answer.status,
                "bot_id": call.bot.id,
            },
        )
        self._world.storage.commit()


async def _result(name: str, call: Call) -> Any:
    """What the method returns; raises BotApiError if it refuses, or is not known."""
    if call.bot.profile.logged_out_until > time.time():
        raise LOGGED_OUT.error()
    method = METHODS.get(name.lower())
    if method is None:
        raise UNKNOWN_METHOD.error()
    result = method(call)
    return await result if inspect.isawaitable(result) else result


def _made_up(fault: Fault) -> BotApiError:
    """The error that a fault asks for, in the words the official server would use."""
    status = 429 if fault.retry_after is not None and fault.status == 500 else fault.status  # noqa: PLR2004
    words = fault.description or _FAULT_WORDS.get(status, "Bad Request")
    if status != 429:  # noqa: PLR2004
        return BotApiError(status, words)
    wait = 1 if fault.retry_after is None else fault.retry_after
    words = fault.description or f"Too Many Requests: retry after {wait}"
    return BotApiError(429, words, {"retry_after": wait})
