"""HTTP for python-telegram-bot: own time limits, files, and no address in any error."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from stand_ins.fake_telegram import TOKEN
from stand_ins.ports import free_port
from telegram import Bot, InputFile
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.transport import AiohttpRequest

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}}


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    request = AiohttpRequest(direct=True)
    await request.initialize()
    yield request
    await request.shutdown()


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Handler], Awaitable[str]]]:
    runners = []

    async def serving(handler: Handler) -> str:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        return f"http://{host}:{port}"

    yield serving
    for runner in runners:
        await runner.cleanup()


def _bot(url: str, request: AiohttpRequest) -> Bot:
    return Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)


async def test_a_file_travels_with_its_name_type_and_text(
    request_: AiohttpRequest, serve: Callable[[Handler], Awaitable[str]]
) -> None:
    seen: dict[str, object] = {}

    async def handler(request: web.Request) -> web.Response:
        form = await request.post()
        document = form["document"]
        assert isinstance(document, web.FileField)
        seen.update(
            chat=form["chat_id"],
            caption=form["caption"],
            file_name=document.filename,
            content=document.file.read(),
            content_type=document.content_type,
        )
        return web.json_response({"ok": True, "result": MESSAGE})

    bot = _bot(await serve(handler), request_)
    content = "für dich".encode()
    document = InputFile(content, filename="plan.txt")
    await bot.send_document(7, document, caption="ünd „mehr“")
    assert seen == {
        "chat": "7",
        "caption": "ünd „mehr“",
        "file_name": "plan.txt",
        "content": content,
        "content_type": "text/plain",
    }


async def test_a_call_has_its_own_time_limit(
    request_: AiohttpRequest, serve: Callable[[Handler], Awaitable[str]]
) -> None:
    answered = asyncio.Event()

    async def handler(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(8)  # less than the limits that hold for other calls
        answered.set()
        return web.Response()

    bot = _bot(await serve(handler), request_)
    with pytest.raises(TimedOut):
        await bot.get_me(read_timeout=0.1, write_timeout=0.1, connect_timeout=0.1)
    assert not answered.is_set()


async def test_a_server_that_is_not_there_is_a_network_error_without_its_address(
    request_: AiohttpRequest,
) -> None:
    """The address holds the token."""
    bot = _bot(f"http://127.0.0.1:{free_port()}", request_)
    with pytest.raises(NetworkError) as caught:
        await bot.get_me()
    assert TOKEN not in repr(caught.value)
    assert caught.value.__cause__ is None


async def test_an_answer_that_is_no_json_is_an_error_without_its_text(
    request_: AiohttpRequest, serve: Callable[[Handler], Awaitable[str]]
) -> None:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response(text="<html>private</html>")

    bot = _bot(await serve(handler), request_)
    with pytest.raises(TelegramError) as caught:
        await bot.get_me()
    assert "private" not in str(caught.value)


async def test_retry_after_is_told(
    request_: AiohttpRequest, serve: Callable[[Handler], Awaitable[str]]
) -> None:
    async def handler(_request: web.Request) -> web.Response:
        return web.json_response(
            {"ok": False, "error_code": 429, "parameters": {"retry_after": 3}}, status=429
        )

    bot = _bot(await serve(handler), request_)
    with pytest.raises(RetryAfter):
        await bot.get_me()


async def test_both_uses_of_it_may_start_and_stop_it_twice(request_: AiohttpRequest) -> None:
    """python-telegram-bot starts and stops each of its two requests, which are one here."""
    await request_.initialize()
    await request_.shutdown()
    await request_.shutdown()
    with pytest.raises(RuntimeError):
        _ = request_.session
    await request_.initialize()
