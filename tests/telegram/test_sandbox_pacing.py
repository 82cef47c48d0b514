"""Telegram's pace, where it is switched on."""

import asyncio

from asking import Asker


async def test_chat_after_a_burst_of_five(paced_bot: Asker) -> None:
    """The sixth message at once is refused, with the seconds to wait; after them it passes."""
    person = await paced_bot.acquaintance()
    replies = [
        await paced_bot.call("sendMessage", chat_id=person.chat_id, text="hi") for _ in range(6)
    ]
    assert [reply.status for reply in replies[:5]] == [200] * 5
    assert replies[5].refusal == (429, "Too Many Requests: retry after 1")
    assert replies[5].document["parameters"] == {"retry_after": 1}
    assert replies[5].headers["Retry-After"] == "1"
    await asyncio.sleep(1)
    assert (await paced_bot.call("sendMessage", chat_id=person.chat_id, text="hi")).status == 200


async def test_edits_count_and_the_rest_does_not(paced_bot: Asker) -> None:
    person = await paced_bot.acquaintance()
    chat = person.chat_id
    sent = await paced_bot.result("sendMessage", chat_id=chat, text="0")
    where = {"chat_id": chat, "message_id": sent["message_id"]}
    statuses = [
        (await paced_bot.call("editMessageText", **where, text=str(n))).status for n in range(1, 6)
    ]
    assert statuses == [200, 200, 200, 200, 429]
    assert (await paced_bot.call("sendChatAction", chat_id=chat, action="typing")).status == 200
    assert (await paced_bot.call("deleteMessage", **where)).status == 200


async def test_bot_after_thirty_at_once(paced_bot: Asker) -> None:
    people = [await paced_bot.acquaintance(), *[await paced_bot.person() for _ in range(10)]]
    for person in people:
        await person.says("/start")
    replies = await asyncio.gather(
        *(
            paced_bot.call("sendMessage", chat_id=person.chat_id, text="hi")
            for person in people
            for _ in range(4)
        )
    )
    statuses = [reply.status for reply in replies]
    assert 30 <= statuses.count(200) < 44
    assert 429 in statuses


async def test_a_chat_has_its_pace_with_each_bot(paced_bot: Asker) -> None:
    person = await paced_bot.acquaintance()
    for _ in range(5):
        await paced_bot.result("sendMessage", chat_id=person.chat_id, text="hi")
    other = Asker(paced_bot.session)
    await other.result("getMe")
    await other.do(f"chats/{person.chat_id}/messages", {"text": "/start"})
    assert (await other.call("sendMessage", chat_id=person.chat_id, text="hi")).status == 200
