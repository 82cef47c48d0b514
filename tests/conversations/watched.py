"""A parent whose every message from the bot is held against what is promised of reminders."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rehearsing import A_TUESDAY, services, texts

from bot.rehearsal.rehearsal import PARENT, Rehearsal, Said
from handlers.context import Turn
from state import chases
from state.case import Case, Chased, Member, Spoke
from state.effects import Outgoing, Show
from state.levels import Level
from state.plan import child_states, reminders, saying, visits
from state.plan.about import about
from state.plan.habits import Habits
from state.plan.steps import Said as Record
from state.plan.tasks import About, Task, tasks
from state.present import Present
from state.urgency import reached

SOON_AFTER = timedelta(days=3)
"""By then at the latest somebody asks whether a visit happened, or whether a promise was kept."""
MOST_WAKES = 40
"""In one go: a digest a day for a month. More is a loop."""


@dataclass(frozen=True)
class Before:
    """What was true of a case a moment before something was said about it."""

    said: int = 0
    chased: int = 0
    silent: frozenset[int] = frozenset()
    open: frozenset[str] = frozenset()
    visits: frozenset[str] = frozenset()
    wishes: dict[int, Habits] = field(default_factory=dict)


class Watched(Rehearsal):
    """A rehearsal in which a broken promise is an AssertionError. `digests` are what came."""

    def __init__(self, now: datetime = A_TUESDAY) -> None:
        super().__init__(now, texts(), services())
        self.digests: list[str] = []
        self.wakes = 0
        self.hours_changed: datetime | None = None
        self._before = Before()

    async def pass_time(self, time: timedelta) -> list[Said]:
        self.wakes = 0
        return await super().pass_time(time)

    def next_wake(self) -> datetime | None:
        wake = super().next_wake()
        assert wake is None or wake >= self.now, "a wake in the past"
        self.wakes += 1
        assert self.wakes < MOST_WAKES, f"it wakes again and again: {wake}"
        return wake

    def _turn(self, case: Case | None = None) -> Turn:
        if self.case is not None:
            self._before = self._seen(self.case)
        return super()._turn(case)

    def _seen(self, case: Case) -> Before:
        silent = {one.chat_id for one in case.members if self._is_silent(case, one)}
        return Before(
            said=len(case.said),
            chased=sum(isinstance(event, Chased) for event in case.events),
            silent=frozenset(silent),
            open=frozenset(task.id for task in self.tasks() if not task.done),
            visits=frozenset(_name(visit) for visit in case.visits if visit.is_planned),
            wishes={one.chat_id: reminders.habits(one) for one in case.members},
        )

    def _is_silent(self, case: Case, member: Member) -> bool:
        quiet = child_states.is_silent(case.child_states, self.now)
        return quiet or reminders.is_silent(member, self.now) or member.zone is None

    def tasks(self) -> list[Task]:
        """The tasks of the case as they are now."""
        assert self.case is not None
        return tasks(self.case, self._about(self.case), self.now)

    def _about(self, case: Case) -> About:
        member = case.members[0]
        present = Present(services()["content"].library, case, member.chat_id, self.now)
        return about(present, member)

    # After everything that was said

    def _finish(self, turn: Turn) -> list[Said]:
        said = super()._finish(turn)
        begun = [one.effect for one in turn.outgoing if one.reminder is not None]
        self.digests += [one.text for one in begun if isinstance(one, Show)]
        if self.case is None or self.case.case_id != turn_case(turn):
            return said
        new = self.case.said[self._before.said :]
        asked = [event for event in self.case.events if isinstance(event, Chased)]
        fresh = asked[self._before.chased :]
        assert len(new) + bool(fresh) == len(begun), "said and kept are not the same"
        for sent in turn.outgoing:
            assert sent.priority.is_reminder == (sent.reminder is not None)
            if sent.reminder is not None and sent.reminder.kind == "digest":
                self._check_end(sent)
        for record in new:
            self._check(self.case, record)
        for event in fresh:
            self._check_chase(self.case, event)
        return said

    def _check(self, case: Case, one: Record) -> None:
        """Good hours, not too often, nothing that is over, nothing twice, nothing unwanted."""
        earlier = [old for old in case.said if old.to == one.to and old is not one]
        habits = self._before.wishes[one.to]
        assert one.to not in self._before.silent, "said in silence"
        assert not habits.is_quiet(one.at), "said in quiet hours"
        assert all(one.at - old.at >= saying.APART for old in earlier), "too soon after another"
        assert set(one.tasks) <= self._before.open, "something finished or cancelled"
        for step in one.steps:
            assert not any(step in old.steps for old in earlier), f"{step} is said twice"
            if step.startswith("visit/"):
                name = "/".join(step.split("/")[:3])
                assert name in self._before.visits, "a visit that is no more"
        self._check_number(case, one, habits)

    def _check_end(self, sent: Outgoing) -> None:
        """However long it takes to be delivered, it does not come in quiet hours."""
        habits = self._before.wishes[sent.chat_id]
        awake = habits.quiet_from == habits.quiet_to
        last = sent.expires_at
        assert awake or (last is not None and not habits.is_quiet(last - timedelta(minutes=1)))
        assert awake or (last is not None and last - self.now < timedelta(hours=25))

    def _check_number(self, case: Case, one: Record, habits: Habits) -> None:
        """One a day, two on the last two days before a visit; chases do not count."""
        today = habits.local(one.at).date()
        mine = [old for old in case.said if old.to == one.to and old.counts]
        count = sum(habits.local(old.at).date() == today for old in mine)
        coming = [habits.local(one.moment).date() for one in visits.ahead(case.visits, self.now)]
        near = any(today <= day <= today + timedelta(days=1) for day in coming)
        moved = self.hours_changed is not None and one.at - self.hours_changed < timedelta(days=2)
        assert count <= 1 + (near or moved), "too often"

    def _check_chase(self, case: Case, event: Chased) -> None:
        """Two hours after a card of the same day, and two more; not once a doctor has called.

        The one exception: four hours after the family came to an emergency department, once.
        """
        assert not case.members[0].reminders.stopped
        assert case.members[0].chases
        if case.child_states and case.child_states[-1].what == "at_emergency":
            arrived = case.child_states[-1].at
            since = [one for one in case.events if isinstance(one, Chased) and one.at > arrived]
            assert event.at - arrived >= timedelta(hours=4)
            assert since == [event]
            return
        cards = [one for one in reached(case) if one.level is Level.SAME_DAY]
        assert cards, "asked back without a card of the same day"
        first = cards[0]
        assert event.at - first.at >= timedelta(hours=2)
        assert not any(isinstance(one, Spoke) and one.at >= first.at for one in case.events)
        assert PARENT not in self._before.silent
        asked = [one for one in case.events if isinstance(one, Chased) and one.at >= first.at]
        assert len(asked) <= len(chases.AFTER), "asked back a third time"

    # At any time

    def check_the_wake(self) -> None:
        """There is one while something is open, and it is not later than it has to be."""
        case = self.case
        if case is None or self._is_silent(case, case.members[0]):
            return
        wake = super().next_wake()
        for visit in visits.ahead(case.visits, self.now):
            assert wake is not None, "nothing will be said of a visit"
            assert wake <= visit.moment + SOON_AFTER, "a visit is slept through"
        if not case.members[0].reminders.less:
            self._check_promises(case, wake)

    def _check_promises(self, case: Case, wake: datetime | None) -> None:
        for task in self.tasks():
            if task.done or task.promised is None or self._is_said_often(case, task):
                continue
            habits = reminders.habits(case.members[0])
            if task.promised >= habits.local(self.now).date():
                assert wake is not None, f"nobody asks about {task.id}"
                by = datetime.combine(task.promised, datetime.min.time(), self.now.tzinfo)
                assert wake <= by + SOON_AFTER, f"{task.id} is asked about too late"

    def _is_said_often(self, case: Case, task: Task) -> bool:
        return sum(task.id in one.tasks for one in case.said) >= 3


def turn_case(turn: Turn) -> str | None:
    return turn.case.case_id if turn.case else None


def _name(visit: visits.Visit) -> str:
    return f"visit/{visit.visit_id}/{visit.moment:%Y%m%d%H%M}"
