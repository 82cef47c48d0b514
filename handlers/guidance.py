"""What hangs on the card: the words to say, why, today's three, papers, closed doors."""

from itertools import accumulate

from telegram import Update

from handlers import reading
from handlers.brief import is_brief, show_everything, too_much
from handlers.card import calling, on_card, record
from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.differing import differ
from handlers.parts import leave_walk
from handlers.places import here, paying
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, label, render, screen, stay
from handlers.sign_off import signed_by
from handlers.topics import MOST_ON_A_PAGE
from handlers.wording import line_words, reasons
from state.effects import Button
from state.levels import Level

PAGES: dict[str, tuple[tuple[str, ...], ...]] = {
    "refused": (("words", "ask_referral"),),
    "ask_referral": (("words", "refused"),),
    "closed": (("words",),),
    "records": (("words", "insurance"), ("topic_papers_list",)),
}
"""The pages that only fill in what the card knows, and where each leads on."""

GOES_TO = {"topic_papers_list": "topic:papers_list"}


def _page(name: str) -> None:
    @screen(name)
    def build(turn: Turn, _about: str) -> View:
        text = render(
            turn,
            name,
            **on_card(turn),
            referral=here(turn).referral,
            care=here(turn).care,
        )
        rows: Rows = [[_to(turn, key) for key in keys] for keys in PAGES[name]]
        if name == "closed" and reading.next_item(turn) is not None:
            rows.append([button(turn, "go_on", "next")])
        return View(text, [*rows, *_more_help(turn, rows), back_to_card(turn)])

    @press(name)
    def show(turn: Turn, _arguments: list[str]) -> None:
        _if_due(turn, name)


def _more_help(turn: Turn, rows: Rows) -> Rows:
    """The way to all topics, where a page has room for one more button."""
    room = sum(len(row) for row in rows) < MOST_ON_A_PAGE
    return [[button(turn, "more_help", "topics")]] if room else []


def _to(turn: Turn, key: str) -> Button:
    return paying(turn) if key == "insurance" else button(turn, key, GOES_TO.get(key, key))


def _if_due(turn: Turn, name: str) -> None:
    """These pages stand on a card; without one the present question is shown."""
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    else:
        go(turn, name)


for _name in PAGES:
    _page(_name)


@screen("today")
def _today(turn: Turn, _about: str) -> View:
    """What to do today. In an emergency it is one thing, and all else waits."""
    care = here(turn).care
    values = on_card(turn)
    text = render(turn, "today", **values, care=care, found_at_home=_found_at_home(turn))
    if reading.in_danger(turn):
        rows: Rows = [
            [button(turn, "words", "words"), button(turn, "share", "share")],
            [button(turn, "seen", "seen")],
        ]
        return View(text, [*rows, back_to_card(turn)])
    if is_brief(turn):
        few: Rows = [[button(turn, "words", "words")], [show_everything(turn, "today")]]
        return View(render(turn, "today_short", **values), [*few, back_to_card(turn)])
    rows = [
        [button(turn, "first_call", "first:call"), button(turn, "first_papers", "first:papers")],
        [button(turn, "rest", "rest"), button(turn, "plan", "plan")],
        [too_much(turn, "today")],
    ]
    to_call = calling(turn, reading.now_is(turn))
    if care != "public" and to_call.wait_for_office and not to_call.passed:
        first = "first_insurance" if care == "plan" else "first_desk"
        rows.insert(1, [button(turn, first, "first:insurance")])
    return View(text, [*rows, back_to_card(turn)])


def _found_at_home(turn: Turn) -> bool:
    """Whether the parent found a lump that nobody has looked at yet."""
    told_by = reading.present(turn).asked.told_by()
    return reading.facts(turn).trigger == "mass_or_tumor" and told_by == "nobody"


@press("today")
def _on_today(turn: Turn, _arguments: list[str]) -> None:
    _if_due(turn, "today")


MOST_REASONS = 4
ROOM = 2800
"""Characters of the reasons with their sources: so that all of it is one Telegram message."""
LEADS_TO = {"call": "words", "papers": "records", "insurance": "insurance"}


@press("first")
def _on_first(turn: Turn, arguments: list[str]) -> None:
    """The parent said what they will do first: the words for just that come next."""
    _if_due(turn, LEADS_TO.get(arguments[0], "today"))


@screen("why")
def _why(turn: Turn, _about: str) -> View:
    now_is, library = reading.now_is(turn), content(turn).library
    record(turn, now_is)
    facts = reading.facts(turn)
    clinician = facts.clinician_time
    why = reasons(turn, now_is.causes)
    text = render(
        turn,
        "why",
        because=why[0][0] if why else "",
        reasons=_that_fit(why[:MOST_REASONS]),
        heard=line_words(turn, now_is),
        unsure=bool(facts.unsure - facts.one_of),
        several=bool(facts.one_of),
        calm=now_is.level < Level.SAME_DAY and not now_is.passed(turn.now),
        clinician=label(turn, f"clinician_{clinician.value.lower()}") if clinician else "",
        trigger=facts.trigger,
        rules_version=library.version,
        signed=signed_by(turn),
        differ=differ(turn),
    )
    rows: Rows = [[button(turn, "change", "change"), button(turn, "checked", "checked")]]
    if now_is.level in {Level.WITHIN_48_HOURS, Level.WITHIN_2_WEEKS} and _were_told(turn):
        rows.append([button(turn, "told_when", "told")])
    if now_is.level is Level.EMERGENCY:
        rows.append([button(turn, "mistake", "mistake")])
    return View(text, [*rows, *_more_help(turn, rows), back_to_card(turn)])


def _that_fit(ranked: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The first reason, and those after it that have room: some name many sources."""
    lengths = accumulate(sum(len(part) for part in one) for one in ranked)
    return [one for one, length in zip(ranked, lengths, strict=True) if length <= ROOM] or ranked[
        :1
    ]


@press("why")
def _on_why(turn: Turn, _arguments: list[str]) -> None:
    _if_due(turn, "why")


@press("told")
def _on_told(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn) or not _were_told(turn):
        stale(turn)
    else:
        leave_walk(turn)
        go(turn, "ask", "told_when")


def _were_told(turn: Turn) -> bool:
    """Whether somebody told them something, so that the day they were told counts."""
    return reading.present(turn).asked.applies(reading.item(turn, "told_when"))


async def on_why_command(_update: Update, context: TurnContext) -> None:
    """/why: the reason for the time on the card; before there is one, the present question."""
    turn = context.turn
    if turn.case is None or not reading.card_is_due(turn):
        stay(turn)
    else:
        go(turn, "why", anew=True)
