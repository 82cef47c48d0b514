"""What an invite opens, looked up before the handlers see the update that carries its secret."""

from collections.abc import Callable

from telegram import Update

from bot.logs import about, log
from bot.turns.attempt import Attempt
from handlers.context import Turn
from state import invites
from state.case import Case
from state.invites import Invited
from state.store.refusals import Unreadable
from state.store.store import Store


class Opener:
    """Finds the case of an invite. `secret_in` says what is to be looked up, if anything is."""

    def __init__(self, store: Store, secret_in: Callable[[Turn, Update], str | None]) -> None:
        self._store = store
        self._secret_in = secret_in

    async def open(self, turn: Turn, update: Update, attempt: Attempt) -> None:
        """Leaves on the turn what the update opens; None alike, whyever it opens nothing.

        An update that is tried again counts as one guess. Raises the system's trouble.
        """
        turn.invited = None
        secret = self._secret_in(turn, update)
        if secret is None:
            return
        if update.update_id not in attempt.found:
            attempt.found[update.update_id] = await self._store.find_invite(
                secret, turn.chat_id, turn.now, is_short=invites.is_short(secret)
            )
        found = attempt.found[update.update_id]
        if found is not None:
            turn.invited = await self._invited(turn, *found, secret)

    async def _invited(
        self, turn: Turn, case_id: str, invite_id: str, secret: str
    ) -> Invited | None:
        case = await self._case(turn, case_id)
        invite = invites.open_invite(case, invite_id, turn.now) if case else None
        return Invited(case, invite, secret) if case and invite else None

    async def _case(self, turn: Turn, case_id: str) -> Case | None:
        """The very case that the turn has in hand already, if it has."""
        known = [*turn.cases, *(case for case, _ in turn.brought.values())]
        for case in known:
            if case.case_id == case_id:
                return case
        try:
            loaded = await self._store.load_case(case_id)
        except Unreadable as error:
            log().error("case cannot be read", **about(error))
            return None
        if loaded is not None:
            turn.brought[case_id] = loaded
        return loaded[0] if loaded else None
