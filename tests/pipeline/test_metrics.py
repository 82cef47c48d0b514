"""Figures are served on an address of their own, with labels that tell nothing of anybody."""

import aiohttp
import pytest
from prometheus_client import generate_latest
from stand_ins.fake_telegram import FakeTelegram

from bot.metrics import Metrics, MetricsServer
from bot.problems import Problem
from pipeline.conftest import Start


async def test_they_are_served() -> None:
    metrics = Metrics()
    metrics.received(2)
    metrics.events(["card_shown"])
    server = MetricsServer(metrics, "127.0.0.1", 0)
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{server.port}/metrics") as response,
        ):
            text = await response.text()
    finally:
        server.stop()
    assert "companion_updates_total 2.0" in text
    assert 'companion_events_total{event="card_shown"} 1.0' in text


def test_a_taken_port_is_said_in_one_sentence() -> None:
    server = MetricsServer(Metrics(), "127.0.0.1", 0)
    with pytest.raises(Problem, match="METRICS_LISTEN"):
        MetricsServer(Metrics(), "127.0.0.1", server.port)
    server.stop()


def test_what_is_no_fixed_name_is_counted_as_other() -> None:
    metrics = Metrics()
    metrics.events(["My child is ill", "x" * 100, "Großes", "fine"])
    text = generate_latest(metrics.registry).decode()
    assert 'event="other"} 3.0' in text
    assert "child" not in text


def test_names_cannot_grow_without_end() -> None:
    metrics = Metrics()
    metrics.events("a" * (number % 30 + 1) + "b" * (number // 30) for number in range(400))
    assert generate_latest(metrics.registry).decode().count("companion_events_total{") <= 201


async def test_a_conversation_is_counted_without_chat_or_words(
    telegram: FakeTelegram, start: Start
) -> None:
    async with start() as bot:
        telegram.write(770077, "private words")
        telegram.write(770077, "boom")
        await telegram.until(lambda: telegram.shown(770077) and bot.outbox.is_empty)
        text = generate_latest(bot.metrics.registry).decode()
    assert 'companion_turns_total{end="stuck",kind="updates"} 1.0' in text
    assert 'companion_events_total{event="heard"}' in text
    assert 'companion_deliveries_total{end="delivered"}' in text
    assert "private" not in text
    assert "770077" not in text
