"""What the pipeline asks of the conversation it carries, so that it need know no more of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from telegram import Update
from telegram.ext import Application, ExtBot

from handlers.context import Texts, Turn, TurnContext
from state.case import Case
from state.effects import Reminder, Wake

PtbApplication = Application[
    ExtBot[None], TurnContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any
]


class Unsay(Protocol):
    def __call__(self, turn: Turn, reminder: Reminder, *, gone: bool) -> object: ...


@dataclass(frozen=True)
class Profile:
    """What Telegram shows of the bot in one language; `commands` are names with descriptions."""

    commands: Sequence[tuple[str, str]] = ()
    description: str = ""
    short_description: str = ""


@dataclass(frozen=True)
class Conversation:
    """`register` adds the handlers, and one for errors that leaves the error on the turn.

    `next_wake` is asked before every commit of a case: when it has something to say next, and how
    urgent that is (None: nothing). `purge_at` is told when a member has written, notes it, and
    says when the case is to be erased (UTC), if nobody writes again. `wake` says what is due;
    `apologise` says that a message could not be handled. `unsay` is told of a reminder to the chat
    of a turn that never arrived, and whether that chat takes no messages at all. `listen` is given
    the words of a message that cannot be parsed: whether the safety net caught something in them
    and has answered.
    `stands_alone` tells which updates can be handled though the case is there and cannot be read.
    `secret_in` finds the secret of an invite in an update, before it is handled.
    `services` is what every turn carries; `profiles` are by language code, the one for all other
    languages under "".
    """

    texts: Texts
    register: Callable[[PtbApplication], None]
    next_wake: Callable[[Case, datetime], Wake | None]
    purge_at: Callable[[Case, datetime], datetime]
    wake: Callable[[Turn], object]
    apologise: Callable[[Turn], object]
    unsay: Unsay | None = None
    listen: Callable[[Turn, str], bool] | None = None
    stands_alone: Callable[[Update], bool] = lambda _update: False
    secret_in: Callable[[Turn, Update], str | None] = lambda _turn, _update: None
    services: Mapping[str, Any] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
