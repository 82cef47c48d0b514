"""Whoever waits for an event or a time can be stopped at any moment."""

import asyncio

import pytest

from bot.clock import sleep_or


@pytest.mark.parametrize("cycles", range(6))
async def test_a_stop_that_comes_while_waking_up_is_not_lost(cycles: int) -> None:
    """The event comes, and so many turns of the loop later the stop."""
    event = asyncio.Event()

    async def waits_on_and_on() -> None:
        while True:
            event.clear()
            await sleep_or(60, event)

    task = asyncio.create_task(waits_on_and_on())
    await asyncio.sleep(0.01)
    event.set()
    for _ in range(cycles):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task], timeout=1)
    assert task.cancelled()
