"""Common questions: by topic, by typing, by a link; before consent too, then answered for anyone.

With a case they are places like any other: their buttons, typed, work, and *Go on* leads back to
where they were opened. What such a place is about is what it shows, behind "<" where it was opened
from, and on a line of its own what was typed. The safety net has read that before.
"""

from typing import NamedTuple

from telegram import Update

from handlers import reading, words
from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.faq_parts import answer, fits, has_card
from handlers.lists import lists
from handlers.lists import words as words_of_lists
from handlers.next_step import proceed
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    button,
    exists,
    go,
    in_silence,
    render,
    screen,
    stay,
    tongue,
    view,
    where,
    worse,
    worse_only,
)
from handlers.topics import on_topic, situation
from state.assessments.lists import Question
from state.case import Place
from state.effects import Button, Show
from state.plan import entries

ON_A_PAGE = 4
SURE = 0.5
"""How well a question must fit to be offered where nobody asked for the questions. Own measure."""
PLAIN = 0.75
"""How well the only question that fits must fit to be answered unasked. Own measure."""
LINK = "faq_"
LONGEST = 200
"""Letters that are kept of what was typed, until it is left."""
SCREENS = ("faq", "faq_of", "faq_is", "faq_found", "faq_none")
ASKED_ANEW = {"ask", "which", "which_unsure", "home_check", "country", "zone", "first"}
"""Screens that are not gone back to: what is to be asked now may be another question."""


class At(NamedTuple):
    """What a place is about: what it shows, the place it was opened from, what was typed."""

    shown: str
    before: str = ""
    typed: str = ""

    @classmethod
    def read(cls, about: str) -> "At":
        head, _, typed = about.partition("\n")
        shown, _, before = head.partition("<")
        return cls(shown, before, typed)

    def written(self) -> str:
        return f"{self.shown}<{self.before}\n{self.typed}"


def is_open(turn: Turn) -> bool:
    """Whether the common questions are what is shown."""
    return turn.case is not None and where(turn).screen in SCREENS


async def on_faq(update: Update, context: TurnContext) -> None:
    """/faq: all topics. "/faq can I wait?" finds the question."""
    turn, message = context.turn, update.effective_message
    typed = (message.text or "" if message else "").partition(" ")[2].strip()
    if typed:
        search(turn, typed)
    else:
        _show(turn, "faq", "", anew=True)


def came_by_link(turn: Turn, update: Update) -> bool:
    """Shows the question that the link of this /start names; nothing, if it names none."""
    text = (update.message and update.message.text) or ""
    name = text.partition(" ")[2].strip().removeprefix(LINK)
    known = text.partition(" ")[2].strip().startswith(LINK) and _find(turn, name) is not None
    if known:
        _show(turn, "faq_is", name, anew=True)
    return known


def search(turn: Turn, typed: str, note: str = "") -> None:
    """Shows the questions that may have been meant; the answer, where only one can be.

    If there is none: what to ask the doctor.
    """
    found = _found(turn, typed)
    line = " ".join(typed.split())[:LONGEST]
    if len(found) == 1 and _best_fit(turn, typed) >= PLAIN:
        _show(turn, "faq_is", found[0], typed=line, anew=True, note=note)
    elif found:
        _show(turn, "faq_found", ",".join(found), typed=line, anew=True, note=note)
    else:
        _show(turn, "faq_none", "", typed=line, anew=True, note=note)


def search_here(turn: Turn, typed: str) -> None:
    """What is typed on a screen of the questions; a hard word is explained beside what is found."""
    meant = words.glossary(turn).asked_about(typed)
    search(turn, typed, words.explained(turn, meant) if meant else "")


def offer(turn: Turn, typed: str) -> bool:
    """Offers the answer to a question typed where nothing else takes it; or says nothing.

    The emergency screens are asked first: no other question is taken up there.
    """
    at_danger = turn.case is not None and where(turn).alone
    if at_danger or in_silence(turn) or not content(turn).searches[tongue(turn)].asks(typed):
        return False
    if not _found(turn, typed, SURE):
        return False
    search(turn, typed)
    return True


def _found(turn: Turn, typed: str, least: float = 0) -> list[str]:
    found = content(turn).searches[tongue(turn)].best(typed, least)
    return [name for name in found if _find(turn, name)]


def _best_fit(turn: Turn, typed: str) -> float:
    found = content(turn).searches[tongue(turn)].find(typed)
    return found[0].fit if found else 0


def _find(turn: Turn, name: str) -> Question | None:
    """The question of this id, if it is for this family."""
    every = (one for one in lists(turn).faq if one.id == name)
    return next((one for one in every if fits(turn, one)), None)


def _groups(turn: Turn) -> list[str]:
    return list(dict.fromkeys(one.group for one in lists(turn).faq if fits(turn, one)))


@screen("faq")
def _faq(turn: Turn, about: str) -> View:
    """All topics, four a page."""
    groups = [button(turn, f"faq_{group}", f"faq_of:{group}") for group in _groups(turn)]
    text = _headed(turn, "faq")
    return View(text, [*_page(turn, groups, At.read(about).shown, "faq"), _way_back(turn)])


@screen("faq_of")
def _of(turn: Turn, about: str) -> View:
    """The questions of a topic, four a page; all topics, where it has none any longer."""
    group, _, page = At.read(about).shown.partition(":")
    asked = [one for one in lists(turn).faq if one.group == group and fits(turn, one)]
    if not asked:
        return _faq(turn, "")
    rows = _page(turn, [_button(turn, one) for one in asked], page, f"faq_of:{group}")
    shown = [b.data.partition(":")[2] for row in rows for b in row if b.data.startswith("faq_is:")]
    text = _headed(
        turn, "faq_of", group=button(turn, f"faq_{group}", "").label, asks=_asks(turn, shown)
    )
    return View(text, [*rows, [button(turn, "faq_all", "faq")], _way_back(turn)])


@screen("faq_is")
def _is(turn: Turn, about: str) -> View:
    """A question and its answer; all topics, where it is not for this family any longer."""
    at = At.read(about)
    question = _find(turn, at.shown)
    if question is None:
        return _faq(turn, "")
    text = f"{_headed(turn, 'faq_is', ask=_ask(turn, question.id))}\n{answer(turn, question)}"
    below = [[one] for one in _below(turn, question)][: ON_A_PAGE - 1]
    last = button(turn, "faq_else", "faq_none") if at.typed else button(turn, "faq_all", "faq")
    return View(text, [*below, [last], _way_back(turn)])


@screen("faq_found")
def _which(turn: Turn, about: str) -> View:
    """The questions that may have been meant."""
    names = At.read(about).shown.split(",")
    found = [one for name in names if (one := _find(turn, name))]
    text = _headed(turn, "faq_found", asks=_asks(turn, [one.id for one in found]))
    rows = [[_button(turn, one)] for one in found]
    return View(text, [*rows, [button(turn, "none_of_these", "faq_none")], _way_back(turn)])


@screen("faq_none")
def _none(turn: Turn, about: str) -> View:
    """No answer here: words to ask the doctor, and the question kept for the visit."""
    at = At.read(about)
    rows: Rows = [[button(turn, "faq_all", "faq")]]
    if has_card(turn):
        keep = button(turn, "faq_keep", "faq_keep")
        rows.insert(0, [keep] if at.typed else [button(turn, "my_questions", "notes:question")])
    text = _headed(turn, "faq_none", typed=at.typed, kept=at.shown == "kept")
    return View(text, [*rows, _way_back(turn)])


def _headed(turn: Turn, template: str, **values: object) -> str:
    """The text; before it what to do first where there is danger: then no question is repeated.

    Before consent all but the answers begin with the number to call, as the first message does.
    """
    first = render(turn, "help_first", **on_topic(turn)) if has_card(turn) else ""
    if first and template == "faq_is":
        return f"{first}\n"
    begins = turn.screen_id is None or template != "faq_is"
    danger = emergency_numbers(turn) if turn.case is None and begins else ""
    return f"{first}\n\n{render(turn, template, danger=danger, **values)}".strip()


def _asks(turn: Turn, names: list[str]) -> list[str]:
    return [_ask(turn, name) for name in names]


def _ask(turn: Turn, name: str) -> str:
    return words_of_lists(turn).faq[name].ask


def _button(turn: Turn, question: Question) -> Button:
    return Button(words_of_lists(turn).faq[question.id].name, f"faq_is:{question.id}")


def _below(turn: Turn, question: Question) -> list[Button]:
    """What an answer leads to, where there is a card that it hangs on."""
    if not has_card(turn):
        return []
    topics, now = reading.library(turn).topics, situation(turn)
    leads = [
        button(turn, f"topic_{n}", f"topic:{n}") for n in question.leads_to if topics.find(n, now)
    ]
    return [*leads, *(button(turn, name, name) for name in question.opens)]


def _page(turn: Turn, buttons: list[Button], page: str, data: str) -> Rows:
    """Four of these a page, and the way to the next; after the last comes the first."""
    start = int(page) * ON_A_PAGE if page.isdecimal() else 0
    start = start if start < len(buttons) else 0
    rows: Rows = [[one] for one in buttons[start : start + ON_A_PAGE]]
    if len(buttons) > ON_A_PAGE:
        following = start // ON_A_PAGE + 1 if start + ON_A_PAGE < len(buttons) else 0
        rows.append([button(turn, "more", f"{data}:{following}")])
    return rows


def _way_back(turn: Turn) -> list[Button]:
    way = button(turn, "go_on", "faq_back") if turn.case else button(turn, "start", "here")
    return [way, worse(turn)]


def _show(
    turn: Turn, name: str, shown: str, *, typed: str = "", anew: bool = False, note: str = ""
) -> None:
    """Goes to a screen of the questions; before consent there is no place, so it is only said."""
    here = where(turn)
    opened_from = f"{here.screen}:{here.about.partition('<')[0]}"
    before = At.read(here.about).before if is_open(turn) else opened_from
    about = At(shown, before, typed).written()
    if turn.case is not None:
        go(turn, name, about, anew=anew, note=note)
        return
    now = view(turn, Place(name, about))
    text = f"{note}\n\n{now.text}" if note else now.text
    rows = tuple(tuple(row) for row in now.rows)
    turn.send(Show(text, rows, edit=None if anew else turn.pressed, leave_behind=worse_only(turn)))


@press("faq")
def _on_faq(turn: Turn, arguments: list[str]) -> None:
    _show(turn, "faq", arguments[0])


@press("faq_of")
def _on_group(turn: Turn, arguments: list[str]) -> None:
    _show(turn, "faq_of", ":".join(arguments[:2]))


@press("faq_is")
def _on_question(turn: Turn, arguments: list[str]) -> None:
    if _find(turn, arguments[0]) is None:
        stale(turn)
    else:
        _show(turn, "faq_is", arguments[0], typed=_typed(turn))


@press("faq_none")
def _on_none(turn: Turn, _arguments: list[str]) -> None:
    _show(turn, "faq_none", "", typed=_typed(turn))


@press("faq_keep")
def _on_keep(turn: Turn, _arguments: list[str]) -> None:
    """Keeps what was typed among the questions for the visit."""
    typed = _typed(turn)
    if turn.case is None or not typed or not has_card(turn):
        stale(turn)
        return
    case = turn.case
    kept = entries.add(case.entries, case.numbers, "question", typed, by=turn.chat_id, at=turn.now)
    full = render(turn, "notes_full", most=entries.MOST)
    said = render(turn, "entry_added", kind="question", line=typed) if kept else full
    _show(turn, "faq_none", "kept" if kept else "", note=said)


@press("faq_back")
def _on_back(turn: Turn, _arguments: list[str]) -> None:
    """To where the questions were opened; what is asked next, where a question was."""
    if turn.case is None or not is_open(turn):
        stay(turn)
        return
    name, _, about = At.read(where(turn).about).before.partition(":")
    back = Place(name, about)
    if name in ASKED_ANEW or not exists(turn, back):
        proceed(turn)
    else:
        go(turn, name, about)


def _typed(turn: Turn) -> str:
    return At.read(where(turn).about).typed if is_open(turn) else ""
