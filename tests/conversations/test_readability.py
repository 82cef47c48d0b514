"""Every text a parent reads is plain: reading grade, length of sentences.

All transcripts are played, and a few more conversations for what none of them shows. Whatever
has 30 words or more is measured, as rendered and as the whole screen; for less no grade means much.
"""

import asyncio
import functools
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rehearsing import A_TUESDAY, plain, services
from stand_ins.readability import grade

from bot.rehearsal import transcript
from bot.rehearsal.rehearsal import Rehearsal
from bot.texts import FOLDER, Texts
from handlers.menu import FAQ

TRANSCRIPTS = Path(__file__).parent / "transcripts"
ENOUGH_WORDS = 30
HIGHEST_GRADE = 6.0
HIGHEST_IN_DANGER = 5.0
IN_DANGER = {"emergency", "crisis", "crisis_maybe", "danger_maybe", "violence"}
LONGEST_SENTENCE = 20
AVERAGE_SENTENCE = 12
SOURCE = re.compile(r"Source: .*$", re.MULTILINE)
"""What a publication is called and where it is found is as hard as it is."""
SENTENCE = re.compile(r"(?<=[.?!:;])[”\"]?\s+|\n+|(?<=[.?!]”)\s+")
MARK = re.compile(r"^(?:•|\d+\.|\|)\s*")


class Text(NamedTuple):
    """Something a parent read, and where to find it."""

    place: str
    words: str

    @property
    def sentences(self) -> list[str]:
        parts = SENTENCE.split(SOURCE.sub("", self.words))
        return [said for part in parts if (said := MARK.sub("", part).strip())]

    @property
    def length(self) -> int:
        return sum(len(sentence.split()) for sentence in self.sentences)


Step = Callable[[Rehearsal], Awaitable[object]]


class Recorded(Texts):
    """The real texts; notes what was rendered from which template."""

    def __init__(self) -> None:
        super().__init__()
        self.rendered: dict[tuple[str, str], None] = {}

    def render(self, language: str, template: str, **values: Any) -> str:
        text = super().render(language, template, **values)
        self.rendered[template, text] = None
        return text


@functools.cache
def everything() -> tuple[list[Text], list[Text]]:
    """All that was rendered, by template, and all screens, by transcript."""
    return asyncio.run(_everything())


async def _everything() -> tuple[list[Text], list[Text]]:
    recorded = Recorded()
    screens: dict[Text, None] = {}
    for name, begins, steps in conversations():
        async with Rehearsal(begins, recorded, services()) as one:
            for step in steps:
                await step(one)
                text = plain(one.messages[one.screen_id or 0].text)
                screens[Text(f"{name}: {text[:40]}…", text)] = None
    for template, values in DIRECTLY.items():
        recorded.render("en", template, **values)
    by_template = [Text(f"templates/en/{name}.j2", plain(t)) for name, t in recorded.rendered]
    return by_template, list(screens)


def conversations() -> Iterator[tuple[str, datetime, list[Step]]]:
    """Name, beginning and steps of the English transcripts, and of the conversations below."""
    for path in sorted(TRANSCRIPTS.glob("*.md")):
        head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
        facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        if facts["Language"].startswith("en"):
            begins = datetime.fromisoformat(facts["Begins"])
            yield path.stem, begins, [as_written(*step) for step in transcript.steps(body)]
    for name, script in MORE.items():
        yield name, A_TUESDAY, [written_here(line) for line in script.split("\n") if line]


def as_written(what: str, detail: str) -> Step:
    return lambda one: transcript.play(one, [(what, detail)])


def written_here(line: str) -> Step:
    """A line below: what is typed after ">", what is edited after "~", else a button's data."""
    if line[0] == ">":
        return lambda one: one.write(line[1:])
    if line[0] == "~":
        return lambda one: one.edit(line[1:])
    return lambda one: one.tap(one.screen_id or 0, line)


FOUR_NONE = "\n".join(f"a:em_{name}:none" for name in ("breathing", "head", "bleeding", "fever"))
PAGES = "words\nrefused\nclosed\nask_referral\nmessage\nwhy\ntoday\nrecords\ninsurance\nshare\ncard"
MORE = {
    "what anyone asks": "\n".join(f"faq_is:{one}" for one in FAQ),
    "unwell, and nothing found": "w\n" + FOUR_NONE.replace("a:", "u::a:"),
    "words that may be danger": ">my husband hits me\n>he has petechiae\n>suicide\n>i want to die",
    "a same-day result in the United States": f"""
start
agree
country:us
zone:America/New_York
{FOUR_NONE}
>someone said something
~what
a:said:result
a:lab_kind:serious
a:age:4_6
a:who_told:letter
{PAGES}
quiet:off
quiet:on
checked
by:hospital
nothing_new""",
    "a second opinion in Ireland": f"""
start
agree
country:ie
{FOUR_NONE}
a:reason:second_opinion
a:opinion_kind:soon
a:age:4_6
{PAGES}
told
a:told_when:week""",
    "not sure why, far from a list of clocks": f"""
start
agree
country:other
zones
zone:Africa/Nairobi
{FOUR_NONE}
a:reason:unsure
a:age:4_6
a:who_told:letter
{PAGES}""",
}
DIRECTLY: dict[str, dict[str, str]] = {
    "apology": {"emergency": "911"},
    "group": {},
    "present": {},
}
"""What only a mistake of ours, a group or an old button brings up."""


@pytest.mark.parametrize("template", sorted(p.stem for p in (FOLDER / "en").glob("*.j2")))
def test_every_template_is_seen(template: str) -> None:
    """A template that no conversation shows is one that nobody has read in place."""
    by_template, _ = everything()
    source = (FOLDER / "en" / f"{template}.j2").read_text(encoding="utf-8")
    included = any(
        f'include "{template}.j2"' in other.read_text(encoding="utf-8")
        for other in (FOLDER / "en").glob("*.j2")
    )
    assert included or any(text.place.endswith(f"/{template}.j2") for text in by_template), source


def measured() -> Iterator[Text]:
    by_template, screens = everything()
    return (text for text in {*by_template, *screens} if text.length >= ENOUGH_WORDS)


def test_grade() -> None:
    """Flesch-Kincaid: at most 6, and 5 where there is danger or despair."""
    too_hard = {}
    for text in measured():
        found = grade(*text.sentences)
        most = HIGHEST_IN_DANGER if Path(text.place).stem in IN_DANGER else HIGHEST_GRADE
        if found > most:
            too_hard[text.place] = (found, text.words)
    assert not too_hard


def test_no_sentence_is_long() -> None:
    """The longest has 20 words; lines of a list are sentences too."""
    too_long = {
        sentence: text.place
        for text in (text for texts in everything() for text in texts)
        for sentence in text.sentences
        if len(sentence.split()) > LONGEST_SENTENCE
    }
    assert not too_long


def test_sentences_are_short_on_average() -> None:
    too_long = {
        text.place: text.length / len(text.sentences)
        for text in measured()
        if text.length > AVERAGE_SENTENCE * len(text.sentences)
    }
    assert not too_long
