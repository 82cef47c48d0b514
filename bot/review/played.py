"""What parents see on their cards and behind them: played by the real handlers, not retold.

One way is played for each reason to come and level that a parent can reach. From its card every
button is pressed once, as far as pages go; answers are not, the questions stand by themselves.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.rehearsal.rehearsal import Rehearsal
from bot.texts import Texts
from handlers.content import Content, Running
from state.assessments import facts, progress, walk
from state.assessments.assessment import BEFORE_CARD, Assessment, Effect, Item, Library
from state.assessments.judging import judge_case
from state.assessments.topics import Situation
from state.case import EVERY_LINE, UNSURE, Answer, Value
from state.levels import Level
from state.places.countries import country
from state.store.documents import CASE

LANGUAGE = "en"
COUNTRY = "us"
"""The example's country: nowhere else do plans, doctors and insurers differ as much."""
PLAYED_AT = datetime(2026, 3, 3, 15, 10, tzinfo=UTC)
"""A Tuesday morning there: what is shown depends on the hour, the document must not."""
NOT_PAGES = {"a", "b", "c", "w", "u", "h", "start", "rest", "back", "which", "change", "why"}
"""Buttons that answer, ask again or begin anew; and /why, whose words the rules themselves show."""
DEEPEST = 3


class Way(NamedTuple):
    """Answers that lead to a card, in the order they are asked for."""

    trigger: str
    level: Level
    answers: tuple[tuple[str, Value], ...]


class Page(NamedTuple):
    """A screen: the data of the button that shows it, its words, text, and buttons."""

    data: str
    label: str
    text: str
    buttons: tuple[str, ...]


def ways(library: Library, assessment: Assessment) -> list[Way]:
    """One way to each reason to come and level that answers can reach."""
    found: dict[tuple[str, Level], Way] = {}
    for visit in walk.walk(assessment, _answers):
        if visit.phase not in BEFORE_CARD:
            continue
        for value in _answers(visit.item):
            way = _to_its_end(library, assessment, {**dict(visit.path), visit.item.id: value})
            found.setdefault((way.trigger, way.level), way)
    order = list(library.triggers)
    return sorted(found.values(), key=lambda way: (order.index(way.trigger), -way.level.rank))


def _answers(item: Item) -> list[Value]:
    """Every answer without a sign; "not sure" where it is a reason to come of its own."""
    alone = item.not_sure is not None and item.not_sure.trigger is not None
    return [*walk.calm_answer(item), *([UNSURE] if alone else [])]


def _to_its_end(library: Library, assessment: Assessment, given: dict[str, Value]) -> Way:
    answers: list[Answer] = []
    while item := progress.next_item(assessment, answers):
        value = given.get(item.id, _neutral(item))
        answers.append(Answer(len(answers), item.id, value, 1, PLAYED_AT))
        if judge_case(library, answers).level is Level.EMERGENCY:
            break
    triggers = facts.facts(library, answers).triggers or (library.unknown_trigger,)
    said = tuple((answer.item, answer.value) for answer in answers if answer.value is not None)
    return Way(triggers[-1], judge_case(library, answers).level, said)


def _neutral(item: Item) -> Value:
    """An answer that says as little as there is."""
    if item.by_line:
        return {EVERY_LINE: "no"}
    return UNSURE if item.not_sure == Effect() else list(item.options)[-1]


async def pages(content: Content, texts: Texts, way: Way) -> list[Page]:
    """Every page behind the card of this way, each once, the card first."""
    services = {"content": content, "running": Running("", "", 90)}
    async with Rehearsal(PLAYED_AT, texts, services) as one:
        await one.write("/start")
        zone = country(COUNTRY).zones[0]
        for data in ("start", "agree", f"country:{COUNTRY}", f"zone:{zone}", *_taps(way)):
            await _tap(one, data)
        return await _crawled(one, _topics(content, texts, way))


def _taps(way: Way) -> Iterator[str]:
    for item, value in way.answers:
        yield f"a:{item}:{value if isinstance(value, str) else 'none'}"
    if way.level is Level.EMERGENCY:
        yield "seen"
    yield "card"


def _topics(content: Content, texts: Texts, way: Way) -> list[tuple[str, str]]:
    """The buttons of the topics that fit; their lists are several presses away from the card."""
    here = Situation(trigger=way.trigger, level=way.level, country=COUNTRY)
    fitting = [topic.id for _, topic in content.library.topics if topic.fits(here)]
    return [(f"topic:{name}", texts.label(LANGUAGE, f"topic_{name}")) for name in fitting]


async def _crawled(one: Rehearsal, besides: list[tuple[str, str]]) -> list[Page]:
    """Presses every button of every page, going back to how things were before each press."""
    first = _page(one, "card", "")
    found = {"card": first}
    edge = [(_kept(one), one.screen_id, [*_leading_on(one), *besides])]
    for _ in range(DEEPEST):
        reached = []
        for kept, screen_id, buttons in edge:
            for data, label in buttons:
                if data in found:
                    continue
                one.case, one.screen_id = CASE.read(kept), screen_id
                await _tap(one, data)
                found[data] = _page(one, data, label)
                reached.append((_kept(one), one.screen_id, _leading_on(one)))
        edge = reached
    return list(found.values())


def _kept(one: Rehearsal) -> bytes:
    assert one.case is not None  # noqa: S101 - there is one from consent on
    return CASE.write(one.case)


def _leading_on(one: Rehearsal) -> list[tuple[str, str]]:
    said = one.messages[one.screen_id or 0]
    every = [(button.data, button.label) for row in said.keyboard for button in row]
    return [(data, label) for data, label in every if data.partition(":")[0] not in NOT_PAGES]


def _page(one: Rehearsal, data: str, label: str) -> Page:
    said = one.messages[one.screen_id or 0]
    return Page(data, label, said.text, tuple(b.label for row in said.keyboard for b in row))


async def _tap(one: Rehearsal, data: str) -> None:
    await one.tap(one.screen_id or 0, data)


def distinct(played: Iterable[tuple[Way, list[Page]]]) -> dict[str, dict[Page, list[Way]]]:
    """By button, the different pages it shows: the card whenever it differs, others by reason.

    What comes with an emergency is shown where it differs from all calmer ways, and a page that
    two buttons lead to only once.
    """
    calm_first = sorted(played, key=lambda one: one[0].level is Level.EMERGENCY)
    found: dict[str, dict[Page, list[Way]]] = {}
    first_at: dict[str, str] = {}
    for way, shown in calm_first:
        for page in shown:
            if first_at.setdefault(page.text, page.data) != page.data:
                continue
            pages = found.setdefault(page.data, {})
            known = {one.trigger for ways in pages.values() for one in ways}
            if page in pages or page.data == "card" or way.trigger not in known:
                pages.setdefault(page, []).append(way)
    return found


class Noting(Texts):
    """The texts, with a note of what was said by which template."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, set[str]] = {}

    def render(self, language: str, template: str, **values: Any) -> str:
        text = super().render(language, template, **values)
        self.said.setdefault(template, set()).add(text)
        return text

    def short(self, language: str) -> dict[str, str]:
        """Every button and short text by its name."""
        return dict(self._labels[language])

    def stands_in(self, template: str, texts: Collection[str]) -> bool:
        """Whether something this template said is a part of one of these texts."""
        return any(said in text for said in self.said.get(template, ()) for text in texts)
