"""getUpdates: offsets, rivals, repeats, kinds of updates."""

import asyncio
import time

from asking import Asker

_RIVAL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


async def _three(bot: Asker) -> list[int]:
    """The ids of three updates that wait."""
    person = await bot.acquaintance()
    for text in ("one", "two", "three"):
        await person.says(text)
    updates = await bot.result("getUpdates", offset=0)
    return [update["update_id"] for update in updates]


async def _ids(bot: Asker, **parameters: object) -> list[int]:
    return [update["update_id"] for update in await bot.result("getUpdates", **parameters)]


async def test_ids_follow_each_other(bot: Asker) -> None:
    first, second, third = await _three(bot)
    assert (second, third) == (first + 1, first + 2)
    assert 2_000_003 <= first <= 1_000_000_003


async def test_nothing_is_forgotten_without_an_offset(bot: Asker) -> None:
    ids = await _three(bot)
    assert ids == await _ids(bot, offset=1)
    assert ids[:2] == await _ids(bot, offset=2, limit=2)


async def test_offset_confirms_what_lies_below_it(bot: Asker) -> None:
    ids = await _three(bot)
    assert ids[2:] == await _ids(bot, offset=ids[2])
    assert ids[2:] == await _ids(bot, offset=ids[0])


async def test_negative_offset_keeps_the_last(bot: Asker) -> None:
    ids = await _three(bot)
    assert ids[2:] == await _ids(bot, offset=-1)
    assert ids[2:] == await _ids(bot, offset=1)


async def test_offset_far_above_all_returns_all(bot: Asker) -> None:
    ids = await _three(bot)
    assert ids == await _ids(bot, offset=ids[-1] + 12)


async def test_same_offset_at_once_gives_one(bot: Asker) -> None:
    """A caller that repeats itself within half a second gets a single update."""
    ids = await _three(bot)
    assert ids[:1] == await _ids(bot, offset=0)


async def test_waiting_poll_is_answered_at_once(bot: Asker) -> None:
    person = await bot.acquaintance()
    poll = asyncio.create_task(bot.result("getUpdates", offset=0, timeout=30))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    await person.says("now")
    assert [update["message"]["text"] for update in await poll] == ["now"]
    assert time.monotonic() - began < 2


async def test_newer_poll_ends_the_older(bot: Asker) -> None:
    """Only where the newer has to wait itself; a second conflict is held back for three seconds."""
    person = await bot.acquaintance()
    first = asyncio.create_task(bot.call("getUpdates", offset=0, timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.call("getUpdates", offset=1, timeout=30))
    assert (await first).refusal == (409, _RIVAL)
    await person.says("hi")
    assert len((await second).result) == 1


async def test_poll_that_need_not_wait_ends_no_other(bot: Asker) -> None:
    person = await bot.acquaintance()
    waiting = asyncio.create_task(bot.call("getUpdates", offset=0, timeout=30))
    await asyncio.sleep(0.05)
    assert await bot.result("getUpdates", offset=1, timeout=0) == []
    await person.says("hi")
    assert len((await waiting).result) == 1


async def test_kinds_a_bot_has_not_asked_for_are_dropped(bot: Asker) -> None:
    """They take no id; what was asked for is remembered until something else is asked for."""
    person = await bot.acquaintance()
    await bot.call("getUpdates", offset=1, allowed_updates=["EDITED_MESSAGE", "nonsense"])
    number = await person.says("dropped")
    await bot.call("getUpdates", offset=2, allowed_updates="")
    await person.does("edits", {"message_id": number, "text": "kept"})
    first = await bot.result("getUpdates", offset=3)
    assert [name for name in first[0] if name != "update_id"] == ["edited_message"]
    await bot.call("getUpdates", offset=4, allowed_updates=[])
    await person.says("kept too")
    updates = await bot.result("getUpdates", offset=5)
    assert [update["update_id"] - first[0]["update_id"] for update in updates] == [0, 1]


async def test_webhook_and_polling_exclude_each_other(bot: Asker) -> None:
    """A webhook ends the poll that waits; polls are refused until it is deleted."""
    await bot.acquaintance()
    poll = asyncio.create_task(bot.call("getUpdates", offset=0, timeout=30))
    await asyncio.sleep(0.05)
    await bot.result("setWebhook", url="http://127.0.0.1:9/")
    assert (await poll).refusal == (409, "Conflict: terminated by setWebhook request")
    await bot.result("deleteWebhook")
    assert await bot.result("getUpdates", offset=1) == []
    other = Asker(bot.session)
    await other.result("setWebhook", url="http://127.0.0.1:9/")
    words = (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert (409, words) == (await other.call("getUpdates")).refusal
    await other.result("deleteWebhook")


async def test_garbage_in_numbers_counts_as_nothing(bot: Asker) -> None:
    """Numbers are clamped, never refused."""
    ids = await _three(bot)
    assert ids == await _ids(bot, offset="1x", limit="1000")
    assert ids[:1] == await _ids(bot, offset="x", limit="-5", timeout="999")


async def test_own_messages_are_no_updates(bot: Asker) -> None:
    person = await bot.acquaintance()
    await bot.result("sendMessage", chat_id=person.chat_id, text="hi")
    assert await bot.result("getUpdates", offset=5) == []
