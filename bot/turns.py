"""One turn, from load to commit: for the updates of a chat, or for the wake of a case."""

from collections.abc import Sequence
from datetime import timedelta

from bot.attempt import Attempt
from bot.committing import Committer
from bot.faults import is_systems
from bot.lanes import Alone
from bot.metrics import Metrics
from bot.playing import Player
from bot.recent import Recent
from bot.updates import Received
from handlers.context import Turn
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
    """Loads, lets play, commits; and again, if the case has moved on meanwhile."""

    def __init__(
        self, *, store: Store, player: Player, committer: Committer, metrics: Metrics
    ) -> None:
        self._store = store
        self._player = player
        self._committer = committer
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
                try:
                    await self._wake(case_id)
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
        turn = self._player.begin(chat_id, loaded.case, loaded.chat.screen_id)
        if not await self._player.play(turn, attempt):
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

    async def _load(self, chat_id: int, attempt: Attempt) -> Loaded:
        try:
            loaded = await self._store.load(chat_id)
        except Unreadable as error:
            for update in attempt.waiting:
                self._player.fail(attempt, update, error)
            return Loaded(ChatRow(chat_id))
        if loaded.case is not None:
            self._case_of.put(chat_id, loaded.case.case_id)
        return loaded

    def _cannot_commit(self, turn: Turn, attempt: Attempt, error: Exception) -> None:
        """What a turn wants to keep cannot be kept: its updates fail, not the whole intake."""
        if is_systems(error) or attempt.silent:
            raise error
        match attempt.waiting:
            case []:
                attempt.silent = True
            case [only]:
                self._player.fail(attempt, only, error, private=turn.private)
            case [first, *_]:  # whose fault it is shows when each has its own turn
                attempt.end_after(first)

    async def _wake(self, case_id: str) -> None:
        found = await self._store.load_case(case_id)
        if found is None or not found[0].members:
            return
        case, revision = found
        turn = self._player.begin(_any_chat(case), case)
        if self._player.wake(turn):
            await self._committer.commit(turn, revision, Attempt())
        else:
            await self._wake_later(case_id)

    async def _wake_later(self, case_id: str) -> None:
        """Commits the case as it was before the wake that failed."""
        found = await self._store.load_case(case_id)
        if found is not None:
            case, revision = found
            turn = self._player.begin(_any_chat(case), case)
            later = turn.now + WAKE_AGAIN
            await self._committer.commit(turn, revision, Attempt(), wake_at=later)


def _any_chat(case: Case) -> int:
    """A wake is about a case, a turn about a chat of it; which one does not matter."""
    return case.members[0].chat_id
