"""Roles and parts left out hold wherever something is pressed, typed, opened or written to them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from rehearsing import buttons, household, joins, plain
from two_children import TO_THE_CARD

from bot.rehearsal import together, transcript
from bot.rehearsal.household import Household, Phone
from handlers import expected, presses, rights, screens
from state.case import Part, Role
from state.levels import Level
from state.store.documents import CASE
from state.urgency import reached

A_VISIT = """Mother types: /visit
Mother types: March 12 at 2 pm
Mother types: /notes
Mother types: question: May she swim?"""


def of(name: str, script: str) -> list[tuple[str, str]]:
    """A script of one parent as that of an adult of this name."""
    return transcript.steps(script.replace("Parent", name))


@pytest.fixture
async def adults() -> AsyncIterator[Household]:
    """A mother with a card; a father who has joined is added by each test."""
    async with household(Mother="en", Father="en") as two:
        await together.play(two, of("Mother", TO_THE_CARD))
        yield two


def text(phone: Phone) -> str:
    return plain(phone.messages[phone.screen_id or 0].text)


def data(phone: Phone) -> set[str]:
    return {one.data for one in buttons(phone.messages[phone.screen_id or 0])}


def kept(adults: Household) -> bytes:
    """The case without where the members are, which is everybody's own."""
    copied = CASE.read(CASE.write(adults.cases[0]))
    copied.members = []
    return CASE.write(copied)


def test_what_the_table_names_is_there() -> None:
    table = rights.rights()
    for names in (table.anybody, table.tasks, table.visits, table.notes, table.insurance):
        assert {one.partition(":")[0] for one in names.press} <= set(presses._actions)
        assert names.open <= set(screens._builders)
        assert names.type <= set(expected._takers)
    assert table.of_danger <= set(presses._actions)


async def test_who_only_reads_sees_the_plan_and_changes_nothing(adults: Household) -> None:
    joins(adults, "Father", role=Role.READ)
    father = adults["Father"]
    await father.write("/plan")
    task = next(iter(one for one in data(father) if one.startswith("task:")))
    await father.tap(father.screen_id or 0, task)
    assert not {one for one in data(father) if one.startswith(("mark", "put_off"))}
    before = kept(adults)
    for pressed in (task.replace("task", "mark:done"), "a:opinion_kind:relapse", "died", "team"):
        await father.tap(father.screen_id or 0, pressed)
        assert "not yours to change" in text(father)
    await father.write("a note that is kept nowhere")
    assert kept(adults) == before


async def test_who_has_tasks_marks_them_and_answers_no_questions(adults: Household) -> None:
    joins(adults, "Father", role=Role.TASKS)
    father = adults["Father"]
    await father.write("/plan")
    await father.tap(father.screen_id or 0, "mark:done:date")
    assert [mark.by for mark in adults.cases[0].marks["date"]] == [father.chat_id]
    before = kept(adults)
    await father.tap(father.screen_id or 0, "a:opinion_kind:relapse")
    assert kept(adults) == before


@pytest.mark.parametrize("role", Role)
async def test_danger_counts_from_anybody(adults: Household, role: Role) -> None:
    joins(adults, "Father", role=role, leaves_out=("visits", "who", "notes", "insurance"))
    father = adults["Father"]
    await father.write("/start")
    await father.tap(father.screen_id or 0, "w")
    assert data(father) >= {"a:em_head:none"} or any(one.endswith(":none") for one in data(father))
    yes = next(one for one in data(father) if one.endswith(":yes"))
    await father.tap(father.screen_id or 0, yes)
    await father.tap(father.screen_id or 0, f"y:{yes.split(':')[1]}")
    await father.write("she is not breathing")
    assert max(one.level for one in reached(adults.cases[0])) is Level.EMERGENCY
    await adults["Mother"].write("/start")
    await adults["Mother"].tap(adults["Mother"].screen_id or 0, "card")
    assert "911" in text(adults["Mother"])


@pytest.mark.parametrize("role", Role)
async def test_whoever_reports_danger_may_tell_the_others_at_once(
    adults: Household, role: Role
) -> None:
    joins(adults, "Father", role=role)
    mother, father = adults["Mother"], adults["Father"]
    await father.write("/start")
    before = len(mother.messages)
    await father.write("she is not breathing")
    assert "tell_other:rise" in data(father)
    await father.tap(father.screen_id or 0, "tell_other:rise")
    (told,) = list(mother.messages.values())[before:]
    assert "911" in plain(told.text)


async def test_who_says_worse_is_asked_though_the_other_just_was(adults: Household) -> None:
    joins(adults, "Father")
    father = adults["Father"]
    await father.write("/start")
    await father.tap(father.screen_id or 0, "w")
    assert any(one.endswith(":none") for one in data(father))


async def test_words_of_danger_are_taken_back_only_by_who_typed_them(adults: Household) -> None:
    joins(adults, "Father")
    mother, father = adults["Mother"], adults["Father"]
    await mother.write("she is not breathing")
    await father.write("/start")
    for pressed in ("not_now", "not_meant"):
        await father.tap(father.screen_id or 0, pressed)
    assert [one.level for one in reached(adults.cases[0])][-1] is Level.EMERGENCY
    for pressed in ("not_now", "not_meant"):
        await mother.tap(mother.screen_id or 0, pressed)
    assert Level.EMERGENCY not in [one.level for one in reached(adults.cases[0])]


SECRET: dict[Part, tuple[str, ...]] = {"visits": ("March 12", "2:00"), "notes": ("swim",)}


@pytest.mark.parametrize("part", SECRET)
async def test_what_is_left_out_is_on_no_screen_and_in_no_message(
    adults: Household, part: Part
) -> None:
    await together.play(adults, transcript.steps(A_VISIT))
    joins(adults, "Father", leaves_out=(part,))
    father = adults["Father"]
    for command in ("/start", "/plan", "/visit", "/notes", "/papers", "/why", "/menu"):
        await father.write(command)
    for verb in sorted(presses._actions):
        if verb not in {"w", "enough", "died", "erase", "another", "stopping"}:
            for about in ("", ":1"):
                await father.tap(father.screen_id or 0, verb + about)
    adults["Mother"].case.member(adults["Mother"].chat_id).reminders.stopped = True  # type: ignore[union-attr]
    await adults.pass_time(timedelta(days=8))
    said = " ".join(plain(one.text) for one in father.messages.values())
    assert [word for word in SECRET[part] if word in said] == []
