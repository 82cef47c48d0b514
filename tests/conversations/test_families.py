"""Seven families, day by day, from the first concern to two days after the visit.

Each diary is played and must come out word for word; `--update-transcripts` writes it anew. And
over all of them: what the bot writes by itself is never stale, too much, or at the wrong time.
"""

import asyncio
import functools
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rehearsing import buttons, plain, rehearsal, services, turn_of

from bot.rehearsal import diary, transcript
from bot.rehearsal.rehearsal import Rehearsal, Started
from handlers.tasks import name
from state.levels import Level
from state.plan import visits
from state.plan.about import about
from state.plan.tasks import About, Task, tasks
from state.plan.visits import Visit
from state.present import Present

FAMILIES = sorted((Path(__file__).parent / "families").glob("*.md"))
each_family = pytest.mark.parametrize("path", FAMILIES, ids=lambda path: path.stem)
FIRST_LINES = {"A note from your helper.", "A question from your helper."}
SEVEN = 7
QUIET_FROM, QUIET_TO = 21, 8
APART, JUST = timedelta(hours=4), timedelta(days=3)
"""Hours and numbers as the product rules name them, not as the program does."""


class Lived:
    """A family's weeks, played: the diary as it comes out, and all the bot wrote by itself."""

    def __init__(self, text: str, rehearsed: Rehearsal) -> None:
        self.text = text
        self.started = rehearsed.started
        self.zone = rehearsed.zone
        self.turn = turn_of(rehearsed)
        self.library = services()["content"].library

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def about(self, one: Started) -> About:
        """What the assessment said when a message was written."""
        member = one.case.members[0]
        return about(Present(self.library, one.case, member.chat_id, one.at), member)

    def tasks(self, one: Started) -> list[Task]:
        """All tasks there were then."""
        return tasks(one.case, self.about(one), one.at)

    def name(self, task: Task) -> str:
        return name(self.turn, task)


@functools.cache
def lived(path: Path) -> Lived:
    return asyncio.run(_lived(path))


async def _lived(path: Path) -> Lived:
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    async with rehearsal(datetime.fromisoformat(facts["Begins"]), facts["Language"]) as one:
        text = await diary.play(one, transcript.steps(body))
        return Lived(f"{head}\n---\n\n{text}", one)


@each_family
def test_diary_is_as_written(path: Path, request: pytest.FixtureRequest) -> None:
    played = lived(path).text
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")


@each_family
def test_first_line_tells_nothing_to_who_looks_on(path: Path) -> None:
    for one in lived(path).started:
        assert plain(one.said.text).split("\n")[0] in FIRST_LINES


@each_family
def test_nothing_done_or_gone_is_mentioned(path: Path) -> None:
    """Neither in the words nor on a button: what is done, and what is no longer a task."""
    family = lived(path)
    for one in family.started:
        every = family.tasks(one)
        still = {task.id for task in every if not task.done}
        assert still.issuperset(task for step in one.steps for task in step.tasks)
        shown = {plain(one.said.text), *(button.label for button in buttons(one.said))}
        names = {family.name(task) for task in every if not task.done}
        for task in every:
            if task.done and family.name(task) not in names:
                assert not [text for text in shown if family.name(task) in text], task.id
        for button in buttons(one.said):
            kind, _, about_what = button.data.partition(":")
            assert kind != "task" or about_what in still


WRITTEN_DAY = re.compile(r"[A-Z][a-z]+day, (?:\d+ [A-Z][a-z]+|[A-Z][a-z]+ \d+)")
PROMISED = re.compile(f"promised by {WRITTEN_DAY.pattern}")
WRITTEN_TIME = re.compile(WRITTEN_DAY.pattern + r", \d+:\d\d (?:am|pm)")


@each_family
def test_no_day_that_is_mentioned_is_past(path: Path) -> None:
    """But for the day by which somebody has promised something, and did not keep it."""
    family = lived(path)
    for one in family.started:
        now = family.local(one.at)
        for written in WRITTEN_DAY.findall(PROMISED.sub("", plain(one.said.text))):
            assert _read(written, now.year).date() >= now.date(), written


@each_family
def test_a_visit_is_mentioned_at_the_time_that_holds_then(path: Path) -> None:
    """Not as before it moved, nor once it was cancelled; our latest time may stand there."""
    family = lived(path)
    for one in family.started:
        latest = family.about(one).deadline
        times = {visit.local for visit in visits.ahead(one.case.visits, one.at)}
        times |= {family.local(latest)} if latest else set()
        written = WRITTEN_TIME.findall(plain(one.said.text))
        assert written or not any(step.part for step in one.steps)
        year = family.local(one.at).year
        known = {moment.replace(tzinfo=None, second=0, microsecond=0) for moment in times}
        assert {_read(time, year) for time in written} <= known


def _read(written: str, year: int) -> datetime:
    """A day, or a time, that is written without its year; local."""
    day_first = written.split(", ")[1][0].isdigit()
    how = "%A, %d %B" if day_first else "%A, %B %d"
    how += ", %I:%M %p" if written.endswith("m") else ""
    return datetime.strptime(f"{written} {year}", f"{how} %Y")  # noqa: DTZ007 - local


@each_family
def test_nothing_is_said_twice_word_for_word(path: Path) -> None:
    """Unless the timetable has it as another time of asking for a date."""
    for one, other in combinations(lived(path).started, 2):
        if one.said.text == other.said.text:
            assert all(step.id.startswith("date/") for step in (*one.steps, *other.steps))


@each_family
def test_quiet_hours_are_quiet(path: Path) -> None:
    """But for asking back on the same day whether a doctor has called."""
    family = lived(path)
    for one in family.started:
        if one.steps:
            assert QUIET_TO <= family.local(one.at).hour < QUIET_FROM
        else:
            assert family.about(one).level is Level.SAME_DAY


@each_family
def test_nothing_comes_in_silence(path: Path) -> None:
    """After a stop, in a pause, in hospital, after good or the worst news."""
    family = lived(path)
    for one in family.started:
        wishes = one.case.members[0].reminders
        assert not wishes.stopped
        assert wishes.paused_until is None or wishes.paused_until <= family.local(one.at).date()
        if one.case.child_states:
            last = one.case.child_states[-1]
            assert last.what not in {"not_cancer", "died"}
            stay = {"at_emergency": 2, "admitted": 14}.get(last.what, 0)
            asked_there = last.what == "at_emergency" and not one.steps
            assert asked_there or one.at - last.at >= timedelta(days=stay)


@each_family
def test_no_more_than_one_a_day_and_two_when_a_visit_is_near(path: Path) -> None:
    family = lived(path)
    for one, other in pairwise(family.started):
        assert other.at - one.at >= APART or not one.steps
    counted = [one for one in family.started if any(s.manner in COUNTED for s in one.steps)]
    for day in {family.local(one.at).date() for one in counted}:
        that_day = [one for one in counted if family.local(one.at).date() == day]
        assert len(that_day) <= (2 if _is_near(family, that_day[-1], day) else 1)


COUNTED = {"digest", "timed"}


def _is_near(family: Lived, one: Started, day: date) -> bool:
    coming = (family.local(visit.moment).date() for visit in one.case.visits)
    return any(day <= visit <= day + timedelta(days=1) for visit in coming)


@each_family
def test_every_open_task_is_named_before_the_visit(path: Path) -> None:
    """What was open on the eve of a visit was named since its time was known or just before."""
    family = lived(path)
    for visit, eve in _eves(family):
        told = [one for one in family.started if visit.since - JUST <= one.at < visit.moment]
        words = "\n".join(plain(one.said.text) for one in told)
        still = [task for task in family.tasks(eve) if not task.done and task.chase and task.visit]
        assert [family.name(task) for task in still if family.name(task) not in words] == []


def _eves(family: Lived) -> Iterator[tuple[Visit, Started]]:
    """Each visit that came, and the last message before it."""
    for number in {visit.visit_id for visit in family.started[-1].case.visits}:
        before = [one for one in family.started if _comes(one, number)]
        if before:
            last = before[-1]
            visit = next(one for one in last.case.visits if one.visit_id == number)
            if visit.moment - last.at < timedelta(days=1):
                yield visit, last


def _comes(one: Started, number: int) -> bool:
    ahead = visits.ahead(one.case.visits, one.at)
    return bool(ahead) and ahead[0].visit_id == number


def test_a_diary_is_read_in_minutes() -> None:
    """At 180 words a minute, by a nurse who wants to see what a family gets."""
    for path in FAMILIES:
        assert len(path.read_text(encoding="utf-8").split()) < 12 * 180, path.stem


def test_the_families_live_in_different_places() -> None:
    assert len({str(lived(path).zone) for path in FAMILIES}) == len(FAMILIES) == SEVEN
    moved = [path for path in FAMILIES if _clocks_change(lived(path))]
    assert moved, "no family lives through a change of the clocks"


def _clocks_change(family: Lived) -> bool:
    zone: ZoneInfo = family.zone
    offsets = {one.at.astimezone(zone).utcoffset() for one in family.started}
    return len(offsets) > 1
