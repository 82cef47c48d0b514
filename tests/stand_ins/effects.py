"""Effects for delivery, and what of them arrived."""

from typing import Any

from bot.application import Companion
from stand_ins.fake_telegram import Failure, FakeTelegram
from state.effects import Button, Effect, Outgoing, Show
from state.store.rows import Commit, OutboxRow

WORSE = ((Button("Worse", "w"),),)
LAST = ((Button("Go on", "go"),),)
RETRY_AFTER = 1


def screen(text: str, edit: int | None = None) -> Show:
    return Show(text, LAST, edit=edit, leave_behind=WORSE)


async def send(bot: Companion, *effects: Effect, chat_id: int = 7, **how: Any) -> None:
    """As a turn's commit does."""
    outgoing = tuple(Outgoing(chat_id, effect, **how) for effect in effects)
    ids = await bot.store.commit(
        Commit(bot_id=bot.bot.id, chat_id=chat_id, at=bot.clock.now(), outgoing=outgoing)
    )
    bot.outbox.add(
        OutboxRow(row_id, one.chat_id, one.priority, one.expires_at, one.effect)
        for row_id, one in zip(ids, outgoing, strict=True)
    )


async def emptied(telegram: FakeTelegram, bot: Companion) -> None:
    await telegram.until(lambda: bot.outbox.is_empty)
    assert await bot.store.pending() == []


def spoken_to(telegram: FakeTelegram) -> list[int]:
    return [call.parameters["chat_id"] for call in telegram.called("sendMessage")]


async def screen_id_of(bot: Companion) -> int | None:
    return (await bot.store.load(7)).chat.screen_id


def labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
    return [button["text"] for row in rows for button in row]


def too_many() -> Failure:
    return Failure("sendMessage", 429, "Too Many Requests", retry_after=RETRY_AFTER)
