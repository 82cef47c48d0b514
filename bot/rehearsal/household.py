"""Several adults, each with a phone of their own, and the cases they share; one clock for all."""

import contextlib
import itertools
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Self

from bot.rehearsal.rehearsal import PARENT, Rehearsal, Said
from handlers.context import Texts, Turn
from state.case import Case
from state.invites import Secret


class Household:
    """Adults by what the transcript calls them, in the order they are named.

    `shown` is what the last step brought, with whose phone it is on.
    """

    def __init__(
        self,
        now: datetime,
        texts: Texts,
        services: dict[str, Any],
        languages: Mapping[str, str],
    ) -> None:
        numbers = itertools.count(1)
        self.shown: list[tuple[str, Said]] = []
        self.phones = {
            name: self.phone(
                self, now, texts, services, language, chat_id=PARENT + at, numbers=numbers
            )
            for at, (name, language) in enumerate(languages.items())
        }
        made: list[Secret] = []
        for phone in self.phones.values():
            phone.secrets = made
        self._stack = contextlib.AsyncExitStack()

    @property
    def phone(self) -> "type[Phone]":
        """What each of them has in hand."""
        return Phone

    def __getitem__(self, name: str) -> "Phone":
        return self.phones[name]

    @property
    def cases(self) -> list[Case]:
        """Every case of anybody, each once."""
        found: dict[str, Case] = {}
        for phone in self.phones.values():
            found |= {case.case_id: case for case in phone.cases}
        return list(found.values())

    @property
    def now(self) -> datetime:
        return next(iter(self.phones.values())).now

    async def pass_time(self, time: timedelta) -> list[tuple[str, Said]]:
        """The clock goes on for all; what falls due on the way is said at its moment."""
        self.shown = []
        end = self.now + time
        while True:
            wakes = [(at, phone) for phone in self.phones.values() if (at := phone.next_wake())]
            due, first = min(wakes, key=lambda one: one[0], default=(None, None))
            if due is None or first is None or due > end:
                break
            self._set(max(due, self.now))
            first.wake()
        self._set(end)
        return self.shown

    def _set(self, now: datetime) -> None:
        for phone in self.phones.values():
            phone.now = now

    def whose(self, chat_id: int) -> tuple[str, "Phone"]:
        """The phone of this chat, and what its owner is called."""
        return next(one for one in self.phones.items() if one[1].chat_id == chat_id)

    def settle(self, turn: Turn) -> None:
        """After a turn: whoever is on a case has it, and nobody else has."""
        here = [case for case in self.cases if case is not turn.erased]
        for phone in self.phones.values():
            phone.keep([case for case in here if phone.is_on(case)])

    async def __aenter__(self) -> Self:
        for phone in self.phones.values():
            await self._stack.enter_async_context(phone)
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._stack.aclose()


class Phone(Rehearsal):
    """One adult of a household."""

    def __init__(self, household: Household, *rehearsal: Any, **more: Any) -> None:
        super().__init__(*rehearsal, **more)
        self.household = household

    @property
    def cases(self) -> list[Case]:
        """The cases this chat is on, the one it is in first."""
        return [self.case, *self.others] if self.case else list(self.others)

    @property
    def all_cases(self) -> list[Case]:
        return self.household.cases

    def is_on(self, case: Case) -> bool:
        return any(member.chat_id == self.chat_id for member in case.members)

    def keep(self, cases: list[Case]) -> None:
        """The cases there are for this chat; it stays in the one it is in, if that is left."""
        stays = self.case is not None and any(case is self.case for case in cases)
        oldest = min(cases, key=lambda case: case.created_at, default=None)
        self.case = self.case if stays else oldest
        self.others = [case for case in cases if case is not self.case]

    def wake(self) -> None:
        """Says what is due first of any of its cases, on whichever phones it is for."""
        self._wake(self._wakes()[0][1])

    async def _updates(self, update: dict[str, Any]) -> list[Said]:
        self.household.shown = []
        return await super()._updates(update)

    def _phone(self, chat_id: int) -> Rehearsal:
        return self.household.whose(chat_id)[1]

    def _keep(self, turn: Turn) -> None:
        super()._keep(turn)
        self.household.settle(turn)

    def deliver(self, outgoing: Any) -> Said | None:
        said = super().deliver(outgoing)
        if said is not None:
            self.household.shown.append((self.household.whose(self.chat_id)[0], said))
        return said
