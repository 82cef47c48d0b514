"""A parent with two children in one chat, for the tests about them."""

import msgspec

from bot.rehearsal import transcript
from bot.rehearsal.rehearsal import Rehearsal
from state import own_settings
from state.case import Case, Member
from state.store.documents import CASE

TO_THE_CARD = """Parent types: /start
Parent taps: Start
Parent taps: Yes, keep my answers
Parent taps: United States
Parent taps: 10:10 am
Parent taps: None of these
Parent taps: None of these
Parent taps: None of these
Parent taps: None of these
Parent taps: A second opinion
Parent taps: Stable, nothing due soon
Parent taps: No
Parent taps: 4 to 6 years"""
ANOTHER = """Parent types: /child
Parent types: Bear
Parent types: Fox"""
ON_TO_ITS_CARD = """Parent taps: None of these
Parent taps: None of these
Parent taps: None of these
Parent taps: None of these
Parent taps: Someone said something
Parent taps: A lump
Parent taps: 2 cm, hard, growing, 4 weeks
Parent taps: 1 to 3 years
Parent taps: Nobody. I noticed it"""


async def do(one: Rehearsal, *scripts: str) -> str:
    """Plays these steps; what was said since."""
    return await transcript.play(one, transcript.steps("\n".join(scripts)))


async def with_two(one: Rehearsal, *, cards: bool = True) -> None:
    """Bear, who came first, and Fox, who is shown now."""
    await do(one, TO_THE_CARD, ANOTHER, *([ON_TO_ITS_CARD] if cards else []))


def called(one: Rehearsal, name: str) -> Case:
    cases = [one.case, *one.others] if one.case else one.others
    return next(case for case in cases if case.members[0].nickname == name)


def kept(case: Case) -> bytes:
    """All that is kept of a child, without what an adult sets for all of theirs."""
    copied = CASE.read(CASE.write(case))
    for member in copied.members:
        own_settings.copy(Member(member.chat_id, "en", member.consented_at), member)
    return msgspec.json.encode(copied)
