"""A Bot API server of our own making: small, strict, and nothing like the sandbox inside.

It keeps TELEGRAM's rules about updates: what is asked for with an offset forgets what is below it,
a second poll ends the first, a webhook is called again until it answers 200.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

TOKEN = "700001:" + "s" * 35
KNOWN = {
    "getMe": set[str](),
    "getUpdates": {"offset", "timeout", "limit", "allowed_updates"},
    "setWebhook": {"url", "secret_token", "allowed_updates", "max_connections"},
    "deleteWebhook": {"drop_pending_updates"},
    "sendMessage": {"chat_id", "text", "parse_mode", "reply_markup", "link_preview_options"},
    "sendDocument": {"chat_id", "document", "caption", "parse_mode", "reply_markup"},
    "sendPhoto": {"chat_id", "photo", "caption", "parse_mode", "reply_markup"},
    "editMessageText": {
        "chat_id", "message_id", "text", "parse_mode", "reply_markup", "link_preview_options",
    },
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert"},
    "setMyCommands": {"commands", "language_code"},
    "setMyDescription": {"description", "language_code"},
    "setMyShortDescription": {"short_description", "language_code"},
}  # fmt: skip


@dataclass
class Failure:
    """The next call of a method fails so; `after` does its work first."""

    method: str
    status: int = 500
    description: str = "Internal Server Error"
    retry_after: int | None = None
    after: bool = False
    drop: bool = False


@dataclass
class Call:
    method: str
    parameters: dict[str, Any]
    status: int
    at: float


@dataclass
class FakeTelegram:
    """`queue` is what waits for the bot; `calls` what it called; `messages` what chats show."""

    queue: list[dict[str, Any]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    webhook: dict[str, Any] | None = None
    url: str = ""
    refuse_token: bool = False
    other_poller: bool = False
    _next_update: int = 5_000
    _next_message: int = 100
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: asyncio.Event | None = None

    # What people do

    def write(self, chat_id: int, text: str) -> int:
        message = _message(self._message_id(), chat_id, text, is_bot=False)
        return self.put({"message": message})

    def press(self, chat_id: int, message_id: int, data: str) -> int:
        message = self.messages[chat_id, message_id]
        person = {"id": chat_id, "is_bot": False, "first_name": "Pat"}
        query = {
            "id": f"q{self._next_update}",
            "from": person,
            "message": message,
            "chat_instance": "1",
            "data": data,
        }
        return self.put({"callback_query": query})

    def put(self, update: dict[str, Any]) -> int:
        update_id = update.setdefault("update_id", self._next_update)
        self._next_update = update_id + 1
        self.queue.append(update)
        self._tell()
        return int(update_id)

    # What tests look at

    def shown(self, chat_id: int) -> list[str]:
        return [m["text"] for (chat, _), m in sorted(self.messages.items()) if chat == chat_id]

    def last(self, chat_id: int) -> dict[str, Any]:
        return self.messages[max(key for key in self.messages if key[0] == chat_id)]

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def until(self, true: Any, seconds: float = 10.0) -> None:
        """Waits until something holds; it is looked at after every call of the bot."""
        async with asyncio.timeout(seconds):
            while not true():
                changed = self._changed
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await changed.wait()

    # How it answers

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN or self.refuse_token:
            return _error(401, "Unauthorized")
        method = request.match_info["method"]
        parameters = {**request.query, **dict(await request.post())}
        if method not in KNOWN:
            return _error(404, "Not Found: method not found")
        if unknown := set(parameters) - KNOWN[method]:
            return _error(400, f"Bad Request: strictly, {sorted(unknown)} is not known")
        decoded = {name: _decoded(_text(value)) for name, value in parameters.items()}
        response = await self._respond(method, decoded)
        status = response.status if response is not None else 0
        self.calls.append(Call(method, decoded, status, asyncio.get_running_loop().time()))
        self._tell()
        if response is None:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        return response

    async def _respond(self, method: str, parameters: dict[str, Any]) -> web.Response | None:
        failure = next((f for f in self.failures if f.method == method), None)
        if failure is None:
            return await self._do(method, parameters)
        self.failures.remove(failure)
        if failure.after:
            await self._do(method, parameters)
        if failure.drop:
            return None
        return _error(failure.status, failure.description, failure.retry_after)

    async def _do(self, method: str, parameters: dict[str, Any]) -> web.Response:
        work = getattr(self, f"_{method}", None)
        return await work(parameters) if work else _ok(True)

    async def _getMe(self, _parameters: dict[str, Any]) -> web.Response:  # noqa: N802
        return _ok({"id": 700001, "is_bot": True, "first_name": "Fake", "username": "fake_bot"})

    async def _getUpdates(self, parameters: dict[str, Any]) -> web.Response:  # noqa: N802
        if self.webhook is not None:
            return _error(409, "Conflict: can't use getUpdates method while webhook is active")
        if self.other_poller:
            return _error(409, "Conflict: terminated by other getUpdates request")
        if self._poll is not None:
            self._poll.set()
        self._poll = ended = asyncio.Event()
        offset, timeout = int(parameters.get("offset", 0)), float(parameters.get("timeout", 0))
        self.queue = [update for update in self.queue if update["update_id"] >= offset]
        end = asyncio.get_running_loop().time() + timeout
        while not self.queue and not ended.is_set() and asyncio.get_running_loop().time() < end:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), 0.05)
        if ended.is_set():
            return _error(409, "Conflict: terminated by other getUpdates request")
        return _ok(self.queue[:100])

    async def _setWebhook(self, parameters: dict[str, Any]) -> web.Response:  # noqa: N802
        self.webhook = parameters
        return _ok(True)

    async def _deleteWebhook(self, _parameters: dict[str, Any]) -> web.Response:  # noqa: N802
        self.webhook = None
        return _ok(True)

    async def _sendMessage(self, parameters: dict[str, Any]) -> web.Response:  # noqa: N802
        chat_id = int(parameters["chat_id"])
        message = _message(self._message_id(), chat_id, str(parameters["text"]), is_bot=True)
        _mark(message, parameters)
        self.messages[chat_id, message["message_id"]] = message
        return _ok(message)

    async def _sendDocument(self, parameters: dict[str, Any]) -> web.Response:  # noqa: N802
        chat_id = int(parameters["chat_id"])
        message = _message(self._message_id(), chat_id, str(parameters["document"]), is_bot=True)
        _mark(message, parameters)
        self.messages[chat_id, message["message_id"]] = message
        return _ok(message)

    async def _sendPhoto(self, parameters: dict[str, Any]) -> web.Response:  # noqa: N802
        chat_id = int(parameters["chat_id"])
        message = _message(self._message_id(), chat_id, str(parameters["photo"]), is_bot=True)
        _mark(message, parameters)
        self.messages[chat_id, message["message_id"]] = message
        return _ok(message)

    async def _editMessageText(self, parameters: dict[str, Any]) -> web.Response:  # noqa: N802
        return self._edit({**parameters, "text": str(parameters["text"])})

    async def _editMessageReplyMarkup(self, parameters: dict[str, Any]) -> web.Response:  # noqa: N802
        return self._edit(parameters)

    def _edit(self, parameters: dict[str, Any]) -> web.Response:
        key = int(parameters["chat_id"]), int(parameters["message_id"])
        if key not in self.messages:
            return _error(400, "Bad Request: message to edit not found")
        changed = {**self.messages[key], "text": parameters.get("text", self.messages[key]["text"])}
        changed.pop("reply_markup", None)
        _mark(changed, parameters)
        if changed == self.messages[key]:
            return _error(400, "Bad Request: message is not modified: exactly the same")
        self.messages[key] = changed
        return _ok(changed)

    def _message_id(self) -> int:
        self._next_message += 1
        return self._next_message

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    # How it calls a webhook

    async def deliver(self, *, secret: str | None = None) -> list[int]:
        """Calls the webhook with what waits until each update was answered 200; the statuses."""
        assert self.webhook is not None
        statuses = []
        carried = secret or self.webhook.get("secret_token")
        headers = {"X-Telegram-Bot-Api-Secret-Token": carried} if carried else {}
        async with aiohttp.ClientSession() as session:
            while self.queue:
                async with session.post(
                    self.webhook["url"], json=self.queue[0], headers=headers
                ) as response:
                    statuses.append(response.status)
                if statuses[-1] == 200:
                    self.queue.pop(0)
                else:
                    await asyncio.sleep(0.05)
        return statuses


@contextlib.asynccontextmanager
async def fake_telegram() -> AsyncIterator[FakeTelegram]:
    """Serves on a free port."""
    fake = FakeTelegram()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", fake.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    fake.url = f"http://{host}:{port}"
    try:
        yield fake
    finally:
        await runner.cleanup()


def _message(message_id: int, chat_id: int, text: str, *, is_bot: bool) -> dict[str, Any]:
    return {
        "message_id": message_id,
        "date": 1_700_000_000,
        "chat": {"id": chat_id, "type": "private", "first_name": "Pat"},
        "from": {"id": 700001 if is_bot else chat_id, "is_bot": is_bot, "first_name": "Pat"},
        "text": text,
    }


def _mark(message: dict[str, Any], parameters: dict[str, Any]) -> None:
    if (markup := parameters.get("reply_markup")) and markup.get("inline_keyboard"):
        message["reply_markup"] = markup


def _decoded(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(status: int, description: str, retry_after: int | None = None) -> web.Response:
    answer: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if retry_after is not None:
        answer["parameters"] = {"retry_after": retry_after}
    return web.json_response(answer, status=status)


def _text(value: object) -> str:
    """A parameter as text; of a file its name and what is in it."""
    if isinstance(value, web.FileField):
        return f"{value.filename}: {value.file.read().decode(errors='replace')}"
    return str(value)
