"""Another adult joins, or does not: what opens nothing says nothing, and leaves nothing."""

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from rehearsing import household, plain
from two_children import TO_THE_CARD

from bot.rehearsal import together, transcript
from bot.rehearsal.household import Household
from state.invites import OPEN_FOR
from state.store.documents import CASE

INVITE = (
    "Mother does in turn: “/adults” → Invite another adult → Yes, it is safe → Another adult"
    " → {role} → See it as they will → Make the invitation"
)
JOIN = (
    "{who} types: /start [link]\n{who} taps: Join this plan\n{who} taps: Go on\n{who} taps: Ireland"
)


@contextlib.asynccontextmanager
async def adults() -> AsyncIterator[Household]:
    """A mother at her card, and two more who have not written yet."""
    async with household(Mother="en", Aunt="en", Uncle="en") as all_of_them:
        await do(all_of_them, TO_THE_CARD.replace("Parent", "Mother"))
        yield all_of_them


async def do(all_of_them: Household, script: str) -> str:
    return await together.play(all_of_them, transcript.steps(script))


def answer(written: str) -> str:
    """What was said, without the step that it answers."""
    return written.split("\n", 1)[1]


async def test_used_expired_taken_back_and_unknown_are_answered_alike() -> None:
    """Word for word, and button for button."""
    async with adults() as all_of_them:
        answers = set()
        await do(all_of_them, INVITE.format(role="Only see") + "\n" + JOIN.format(who="Aunt"))
        for typed in ("/start [link]", "[code]", "/join [code]"):
            answers.add(answer(await do(all_of_them, f"Uncle types: {typed}")))
        await do(all_of_them, INVITE.format(role="Only see"))
        await do(all_of_them, "Mother taps: Take back: another adult")
        for typed in ("/start [link]", "[code]"):
            answers.add(answer(await do(all_of_them, f"Uncle types: {typed}")))
        await do(all_of_them, INVITE.format(role="Only see"))
        await all_of_them.pass_time(OPEN_FOR)
        for typed in ("/start [link]", "[code]", "KKK-222", f"/start j_{'x' * 32}"):
            answers.add(answer(await do(all_of_them, f"Uncle types: {typed}")))
        assert len(answers) == 1
        assert all_of_them["Uncle"].case is None


async def test_nothing_is_kept_of_who_has_not_agreed_yet() -> None:
    async with adults() as all_of_them:
        await do(all_of_them, INVITE.format(role="Only see"))
        before = CASE.write(all_of_them.cases[0])
        await do(all_of_them, "Aunt types: /start [link]\nAunt taps: Not now\nAunt types: [code]")
        assert CASE.write(all_of_them.cases[0]) == before
        assert all_of_them["Aunt"].case is None


async def test_who_says_it_is_not_safe_leaves_no_trace() -> None:
    """Neither an invite, nor where they were."""
    async with adults() as all_of_them:
        said = await do(
            all_of_them,
            "Mother does in turn: “/adults” → Invite another adult\n"
            "Mother taps: No, or I am not sure",
        )
        assert "You deserve to be safe" in said
        kept = CASE.write(all_of_them.cases[0])
        assert b"safe" not in kept
        assert b"invite" not in kept.replace(b'"invites":[]', b"")
        assert all_of_them["Mother"].secrets == []


async def test_the_look_before_it_is_sent_is_what_they_see() -> None:
    async with adults() as all_of_them:
        look = await do(all_of_them, INVITE.format(role="Only see").partition(" → Make")[0])
        await do(all_of_them, "Mother taps: Make the invitation\nAunt types: /start [link]")
        seen = await do(all_of_them, "Aunt taps: Join this plan")
        lines = [line.lstrip("> |") for line in seen.splitlines() if line.startswith(">")]
        assert len(lines) > 10
        told = {"A note from your helper.", "Another adult has joined this plan."}
        shown = {line.lstrip("> |") for line in look.splitlines()}
        assert [line for line in lines if line not in shown | told] == []


async def test_who_was_removed_hears_one_calm_sentence_and_sees_nothing() -> None:
    async with adults() as all_of_them:
        await do(all_of_them, INVITE.format(role="All I can") + "\n" + JOIN.format(who="Aunt"))
        aunt = all_of_them["Aunt"]
        old = aunt.messages[aunt.screen_id or 0]
        secret = plain(old.text).splitlines()[0]
        await do(
            all_of_them,
            "Mother does in turn: “/adults” → Another adult → Remove from this plan",
        )
        assert aunt.case is None
        before = CASE.write(all_of_them.cases[0])
        for row in old.keyboard:
            for button in row:
                for said in await aunt.tap(old.message_id, button.data):
                    assert secret not in plain(said.text)
        again = await aunt.tap(old.message_id, "plan")
        assert plain(again[0].text).startswith("That plan is not open here any more.")
        await do(all_of_them, "Aunt types: /plan\nAunt types: /adults\nAunt types: hello")
        assert CASE.write(all_of_them.cases[0]) == before
        assert str(aunt.chat_id).encode() not in before


@pytest.mark.parametrize("role", ["See and help", "Only see"])
async def test_only_the_full_role_invites_and_removes(role: str) -> None:
    async with adults() as all_of_them:
        await do(all_of_them, INVITE.format(role=role) + "\n" + JOIN.format(who="Aunt"))
        aunt, case = all_of_them["Aunt"], all_of_them.cases[0]
        shown = await do(all_of_them, "Aunt types: /adults")
        assert "[Invite another adult]" not in shown
        for data in ("invite", "invite_safe", "invite_send", "way_back", "adult:00000000"):
            await aunt.tap(aunt.screen_id or 0, data)
        assert len(case.members) == 2
        assert case.invites == []


async def test_nobody_shuts_out_who_began_the_plan() -> None:
    """But themselves, on another phone; and others, once that chat is dead."""
    async with adults() as all_of_them:
        await do(all_of_them, INVITE.format(role="All I can") + "\n" + JOIN.format(who="Aunt"))
        to_her = "Aunt does in turn: “/adults” → The adult who began this plan"
        assert "[Remove from this plan]" not in await do(all_of_them, to_her)
        all_of_them.cases[0].members[0].unreachable = True
        assert "[Remove from this plan]" in await do(all_of_them, to_her)


async def test_nobody_shows_others_what_they_do_not_see_themselves() -> None:
    async with adults() as all_of_them:
        await do(all_of_them, INVITE.format(role="All I can") + "\n" + JOIN.format(who="Aunt"))
        script = INVITE.format(role="All I can").replace("Mother", "Aunt")
        shown = await do(all_of_them, script.partition(" → See it")[0])
        assert "[Show: place and time of visits]" not in shown
        await do(all_of_them, "Aunt does in turn: See it as they will → Make the invitation")
        await do(all_of_them, JOIN.format(who="Uncle"))
        uncle = all_of_them.cases[0].member(all_of_them["Uncle"].chat_id)
        assert set(uncle.leaves_out) >= {"visits", "who"}


async def test_after_a_child_has_died_no_invite_opens_anything() -> None:
    async with adults() as all_of_them:
        await do(all_of_them, INVITE.format(role="Only see"))
        await do(all_of_them, "Mother does in turn: “/stop” → Our child has died")
        said = await do(all_of_them, "Aunt types: /start [link]")
        assert "does not open anything" in said


async def test_a_way_back_works_once_and_the_newest_counts() -> None:
    async with adults() as all_of_them:
        make = "Mother does in turn: “/adults” → My own place → A code for a lost phone"
        await do(all_of_them, make)
        first = all_of_them["Mother"].secrets[-1].secret
        await do(all_of_them, make)
        await all_of_them.pass_time(timedelta(days=20))
        assert "does not open" in await do(all_of_them, f"Aunt types: {first}")
        said = await do(all_of_them, "Aunt types: [long code]\nAunt taps: Join this plan")
        assert "opened on one more phone, with your code" in said
        assert "does not open" in await do(all_of_them, "Uncle types: [long code]")
        old, new = all_of_them.cases[0].members
        assert (new.role, new.joined_at, new.zone) == (old.role, old.joined_at, old.zone)
