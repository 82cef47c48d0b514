"""The first minutes are short: taps, words and choices from Start to the card, on every way there.

All emergency screens are answered "none of these". Every way through the questions after them is
walked, one age and one teller standing for the others, who gave no time. The country is one with
several clocks, so that no way is longer anywhere. The golden ways, one for each reason to come,
keep the budget; where one more thing has to be asked, one more tap and a few more words are read.
"""

import asyncio
import copy
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace

import pytest
from rehearsing import buttons, parent, plain, turn_of, unfolded

from bot.rehearsal.rehearsal import Rehearsal, Said
from handlers import reading
from handlers.screens import where
from state.effects import Button

MOST_TAPS = 13
WORDS_A_MINUTE = 180
MOST_WORDS = 2 * WORDS_A_MINUTE
GOLDEN = {
    ("someone_said", "doctor", "other"),
    ("someone_said", "result", "serious", "no"),
    ("someone_said", "scan", "suspicious"),
    ("someone_said", "lump", "growing"),
    ("worried", "blood", "two_weeks"),
    ("diagnosis", "acute_unseen"),
    ("second_opinion", "soon"),
    ("unsure",),
}
ALL_FOUR_LISTS = ("worried", "unsure")
"""Who cannot say where the worry is goes through all four lists: read in full, and longer."""
DETOUR_TAPS = 1
DETOUR_WORDS = 40
MOST_ON_A_SCREEN = 60
MOST_ANSWERS = 4
MOST_AGES = 6
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")
ALIKE = {"age": "4_6", "who_told": "own_doctor", "time_given": "unsure"}
"""Questions whose answers all lead on alike; of those who told, these lead on the longest way."""
BESIDE = {"unsure", "none", "yes"}
"""Answers that are on every screen of their kind: "Not sure"; of a list, "None" and "Yes"."""


@dataclass(frozen=True)
class Way:
    """What was tapped and read on one way to the card."""

    chosen: tuple[str, ...] = ()
    taps: int = 0
    read: tuple[tuple[str, tuple[Button, ...]], ...] = ()

    def after(self, said: Iterable[Said], chosen: str = "") -> "Way":
        more = tuple((one.text, tuple(buttons(one))) for one in said)
        names = (*self.chosen, chosen) if chosen else self.chosen
        return replace(self, chosen=names, taps=self.taps + 1, read=(*self.read, *more))

    @property
    def words(self) -> int:
        return sum(count(unfolded(text)) for text, _ in self.read)

    @property
    def folded(self) -> int:
        return sum(count(plain(text)) for text, _ in self.read) - self.words

    @property
    def on_buttons(self) -> int:
        return sum(count(button.label) for _, row in self.read for button in row)

    @property
    def seconds(self) -> float:
        return self.words / WORDS_A_MINUTE * 60


def count(text: str) -> int:
    """The words of a text; a bullet is none."""
    return len([word for word in text.split() if any(c.isalnum() for c in word)])


@pytest.fixture(scope="module")
def ways() -> list[Way]:
    """Every way from the first message to the card."""
    return asyncio.run(_every_way())


async def _every_way() -> list[Way]:
    async with parent() as one:
        way = Way().after(await one.write("/start"))
        way = replace(way.after(await one.tap(one.screen_id or 0, "start")), taps=0)
        for data in ("agree", "country:us", "zone:America/New_York"):
            way = way.after(await one.tap(one.screen_id or 0, data))
        return [found async for found in _onward(one, way)]


async def _onward(one: Rehearsal, way: Way) -> AsyncIterator[Way]:
    if where(turn_of(one)).screen != "ask":
        yield way
        return
    for data in _tapped_here(one):
        before = copy.deepcopy(one.case), one.screen_id, dict(one.messages)
        said = await one.tap(one.screen_id or 0, data)
        async for found in _onward(one, way.after(said, _chosen(data))):
            yield found
        one.case, one.screen_id, one.messages = before


def _tapped_here(one: Rehearsal) -> list[str]:
    """On lists "none of these"; one answer where all lead on alike; else each."""
    item = reading.item(turn_of(one), where(turn_of(one)).about)
    if item.kind == "signs":
        return [f"a:{item.id}:none"]
    if item.id in ALIKE:
        return [f"a:{item.id}:{ALIKE[item.id]}"]
    return [f"a:{item.id}:{answer}" for answer in [*item.options, "unsure"]]


def _chosen(data: str) -> str:
    _, item, answer = data.split(":")
    return "" if answer == "none" or item in ALIKE else answer


def screens(ways: Iterable[Way]) -> Iterator[tuple[str, tuple[Button, ...]]]:
    """Every screen that is met on the way, once."""
    return iter(dict.fromkeys(screen for way in ways for screen in way.read))


def test_the_table_of_all_ways(ways: list[Way]) -> None:
    """Printed with -s: what each way costs. The golden ones, marked, are among them."""
    print(f"\n  {'taps':>4} {'words':>5} {'sec':>4} {'folded':>6} {'buttons':>7}")
    for way in sorted(ways, key=lambda way: (-way.words, way.chosen)):
        print(
            f"{'*' if way.chosen in GOLDEN else ' '} {way.taps:>4} {way.words:>5}"
            f" {way.seconds:>4.0f} {way.folded:>6} {way.on_buttons:>7}  {' > '.join(way.chosen)}"
        )
    assert {way.chosen for way in ways} >= GOLDEN


def test_taps_from_start_to_the_card(ways: list[Way]) -> None:
    too_long = {
        " > ".join(way.chosen): way.taps
        for way in ways
        if way.taps > MOST_TAPS + (0 if way.chosen in GOLDEN else DETOUR_TAPS)
    }
    assert not too_long


def test_it_is_read_in_two_minutes(ways: list[Way]) -> None:
    """At 180 words a minute, what is folded left aside."""
    too_long = {
        " > ".join(way.chosen): way.words
        for way in ways
        if way.words > MOST_WORDS + (0 if way.chosen in GOLDEN else DETOUR_WORDS)
        and way.chosen != ALL_FOUR_LISTS
    }
    assert not too_long


def test_no_screen_is_long(ways: list[Way]) -> None:
    too_long = {
        unfolded(text): count(unfolded(text))
        for text, _ in screens(ways)
        if count(unfolded(text)) > MOST_ON_A_SCREEN
    }
    assert not too_long


def test_few_answers_a_screen(ways: list[Way]) -> None:
    """Beside "Not sure", "None of these" and "Yes"; six for the age."""
    too_many = {}
    for text, row in screens(ways):
        answers = [button.data.split(":") for button in row if button.data.startswith("a:")]
        beside = [answer for _, item, answer in answers if answer not in BESIDE]
        most = MOST_AGES if answers and answers[0][1] == "age" else MOST_ANSWERS
        if len(beside) > most:
            too_many[text] = beside
    assert not too_many


def test_calm_marks(ways: list[Way]) -> None:
    """At most one emoji a message, and no exclamation mark."""
    for text, row in screens(ways):
        everything = " ".join([plain(text), *(button.label for button in row)])
        assert len(EMOJI.findall(everything)) <= 1, everything
        assert "!" not in everything, everything
