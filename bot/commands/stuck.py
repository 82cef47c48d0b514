"""`companion stuck`: updates whose handling failed, also beside a running bot.

They are kept, encrypted, for 30 days. `list` names them; `replay` handles them once more, and what
is said then leaves through the running bot, or at its next start; `forget` lets them go.
"""

import argparse
import asyncio
import functools
from collections.abc import Awaitable, Callable, Sequence

import orjson

from bot import logs
from bot.application import Companion
from bot.conversation import Conversation
from bot.intake.updates import received
from bot.offline import local_server, offline
from bot.problems import Problem
from bot.settings import Settings, read_settings
from bot.telegram_server import TelegramServer
from state.store.rows import Stuck

Wiring = Callable[[Settings, TelegramServer], Conversation]
Action = Callable[[Companion, Stuck], Awaitable[str]]


def main(arguments: Sequence[str]) -> int:
    from bot.wiring import conversation  # noqa: PLC0415 - reads every text and rule

    return run(arguments, conversation)


def run(arguments: Sequence[str], wiring: Wiring) -> int:
    """Does it with this conversation; 1 if a replay failed again."""
    parser = argparse.ArgumentParser(
        prog="companion stuck",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", choices=sorted(ACTIONS), nargs="?", default="list")
    parser.add_argument("update_id", type=int, nargs="*", help="only these; without, all")
    chosen = parser.parse_args(arguments)
    settings = read_settings()
    logs.configure(settings.log_level, settings.log_format)
    act = functools.partial(_each, settings, wiring, ACTIONS[chosen.action])
    lines = asyncio.run(act(set(chosen.update_id)))
    print("\n".join(lines) or "No update is stuck.")
    return 1 if any(AGAIN in line for line in lines) else 0


async def _each(settings: Settings, wiring: Wiring, action: Action, wanted: set[int]) -> list[str]:
    conversation = wiring(settings, local_server(settings))
    async with offline(settings, conversation) as bot:
        found = await bot.store.stuck()
        if unknown := wanted - {one.update_id for one in found}:
            raise Problem(f"No update {min(unknown)} is stuck.")
        return [
            f"{one.update_id}  {one.seen_at:%Y-%m-%d %H:%M} UTC  {await action(bot, one)}"
            for one in found
            if not wanted or one.update_id in wanted
        ]


async def _list(_bot: Companion, one: Stuck) -> str:
    return "kept" if one.payload else "its content was private and is not kept"


async def _forget(bot: Companion, one: Stuck) -> str:
    await bot.store.forget_stuck(one.bot_id, one.update_id)
    return "forgotten"


async def _replay(bot: Companion, one: Stuck) -> str:
    if one.payload is None:
        return "cannot be replayed: its content was private and is not kept"
    if one.bot_id != bot.bot.id:
        return "belongs to another bot"
    error = await bot.turns.replay(received(orjson.loads(one.payload)))
    if error is not None:
        return f"{AGAIN}: {type(error).__name__} at {logs.where(error)}"
    await bot.store.forget_stuck(one.bot_id, one.update_id)
    return "handled"


AGAIN = "failed again"
ACTIONS: dict[str, Action] = {"list": _list, "replay": _replay, "forget": _forget}
