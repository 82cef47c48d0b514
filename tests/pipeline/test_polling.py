"""Long polling loses nothing: an update is confirmed only after its commit."""

from stand_ins.fake_telegram import FakeTelegram

from pipeline.conftest import Start


async def test_a_message_is_answered_and_then_confirmed(
    telegram: FakeTelegram, start: Start
) -> None:
    """Also by a server that is not the sandbox."""
    telegram.write(7, "hello")
    async with start():
        await telegram.until(lambda: telegram.shown(7) and not telegram.queue)
    assert telegram.shown(7) == ["<b>1</b> hello"]
