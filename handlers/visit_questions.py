"""Questions for the first visit: offered by reason, picked by tapping, on the list of one's own."""

from handlers import entries as said
from handlers import reading
from handlers.context import Turn
from handlers.lists import family, lists, words
from handlers.presses import press, stale
from handlers.screens import button, go, label, where
from handlers.topic_parts import fills, offers
from state.assessments.lists import fitting
from state.effects import Button
from state.plan import entries
from state.plan.entries import ASKED_FIRST


@fills("visit_ask")
def _words(turn: Turn) -> dict[str, object]:
    asks = words(turn).visit_questions
    picked = _picked(turn)
    return {
        "picked": [said.said(turn, one) for one in said.of(turn, "question")],
        "first": ASKED_FIRST,
        "offered": [asks[name].ask for name in _offered(turn) if name not in picked],
    }


@offers("visit_ask")
def _buttons(turn: Turn) -> list[Button]:
    """Each question with its name; one that is on the list says so in words."""
    picked, named = _picked(turn), words(turn).visit_questions
    questions = [
        Button(
            label(turn, "on_list", name=named[name].name) if name in picked else named[name].name,
            f"ask_this:{name}",
        )
        for name in _offered(turn)
    ]
    return [button(turn, "my_questions", "notes:question"), *questions]


def _offered(turn: Turn) -> list[str]:
    return [row.id for row in fitting(lists(turn).visit_questions, family(turn))]


def _picked(turn: Turn) -> dict[str, int]:
    """What was picked, and the entry it is."""
    return {one.asks: one.entry_id for one in said.of(turn, "question") if one.asks}


@press("ask_this")
def _on_pick(turn: Turn, arguments: list[str]) -> None:
    """On the list at the first tap, off it at the second."""
    name = arguments[0]
    if turn.case is None or not reading.card_is_due(turn) or name not in _offered(turn):
        stale(turn)
        return
    picked, kept, given = _picked(turn), turn.case.entries, turn.case.numbers
    if name in picked:
        entries.remove(kept, picked[name])
    else:
        entries.add(kept, given, "question", "", by=turn.chat_id, at=turn.now, asks=name)
    here = where(turn)
    about = here.about if here.about.startswith("visit_ask") else "visit_ask"
    go(turn, "topic", about)
