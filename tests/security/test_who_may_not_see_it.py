"""An adult for whom parts of a plan are left out tries every way there is to see or change them.

Everything in the plan is the other adult's. What the attacker presses need not have been shown to
them: the numbers of visits and notes are small, and can be tried.
"""

import itertools
from collections.abc import Iterable
from datetime import timedelta

import pytest
from rehearsing import buttons
from restricted import (
    DAYS,
    OTHER,
    SECRETS,
    everything_by_the_other,
    join,
    learnt,
    untouched,
)
from walking import Attacker, Walk

from handlers import expected, presses
from handlers.conversation import COMMANDS
from state.case import Answer, Invite, Place, Role
from state.forgetting import named
from state.sharing import PARTS, seen_by

TRIED = (
    *("", "1", "2", "1:1", "2:1", "place:1", "phone:2", "bloods", "1:bloods", "date", "done:date"),
    *(
        "clinic:1",
        "new",
        "approval",
        "question",
        "note",
        "next",
        "all",
        "0",
        "ppo",
        "1:outcome:yes",
    ),
    *("age", "admitted", "insurance/confirm", "visit/1", "1:20260312", "doctors_words:", "off"),
    *("1:America/Chicago", "asked:1", "bloods:0", "us", "America/Chicago"),
)


async def press_all(one: Attacker, document: bytes, role: Role, forged: Iterable[str]) -> set[str]:
    """Presses each in a fresh plan; the verbs by which something of it was changed."""
    join(one, document, role)
    before = untouched(one.case)
    await one.write("/plan")
    screen_id, messages = one.screen_id or 0, dict(one.messages)
    said, changed = list(one.uttered), set()
    for data in forged:
        join(one, document, role)
        one.screen_id, one.messages = screen_id, dict(messages)
        await one.tap(screen_id, data)
        said += one.uttered
        if one.case is not None and untouched(one.case) != before:
            changed.add(data.partition(":")[0])
    one.uttered = said
    return changed


async def test_no_forged_button_shows_what_is_left_out_or_changes_what_is_only_read() -> None:
    """Some for each verb; `make soak` tries them all."""
    turns = itertools.cycle(TRIED)
    async with Attacker() as one:
        document = await everything_by_the_other(one)
        forged = [f"{verb}:{next(turns)}" for verb in sorted(presses._actions) for _ in range(2)]
        assert await press_all(one, document, Role.READ, forged) == set()
        assert learnt(one) == set()


@pytest.mark.soak
@pytest.mark.parametrize("role", [Role.READ, Role.TASKS, Role.FULL])
async def test_none_of_all_forged_buttons_does(role: Role) -> None:
    async with Attacker() as one:
        document = await everything_by_the_other(one)
        every = itertools.product(sorted(presses._actions), TRIED)
        changed = await press_all(one, document, role, map(":".join, every))
        assert learnt(one) == set()
        assert role is not Role.READ or changed == set()


async def test_no_way_through_the_screens_shows_it() -> None:
    """Every command, every button, and words typed wherever they are awaited."""
    async with Attacker() as one:
        document = await everything_by_the_other(one)
        join(one, document, Role.TASKS)
        await one.write("/plan")
        await Walk(one, "Undo", set()).go()
        assert len({said.screen for said in one.uttered}) > 15
        assert learnt(one) == set()


async def test_nothing_that_is_awaited_from_others_is_taken_from_who_only_reads() -> None:
    async with Attacker() as one:
        document = await everything_by_the_other(one)
        join(one, document, Role.READ)
        before = untouched(one.case)
        abouts = itertools.cycle(("1", "question", "date", "place:1", "new", "bloods", "1:name"))
        for name in expected._takers:
            for about in itertools.islice(abouts, 3):
                join(one, document, Role.READ)
                assert one.case is not None
                me = one.case.members[1]
                me.place, me.expecting = Place("plan"), f"{name}:{about}"
                await one.write("March 14 at 5 pm")
                assert untouched(one.case) == before, name
                assert learnt(one) == set()


async def test_no_message_that_comes_by_itself_says_it() -> None:
    async with Attacker() as one:
        document = await everything_by_the_other(one)
        join(one, document, Role.READ)
        await one.write("/plan")
        heard = len(one.uttered)
        await one.pass_time(timedelta(days=12))
        to_both = {said.chat_id for said in one.uttered[heard:]}
        assert len(to_both) == 2
        assert learnt(one) == set()


@pytest.mark.parametrize("data", ["fill_as:doctors_words::", "unfill:1", "unfill:2"])
async def test_taking_ones_own_words_back_does_not_show_anothers(data: str) -> None:
    async with Attacker() as one:
        join(one, await everything_by_the_other(one), Role.FULL)
        await one.write("/plan")
        await one.tap(one.screen_id or 0, "fill_in:doctors_words:")
        await one.write("mine")
        await one.tap(one.screen_id or 0, data)
        assert learnt(one) == set()


PAPERS = ("mydata_page", "mydata_file", "sheet:pdf:", "sheet:png:", "notes_sheet", "share")
"""Buttons that send or show much of a plan at once."""


@pytest.mark.parametrize("role", [Role.READ, Role.TASKS, Role.FULL])
async def test_no_file_or_page_that_they_may_have_says_it(role: Role) -> None:
    """Everybody may have the page for the clinic, and what is kept of them: of what they see."""
    async with Attacker() as one:
        document = await everything_by_the_other(one)
        join(one, document, role)
        one.documents.clear()
        await one.write("/plan")
        for data in PAPERS:
            await one.tap(one.screen_id or 0, data)
        assert len(one.documents) == 4
        assert learnt(one) == set()
        assert str(OTHER) not in "".join(said.file for said in one.uttered)


async def test_who_only_reads_may_take_what_is_theirs_and_go() -> None:
    async with Attacker() as one:
        join(one, await everything_by_the_other(one), Role.READ)
        case = one.case
        await one.write("/delete")
        await one.tap(max(one.messages), "erase")
        assert one.case is None
        assert case is not None
        assert [member.chat_id for member in case.members] == [OTHER]


async def test_with_all_of_it_to_be_seen_the_same_ways_show_it() -> None:
    """So the proofs above would have seen it."""
    async with Attacker() as one:
        document = await everything_by_the_other(one)
        join(one, document, Role.FULL, ())
        for name in COMMANDS:
            await one.write(f"/{name}")
            for button in buttons(one.messages[one.screen_id or 0]):
                if button.data.partition(":")[0] in {"visit_more", "notes", "insurance"}:
                    await one.tap(one.screen_id or 0, button.data)
        for data in ("visit_more:1", "insurance"):
            await one.tap(one.screen_id or 0, data)
        seen = {secret for secret, _ in learnt(one)}
        assert {*SECRETS.values(), *DAYS[:1]} <= seen


async def test_who_did_what_is_not_in_what_a_screen_is_made_of() -> None:
    """Nor the numbers of their messages; who has taken a task may be known."""
    async with Attacker() as one:
        join(one, await everything_by_the_other(one), Role.FULL, PARTS)
        assert one.case is not None
        await one.pass_time(timedelta(days=2))
        case = one.case
        case.invites.append(Invite("i", OTHER, one.now, Role.FULL))
        case.answers.append(Answer(1000, "age", "4_6", OTHER, one.now, message_id=7))
        assert case.said
        seen = seen_by(case, case.members[1])
        seen.members = []
        assert OTHER not in set(named(seen))
        assert all(answer.message_id is None for answer in seen.answers)
