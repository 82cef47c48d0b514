"""The whole way of a newcomer, over real sockets and a real file; of two at once one joins."""

from stand_ins.fake_telegram import FakeTelegram

from bot.application import Companion
from privacy.conftest import Build
from privacy.test_deleting import ONE, OTHER, shared
from state import invites
from state.case import Case, Invite, Role
from state.invites import OPEN_FOR, SHORT, Secret
from state.store.rows import Commit

LINK, CODE = invites.link_secret("a", "b"), invites.code(SHORT, "c")
FIRST, SECOND = 70011, 70012
SEEN, NOTHING = "This is not a diagnosis", "does not open anything"


async def inviting(bot: Companion) -> Case:
    """A plan of two adults with an invite for a third."""
    case, now = shared(), bot.clock.now()
    until = now + OPEN_FOR
    case.invites = [Invite("i1", ONE, now, Role.READ, "grandparent", ("notes",), until)]
    secrets = tuple(Secret(case.case_id, "i1", one, until) for one in (LINK, CODE))
    await bot.store.commit(
        Commit(bot_id=bot.bot.id, chat_id=ONE, at=now, case=case, secrets=secrets)
    )
    return case


async def arrives(telegram: FakeTelegram, chat_id: int, typed: str) -> str:
    """What somebody who is on no plan is told when they type this."""
    before = len(telegram.shown(chat_id))
    telegram.write(chat_id, typed)
    await telegram.until(lambda: len(telegram.shown(chat_id)) > before)
    return telegram.shown(chat_id)[-1]


def agrees(telegram: FakeTelegram, chat_id: int, secret: str) -> None:
    telegram.press(chat_id, telegram.last(chat_id)["message_id"], f"join:{secret}")


def told(telegram: FakeTelegram, words: str) -> list[int]:
    """Which of the two were told this last."""
    return [one for one in (FIRST, SECOND) if words in "".join(telegram.shown(one)[-1:])]


async def test_a_newcomer_joins_and_the_invite_is_used_up(
    build: Build, telegram: FakeTelegram
) -> None:
    async with build() as bot:
        case = await inviting(bot)
        link = f"https://t.me/companion_bot?start={LINK}"
        assert "You are invited" in await arrives(telegram, FIRST, link)
        assert (await bot.store.load(FIRST)).case is None
        agrees(telegram, FIRST, LINK)
        await telegram.until(lambda: told(telegram, SEEN) == [FIRST])
        joined = (await bot.store.load(FIRST)).case
        assert joined is not None
        member = joined.member(FIRST)
        assert (joined.case_id, joined.invites) == (case.case_id, [])
        assert (member.role, member.leaves_out) == (Role.READ, ("notes",))
        await telegram.until(lambda: "has joined" in " ".join(telegram.shown(OTHER)))
        assert NOTHING in await arrives(telegram, SECOND, CODE)


async def test_of_two_who_agree_at_once_one_joins(build: Build, telegram: FakeTelegram) -> None:
    """The other is told what everybody is told for whom it opens nothing."""
    async with build() as bot:
        case = await inviting(bot)
        await arrives(telegram, FIRST, LINK)
        await arrives(telegram, SECOND, CODE)
        agrees(telegram, FIRST, LINK)
        agrees(telegram, SECOND, CODE)
        await telegram.until(lambda: len(told(telegram, SEEN)) == len(told(telegram, NOTHING)) == 1)
        found = await bot.store.load_case(case.case_id)
        assert found is not None
        assert len(found[0].members) == 3
        assert (await bot.store.load(told(telegram, NOTHING)[0])).case is None
