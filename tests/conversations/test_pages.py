"""Pages on papers, waiting, the visit, the child and the family: each fits wherever it is shown."""

import asyncio
import functools
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from readers import Text
from rehearsing import A_TUESDAY, buttons, parent, plain, turn_of, unfolded
from stand_ins.readability import grade
from test_budget import count

from bot.rehearsal.rehearsal import Rehearsal, Said
from handlers import lists, reading
from handlers.screens import View, view, where
from handlers.topics import situation
from state.case import Answer, Place
from state.places.countries import countries

GROUPS = ("papers", "waiting", "visit", "child", "family")
AGES = ("under_3mo", "under_1", "1_3", "4_6", "7_11", "12_18", "unsure")
MOST_WORDS = 60
MOST_ANSWERS = 4
LONGEST_SENTENCE = 20
AVERAGE_SENTENCE = 12
HIGHEST_GRADE = 6.0
LONGEST_MESSAGE = 4096

REASONS = {
    "doctor_mentioned_cancer": {"reason": "someone_said", "said": "doctor"},
    "mass_or_tumor": {"reason": "someone_said", "said": "lump"},
    "abnormal_labs": {"reason": "someone_said", "said": "result"},
    "imaging_concern": {"reason": "someone_said", "said": "scan"},
    "unexplained_symptoms": {"reason": "worried"},
    "confirmed_diagnosis": {"reason": "diagnosis"},
    "second_opinion": {"reason": "second_opinion"},
    "not_sure": {"reason": "unsure"},
}
"""The answers that make each reason; everything else is answered "none" or "not sure"."""


async def to_card(one: Rehearsal, trigger: str) -> None:
    """The short path, with the answers of this reason and a child of four to six."""
    said = {"age": "4_6", "who_told": "own_doctor", **REASONS[trigger]}
    await one.write("/start")
    for data in ("start", "agree", "country:us", "zone:America/New_York"):
        await press(one, data)
    while where(turn_of(one)).screen == "ask":
        item = reading.item(turn_of(one), where(turn_of(one)).about)
        answer = "none" if item.kind == "signs" else said.get(item.id, "unsure")
        await press(one, f"a:{item.id}:{answer}")


async def press(one: Rehearsal, data: str) -> Said:
    return (await one.tap(one.screen_id or 0, data))[-1]


class Shown(NamedTuple):
    """A page, and for whom it was built."""

    place: str
    view: View


@functools.cache
def every_page() -> list[Shown]:
    """Every page for every reason; and for one reason in every country, at every age."""
    return asyncio.run(_every_page())


async def _every_page() -> list[Shown]:
    found: list[Shown] = []
    for trigger in REASONS:
        async with parent(A_TUESDAY) as one:
            await to_card(one, trigger)
            found += _pages(one, trigger)
            if trigger == "confirmed_diagnosis":
                found += [page for country in countries() for page in _in(one, country)]
                found += [page for age in AGES for page in _aged(one, age)]
    return found


def _in(one: Rehearsal, country: str) -> Iterator[Shown]:
    assert one.case is not None
    one.case.members[0].country = country
    yield from _pages(one, f"in {country}")
    one.case.members[0].country = "us"


def _aged(one: Rehearsal, age: str) -> Iterator[Shown]:
    assert one.case is not None
    one.case.answers = [_with_age(answer, age) for answer in one.case.answers]
    yield from _pages(one, f"aged {age}")


def _with_age(answer: Answer, age: str) -> Answer:
    if answer.item != "age":
        return answer
    return Answer(answer.number, "age", age, answer.by, answer.at)


def _pages(one: Rehearsal, whose: str) -> Iterator[Shown]:
    """Every page that fits this case, list pages one by one, and each paper."""
    turn = turn_of(one)
    topics, here = reading.library(turn).topics, situation(turn)
    for topic in (topic for group in GROUPS for topic in topics.of(group, here)):
        for about in (topic.id, f"{topic.id}:1"):
            yield Shown(f"{whose}: {about}", view(turn, Place("topic", about)))
    for paper in lists.papers(turn):
        yield Shown(f"{whose}: the paper {paper.id}", view(turn, Place("paper", paper.id)))


def test_a_page_is_short_before_it_is_unfolded() -> None:
    long = {
        shown.place: words
        for shown in every_page()
        if (words := count(unfolded(shown.view.text))) > MOST_WORDS
    }
    assert long == {}


def test_a_page_is_plain() -> None:
    """Grade, the longest sentence and the average one; each text is measured once."""
    hard = {}
    for words, place in {plain(shown.view.text): shown.place for shown in every_page()}.items():
        text = Text(place, words)
        longest = max(len(sentence.split()) for sentence in text.sentences)
        average = text.length / len(text.sentences)
        measured = (grade(*text.sentences), longest, average)
        if measured[0] > HIGHEST_GRADE or longest > LONGEST_SENTENCE or average > AVERAGE_SENTENCE:
            hard[place] = measured
    assert hard == {}


def test_a_page_has_few_answers_and_a_way_out() -> None:
    for shown in every_page():
        *rows, last = shown.view.rows
        own = [one for row in rows for one in row if one.label not in {"Back", "More"}]
        assert len(own) <= MOST_ANSWERS, shown.place
        assert [one.data for one in last] == ["card", "w"], shown.place
        assert len(shown.view.text) < LONGEST_MESSAGE, shown.place


@pytest.mark.parametrize("trigger", REASONS)
async def test_the_list_to_send_on_has_the_danger_signs_the_number_and_a_dated_time(
    trigger: str,
) -> None:
    async with parent(A_TUESDAY) as one:
        await to_card(one, trigger)
        text = plain((await press(one, "topic:safety_list")).text)
        facts = reading.facts(turn_of(one))
        groups = reading.library(turn_of(one)).guidance.watch_for(facts.yes | facts.unsure)
        assert "Call 911 now" in text
        assert text.count("Go now too: ") == len(groups)
        assert ("March" in text) is (reading.now_is(turn_of(one)).deadline is not None)


async def test_how_the_parent_is_is_asked_once() -> None:
    async with parent(A_TUESDAY) as one:
        await to_card(one, "mass_or_tumor")
        assert "how are you holding up?" in (await press(one, "group:family")).text
        assert "I am not safe" in {one.label for one in buttons(one.messages[one.screen_id or 0])}
        assert "how are you holding up?" not in (await press(one, "group:family")).text


async def test_what_the_parent_said_of_themselves_is_not_kept() -> None:
    async with parent(A_TUESDAY) as one:
        await to_card(one, "mass_or_tumor")
        await press(one, "group:family")
        assert one.case is not None
        before = one.case.notes, one.case.answers, one.case.kept
        await press(one, "not_safe")
        assert (one.case.notes, one.case.answers, one.case.kept) == before
        assert set(one.case.notes.values()) == {"1"}


async def test_in_danger_nobody_is_asked_how_they_are() -> None:
    async with parent(A_TUESDAY) as one:
        await to_card(one, "mass_or_tumor")
        await press(one, "w")
        await press(one, "a:em_breathing:yes")
        shown = await press(one, "group:family")
        assert "how are you holding up?" not in shown.text
        assert "First: " in shown.text


async def test_in_danger_only_what_keeps_nobody_from_going_is_offered() -> None:
    """And each of these pages begins with where to go."""
    async with parent(A_TUESDAY) as one:
        await to_card(one, "confirmed_diagnosis")
        await press(one, "w")
        await press(one, "a:em_breathing:yes")
        shown = list(_pages(one, "in danger"))
        assert all("First: " in page.view.text for page in shown)
        assert {page.place.partition(": ")[2] for page in shown if ":1" not in page.place} >= {
            "papers_list",
            "visit_emergency",
            "safety_list",
            "child_tell",
            "siblings",
            "about_you",
        }
        assert not any("papers_ask" in page.place or "visit_ask" in page.place for page in shown)


async def test_questions_are_kept_in_the_order_they_were_picked() -> None:
    async with parent(A_TUESDAY) as one:
        await to_card(one, "second_opinion")
        await press(one, "topic:visit_ask")
        for name in ("other_way", "pain", "trial"):
            shown = await press(one, f"ask_this:{name}")
        first = [line for line in plain(shown.text).splitlines() if line[:2] in {"1.", "2.", "3."}]
        assert [line[3:15] for line in first] == ["What would y", "How will you", "Is there a t"]
        assert "Is there a trial ✓" in {one.label for one in buttons(shown)}
        shown = await press(one, "ask_this:other_way")
        assert "1. How will you" in plain(shown.text)


async def test_a_question_for_another_reason_is_not_taken() -> None:
    async with parent(A_TUESDAY) as one:
        await to_card(one, "mass_or_tumor")
        await press(one, "ask_this:same_view")
        assert one.case is not None
        assert one.case.notes == {}


async def test_picking_stays_on_the_page_of_the_list() -> None:
    async with parent(A_TUESDAY) as one:
        await to_card(one, "mass_or_tumor")
        shown = await press(one, "topic:visit_ask:1")
        names = [one.label for one in buttons(shown)][:4]
        shown = await press(one, buttons(shown)[0].data)
        assert [one.label.removesuffix(" ✓") for one in buttons(shown)][:4] == names


async def test_back_from_a_paper_leads_to_where_it_stands_in_the_list() -> None:
    async with parent(A_TUESDAY) as one:
        await to_card(one, "confirmed_diagnosis")
        shown = await press(one, "topic:papers_list:2")
        paper = buttons(shown)[1]
        await press(one, paper.data)
        back = await press(one, buttons(one.messages[one.screen_id or 0])[0].data)
        assert paper.label in {one.label for one in buttons(back)}


async def test_an_old_button_of_a_paper_that_is_not_for_this_child_shows_the_present_screen() -> (
    None
):
    async with parent(A_TUESDAY) as one:
        await to_card(one, "unexplained_symptoms")
        shown = await press(one, "paper:slides")
        assert "That button was from before" in shown.text


async def test_a_paper_that_does_not_fit_any_longer_leads_back_to_the_list() -> None:
    async with parent(A_TUESDAY) as one:
        await to_card(one, "unexplained_symptoms")
        shown = view(turn_of(one), Place("paper", "slides"))
        assert "Start at the top of this list." in shown.text
