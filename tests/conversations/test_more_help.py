"""The pages beside the card: something fitting for every reason to come, however urgent it is.

Every page is worded for every reason, level, country and hour; and the pages of each reason are
gone through by their buttons, from a real card.
"""

import functools
from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import NamedTuple

import pytest
from readers import Text
from rehearsing import A_TUESDAY, buttons, parent, plain, services, texts, unfolded
from stand_ins.readability import grade
from test_budget import EMOJI, count
from test_readability import (
    AVERAGE_SENTENCE,
    ENOUGH_WORDS,
    HIGHEST_GRADE,
    LONGEST_SENTENCE,
)

from bot.rehearsal.rehearsal import Rehearsal, Said
from state.assessments.assessment import Library
from state.assessments.topics import Situation
from state.calling import Line, call
from state.levels import Level
from state.places.countries import countries

LIBRARY: Library = services()["content"].library
EVERY = [
    Situation(trigger=trigger, level=level, age=age, country="us")
    for trigger, level, age in product(LIBRARY.triggers, Level, ("", "1_3", "7_11"))
]
OURS = ("referral", "calls")
MOST_WORDS = 60
MOST_ANSWERS = 4
FOUR_NONE = [f"a:em_{name}:none" for name in ("breathing", "head", "bleeding", "fever")]
BEGIN = ["start", "agree", "country:us", "zone:America/New_York", *FOUR_NONE]
WAYS = {
    "doctor_mentioned_cancer": ["a:reason:someone_said", "a:said:doctor", "a:doctor_kind:other"],
    "abnormal_labs": [
        "a:reason:someone_said",
        "a:said:result",
        "a:lab_kind:serious",
        "a:low_now:no",
    ],
    "imaging_concern": ["a:reason:someone_said", "a:said:scan", "a:scan_kind:suspicious"],
    "mass_or_tumor": ["a:reason:someone_said", "a:said:lump", "a:lump_kind:growing"],
    "unexplained_symptoms": [
        "a:reason:worried",
        "a:worry_part:bones",
        "a:body_bones:none",
        "a:worry_pattern:two_weeks",
    ],
    "confirmed_diagnosis": ["a:reason:diagnosis", "a:dx_kind:team", "a:team_state:stable"],
    "second_opinion": ["a:reason:second_opinion", "a:opinion_kind:stable", "a:team_now:no"],
    "not_sure": ["a:reason:unsure"],
}
LAST = ["a:age:4_6", "a:who_told:own_doctor", "a:time_given:unsure"]


class Circumstance(NamedTuple):
    """What else a page may be worded for."""

    country: str
    office_open: bool
    passed: bool
    team: bool
    more: bool


CIRCUMSTANCES = [
    Circumstance("us", office_open=True, passed=False, team=False, more=False),
    Circumstance("us", office_open=False, passed=True, team=True, more=True),
    *(
        Circumstance(name, office_open=False, passed=False, team=number % 2 == 0, more=True)
        for number, name in enumerate(countries())
    ),
]


def values(now: Situation, what: Circumstance) -> dict[str, object]:
    """What a page is given, as `handlers.topics.on_topic` gives it."""
    country = countries()[what.country]
    deadline = A_TUESDAY + timedelta(hours=-1 if what.passed else 40)
    has_deadline = now.level not in {Level.EMERGENCY, Level.PLANNED}
    return {
        "call": call(
            now.level,
            office_open=what.office_open,
            opens=A_TUESDAY + timedelta(hours=18),
            deadline=deadline if has_deadline else None,
            now=A_TUESDAY,
            line=Line(has_team=what.team),
        ),
        "when": "Thursday, March 5, 10:10 am" if has_deadline and not what.passed else None,
        "missed": what.passed,
        "first": "Call your child's doctor.",
        "papers": ["the referral letter", "the scan report", "the visit notes"],
        "trigger": now.trigger,
        "team": "",
        "far": what.more,
        "sender": "own_doctor" if what.more else "",
        "emergency": "911",
        "nurse_line": "111" if what.more else None,
        "opens": "tomorrow, Wednesday, at 9:00 am",
        "urgent": now.level >= Level.WITHIN_48_HOURS,
        "age": now.age,
        "country": what.country,
        "referral": country.referral,
        "care": country.care,
        "found": ["a lump that grows", "paler than usual"] if what.more else [],
        "kept": {"goal": "To find out", "findings_led": "a lump"} if what.more else {},
    }


@functools.cache
def worded() -> dict[str, str]:
    """Every wording there is of every page of ours, with the page's template."""
    found: dict[str, str] = {}
    for now, what in product(EVERY, CIRCUMSTANCES):
        given = values(now, what)
        for group, topic in LIBRARY.topics:
            if group in OURS and topic.fits(now):
                text = texts().render("en", f"topics/{topic.id}", **given)
                found[text] = f"templates/en/topics/{topic.id}.j2"
    return found


def measured() -> Iterator[Text]:
    return (Text(place, plain(text)) for text, place in worded().items())


@pytest.mark.parametrize("group", OURS)
def test_every_reason_and_level_finds_something(group: str) -> None:
    empty = [now for now in EVERY if not LIBRARY.topics.of(group, now)]
    assert not empty


def test_every_topic_is_for_somebody() -> None:
    everyone = [
        Situation(trigger=now.trigger, level=now.level, age=age, country=country)
        for now, age, country in product(
            EVERY, LIBRARY.assessments["oncology_referral"].items["age"].options, countries()
        )
    ]
    for _, topic in LIBRARY.topics:
        assert any(topic.fits(now) for now in everyone), topic.id


def test_an_early_visit_is_never_offered_in_danger() -> None:
    """Nothing that could keep a family from going: no booking, no list, no second opinion."""
    booking = {"earliest_visit", "earliest_planned", "waiting_list", "second_look"}
    booking |= {"second_opinion", "get_referral", "if_refused", "office_asks", "find_center"}
    for now in EVERY:
        if now.level is Level.EMERGENCY:
            offered = {topic.id for group in OURS for topic in LIBRARY.topics.of(group, now)}
            assert not booking & offered
            assert "reach_now" in offered


def test_a_second_opinion_begins_with_what_it_must_not_delay() -> None:
    pages = [text for text, place in worded().items() if "second_look" in place]
    assert pages
    for text in pages:
        first = plain(text).split("\n\n")
        assert first[0] == "First ask: “Is it safe to wait for a second opinion?”"
        assert first[1].startswith("It must not hold up urgent treatment.")


def test_a_time_that_has_passed_is_never_given_as_one_to_keep() -> None:
    for now, topic in product(EVERY, [topic for _, topic in LIBRARY.topics]):
        given = values(now, CIRCUMSTANCES[1])
        ours = LIBRARY.topics.group_of(topic.id) in OURS
        if ours and now.level < Level.EMERGENCY and given["when"] and topic.fits(now):
            text = texts().render("en", f"topics/{topic.id}", **given)
            assert "Thursday" not in text, topic.id


def test_urgent_is_said_only_where_it_is_true() -> None:
    for now in EVERY:
        if now.level < Level.WITHIN_48_HOURS:
            given = values(now, CIRCUMSTANCES[0])
            for topic in LIBRARY.topics.of("calls", now):
                text = texts().render("en", f"topics/{topic.id}", **given)
                assert "marked urgent" not in text, topic.id


def test_pages_are_short_before_the_fold() -> None:
    long = {place: count(unfolded(text)) for text, place in worded().items()}
    assert {place: words for place, words in long.items() if words > MOST_WORDS} == {}


def test_pages_are_plain() -> None:
    """Grade, length of sentences, and marks, as for every other text."""
    for text in measured():
        assert "!" not in text.words, text
        assert len(EMOJI.findall(text.words)) <= 1, text
        long = [one for one in text.sentences if len(one.split()) > LONGEST_SENTENCE]
        assert not long, (text.place, long)
        if text.length >= ENOUGH_WORDS:
            found = grade(*text.sentences)
            assert found <= HIGHEST_GRADE, (text.place, found, text.words)
            assert text.length <= AVERAGE_SENTENCE * len(text.sentences), text


async def at_the_card(trigger: str, one: Rehearsal) -> None:
    await one.write("/start")
    for data in [*BEGIN, *WAYS[trigger], *LAST]:
        if any(button.data == data for button in buttons(one.messages[one.screen_id or 0])):
            await one.tap(one.screen_id or 0, data)


@pytest.mark.parametrize("trigger", LIBRARY.triggers)
async def test_every_page_is_reached_by_its_buttons_and_leads_back(trigger: str) -> None:
    async with parent() as one:
        await at_the_card(trigger, one)
        assert one.case is not None
        met: dict[str, Said] = {}
        waiting = deque(["topics"])
        while waiting:
            data = waiting.popleft()
            if data in met:
                continue
            said = (await one.tap(one.screen_id or 0, data))[-1]
            met[data] = said
            waiting += [
                button.data
                for button in buttons(said)
                if button.data.split(":")[0] in {"topics", "group", "topic"}
            ]
            answers = [b for b in buttons(said) if b.data.split(":")[0] not in BESIDE]
            assert len(answers) - (b_more(said)) <= MOST_ANSWERS, data
            assert {"card", "w"} <= {button.data for button in buttons(said)}
    pages = {data.removeprefix("topic:") for data in met if data.startswith("topic:")}
    assert pages >= {"why_referral", "ask_doctor", "office_asks", "find_center"}


BESIDE = {"card", "w"}


def b_more(said: Said) -> int:
    """The ways on and back: they are no answers."""
    return sum(button.label in {"More", "Back"} for button in buttons(said))
