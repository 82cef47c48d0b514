"""The running bot: everything is put together here, started and stopped."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime

from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest

from bot.clock import Clock, SandboxClock
from bot.conversation import Conversation, PtbApplication
from bot.delivery.answers import Answers
from bot.delivery.calls import Delivery
from bot.delivery.delivered import Screens
from bot.delivery.outbox import CHAT_RATE, Outbox
from bot.delivery.plainer import Apology
from bot.delivery.profile import introduce
from bot.intake.lanes import Lanes
from bot.intake.taking import Intake, insist
from bot.metrics import Metrics
from bot.problems import Problem
from bot.settings import Settings
from bot.storage import open_store
from bot.telegram_server import TelegramServer
from bot.transport import AiohttpRequest
from bot.turns.committing import Committer
from bot.turns.opening import Opener
from bot.turns.playing import Player
from bot.turns.turns import Turns
from bot.waker import Waker
from handlers.context import TurnContext
from state.store.store import Store

STOP_SECONDS = 10.0


class Companion:
    """One bot with its store. Made by `companion`, which also takes it apart."""

    def __init__(
        self,
        *,
        settings: Settings,
        conversation: Conversation,
        application: PtbApplication,
        store: Store,
        clock: Clock,
        metrics: Metrics,
        chat_rate: float | None,
    ) -> None:
        self.settings = settings
        self.bot = application.bot
        self.store = store
        self.clock = clock
        self.metrics = metrics
        self.conversation = conversation
        self.screens = Screens(store)
        self._answers = Answers(self.bot)
        opener = Opener(store, conversation.secret_in)
        player = Player(application, conversation, self.screens, clock, metrics, opener=opener)
        self.outbox = Outbox(
            store=store,
            delivery=Delivery(self.bot, self.screens, Apology(store, player), store.kept_about),
            clock=clock,
            metrics=metrics,
            rate=settings.send_rate,
            chat_rate=chat_rate,
        )
        committer = Committer(
            bot_id=self.bot.id,
            store=store,
            conversation=conversation,
            outbox=self.outbox,
            answers=self._answers,
            wakes=self._note_wake,
            metrics=metrics,
        )
        self.turns = Turns(store=store, player=player, committer=committer, metrics=metrics)
        self.outbox.when_unsaid(self.turns.unsay)
        self.waker = Waker(store=store, turns=self.turns, outbox=self.outbox, clock=clock)
        self.lanes = Lanes(self.turns.handle)

    def _note_wake(self, wake_at: datetime) -> None:
        self.waker.note(wake_at)

    async def run(self) -> None:
        """Runs until cancelled, then ends what has begun. Raises Problem."""
        intake = Intake(self.settings, self.bot, self.lanes)
        try:
            await self.outbox.sweep()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(intake.run())
                tasks.create_task(self.outbox.run())
                tasks.create_task(self.waker.run())
                if isinstance(self.clock, SandboxClock):
                    tasks.create_task(self.clock.follow())
                for language, profile in self.conversation.profiles.items():
                    tasks.create_task(introduce(self.bot, language, profile))
        except ExceptionGroup as troubles:  # `except*` of Python 3.11.2 wraps what it raises
            problems = troubles.subgroup(Problem)
            if problems is None:
                raise
            raise _first_of(problems) from None
        finally:
            intake.close()
            await self._settle()

    async def _settle(self) -> None:
        """Turns that have begun are committed, calls that have begun are noted."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self.lanes.settle()
                await self._answers.settle()
                await self.outbox.settle()


@contextlib.asynccontextmanager
async def companion(
    settings: Settings,
    conversation: Conversation,
    server: TelegramServer,
    request: AiohttpRequest,
    *,
    metrics: Metrics | None = None,
) -> AsyncIterator[Companion]:
    """A bot that is ready to run against this server. Raises Problem."""
    async with contextlib.AsyncExitStack() as stack:
        store = await open_store(settings)
        stack.push_async_callback(store.close)
        application = built(server, request)
        await insist(application.initialize)
        stack.push_async_callback(application.shutdown)
        conversation.register(application)
        clock: Clock = Clock()
        if server.is_sandbox:
            clock = SandboxClock(request.session, server.url)
            await clock.read()
        yield Companion(
            settings=settings,
            conversation=conversation,
            application=application,
            store=store,
            clock=clock,
            metrics=metrics or Metrics(),
            chat_rate=CHAT_RATE if server.is_paced else None,
        )


def built(server: TelegramServer, request: BaseRequest) -> PtbApplication:
    """python-telegram-bot's part: parsing, filters and handlers; no fetching, no jobs, no files."""
    return (
        ApplicationBuilder()
        .token(server.token)
        .base_url(server.base_url)
        .base_file_url(server.base_file_url)
        .request(request)
        .get_updates_request(request)
        .context_types(ContextTypes(context=TurnContext))
        .updater(None)
        .job_queue(None)
        .build()
    )


def _first_of(group: BaseExceptionGroup[Problem]) -> Problem:
    """One problem of those that several tasks have run into."""
    first = group.exceptions[0]
    return _first_of(first) if isinstance(first, BaseExceptionGroup) else first
