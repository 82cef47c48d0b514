"""What became of the child: in hospital, home again, what a doctor said. Each changes the plan."""

from collections.abc import Sequence
from typing import get_args

from telegram import Update

from handlers import reading
from handlers.answers import note_answer
from handlers.card import next_chase
from handlers.context import Turn, TurnContext
from handlers.next_step import proceed
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    go,
    in_silence,
    label,
    render,
    screen,
    stay,
)
from handlers.spoken import day
from handlers.tasks import hours, member
from state.case import Spoke
from state.effects import Button
from state.plan import child_states, visits
from state.plan.child_states import ChildState, ChildStateWord
from state.plan.visits import VisitEvent
from state.urgency import reached

WHERE: tuple[ChildStateWord, ...] = ("at_emergency", "admitted", "not_seen")
NEWS: tuple[ChildStateWord, ...] = ("not_cancer", "more_tests", "diagnosed")
TOLD: frozenset[ChildStateWord] = frozenset({*WHERE, *NEWS, "home"})
LEADS_TO: dict[ChildStateWord, Sequence[tuple[str, str]]] = {
    "at_emergency": (("child_home", "now:home"), ("child_admitted", "now:admitted")),
    "admitted": (("child_home", "now:home"),),
    "home": (("checked", "checked"), ("child_not_seen", "now:not_seen")),
    "not_cancer": (("open_again", "now:home"),),
    "more_tests": (("have_date", "visit"), ("plan", "plan")),
    "diagnosed": (("team", "team"), ("plan", "plan")),
    "not_seen": (("closed", "not_spoke"), ("have_date", "visit")),
}
"""What is offered next: the words of a button, and its data."""


async def on_now(_update: Update, context: TurnContext) -> None:
    """/now: where the child is, and what the doctors said."""
    if _may_tell(context.turn):
        go(context.turn, "child_now", anew=True)
    else:
        stay(context.turn)


def _may_tell(turn: Turn) -> bool:
    return turn.case is not None and reading.card_is_due(turn) and not in_silence(turn)


@press("child_now")
def _on_now(turn: Turn, arguments: list[str]) -> None:
    if _may_tell(turn):
        go(turn, "child_now", "news" if arguments[0] == "news" else "")
    else:
        stale(turn)


@screen("child_now")
def _now(turn: Turn, about: str) -> View:
    """Where the child is; on a page of its own, what a doctor said."""
    words = NEWS if about == "news" else _elsewhere(turn)
    rows: Rows = [[button(turn, f"child_{word}", f"now:{word}")] for word in words]
    if about != "news":
        rows.append([button(turn, "child_news", "child_now:news")])
    return View(render(turn, "child_now", news=about == "news"), [*rows, back_to_card(turn)])


def _elsewhere(turn: Turn) -> list[ChildStateWord]:
    """Where the child may be instead of where we know it to be: from a hospital, home first."""
    known = child_states.latest(reading.case(turn).child_states)
    if known not in child_states.PAUSING:
        return list(WHERE)
    return ["home", *(word for word in WHERE if word != known)]


@press("now")
def _on_told(turn: Turn, arguments: list[str]) -> None:
    """Keeps what was told; that it is not cancer only with who said so, and all results back."""
    word = next((one for one in get_args(ChildStateWord) if one == arguments[0]), None)
    if not _may_tell(turn) or word not in TOLD:
        stale(turn)
    elif word == "not_cancer":
        go(turn, "who_told", word)
    else:
        tell(turn, word)


def tell(turn: Turn, word: ChildStateWord, who: str = "", *, note: str = "") -> None:
    """Keeps what was told, and says what it changes. Told twice, it is kept once."""
    case = reading.case(turn)
    states = case.child_states
    before = child_states.latest(states)
    if not states or states[-1].what != word:
        child_states.add(states, ChildState(word, turn.chat_id, turn.now, who))
    if word in child_states.SPOKEN and reached(case) and not _has_spoken(turn):
        case.events.append(Spoke(turn.now, turn.chat_id))
    if word == "not_seen":
        for visit in visits.unasked(case.visits, turn.now):
            visit.add(VisitEvent("missed", turn.chat_id, turn.now))
    if child_states.is_silent(states, turn.now):
        for one in case.members:
            turn.take_back_reminders(one.chat_id)
    if word == "diagnosed" and not reading.present(turn).asked.is_true(DIAGNOSED):
        _ask_for_the_diagnosis(turn)
    else:
        again = word == "home" and before in child_states.CLOSING
        go(turn, "child_is", f"{word}:again" if again else word, note=note)


DIAGNOSED = "reason is diagnosis"


def _ask_for_the_diagnosis(turn: Turn) -> None:
    """Straight to its questions: its time to act counts, and is shown. What was shown stays."""
    note_answer(turn, reading.item(turn, "reason"), "diagnosis")
    member(turn).returning = "change"
    proceed(turn, note=render(turn, "diagnosed_first"))


def _has_spoken(turn: Turn) -> bool:
    return isinstance(next(reversed(reading.case(turn).events), None), Spoke)


@screen("child_is")
def _is(turn: Turn, about: str) -> View:
    """What a state means for the plan, and the words for whoever is with the child."""
    word = next(one for one in TOLD if one == about.partition(":")[0])
    until = child_states.silent_until(reading.case(turn).child_states)
    text = render(
        turn,
        f"child_{word}",
        emergency=emergency_numbers(turn),
        until=day(turn, hours(turn).local(until).date()) if until else "",
        asks=next_chase(turn) if member(turn).chases else None,
        again=about.endswith(":again"),
    )
    next_ones = [button(turn, key, data) for key, data in LEADS_TO[word]]
    if about.endswith(":again"):
        next_ones = [button(turn, "plan", "plan")]
    last = [_safety_list(turn)]
    if word == "home" and not about.endswith(":again"):
        last.append(button(turn, "plan", "plan"))
    if word == "at_emergency" and member(turn).chases and next_chase(turn):
        last.append(button(turn, "no_chases", "quiet:off"))
    return View(text, [next_ones, last, back_to_card(turn)])


def _safety_list(turn: Turn) -> Button:
    """The one thing that nothing pauses."""
    return Button(label(turn, "safety_list"), "topic:safety_list")


def paused(turn: Turn) -> View | None:
    """What stands in place of the plan while nothing of it may be said."""
    states = reading.case(turn).child_states
    word = child_states.latest(states)
    if word not in LEADS_TO or not child_states.is_silent(states, turn.now):
        return None
    return _is(turn, word)
