"""A webhook call is answered 200 only after its commit; anything else is called again."""

import asyncio
import io
import sqlite3
from typing import Any

import aiohttp
import pytest
from stand_ins.fake_telegram import TOKEN, Failure, FakeTelegram
from stand_ins.ports import free_port

from bot.application import Companion
from bot.intake.taking import Intake
from bot.intake.webhook import LARGEST, SECRET_HEADER, secret_of
from bot.problems import Problem
from pipeline.conftest import Start
from state.store.rows import Commit


@pytest.fixture
def settings() -> dict[str, str]:
    port = free_port()
    return {
        "webhook_url": f"http://127.0.0.1:{port}/hook",
        "webhook_listen": f"127.0.0.1:{port}",
    }


async def _set(telegram: FakeTelegram) -> None:
    await telegram.until(lambda: telegram.webhook is not None)


async def test_a_message_is_committed_answered_and_then_said_200(
    telegram: FakeTelegram, start: Start, settings: dict[str, str]
) -> None:
    async with start(**settings) as bot:
        await _set(telegram)
        update_id = telegram.write(7, "hello")
        assert await telegram.deliver() == [200]
        assert await bot.store.seen(bot.bot.id, [update_id]) == {update_id}
        await telegram.until(lambda: telegram.shown(7))
    assert telegram.shown(7) == ["<b>1</b> hello"]


async def test_it_is_set_once_with_what_it_asks_for_and_left_at_the_stop(
    telegram: FakeTelegram, start: Start, settings: dict[str, str]
) -> None:
    telegram.failures.append(Failure("setWebhook", 500))
    async with start(**settings):
        await _set(telegram)
    (_, done) = telegram.called("setWebhook")
    assert done.parameters["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]
    assert telegram.called("deleteWebhook") == []
    assert telegram.called("getUpdates") == []


async def test_a_database_in_trouble_is_called_again(
    telegram: FakeTelegram,
    start: Start,
    settings: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with start(**settings) as bot:
        await _set(telegram)
        _fail_once(bot, monkeypatch)
        telegram.write(7, "hello")
        assert await telegram.deliver() == [503, 200]
        await telegram.until(lambda: telegram.shown(7))
    assert telegram.shown(7) == ["<b>1</b> hello"]


def _fail_once(bot: Companion, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = bot.store.commit

    async def once(_what: Commit) -> tuple[int, ...]:
        monkeypatch.setattr(bot.store, "commit", commit)
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(bot.store, "commit", once)


async def test_calls_without_the_secret_are_refused(
    telegram: FakeTelegram, start: Start, settings: dict[str, str]
) -> None:
    async with start(**settings):
        await _set(telegram)
        carried = {SECRET_HEADER: "x" * 64}
        assert await _post(settings, {"update_id": 1}, headers=carried) == 403
        assert await _post(settings, {"update_id": 1}) == 403


async def test_the_secret_may_be_off(
    telegram: FakeTelegram,
    start: Start,
    settings: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With a warning."""
    async with start(**settings, webhook_secret="off"):
        await _set(telegram)
        assert await _post(settings, {"update_id": 1}) == 200
    assert telegram.webhook is not None
    assert "secret_token" not in telegram.webhook
    printed = capsys.readouterr()
    assert "webhook is not protected by a secret" in printed.out + printed.err


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"not json", 400),
        (b"[1]", 400),
        (b'{"update_id": 1, "x": "' + b"x" * LARGEST + b'"}', 413),
    ],
)
async def test_what_no_telegram_sends_is_refused(
    telegram: FakeTelegram, start: Start, settings: dict[str, str], body: bytes, status: int
) -> None:
    async with start(**settings, webhook_secret="off"):
        await _set(telegram)
        assert await _post(settings, body) == status


async def test_an_update_that_cannot_be_parsed_is_kept_and_said_200(
    telegram: FakeTelegram, start: Start, settings: dict[str, str]
) -> None:
    """Else Telegram would call with it for a day, and hold that chat up."""
    async with start(**settings) as bot:
        await _set(telegram)
        update_id = telegram.put({"message": {"chat": {"id": 7}}})
        assert await telegram.deliver() == [200]
        assert [one.update_id for one in await bot.store.stuck()] == [update_id]


@pytest.mark.parametrize(
    "update",
    [
        {"message": {}},
        {"update_id": "1"},
        {"update_id": True},
        {"update_id": 2**63},
        {"update_id": 1, "message": {"chat": {"id": 2**63}}},
    ],
)
async def test_an_update_without_a_usable_id_is_let_go(
    telegram: FakeTelegram, start: Start, settings: dict[str, str], update: dict[str, Any]
) -> None:
    """It would not become better by being called again."""
    async with start(**settings, webhook_secret="off"):
        await _set(telegram)
        assert await _post(settings, update) == 200


async def test_refusals_are_told_once_a_minute_with_their_number(
    telegram: FakeTelegram,
    start: Start,
    settings: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever knocks must not fill the disk."""
    async with start(**settings):
        await _set(telegram)
        for _ in range(4):
            assert await _post(settings, {"update_id": 1}) == 403
        monkeypatch.setattr("bot.intake.webhook.REFUSALS_EVERY", 0)
        assert await _post(settings, {"update_id": 1}) == 403
    lines = [one for one in "".join(capsys.readouterr()).splitlines() if "request refused" in one]
    assert len(lines) == 2
    assert "count=1" in lines[0]
    assert "count=4" in lines[1]


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"POST /hook HTTP/1.1\r\nHost: x\r\n",
        b"GET /other HTTP/1.1\r\nHost: x\r\n\r\nPOST /hook HTTP/1.1\r\n",
        b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
    ],
    ids=["silent", "headers", "headers of a second call", "body"],
)
async def test_who_does_not_finish_speaking_is_hung_up_on(
    telegram: FakeTelegram,
    start: Start,
    settings: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    said: bytes,
) -> None:
    """Open connections are few; nobody may keep one without asking for anything."""
    monkeypatch.setattr("bot.intake.serving.HEADER_SECONDS", 0.2)
    monkeypatch.setattr("bot.intake.webhook.BODY_SECONDS", 0.2)
    async with start(**settings, webhook_secret="off"):
        await _set(telegram)
        reader, writer = await _connection(settings)
        writer.write(said)
        await asyncio.wait_for(reader.read(), 5)
        writer.close()


async def test_connections_are_not_unlimited(
    telegram: FakeTelegram,
    start: Start,
    settings: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.intake.serving.MOST_CONNECTIONS", 2)
    async with start(**settings, webhook_secret="off"):
        await _set(telegram)
        kept = [await _connection(settings) for _ in range(2)]
        reader, writer = await _connection(settings)
        assert await asyncio.wait_for(reader.read(), 5) == b""
        for _, other in (*kept, (reader, writer)):
            other.close()


async def _connection(
    settings: dict[str, str],
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = settings["webhook_listen"].rsplit(":", 1)
    return await asyncio.open_connection(host, int(port))


async def test_a_failure_that_is_not_the_databases_is_not_called_so(
    telegram: FakeTelegram,
    start: Start,
    settings: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with start(**settings) as bot:
        await _set(telegram)
        handle = bot.lanes._handle

        async def once(*_what: Any) -> None:
            monkeypatch.setattr(bot.lanes, "_handle", handle)
            raise KeyError("secret")

        monkeypatch.setattr(bot.lanes, "_handle", once)
        telegram.write(7, "hello")
        assert await telegram.deliver() == [503, 200]
    printed = "".join(capsys.readouterr())
    assert "unexpected error" in printed
    assert "database trouble" not in printed


async def test_an_address_that_telegram_refuses_ends_the_program(
    telegram: FakeTelegram, build: Start, settings: dict[str, str]
) -> None:
    refusal = "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
    telegram.failures.append(Failure("setWebhook", 400, refusal))
    async with build(**settings) as bot:
        with pytest.raises(Problem, match="ports 80, 88"):
            await asyncio.wait_for(bot.run(), 10)


async def test_a_taken_port_is_said(
    telegram: FakeTelegram, build: Start, settings: dict[str, str]
) -> None:
    async with build(**settings) as first, build(**settings) as second:
        intake = Intake(first.settings, first.bot, first.lanes)
        with pytest.raises(Problem, match="WEBHOOK_LISTEN"):
            Intake(second.settings, second.bot, second.lanes)
        intake.close()


def test_the_secret_is_derived_from_the_token() -> None:
    """It is not the token, fits Telegram's alphabet, and is the same after a restart."""
    secret = secret_of(TOKEN, "")
    assert secret == secret_of(TOKEN, "")
    assert secret != secret_of(TOKEN + "1", "")
    assert secret is not None
    assert TOKEN not in secret
    assert secret.isalnum()
    assert secret_of(TOKEN, "chosen") == "chosen"
    assert secret_of(TOKEN, "off") is None


async def _post(settings: dict[str, str], body: Any, headers: dict[str, str] | None = None) -> int:
    how = {"data": io.BytesIO(body)} if isinstance(body, bytes) else {"json": body}
    async with (
        aiohttp.ClientSession() as session,
        session.post(settings["webhook_url"], headers=headers, **how) as response,
    ):
        return response.status
