"""One turn, from load to commit: for the updates of a chat, or for the wake of a case."""

import functools
import uuid
from collections.abc import Sequence
from datetime import timedelta

from telegram import Update

from bot.attempt import Attempt
from bot.clock import Clock
from bot.committing import Committer
from bot.conversation import Conversation, PtbApplication
from bot.delivered import Screens
from bot.faults import is_systems
from bot.lanes import Alone
from bot.logs import about, log
from bot.metrics import Metrics
from bot.recent import Recent
from bot.updates import Received
from handlers.context import Turn, enter, leave
from state.case import Case
from state.refusals import AlreadyHandled, Conflict, Unreadable
from state.rows import ChatRow, Loaded
from state.store import Store

TRIES = 50
CASES = 20_000
"""Of how many chats it is remembered which case they are in."""
WAKE_AGAIN = timedelta(hours=1)
"""When a case whose wake failed is woken again."""


class Turns:
    """Runs turns: handlers change a value, and the committer makes it true."""

    def __init__(
        self,
        *,
        store: Store,
        application: PtbApplication,
        conversation: Conversation,
        committer: Committer,
        screens: Screens,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._store = store
        self._application = application
        self._conversation = conversation
        self._committer = committer
        self._screens = screens
        self._clock = clock
        self._metrics = metrics
        self._alone = Alone()
        self._case_of: Recent[int, str] = Recent(CASES)

    async def handle(self, chat_id: int, updates: Sequence[Received]) -> None:
        """Returns once all these updates of one chat are committed, or were before.

        An update whose handling fails is kept aside and the parent is told. Raises only what is
        the system's trouble: then something was not committed, and the same updates may come again.
        """
        self._metrics.received(len(updates))
        rest = list(updates)
        async with self._alone(self._key(chat_id)):
            while rest:
                attempt = Attempt(rest)
                await self._until_committed(chat_id, attempt)
                rest = attempt.later
        if updates[-1].says_blocked:
            await self._committer.block(chat_id, self._clock.now())

    async def replay(self, update: Received) -> Exception | None:
        """Handles an update that was kept aside once more; what went wrong, if it does again."""
        attempt = Attempt([update], replay=True)
        async with self._alone(self._key(update.chat_id)):
            while not attempt.failed and not await self._try(update.chat_id, attempt):
                pass
        return attempt.failed.get(update.update_id)

    async def wake(self, case_id: str) -> None:
        """Lets a case say what is due. If that fails, the case is woken again later."""
        async with self._alone(case_id):
            for _ in range(TRIES):
                found = await self._store.load_case(case_id)
                if found is None or not found[0].members:
                    return
                try:
                    await self._wake(*found)
                except Conflict:
                    self._metrics.turn("wake", "again")
                else:
                    self._metrics.turn("wake", "committed")
                    return

    def _key(self, chat_id: int) -> str | int:
        """What only one turn at a time may be about; if it is not known yet, the commit sees."""
        return self._case_of.get(chat_id) or chat_id

    async def _until_committed(self, chat_id: int, attempt: Attempt) -> None:
        for _ in range(TRIES):
            with self._metrics.timed():
                over = await self._try(chat_id, attempt)
            self._metrics.turn("updates", "committed" if over else "again")
            if over:
                return
        raise TimeoutError

    async def _try(self, chat_id: int, attempt: Attempt) -> bool:
        """One try of a turn; whether it is over. If not, the attempt knows what to leave out."""
        loaded = await self._load(chat_id, attempt)
        turn = self._begin(chat_id, loaded.case, loaded.chat.screen_id)
        if not await self._play(turn, attempt):
            return False
        try:
            await self._committer.commit(turn, loaded.revision, attempt)
        except Conflict:
            return False
        except AlreadyHandled:
            attempt.forget(await self._store.seen(self._committer.bot_id, attempt.ids))
            return not attempt.updates
        except Exception as error:  # noqa: BLE001 - what cannot be kept is not the intake's trouble
            self._cannot_commit(turn, attempt, error)
            return False
        return True

    async def _wake(self, case: Case, revision: int) -> None:
        turn = self._begin(case.members[0].chat_id, case, None)
        try:
            self._conversation.wake(turn)
        except Exception as error:
            if is_systems(error):
                raise
            log().error("case cannot be woken", **about(error))
            await self._wake_later(case.case_id)
        else:
            await self._committer.commit(turn, revision, Attempt())

    async def _wake_later(self, case_id: str) -> None:
        found = await self._store.load_case(case_id)
        if found is not None:
            case, revision = found
            turn = self._begin(case.members[0].chat_id, case, None)
            later = turn.now + WAKE_AGAIN
            await self._committer.commit(turn, revision, Attempt(), wake_at=later)

    async def _load(self, chat_id: int, attempt: Attempt) -> Loaded:
        try:
            loaded = await self._store.load(chat_id)
        except Unreadable as error:
            for update in attempt.waiting:
                self._fail(attempt, update, error)
            return Loaded(ChatRow(chat_id))
        if loaded.case is not None:
            self._case_of.put(chat_id, loaded.case.case_id)
        return loaded

    def _begin(self, chat_id: int, case: Case | None, screen_id: int | None) -> Turn:
        return Turn(
            chat_id=chat_id,
            now=self._clock.now(),
            case=case,
            screen_id=screen_id,
            texts=self._conversation.texts,
            new_id=lambda: uuid.uuid4().hex,
            seconds_since_delivery=functools.partial(self._screens.seconds_since, chat_id),
            services=self._conversation.services,
        )

    async def _play(self, turn: Turn, attempt: Attempt) -> bool:
        """Runs the handlers; whether all of them went well."""
        token = enter(turn)
        try:
            for update in attempt.waiting:
                error = await self._play_one(turn, update)
                if error is not None:
                    self._fail(attempt, update, error, private=turn.private)
                    return False
                if turn.erased is not None:  # what follows begins anew
                    attempt.end_after(update)
                    break
            if attempt.owes_a_word:
                self._apologise(turn)
        finally:
            leave(token)
        return True

    async def _play_one(self, turn: Turn, update: Received) -> Exception | None:
        turn.error, turn.private = None, False
        try:
            parsed = Update.de_json(dict(update.raw), self._application.bot)
        except Exception as error:  # noqa: BLE001 - an update may be broken in any way
            return error
        await self._application.process_update(parsed)
        if turn.error is None or isinstance(turn.error, Exception):
            return turn.error
        raise turn.error

    def _apologise(self, turn: Turn) -> None:
        if turn.chat_id <= 0:  # not a person's chat
            return
        said = len(turn.outgoing)
        try:
            self._conversation.apologise(turn)
        except Exception as error:  # noqa: BLE001 - the sentence is worth less than the commit
            log().error("unexpected error", **about(error))
            del turn.outgoing[said:]

    def _cannot_commit(self, turn: Turn, attempt: Attempt, error: Exception) -> None:
        """What a turn wants to keep cannot be kept: its updates fail, not the whole intake."""
        if is_systems(error) or attempt.silent:
            raise error
        match attempt.waiting:
            case []:
                attempt.silent = True
            case [only]:
                self._fail(attempt, only, error, private=turn.private)
            case [first, *_]:  # whose fault it is shows when each has its own turn
                attempt.end_after(first)

    def _fail(
        self, attempt: Attempt, update: Received, error: Exception, *, private: bool = False
    ) -> None:
        if is_systems(error):
            raise error
        attempt.fail(update, error, private=private)
        self._metrics.turn("updates", "stuck")
        log().error("update is stuck", update_id=update.update_id, **about(error))
