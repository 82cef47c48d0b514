"""Questions for the first visit: offered by reason, picked by tapping, kept in that order."""

from handlers import reading
from handlers.context import Turn
from handlers.lists import family, lists, words
from handlers.presses import press, stale
from handlers.screens import go, label, where
from handlers.topic_parts import fills, offers
from state.assessments.lists import fitting
from state.effects import Button

NOTE = "visit_questions"


@fills("visit_ask")
def _words(turn: Turn) -> dict[str, object]:
    said = words(turn).visit_questions
    chosen = picked(turn)
    return {
        "picked": [said[name].ask for name in chosen],
        "offered": [said[name].ask for name in _offered(turn) if name not in chosen],
    }


@offers("visit_ask")
def _buttons(turn: Turn) -> list[Button]:
    """Each question with its name; one that is on the list says so in words."""
    chosen, said = picked(turn), words(turn).visit_questions
    return [
        Button(
            label(turn, "on_list", name=said[name].name) if name in chosen else said[name].name,
            f"ask_this:{name}",
        )
        for name in _offered(turn)
    ]


def _offered(turn: Turn) -> list[str]:
    return [row.id for row in fitting(lists(turn).visit_questions, family(turn))]


def picked(turn: Turn) -> list[str]:
    """What is on the list, as far as this version knows the question."""
    kept = reading.case(turn).notes.get(NOTE, "").split()
    return [name for name in kept if name in words(turn).visit_questions]


@press("ask_this")
def _on_pick(turn: Turn, arguments: list[str]) -> None:
    """On the list at the first tap, off it at the second."""
    name = arguments[0]
    if turn.case is None or not reading.card_is_due(turn) or name not in _offered(turn):
        stale(turn)
        return
    chosen = picked(turn)
    now = [one for one in chosen if one != name] if name in chosen else [*chosen, name]
    turn.case.notes[NOTE] = " ".join(now)
    here = where(turn)
    about = here.about if here.about.startswith("visit_ask") else "visit_ask"
    go(turn, "topic", about)
