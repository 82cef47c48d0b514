"""What could not be handled can be listed, handled once the mistake is mended, or let go."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from stand_ins import echo
from stand_ins.fake_telegram import TOKEN, FakeTelegram
from stand_ins.updates import text_update

from bot.application import Companion
from bot.commands import stuck
from bot.offline import offline
from bot.problems import Problem
from bot.settings import Settings
from pipeline.conftest import Start, running
from state.store.refusals import Conflict
from state.store.rows import Commit


@pytest.fixture
def environment(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> pytest.MonkeyPatch:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", telegram.url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return monkeypatch


async def _stuck(*arguments: str) -> int:
    """The command has an event loop of its own, so it runs in a thread."""
    return await asyncio.to_thread(stuck.run, arguments, lambda _settings, _server: echo.echo())


@pytest.mark.usefixtures("environment")
async def test_they_are_listed_without_their_content(
    build: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    async with build() as bot:
        await bot.turns.handle(7, [text_update(41, "boom"), text_update(42, "secret boom")])
        assert await _stuck() == 0
    printed = capsys.readouterr().out
    assert "41" in printed
    assert "42" in printed
    assert "private" in printed
    assert "boom" not in printed.split("stuck", 1)[-1]
    assert "7" not in printed.split()


@pytest.mark.usefixtures("environment")
async def test_none_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert await _stuck() == 0
    assert capsys.readouterr().out.endswith("No update is stuck.\n")


async def test_a_replay_is_handled_and_said_by_the_running_bot(
    telegram: FakeTelegram, build: Start, environment: pytest.MonkeyPatch
) -> None:
    environment.setattr("bot.delivery.outbox.SWEEP_SECONDS", 0.1)
    async with build() as bot:
        await bot.turns.handle(7, [text_update(41, "boom"), text_update(42, "fine")])
        async with running(bot):
            assert await _stuck("replay", "41") == 1
            assert [one.update_id for one in await bot.store.stuck()] == [41]
            environment.setattr(echo, "BOOM", "never said")
            assert await _stuck("replay") == 0
            assert await bot.store.stuck() == []
            await telegram.until(lambda: "<b>2</b> boom" in telegram.shown(7))
        await _is_not_handled_again(bot)


async def _is_not_handled_again(bot: Companion) -> None:
    before = await bot.store.load(7)
    await bot.turns.handle(7, [text_update(41, "boom")])
    assert await bot.store.load(7) == before


@pytest.mark.usefixtures("environment")
async def test_one_is_forgotten(build: Start) -> None:
    async with build() as bot:
        await bot.turns.handle(7, [text_update(41, "boom"), text_update(42, "boom")])
        assert await _stuck("forget", "41") == 0
        assert [one.update_id for one in await bot.store.stuck()] == [42]


@pytest.mark.usefixtures("environment")
async def test_one_that_is_not_stuck_is_said() -> None:
    with pytest.raises(Problem, match="No update 99 is stuck"):
        await _stuck("replay", "99")


async def test_a_replay_that_is_always_overtaken_ends(
    build: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with build() as bot:

        async def conflicting(_what: Commit) -> tuple[int, ...]:
            raise Conflict

        monkeypatch.setattr(bot.store, "commit", conflicting)
        error = await asyncio.wait_for(bot.turns.replay(text_update(41, "fine")), 10)
        assert isinstance(error, TimeoutError)


@pytest.mark.parametrize(
    ("token", "moved"),
    [(TOKEN, False), ("", True)],
    ids=["a real bot", "the sandbox"],
)
async def test_a_real_bot_does_not_live_in_a_sandboxs_time(
    tmp_path: Path, token: str, *, moved: bool
) -> None:
    """Though one may be there, on this machine."""
    there = datetime.now(UTC) + timedelta(days=300)

    async def clock(_request: web.Request) -> web.Response:
        return web.json_response({"revision": 1, "now": there.isoformat()})

    app = web.Application()
    app.router.add_get("/sandbox/clock", clock)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    settings = Settings(data_dir=tmp_path, sandbox_port=port, bot_token=token)
    async with offline(settings, echo.echo()) as bot:
        assert (bot.clock.now() - datetime.now(UTC) > timedelta(days=299)) == moved
    await runner.cleanup()
