"""Two adults who edit one plan at once, in any order: nothing is lost, and both end with the same.

Both load the same revision, both act, and both commit: on the real store, whose compare-and-swap
lets one of them in and sends the other back to do it again with what is there now.
"""

import asyncio
import functools
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from rehearsing import household, joins
from storage_samples import opened, turn
from two_children import TO_THE_CARD

from bot.rehearsal import together, transcript
from bot.rehearsal.household import Household
from state.case import Case
from state.store.documents import CASE
from state.store.store import Conflict, Store

NAMES = ("Mother", "Father")


@functools.cache
def begun() -> bytes:
    """A case of two adults, with a card."""

    async def two() -> bytes:
        async with household(Mother="en", Father="en") as adults:
            steps = transcript.steps(TO_THE_CARD.replace("Parent", "Mother"))
            await together.play(adults, steps)
            joins(adults, "Father")
            return CASE.write(adults.cases[0])

    return asyncio.run(two())


class Sides:
    """Two phones whose every turn is loaded from the store, and committed to it."""

    def __init__(self, store: Store, adults: Household) -> None:
        self.store = store
        self.adults = adults
        self.conflicts = 0

    async def both(self, edits: dict[str, str], first: str) -> None:
        """Both act on what they have loaded; whoever commits second does it again."""
        loaded = {name: await self._load(name) for name in edits}
        acted = {name: await self._act(name, *loaded[name], edits[name]) for name in edits}
        for name in sorted(edits, key=lambda name: name != first):
            case, revision = acted[name]
            while not await self._committed(name, case, revision):
                self.conflicts += 1
                case, revision = await self._act(name, *await self._load(name), edits[name])

    async def _load(self, name: str) -> tuple[Case, int]:
        found = await self.store.load(self.adults[name].chat_id)
        assert found.case is not None
        return found.case, found.revision

    async def _act(self, name: str, case: Case, revision: int, edit: str) -> tuple[Case, int]:
        """Plays an edit by the real handlers on this copy of the case."""
        phone, what = self.adults[name], edit.partition(" ")[0]
        for one in self.adults.phones.values():  # each has a copy of its own
            one.case = case if one is phone else None
        if what == "question":
            await phone.tap(phone.screen_id or 0, "notes")
            await phone.write(f"question: {edit}?")
        else:
            await phone.tap(phone.screen_id or 0, edit)
        assert phone.case is case
        return case, revision

    async def _committed(self, name: str, case: Case, revision: int) -> bool:
        chat_id = self.adults[name].chat_id
        try:
            await self.store.commit(turn(chat_id, case=case, revision=revision))
        except Conflict:
            return False
        return True


@asynccontextmanager
async def sides(folder: Path) -> AsyncIterator[Sides]:
    case = CASE.read(begun())
    async with opened(folder) as store, household(Mother="en", Father="en") as adults:
        await store.commit(turn(adults["Mother"].chat_id, case=case))
        await store.commit(turn(adults["Father"].chat_id, case=case, revision=1))
        yield Sides(store, adults)


def edit(random: Random, number: int) -> str:
    """A note of its own, something done about a task, or an answer."""
    return random.choice(
        (
            f"question {number}",
            "mark:asked:date",
            "mark:done:date",
            "mark:undone:date",
            "paper_is:asked:pathology",
            "snooze:tomorrow:date",
            "short:on",
            "a:opinion_kind:relapse",
        )
    )


async def live(seed: int, rounds: int) -> Sides:
    """Rounds in which both edit at once, checked after each."""
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with sides(Path(folder)) as two:
            asked: set[str] = set()
            for number in range(rounds):
                edits = {name: edit(random, 2 * number + at) for at, name in enumerate(NAMES)}
                await two.both(edits, random.choice(NAMES))
                asked |= {f"{one}?" for one in edits.values() if one.startswith("question")}
                await _nothing_is_lost(two, asked)
            return two


async def _nothing_is_lost(two: Sides, asked: set[str]) -> None:
    mine, theirs = [await two.store.load(two.adults[name].chat_id) for name in NAMES]
    assert mine.case == theirs.case
    assert mine.case is not None
    assert {one.text for one in mine.case.entries} == asked
    ids = [one.entry_id for one in mine.case.entries]
    assert len(ids) == len(set(ids))
    numbers = [one.number for one in mine.case.answers]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("seed", range(2))
def test_edits_of_both_at_once_lose_nothing_and_end_equal(seed: int) -> None:
    begun()
    two = asyncio.run(live(seed, rounds=6))
    assert two.conflicts >= 6  # each round one of them is sent back


@pytest.mark.soak
def test_edits_of_both_at_once_for_long() -> None:
    begun()
    for seed in range(100, 200):
        asyncio.run(live(seed, rounds=40))
