"""Writing first: a wake says what is due to each member now, from what is true now."""

from collections.abc import Iterator
from datetime import datetime

from handlers import digest, expiring, hourly, reading
from handlers.context import Turn
from state import chases, retention
from state.assessments.assessment import Library
from state.case import Case, Member, Role
from state.effects import Priority, Reminder, Wake
from state.plan import reminders, saying
from state.plan.about import about
from state.plan.steps import Due
from state.plan.tasks import About, tasks
from state.present import Present


def next_wake(library: Library, case: Case, now: datetime) -> datetime | None:
    """When this case next has something to say to any member (UTC), or None; `now` if overdue."""
    wake = coming(library, case, now)
    return wake.at if wake else None


def coming(library: Library, case: Case, now: datetime) -> Wake | None:
    """When this case next has something to say to any member, and how urgent that is."""
    wakes = [_chase(case, now), *_warnings(case, now), *_wakes(library, case, now)]
    found = [Wake(max(one.at, now), one.priority) for one in wakes if one is not None]
    return min(found, key=lambda one: (one.at, one.priority), default=None)


def _chase(case: Case, now: datetime) -> Wake | None:
    moment = chases.next_chase(case, now)
    return Wake(moment, Priority.ASK_BACK) if moment else None


def _wakes(library: Library, case: Case, now: datetime) -> Iterator[Wake | None]:
    leader, away = lead(case, now), _away(case, now)
    facts = {
        one.chat_id: about(Present(library, case, one.chat_id, now), one) for one in case.members
    }
    instead = _instead(case, facts, now)
    for member in case.members:
        following = reminders.following(
            case,
            facts[member.chat_id],
            member,
            now,
            leads=member is leader,
            away=away,
            instead=instead,
        )
        if following is not None:
            yield Wake(following.at, digest.urgency(following.steps))


def _warnings(case: Case, now: datetime) -> Iterator[Wake]:
    """That the case will be erased, if nobody writes."""
    for member in case.members:
        moment = retention.next_warning(case, member, now)
        if moment is not None:
            yield Wake(moment)


def _away(case: Case, now: datetime) -> frozenset[int]:
    """The members who are not written to now: others are reminded of what they have taken."""
    silent = (one for one in case.members if one.zone is None or reminders.is_silent(one, now))
    return frozenset(one.chat_id for one in silent)


def lead(case: Case, now: datetime) -> Member | None:
    """The one adult reminded of what nobody has claimed: who was chosen for it, or else the first.

    It is somebody who can act on all of it, sees the visits, and is written to.
    """
    return next(iter(_leaders(case, now)), None)


def _leaders(case: Case, now: datetime) -> list[Member]:
    """Who may lead, who comes first first; who has paused comes last."""
    may = [
        one
        for one in case.members
        if one.role is Role.FULL and not one.reminders.stopped and not one.unreachable
    ]
    may.sort(key=lambda one: ("visits" in one.leaves_out, not one.minds_the_rest))
    return sorted(may, key=lambda one: reminders.is_paused(one, now))


def _instead(case: Case, facts: dict[int, About], now: datetime) -> dict[str, int]:
    """The tasks left out for whoever has them or leads, and who leads of those who see them."""
    if not any(one.leaves_out for one in case.members):
        return {}
    seen = {who: {one.id: one for one in tasks(case, facts[who], now)} for who in facts}
    away, leaders = _away(case, now), [one.chat_id for one in _leaders(case, now)]
    found = {}
    for task in [one for every in seen.values() for one in every.values()]:
        holder = None if task.claimed_by in away else task.claimed_by
        usual = holder if holder is not None else next(iter(leaders), None)
        able = sorted((one for one in leaders if task.id in seen[one]), key=away.__contains__)
        if able and task.id not in seen.get(usual or 0, {}):
            found[task.id] = able[0]
    return found


def unsay(turn: Turn, reminder: Reminder, *, gone: bool) -> None:
    """A reminder to the chat of this turn never arrived: it counts as not said.

    `gone`: the chat takes no messages; nothing is said to it until they write again.
    """
    case = reading.case(turn)
    if reminder.kind == "digest":
        saying.unsay(case.said, turn.chat_id, reminder.at)
    else:
        chases.unsay(case, turn.chat_id, reminder.at)
    for member in case.members:
        if member.chat_id == turn.chat_id:
            member.unreachable = gone
            member.reminded = ()


def wake(turn: Turn) -> None:
    """Says what is due to each member who wants it, and records that it was said."""
    case = reading.case(turn)
    hourly.ask_back(turn)
    expiring.warn(turn)
    for member, due in due_now(turn):
        digest.say(turn.for_member(member.chat_id).as_seen(), due)
        case.said.append(saying.record(due, member.chat_id, turn.now))


def due_now(turn: Turn) -> list[tuple[Member, Due]]:
    """What is due to each member who is to be written to now."""
    case, leader = reading.case(turn), lead(reading.case(turn), turn.now)
    away, found = _away(case, turn.now), []
    facts = {
        one.chat_id: about(reading.present(turn.for_member(one.chat_id)), one)
        for one in case.members
    }
    instead = _instead(case, facts, turn.now)
    for member in case.members:
        due = reminders.due(
            case,
            facts[member.chat_id],
            member,
            turn.now,
            leads=member is leader,
            away=away,
            instead=instead,
        )
        if due is not None:
            found.append((member, due))
    return found
