"""One turn, from load to commit: for the updates of a chat, or for the wake of a case."""

import contextlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

import msgspec

from bot.delivery.recent import Recent
from bot.intake.lanes import Alone
from bot.intake.updates import Received
from bot.logs import about, log
from bot.metrics import Metrics
from bot.turns.attempt import Attempt
from bot.turns.committing import Committer
from bot.turns.faults import is_systems
from bot.turns.playing import Player, is_private
from handlers.context import Turn
from state.case import Case
from state.effects import Reminder
from state.store.refusals import AlreadyHandled, Conflict, Unreadable
from state.store.rows import Loaded
from state.store.store import Store

TRIES = 50
CASES = 20_000
"""Of how many chats it is remembered which case they are in."""
WAKE_AGAIN = timedelta(hours=1)
"""When a case whose wake failed is woken again."""

Tried = Literal["committed", "overtaken", "wiser"]
"""How a try of a turn ends: "wiser" if the next one leaves something out that stood in the way."""


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
                try:
                    await self._until_committed(chat_id, attempt)
                except Exception as error:
                    if is_systems(error):
                        raise
                    await self._set_aside(chat_id, attempt, error)
                rest = attempt.later

    async def replay(self, update: Received) -> Exception | None:
        """Handles an update that was kept aside once more; what went wrong, if it does again."""
        attempt = Attempt([update], replay=True)
        async with self._alone(self._key(update.chat_id)):
            for _ in range(TRIES):
                if await self._try(update.chat_id, attempt) == "committed" or attempt.failed:
                    return attempt.failed.get(update.update_id)
        return TimeoutError()

    async def wake(self, case_id: str) -> None:
        """Lets a case say what is due. If that fails, the case is woken again later.

        Raises only what is the system's trouble.
        """
        async with self._alone(case_id):
            try:
                await self._until_woken(case_id)
            except Exception as error:
                if is_systems(error):
                    raise
                log().error("case cannot be woken", **about(error))
                self._metrics.turn("wake", "stuck")
                now = self._player.now
                await self._store.postpone(case_id, now, now + WAKE_AGAIN)

    async def unsay(self, chat_id: int, reminder: Reminder, *, gone: bool) -> None:
        """A reminder never arrived: its case is told, and is woken when it has to say it again.

        Raises only what is the system's trouble.
        """
        async with self._alone(reminder.case_id):
            try:
                for _ in range(TRIES):
                    with contextlib.suppress(Conflict):
                        await self._unsay(chat_id, reminder, gone=gone)
                        return
            except Exception as error:
                if is_systems(error):
                    raise
                log().error("reminder cannot be taken back", **about(error))

    def _key(self, chat_id: int) -> str | int:
        """What only one turn at a time may be about; if it is not known yet, the commit sees."""
        return self._case_of.get(chat_id) or chat_id

    async def _until_committed(self, chat_id: int, attempt: Attempt) -> None:
        """Raises TimeoutError if the case keeps moving on; only that uses up the tries."""
        overtaken = 0
        while overtaken < TRIES:
            with self._metrics.timed():
                end = await self._try(chat_id, attempt)
            self._metrics.turn("updates", "committed" if end == "committed" else "again")
            if end == "committed":
                return
            overtaken += end == "overtaken"
        raise TimeoutError

    async def _try(self, chat_id: int, attempt: Attempt) -> Tried:
        """One try of a turn. If it is not over, the attempt knows what to leave out next time."""
        loaded = await self._load(chat_id)
        turn = self._player.begin_for(loaded)
        if loaded.case is None:  # there, perhaps, but not to be read
            turn.unreadable_case = loaded.chat.case_id
        if not await self._player.play(turn, attempt):
            return "wiser"
        try:
            await self._committer.commit(turn, _revisions(loaded) | turn.revisions, attempt)
        except Conflict:
            return "overtaken"
        except AlreadyHandled:
            return await self._leave_out_handled(attempt)
        except Exception as error:  # noqa: BLE001 - what cannot be kept is not the intake's trouble
            self._cannot_commit(turn, attempt, error)
            return "wiser"
        return "committed"

    async def _leave_out_handled(self, attempt: Attempt) -> Tried:
        before = len(attempt.updates)
        attempt.forget(await self._store.seen(self._committer.bot_id, attempt.ids))
        if not attempt.updates:
            return "committed"
        return "wiser" if len(attempt.updates) < before else "overtaken"

    async def _load(self, chat_id: int) -> Loaded:
        """What a turn starts from; of a case that cannot be read, only the chat."""
        try:
            loaded = await self._store.load(chat_id)
        except Unreadable as error:
            log().error("case cannot be read", **about(error))
            return Loaded(await self._store.load_chat(chat_id))
        if loaded.case is not None:
            self._case_of.put(chat_id, loaded.case.case_id)
        return loaded

    async def _set_aside(self, chat_id: int, attempt: Attempt, error: Exception) -> None:
        """What cannot be committed with its case counts as failed, so that others are served."""
        attempt.forget(await self._store.seen(self._committer.bot_id, attempt.ids))
        if not attempt.updates:
            return
        for update in attempt.waiting:
            self._player.fail(attempt, update, error, private=True)
        turn = self._player.begin(chat_id, None)
        self._player.apologise(turn)
        try:
            await self._committer.commit(turn, {}, attempt)
        except Exception as trouble:
            if is_systems(trouble):
                raise
            for stuck in attempt.stuck(self._committer.bot_id, turn.now):
                await self._store.keep_stuck(msgspec.structs.replace(stuck, payload=None))

    def _cannot_commit(self, turn: Turn, attempt: Attempt, error: Exception) -> None:
        """What a turn wants to keep cannot be kept: its updates fail, not the whole intake."""
        if is_systems(error) or attempt.silent:
            raise error
        match attempt.waiting:
            case []:
                attempt.silent = True
            case [only]:
                self._player.fail(attempt, only, error, private=is_private(turn))
            case [first, *_]:  # whose fault it is shows when each has its own turn
                attempt.end_after(first)

    async def _until_woken(self, case_id: str) -> None:
        """Raises TimeoutError if the case keeps moving on, and what is wrong with the case."""
        for _ in range(TRIES):
            try:
                await self._wake(case_id)
            except Conflict:
                self._metrics.turn("wake", "again")
            else:
                self._metrics.turn("wake", "committed")
                return
        raise TimeoutError

    async def _wake(self, case_id: str) -> None:
        found = await self._store.load_case(case_id)
        if found is None:
            return
        case, revision = found
        turn = self._player.begin(_any_chat(case), case)
        self._player.wake(turn)
        await self._committer.commit(turn, {case_id: revision}, Attempt())

    async def _unsay(self, chat_id: int, reminder: Reminder, *, gone: bool) -> None:
        found = await self._store.load_case(reminder.case_id)
        if found is None:
            return
        case, revision = found
        if all(member.chat_id != chat_id for member in case.members):
            return  # they have left: nothing is to be said to them again
        turn = self._player.begin(chat_id, case)
        self._player.unsay(turn, reminder, gone=gone)
        await self._committer.commit(turn, {case.case_id: revision}, Attempt())


def _revisions(loaded: Loaded) -> dict[str, int]:
    """What each case of the chat was loaded with."""
    known = {row.case.case_id: row.revision for row in loaded.others}
    return known | ({loaded.case.case_id: loaded.revision} if loaded.case else {})


def _any_chat(case: Case) -> int:
    """A wake is about a case, a turn about a chat of it; which one does not matter.

    Raises IndexError if nobody is on the case.
    """
    return case.members[0].chat_id
