"""The middle of a turn: handlers change a value; nothing leaves the process."""

import functools
import uuid
from datetime import datetime

from telegram import Update

from bot.clock import Clock
from bot.conversation import Conversation, PtbApplication
from bot.delivery.delivered import Screens
from bot.intake.updates import Received
from bot.logs import about, log
from bot.metrics import Metrics
from bot.turns.attempt import Attempt
from bot.turns.faults import is_systems
from bot.turns.opening import Opener
from bot.turns.pressing import go_where_pressed
from handlers.context import Turn, enter, leave
from state.case import Case
from state.effects import Reminder
from state.store.refusals import Unreadable
from state.store.rows import Loaded


class Player:
    """Plays updates and wakes through the conversation."""

    def __init__(
        self,
        application: PtbApplication,
        conversation: Conversation,
        screens: Screens,
        clock: Clock,
        metrics: Metrics,
        *,
        opener: Opener,
    ) -> None:
        self._application = application
        self._opener = opener
        self._conversation = conversation
        self._screens = screens
        self._clock = clock
        self._metrics = metrics

    @property
    def now(self) -> datetime:
        """The product's time, UTC."""
        return self._clock.now()

    def begin_for(self, loaded: Loaded) -> Turn:
        """A turn of a chat before anything has happened in it."""
        chat = loaded.chat
        turn = self.begin(chat.chat_id, loaded.case)
        turn.others = [row.case for row in loaded.others]
        turn.screen_id, turn.screen_case_id = chat.screen_id, chat.screen_case_id
        turn.reminder_waits = chat.reminder_waits
        return turn

    def begin(self, chat_id: int, case: Case | None) -> Turn:
        """A turn about a case, for a chat of it; or for a chat without one."""
        return Turn(
            chat_id=chat_id,
            now=self._clock.now(),
            case=case,
            screen_id=None,
            texts=self._conversation.texts,
            new_id=lambda: uuid.uuid4().hex,
            seconds_since_delivery=functools.partial(self._screens.seconds_since, chat_id),
            services=self._conversation.services,
        )

    async def play(self, turn: Turn, attempt: Attempt) -> bool:
        """Runs the handlers; whether all went well. If not, the attempt knows which did not.

        Raises what is the system's trouble.
        """
        token = enter(turn)
        try:
            for update in attempt.waiting:
                error = await self._play_one(turn, update, attempt)
                if is_private(turn):
                    attempt.keep_private(update)
                if error is not None:
                    self.fail(attempt, update, error, private=is_private(turn))
                    return False
                if turn.drop_unsent:  # erased: what follows begins anew
                    attempt.end_after(update)
                    break
            if attempt.owes_a_word:
                self._apologise(turn)
        finally:
            leave(token)
        return True

    def wake(self, turn: Turn) -> None:
        """Lets the case say what is due. Raises what goes wrong."""
        token = enter(turn)
        try:
            self._conversation.wake(turn)
        finally:
            leave(token)

    def unsay(self, turn: Turn, reminder: Reminder, *, gone: bool) -> None:
        """Lets the case take back that a reminder was said. Raises what goes wrong."""
        if self._conversation.unsay is None:
            return
        token = enter(turn)
        try:
            self._conversation.unsay(turn, reminder, gone=gone)
        finally:
            leave(token)

    def fail(
        self, attempt: Attempt, update: Received, error: Exception, *, private: bool = False
    ) -> None:
        """Leaves an update out, unless the trouble is the system's."""
        if is_systems(error):
            raise error
        attempt.fail(update, error, private=private)
        self._metrics.turn("updates", "stuck")
        log().error("update is stuck", update_id=update.update_id, **about(error))

    async def _play_one(self, turn: Turn, update: Received, attempt: Attempt) -> Exception | None:
        turn.error, turn.private = None, False
        try:
            raw = go_where_pressed(turn, update.raw)
            parsed = Update.de_json(raw, self._application.bot)
        except Exception as error:  # noqa: BLE001 - an update may be broken in any way
            return self._listen(turn, update, error)
        await self._opener.open(turn, parsed, attempt)
        await self._application.process_update(parsed)
        if isinstance(turn.error, Exception):
            return turn.error
        if turn.error is not None:
            raise turn.error
        return self._without_case(turn, parsed) if turn.unreadable_case else None

    def _listen(self, turn: Turn, update: Received, error: Exception) -> Exception | None:
        """What cannot be parsed may hold words all the same: they are heard, or not kept."""
        listen, turn.private = self._conversation.listen, True
        words = [word for word in update.words if isinstance(word, str)]
        try:
            if listen is not None and any(listen(turn, word) for word in words):
                turn.private = True
                return None
        except Exception as trouble:  # noqa: BLE001 - this one's
            return trouble
        turn.private = len(words) < len(update.words) or (bool(words) and listen is None)
        return error

    def _without_case(self, turn: Turn, update: Update) -> Exception | None:
        """Of a case that cannot be read nothing is stored; few things can be done without."""
        turn.case = None
        if turn.private or self._conversation.stands_alone(update):
            return None
        return Unreadable("The case of this chat cannot be read.")

    def apologise(self, turn: Turn) -> None:
        """Adds the one sentence, if there are words for it."""
        token = enter(turn)
        try:
            self._apologise(turn)
        finally:
            leave(token)

    def _apologise(self, turn: Turn) -> None:
        if turn.chat_id <= 0:  # not a person's chat
            return
        said = len(turn.outgoing)
        try:
            self._conversation.apologise(turn)
        except Exception as error:  # noqa: BLE001 - the sentence is worth less than the commit
            log().error("unexpected error", **about(error))
            del turn.outgoing[said:]


def is_private(turn: Turn) -> bool:
    """Whether the update in hand is not to be kept: it was caught, or nobody has consented."""
    return turn.private or turn.case is None
