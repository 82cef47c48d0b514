"""More help: pages of guidance by group, beside the card. Which there are is decided in state/."""

from telegram import Update

from handlers import kept, reading
from handlers.card import on_card
from handlers.context import Turn, TurnContext
from handlers.places import here
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    exists,
    go,
    render,
    screen,
    stay,
    where,
)
from handlers.topic_parts import asked_before, filled, offered
from handlers.wording import words
from state.assessments.topics import Situation
from state.case import Place
from state.effects import Button

MOST_ON_A_PAGE = 4
FROM = "<"
"""Stands between what a page is about and the screen it was opened from."""
GUIDE = ("topics", "topics_of", "topic")
OPENED_FROM = {
    *GUIDE,
    "plan",
    "child_is",
    "off_doctor",
    "off_us",
    "visit_room",
    "notes_of",
    "records",
    "faq_is",
}
"""Screens that Back leads to again from a page of guidance; else it leads up, to the group."""


def situation(turn: Turn) -> Situation:
    """What of the case decides which topics fit."""
    member = turn.member
    return Situation(
        trigger=_trigger(turn),
        level=reading.now_is(turn).level,
        age=reading.present(turn).asked.age(),
        country=(member and member.country) or "",
    )


def on_topic(turn: Turn) -> dict[str, object]:
    """What a topic may fill in: all that the card gives, and what is known of the child."""
    findings = words(turn).findings
    now = situation(turn)
    yes = reading.facts(turn).yes
    return {
        **on_card(turn),
        "trigger": now.trigger,
        "age": now.age,
        "country": now.country,
        "referral": here(turn).referral,
        "care": here(turn).care,
        "found": [findings[name].line for name in reading.library(turn).findings if name in yes],
        "kept": kept.texts(turn),
    }


def _trigger(turn: Turn) -> str:
    """Why the parent came. Two adults may see it differently: the newest counts."""
    return reading.facts(turn).trigger or reading.library(turn).unknown_trigger


@screen("topics")
def _groups(turn: Turn, about: str) -> View:
    groups = reading.library(turn).topics.groups(situation(turn))
    buttons = [button(turn, f"group_{group}", f"group:{group}") for group in groups]
    rows = _page(turn, buttons, about, "topics")
    return View(with_help_first(turn, "topics"), [*rows, back_to_card(turn)])


@screen("topics_of")
def _topics_of(turn: Turn, about: str) -> View:
    """The topics of a group; all groups, where none of them fits any longer."""
    group, _, page = about.partition(FROM)[0].partition(":")
    found = reading.library(turn).topics.of(group, situation(turn))
    if not found:
        return _groups(turn, "")
    buttons = [button(turn, f"topic_{topic.id}", f"topic:{topic.id}") for topic in found]
    rows = _page(turn, buttons, page, f"group:{group}")
    text = with_help_first(turn, "topics_of", group=button(turn, f"group_{group}", "").label)
    return View(text, [*rows, _back(turn, about, "topics"), back_to_card(turn)])


@screen("topic")
def _topic(turn: Turn, about: str) -> View:
    """A page of guidance; all groups, where it does not fit any longer."""
    library, now = reading.library(turn), situation(turn)
    name, _, page = about.partition(FROM)[0].partition(":")
    topic = library.topics.find(name, now)
    if topic is None:
        return _groups(turn, "")
    below = library.topics.below(topic, now)
    leads = [button(turn, f"topic_{one.id}", f"topic:{one.id}") for one in below]
    places = kept.buttons(turn, topic.keeps, name)
    rows = _page(turn, [*places, *offered(turn, name), *leads], page, f"topic:{name}")
    back = _back(turn, about, f"group:{library.topics.group_of(name)}")
    text = with_help_first(turn, f"topics/{name}", **filled(turn, name))
    return View(text, [*rows, back, back_to_card(turn)])


def with_help_first(turn: Turn, template: str, **values: object) -> str:
    """A page of guidance; where help is needed now, that is said before it."""
    every = {**on_topic(turn), **values}
    return f"{render(turn, 'help_first', **every)}\n\n{render(turn, template, **every)}".strip()


def _page(turn: Turn, buttons: list[Button], page: str, data: str) -> Rows:
    """So many buttons a page, and a way to the next; after the last comes the first."""
    start = int(page) * MOST_ON_A_PAGE if page.isdecimal() else 0
    shown = buttons[start : start + MOST_ON_A_PAGE]
    if start and not shown:
        return _page(turn, buttons, "", data)
    rows: Rows = [[one] for one in shown]
    if len(buttons) > MOST_ON_A_PAGE:
        last = start + MOST_ON_A_PAGE >= len(buttons)
        following = 0 if last else start // MOST_ON_A_PAGE + 1
        rows.append([button(turn, "more", f"{data}:{following}")])
    return rows


def _back(turn: Turn, about: str, up: str) -> list[Button]:
    """To the screen the page was opened from; a step up, if that is not known."""
    return [button(turn, "back", "guide_back" if FROM in about else up)]


def _opened_from_here(turn: Turn, name: str, about: str) -> str:
    """What a page is about, and behind it where the parent comes from.

    Pages that lead on from one to the next are side by side: Back leads to where the first was
    opened.
    """
    here = where(turn)
    if here.screen not in OPENED_FROM:
        return about
    shown, *before = here.about.split(FROM)
    if here.screen not in {name, "topic"}:
        before = [f"{here.screen}:{shown}", *before]
    return FROM.join([about, *before])


@press("guide_back")
def _on_back(turn: Turn, _arguments: list[str]) -> None:
    """To where the page was opened; to all topics, if that is no longer there."""
    here = where(turn)
    _, _, before = here.about.partition(FROM)
    name, _, about = before.partition(":")
    if here.screen not in GUIDE or name not in OPENED_FROM:
        stale(turn)
    elif exists(turn, Place(name, about)):
        go(turn, name, about)
    else:
        go(turn, "topics")


@press("topics")
def _on_topics(turn: Turn, arguments: list[str]) -> None:
    _if_due(turn, "topics", arguments[0])


@press("group")
def _on_group(turn: Turn, arguments: list[str]) -> None:
    due = turn.case is not None and reading.card_is_due(turn)
    if not (due and asked_before(turn, arguments[0])):
        _open(turn, "topics_of", ":".join(arguments[:2]))


@press("topic")
def _on_topic(turn: Turn, arguments: list[str]) -> None:
    _open(turn, "topic", ":".join(arguments[:2]))


def _open(turn: Turn, name: str, about: str) -> None:
    _if_due(turn, name, _opened_from_here(turn, name, about))


def _if_due(turn: Turn, name: str, about: str) -> None:
    """All guidance stands on a card; without one the present question is shown."""
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    else:
        go(turn, name, about)


async def on_guide(_update: Update, context: TurnContext) -> None:
    """/guide: all topics; before there is a card, the present question."""
    turn = context.turn
    if turn.case is None or not reading.card_is_due(turn):
        stay(turn)
    else:
        go(turn, "topics", anew=True)
