"""Reading the case of a turn, for the member who asks. What it means is decided in state/."""

from weakref import WeakKeyDictionary

from handlers.content import content
from handlers.context import Turn
from state.asked import Asked
from state.assessments.assessment import Assessment, Item, Library
from state.assessments.facts import Facts
from state.case import Answer, Case, Value
from state.levels import Level
from state.present import Present
from state.urgency import Standing, reached

_kept: WeakKeyDictionary[Turn, tuple[tuple[int, ...], Present]] = WeakKeyDictionary()
"""What was worked out for a turn that is under way; gone with it."""


def case(turn: Turn) -> Case:
    """The case of this turn; only called where consent was given."""
    assert turn.case is not None  # noqa: S101 - a screen of a case is never shown without one
    return turn.case


def present(turn: Turn) -> Present:
    """The case as it is now: worked out once, and again after each answer, event and news."""
    so_far = case(turn)
    newest = max((answer.number for answer in so_far.answers), default=0)
    counts = (len(so_far.answers), len(so_far.events), len(so_far.child_states))
    state = (turn.chat_id, newest, *counts)
    before = _kept.get(turn)
    if before is None or before[0] != state or before[1].case is not so_far:
        before = _kept[turn] = state, Present(library(turn), so_far, turn.chat_id, turn.now)
    return before[1]


def walked(turn: Turn) -> str:
    """The assessment this member is in beside the one that judges the level; empty if none.

    Not while something is to be seen to today and there is no card for it yet: that goes first.
    """
    walk = turn.member.walk if turn.member else None
    if walk is None or not library(turn).assessments[walk.assessment].outcomes:
        return ""
    now = present(turn)
    first = not reached(now.case) and now.judged.level >= Level.SAME_DAY
    return "" if first else walk.assessment


def asked(turn: Turn) -> Asked:
    """The questions this member is at."""
    name = walked(turn)
    return present(turn).asked_in(name) if name else present(turn).asked


def assessment(turn: Turn) -> Assessment:
    name = turn.case.assessment if turn.case else "oncology_referral"
    return library(turn).assessments[name]


def library(turn: Turn) -> Library:
    return content(turn).library


def find_item(turn: Turn, item_id: str) -> Item | None:
    """The question of this id, or None if there is none (an old button of a former version)."""
    of_all = assessment(turn).items.get(item_id)
    if of_all is not None and of_all.one_of_these:
        return of_all
    name = turn.member.walk.assessment if turn.member and turn.member.walk else ""
    every = library(turn).assessments
    found = every[name].items.get(item_id) if name in every else None
    if found is not None or of_all is not None:
        return found or of_all
    return next((one.items[item_id] for one in every.values() if item_id in one.items), None)


def item(turn: Turn, item_id: str) -> Item:
    """The question of this id. Raises KeyError if there is none."""
    found = find_item(turn, item_id)
    if found is None:
        raise KeyError(item_id)
    return found


def answers(turn: Turn) -> list[Answer]:
    """The answers that still count; none before consent."""
    return present(turn).asked.answers if turn.case else []


def said(turn: Turn, found: Item) -> Value | None:
    """What this member last said to a question."""
    return present(turn).asked.said(found) if turn.case else None


def facts(turn: Turn) -> Facts:
    return present(turn).facts


def now_is(turn: Turn) -> Standing:
    """How urgent the case is now, never calmer than what was shown."""
    return present(turn).now_is


def in_danger(turn: Turn) -> bool:
    """Whether the highest level is what counts now."""
    return present(turn).in_danger


def next_item(turn: Turn) -> Item | None:
    """The next question before the card."""
    return present(turn).next_item()


def card_is_due(turn: Turn) -> bool:
    """Whether there may be a card: never before the member's clock is known."""
    member = turn.member
    return member is not None and member.zone is not None and present(turn).card_is_due()
