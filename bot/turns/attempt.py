"""What a turn has learnt from its tries: which updates are done with, which must be left out."""

from collections.abc import Sequence
from datetime import datetime

import orjson

from bot.intake.updates import Received
from state.store.rows import Stuck


class Attempt:
    """The updates of one turn. Those that failed are kept aside with the others' commit.

    `found` is what the secret in an update opens: case and invite, or nothing (any more).
    `replay` is a new try of an update that was kept aside: its id is committed already.
    """

    def __init__(self, updates: Sequence[Received] = (), *, replay: bool = False) -> None:
        self.updates = list({update.update_id: update for update in updates}.values())
        self.later: list[Received] = []
        self.failed: dict[int, Exception] = {}
        self.found: dict[int, tuple[str, str] | None] = {}
        self.silent = False
        self.replay = replay
        self._private: set[int] = set()

    @property
    def waiting(self) -> list[Received]:
        """The updates whose handlers are to run."""
        return [update for update in self.updates if update.update_id not in self.failed]

    @property
    def ids(self) -> tuple[int, ...]:
        """What the commit marks as handled."""
        return () if self.replay else tuple(update.update_id for update in self.updates)

    @property
    def owes_a_word(self) -> bool:
        """Whether the parent is to be told that something failed (unless even that failed)."""
        return bool(self.failed) and not self.silent

    def keep_private(self, update: Received) -> None:
        """What this update says is not kept, should it fail in this try or a later one."""
        self._private.add(update.update_id)

    def fail(self, update: Received, error: Exception, *, private: bool) -> None:
        """Leaves this update out from now on; if private, its content is not kept."""
        self.failed[update.update_id] = error
        if private:
            self._private.add(update.update_id)

    def end_after(self, update: Received) -> None:
        """This turn ends with `update`; those after it have a turn of their own."""
        place = self.updates.index(update) + 1
        self.later = self.updates[place:] + self.later
        self.updates = self.updates[:place]

    def forget(self, ids: set[int]) -> None:
        """Drops updates that were handled before."""
        self.updates = [update for update in self.updates if update.update_id not in ids]
        self.failed = {id_: error for id_, error in self.failed.items() if id_ not in ids}

    def stuck(self, bot_id: int, at: datetime) -> tuple[Stuck, ...]:
        """The failed updates as they are kept."""
        return tuple(
            Stuck(bot_id, update.update_id, update.chat_id, at, self._payload(update))
            for update in self.updates
            if update.update_id in self.failed
        )

    def _payload(self, update: Received) -> bytes | None:
        """None if it is private, or if it cannot even be written down."""
        if update.update_id in self._private:
            return None
        try:
            return orjson.dumps(update.raw)
        except TypeError:
            return None
