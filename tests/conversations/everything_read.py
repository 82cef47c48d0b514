"""Every text a parent may read: all transcripts, more conversations, and all pages beside a card.

It is gathered once for all tests that measure it.
"""

import asyncio
import functools
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from readers import Noting, Reader, Readers, ReadPhone, Recorded, Text
from rehearsing import A_TUESDAY, buttons, services, turn_of
from stand_ins import loaded

from bot.rehearsal import together, transcript
from bot.rehearsal.rehearsal import Rehearsal, Said
from bot.texts import Texts
from handlers import reading
from handlers.faq_parts import fits
from handlers.screens import where
from handlers.scripts import CLINIC_SPEAKS
from state.case import Case
from state.store.documents import CASE

HERE = Path(__file__).parent
TRANSCRIPTS = [*HERE.glob("transcripts/*.md"), *HERE.glob("families/*.md")]
PHONES = sorted(HERE.glob("phones/*.md"))


@dataclass(frozen=True)
class Everything:
    """All that was rendered, by template; all screens, by where they came; all press answers."""

    by_template: tuple[Text, ...]
    screens: tuple[Text, ...]
    notices: tuple[tuple[str, str], ...]


IN_DANGER = {"emergency", "crisis", "crisis_maybe", "danger_maybe", "violence"}

Step = Callable[[Rehearsal], Awaitable[object]]


@functools.cache
def everything() -> Everything:
    return asyncio.run(_everything())


async def _everything() -> Everything:
    recorded = Recorded()
    readers: list[Noting] = []
    for name, begins, steps, language in conversations():
        async with Reader(begins, recorded, language) as one:
            one.name = name
            readers.append(one)
            for step in steps:
                await step(one)
    for path in PHONES:
        async with _on_phones(path, recorded) as adults:
            phones = [one for one in adults.phones.values() if isinstance(one, ReadPhone)]
            for phone in phones:
                phone.name = path.name
            readers += phones
            _, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
            await together.play(adults, transcript.steps(body))
    for number, (name, given) in enumerate(CARDS.items()):
        async with Reader(A_TUESDAY, recorded, "es" if name in SPANISH else "en") as one:
            one.name = name
            readers.append(one)
            await to_the_card(one, given)
            await every_script(one, recorded)
            await every_question(one)
            await every_page(one, every_time=number == 0)
    for template, values in DIRECTLY.items():
        recorded.render("en", template, **values)
    return Everything(
        tuple(
            Text(f"templates/{language}/{name}.j2", text, name in IN_DANGER, language=language)
            for language, name, text in recorded.rendered
        ),
        tuple(dict.fromkeys(screen for one in readers for screen in one.screens)),
        tuple(dict.fromkeys(notice for one in readers for notice in one.notices)),
    )


def _on_phones(path: Path, texts: Texts) -> Readers:
    head = path.read_text(encoding="utf-8").partition("\n---\n")[0]
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    named = (one.rstrip(")").split(" (") for one in facts["Phones"].split(", "))
    begins = datetime.fromisoformat(facts["Begins"])
    return Readers(begins, texts, services(), dict(named))


def conversations() -> Iterator[tuple[str, datetime, list[Step], str]]:
    """Name, beginning, steps and language of the transcripts, and of the conversations below."""
    for path in sorted(TRANSCRIPTS):
        head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
        facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        begins, language = datetime.fromisoformat(facts["Begins"]), facts["Language"]
        steps = [as_written(*step) for step in transcript.steps(body)]
        yield path.name, begins, steps, language
    for name, script in MORE.items():
        yield name, A_TUESDAY, [written_here(line) for line in script.split("\n") if line], "en"


def as_written(what: str, detail: str) -> Step:
    return lambda one: transcript.play(one, [(what, detail)])


def written_here(line: str) -> Step:
    """A line below: what is typed after ">", what is edited after "~", else a button's data."""
    if line[0] == ">":
        return lambda one: one.write(line[1:])
    if line[0] == "~":
        return lambda one: one.edit(line[1:])
    return lambda one: one.tap(one.screen_id or 0, line)


async def to_the_card(one: Rehearsal, given: dict[str, str]) -> None:
    """Answers every question on the way as given; lists with "none", the rest with "not sure".

    Of a list of signs that has one, it is the first.
    """
    await one.write("/start")
    for data in ("start", "agree", f"country:{given['country']}"):
        await one.tap(one.screen_id or 0, data)
    if where(turn_of(one)).screen == "zone":
        await one.tap(one.screen_id or 0, _leading_on(one)[0])
    while (at := where(turn_of(one))).screen in {"ask", "which"}:
        item = reading.item(turn_of(one), at.about)
        usual = "none" if item.kind == "signs" else "unsure"
        if at.screen == "ask":
            await one.tap(one.screen_id or 0, f"a:{item.id}:{given.get(item.id, usual)}")
        else:
            await one.tap(one.screen_id or 0, f"y:{item.id}:{next(iter(item.options))}")
            await one.tap(one.screen_id or 0, f"y_done:{item.id}")
    assert reading.card_is_due(turn_of(one)), f"{given} never come to a card"


async def every_script(one: Rehearsal, texts: Texts) -> None:
    """What is said to doctors and clinics, in every language there are scripts in."""
    card, screen_id, messages = _as_it_is(one)
    for language in texts.script_languages:
        for data in (f"{CLINIC_SPEAKS}:{language}", "words", "clinic", "message"):
            await one.tap(one.screen_id or 0, data)
    one.case, one.screen_id, one.messages = _case(card), screen_id, messages


async def every_question(one: Rehearsal) -> None:
    """The common questions by group, and every answer that is for this family."""
    card, screen_id, messages = _as_it_is(one)
    for question in FAQ:
        if fits(turn_of(one), question):
            await one.tap(one.screen_id or 0, f"faq_is:{question.id}")
    for data in GROUPS:
        await one.tap(one.screen_id or 0, data)
    one.case, one.screen_id, one.messages = _case(card), screen_id, messages


ANSWERS = {
    *("a", "y", "q", "h", "u", "undo", "term", "child", "child_name", "worse_for"),
    *("summary_parts", "erase"),
}
"""Buttons of questions and choices, which the transcripts answer, of words, of other children."""


A_TIME = re.compile(r"^(visit_(?:day|hours|at):\w+:)\d+.*")
"""Buttons that name a day or an hour: dozens, and what follows says just that."""


async def every_page(one: Rehearsal, *, every_time: bool = True) -> None:
    """Taps every button there is on the card, and on what it leads to, once.

    Of buttons that differ in nothing but the day or the hour they name, only one unless
    `every_time`.
    """
    card = _as_it_is(one)
    waiting = [(data, card) for data in _leading_on(one)]
    tapped = {data for data, _ in waiting}
    while waiting:
        data, (case, screen_id, messages) = waiting.pop(0)
        one.case, one.screen_id, one.messages = _case(case), screen_id, dict(messages)
        await one.tap(one.screen_id or 0, data)
        if one.case is None:  # it was left or erased: the first screen is read elsewhere
            continue
        kinds = {data if every_time else A_TIME.sub(r"\1", data): data for data in _leading_on(one)}
        further = {kind: data for kind, data in kinds.items() if kind not in tapped}
        as_it_is = _as_it_is(one) if further else None
        waiting += [(data, as_it_is) for data in further.values() if as_it_is]
        tapped.update(further)


def _as_it_is(one: Rehearsal) -> tuple[bytes | None, int | None, dict[int, Said]]:
    """Without a case once it was erased: that screen has buttons too."""
    kept = CASE.write(one.case) if one.case else None
    return kept, one.screen_id, dict(one.messages)


def _case(kept: bytes | None) -> Case | None:
    return CASE.read(kept) if kept else None


def _leading_on(one: Rehearsal) -> list[str]:
    shown = buttons(one.messages[one.screen_id or 0])
    return [b.data for b in shown if b.data.partition(":")[0] not in ANSWERS]


FAQ = loaded.content().library.lists.faq
QUESTIONS = [f"faq_is:{one.id}" for one in FAQ]
GROUPS = [
    f"faq_of:{one}{page}" for one in dict.fromkeys(q.group for q in FAQ) for page in ("", ":1")
]
FOUR_NONE = "\n".join(f"a:em_{name}:none" for name in ("breathing", "head", "bleeding", "fever"))
PAGES = "words\nrefused\nclosed\nask_referral\nmessage\nwhy\ntoday\nrecords\ninsurance\nshare\ncard"
MORE = {
    "what anyone asks": "\n".join(
        ["faq", "faq:1", *QUESTIONS, ">can I get a second opinion?", "faq_none"]
    ),
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
a:low_now:no
a:age:4_6
a:who_told:letter
{PAGES}
rest
part:plan
stop:plan:team_now
a:told_when:week
part:blood
a:body_blood:yes
y:body_blood:gums
y_done:body_blood
stop:blood:low_later
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
{PAGES}""",
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
DIRECTLY: dict[str, dict[str, object]] = {
    "apology": {"emergency": "911"},
    "group": {},
    "present": {},
    "task_gone": {},
    "files_more": {"left": 12},
    "pause_long": {"until": "Thursday, June 4", "erased": "Monday, June 1", "keeps": 90},
    "pause_trouble": {"trouble": "unknown"},
    "referral_there": {},
    "notes_full": {"most": "100"},
    "digest_hidden": {},
    "rise_hidden": {},
    "taken_over": {"task": "Get a visit date", "free": False},
    "rest_moved": {},
    "erasing": {"at": "Monday, June 1, 11 am"},
    "kept_on": {},
    "invite_full": {},
    "invite_gone": {},
    "not_yours": {"nobody": True},
    "left_out": {},
    "heard_from_other": {},
    "told_stuck": {"task": "Get a visit date"},
    "called": {
        "who": "the other parent",
        "on": "Tuesday, March 3",
        "today": False,
        "due": "Friday, March 6",
    },
    "differ": {
        "lines": [("Is it hard to breathe?", ["you, Tuesday, March 3: no", "a parent: yes"])],
    },
}
"""What only a mistake of ours, a group, an old button, many files, silence or another bring up."""

SAID = {"reason": "someone_said"}
CARDS: dict[str, dict[str, str]] = {
    "cancer was mentioned, US, under 3 months": {
        **SAID,
        "said": "doctor",
        "doctor_kind": "other",
        "country": "us",
        "age": "under_3mo",
    },
    "a serious result, UK, under 1": {
        **SAID,
        "said": "result",
        "lab_kind": "serious",
        "low_now": "no",
        "country": "gb",
        "age": "under_1",
    },
    "a suspicious scan, Ireland, 1 to 3": {
        **SAID,
        "said": "scan",
        "scan_kind": "suspicious",
        "country": "ie",
        "age": "1_3",
    },
    "a lump, Canada, 4 to 6": {
        **SAID,
        "said": "lump",
        "lump_kind": "small",
        "country": "ca",
        "age": "4_6",
    },
    "signs, Australia, 7 to 11": {
        "reason": "worried",
        "worry_part": "bones",
        "body_bones": "yes",
        "country": "au",
        "age": "7_11",
    },
    "a diagnosis, New Zealand, 12 to 18": {
        "reason": "diagnosis",
        "dx_kind": "team",
        "team_state": "stable",
        "country": "nz",
        "age": "12_18",
    },
    "a second opinion, India": {
        "reason": "second_opinion",
        "opinion_kind": "stable",
        "team_now": "no",
        "country": "in",
        "age": "7_11",
    },
    "not sure why, elsewhere": {"country": "es", "age": "4_6"},
    "an emergency in Mexico": {
        "em_fever": "yes",
        "reason": "diagnosis",
        "country": "mx",
        "age": "4_6",
    },
}
"""The ways to cards: one for each trigger, and their ages and countries in turn."""
SPANISH: dict[str, dict[str, str]] = {
    "un resultado, Estados Unidos": {
        **SAID,
        "said": "result",
        "lab_kind": "serious",
        "low_now": "no",
        "country": "us",
        "age": "under_1",
    },
    "una urgencia, México": {
        "em_fever": "yes",
        "reason": "diagnosis",
        "country": "mx",
        "age": "4_6",
    },
}
"""Some of them in Spanish, with all that they lead to."""
CARDS |= SPANISH
