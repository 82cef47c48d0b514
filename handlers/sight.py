"""What an adult who joins sees first; whoever invites them sees just this before it is sent.

The time to act, what happened, who does what, and when to go to the emergency department.
"""

import copy

import msgspec

from handlers import reading
from handlers.adults import adult_name
from handlers.card import watch_for
from handlers.context import Turn
from handlers.next_step import level_words
from handlers.places import emergency_numbers
from handlers.screens import render
from handlers.sign_off import unchecked
from handlers.tasks import name, the_plan
from handlers.wording import line_words, reasons
from state.case import Case, Member
from state.levels import Level
from state.plan.tasks import Task

MOST = 3


def sight(turn: Turn, member: Member, *, quoted: bool = False) -> str:
    """The case of this turn as this member sees it, who may not have joined yet.

    Before their own clock is known, times are on that of whoever began the plan.
    """
    case = reading.case(turn.real)
    lent = next((one.zone for one in case.members if one.zone), None)
    their = _through(turn, case, msgspec.structs.replace(member, zone=member.zone or lent))
    now_is = reading.now_is(their)
    return render(
        their,
        "sight",
        quoted=quoted,
        needed=level_words(their, now_is),
        danger=now_is.level is Level.EMERGENCY,
        passed=now_is.passed(their.now),
        lent=member.zone is None and now_is.deadline is not None,
        trigger=reading.facts(their).trigger,
        reasons=[why for why, _, _ in reasons(their, now_is.causes)][:MOST],
        heard=line_words(their, now_is),
        tasks=[(name(their, task), _who(their, task)) for task in the_plan(their).today],
        emergency=emergency_numbers(their),
        watch=watch_for(their),
        unchecked=unchecked(their),
    )


def _through(turn: Turn, case: Case, member: Member) -> Turn:
    """The turn through this member's eyes, for a look: nothing comes of it."""
    others = [one for one in case.members if one.chat_id != member.chat_id]
    their = copy.copy(turn.real)
    their.chat_id, their.others = member.chat_id, []
    their.case = msgspec.structs.replace(case, members=[*others, member])
    return their.as_seen()


def _who(turn: Turn, task: Task) -> str:
    return adult_name(turn, task.claimed_by) if task.claimed_by is not None else ""
