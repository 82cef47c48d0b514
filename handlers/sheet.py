"""The page for the clinic, made of the case: what is on it, in which language, for which paper."""

from collections.abc import Collection
from typing import Literal

from handlers import card, reading, scripts, sheet_parts
from handlers.context import Turn
from handlers.sheet_speaker import Speaker
from handlers.spoken import name_in
from handlers.tasks import member
from state.plan import entries, sheet, visits
from state.plan.entries import ASKED_FIRST
from state.plan.sheet import Blank, Copy, Form, Group, Line, Paper, Questions, Section, Sheet

LeftOut = Literal["told", "history", "notes", "insurance"]
"""What may be left out: what they were told; visits and what happened; notes; insurance."""
PARTS: tuple[LeftOut, ...] = ("told", "history", "notes", "insurance")
BLANKS = (
    ("name", 4),
    ("birth", 2),
    ("record", 2),
    ("callback", 2),
    ("interpreter", 2),
    ("referred", 3),
    ("consent", 3),
)
"""What is never kept, to be written in by hand, and how wide of six."""
LETTER = ("us", "ca")
"""Countries whose paper is Letter; all others print on A4."""


def page(turn: Turn, form: Form, without: Collection[str]) -> Sheet:
    """The page as it is now, of what this member may see. What is shown, is reached."""
    turn = turn.as_seen()
    card.on_card(turn)
    own, clinic = scripts.languages(turn)
    case, paper = reading.case(turn), _paper(turn)
    speakers = [Speaker.of(turn, case, clinic, own)]
    if own != clinic:
        speakers.append(Speaker.of(turn, case, own))
    copies = tuple(_copy(speaker, paper, without, clinic) for speaker in speakers)
    return Sheet(speakers[0].words.say("file_title"), form, paper, copies)


def _paper(turn: Turn) -> Paper:
    return "us-letter" if member(turn).country in LETTER else "a4"


def _copy(speaker: Speaker, paper: Paper, without: Collection[str], clinic: str) -> Copy:
    say, turn = speaker.words.say, speaker.turn
    said = sheet.Said(*(speaker.words.texts[key] for key in ("further", "continued", "left_out")))
    first, rest = _questions(speaker)
    interpreter = scripts.interpreter(turn, speaker.spoken) if speaker.spoken == clinic else ""
    columns = sheet.columns(
        _left(speaker, without),
        _right(speaker),
        _either(speaker, without),
        paper,
        taken=sheet.INTERPRETER * bool(interpreter) + sheet.FURTHER * bool(first.further),
    )
    (left, left_behind), (right, right_behind) = (one.cut(said) for one in columns)
    about = say("about")
    if speaker.spoken != clinic:
        named = name_in(speaker.spoken, clinic)
        about = f"{say('copy_of', language=named)} {about}"
    return Copy(
        language=speaker.spoken,
        rtl=speaker.words.rtl == "yes",
        title=say("title"),
        about=about,
        made=say("made", date=speaker.in_full(speaker.local(turn.now))),
        foot=say("foot"),
        interpreter=say("interpreter", language=interpreter) if interpreter else "",
        blanks=tuple(_blank(speaker, name, wide, interpreter) for name, wide in BLANKS),
        glance=tuple(_glance(speaker, without)),
        left=left,
        right=right,
        questions=first,
        more=tuple(sorted((*left_behind, *right_behind, *rest), key=lambda one: not one.first)),
    )


def _left(speaker: Speaker, without: Collection[str]) -> list[Section]:
    """Why they come, what they see, what happened."""
    reason = sheet_parts.reason(speaker, told="told" not in without)
    happened = sheet_parts.happened(speaker) if "history" not in without else None
    return [reason, sheet_parts.signs(speaker), *([happened] if happened else [])]


def _right(speaker: Speaker) -> list[Section]:
    """What is asked at any counter: allergies, medicines, papers."""
    typed = [sheet_parts.as_typed(speaker, *one) for one in sheet_parts.AS_TYPED]
    papers = sheet_parts.records(speaker)
    return [*typed, *([papers] if papers.groups else [])]


def _either(speaker: Speaker, without: Collection[str]) -> list[Section]:
    """What stands where there is room: insurance, what was measured and noted."""
    found = [sheet_parts.insurance(speaker)] if "insurance" not in without else []
    if "notes" not in without:
        found.append(sheet_parts.measured(speaker))
        found += [sheet_parts.noted(speaker, name, kind) for name, kind in sheet_parts.NOTED]
    return [one for one in found if one]


def _questions(speaker: Speaker) -> tuple[Questions, list[Section]]:
    """The first ones with room for answers, or numbers to write at; the others go behind."""
    words = speaker.words
    every = [
        words.questions[one.asks] if one.asks else one.text
        for one in entries.of(speaker.case.entries, "question")
        if not one.asks or one.asks in words.questions
    ]
    first, rest = every[:ASKED_FIRST], every[ASKED_FIRST:]
    more = words.say("more_questions", count=len(rest)) if rest else ""
    also = speaker.also.headings["questions"] if speaker.also else ""
    blank = ("",) * ASKED_FIRST
    asked = Questions(words.headings["questions"], tuple(first) or blank, also, more)
    if not rest:
        return asked, []
    lines = tuple(Line(one, mark="open") for one in rest)
    return asked, [sheet_parts.titled(speaker, "more_questions", [Group(lines)])]


def _blank(speaker: Speaker, name: str, wide: int, interpreter: str) -> Blank:
    also = speaker.also.blanks[name] if speaker.also else ""
    text = interpreter if name == "interpreter" else ""
    return Blank(speaker.words.blanks[name], also, text, wide)


def _glance(speaker: Speaker, without: Collection[str]) -> list[Blank]:
    """What a nurse looks for first: how old, by when, the referral, the next visit."""
    words, found = speaker.words, []
    age = reading.present(speaker.turn).asked.age()
    if age in words.ages:
        found.append(("age", words.ages[age]))
    found.append(("by", _by(speaker)))
    if speaker.case.referrals:
        urgent = card.is_urgent(speaker.turn, reading.now_is(speaker.turn))
        found.append(("referral", words.referral[speaker.case.referrals[-1].stage(urgent=urgent)]))
    if "history" not in without and "visits" not in member(speaker.turn).leaves_out:
        coming = visits.ahead(speaker.case.visits, speaker.turn.now)
        when = [speaker.moment(one.local, day_only=one.day_only) for one in coming[:1]]
        found.append(("visit", (when or [words.say("none_booked")])[0]))
    also = speaker.also.glance if speaker.also else {}
    return [Blank(words.glance[name], also.get(name, ""), text) for name, text in found]


def _by(speaker: Speaker) -> str:
    """By when the child is to be seen, as the card says it."""
    now_is, say = reading.now_is(speaker.turn), speaker.words.say
    aim = card.calling(speaker.turn, now_is).aim
    if aim == "ambulance":
        return say("now_called")
    if now_is.deadline is None:
        return say("this_week")
    when = speaker.moment(speaker.local(now_is.deadline))
    if now_is.passed(speaker.turn.now):
        return say("passed", when=when)
    return say({"phone": "phone_by", "doctors": "doctors_by"}.get(aim, "seen_by"), when=when)
