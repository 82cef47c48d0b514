"""What lies at which address of the sandbox."""

from typing import Any

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from bot.sandbox.control import control_routes
from bot.sandbox.control.answering import EXCEPTION_HANDLERS
from bot.sandbox.dispatch import Answer, BotApi, Hangup, answer_error, checked_token
from bot.sandbox.errors import UNKNOWN_PATH, BotApiError
from bot.sandbox.page import page_routes
from bot.sandbox.parameters import Body
from bot.sandbox.transport import HANGUP
from bot.sandbox.world import World


class SandboxApp:
    """The Bot API by hand, since it is called most; the rest by Starlette."""

    def __init__(self, world: World, api: BotApi) -> None:
        self._world = world
        self._api = api
        routes = [*control_routes(world), *page_routes()]
        self._rest = Starlette(routes=routes, exception_handlers=EXCEPTION_HANDLERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path.startswith("/bot"):
            await self._bot_api(scope, receive, send)
        elif path.startswith("/file/bot"):
            await self._file(path, send)
        else:
            await self._rest(scope, receive, send)

    async def _bot_api(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read(scope, receive)

        async def gone() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        try:
            answer = await self._api.answer(scope["path"], body, gone)
        except Hangup:
            scope["extensions"][HANGUP]["abort"]()
            await gone()
            return
        await _send(send, answer)

    async def _file(self, path: str, send: Send) -> None:
        """A file at the path that getFile gave, for the bot it was given to."""
        token, _, file_path = path.removeprefix("/file/bot").partition("/")
        files = self._world.files
        try:
            file = files.at(checked_token(token), file_path)
        except BotApiError as error:
            await _send(send, answer_error(error))
            return
        if file is None:
            await _send(send, answer_error(UNKNOWN_PATH.error()))
            return
        content = Answer(200, files.content(file))
        await _send(send, content, b"application/octet-stream")


async def _read(scope: Scope, receive: Receive) -> Body:
    chunks = []
    more = True
    while more:
        message = await receive()
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    content_type = next((v for k, v in scope["headers"] if k == b"content-type"), b"")
    return Body(scope["query_string"], content_type.decode("latin-1"), b"".join(chunks))


async def _send(send: Send, answer: Answer, content_type: bytes = b"application/json") -> None:
    headers: list[tuple[bytes, Any]] = [
        (b"content-type", content_type),
        (b"content-length", str(len(answer.body)).encode()),
    ]
    if answer.retry_after is not None:
        headers.append((b"retry-after", str(answer.retry_after).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
