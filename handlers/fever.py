"""A fever that is typed where nothing asks for it: what would make it an emergency is asked.

Where the case knows what makes it one, the safety net has shown the card already.
"""

from handlers import reading
from handlers.answers import note_answer
from handlers.changes import changed
from handlers.content import content
from handlers.context import Turn
from handlers.presses import act, press, stale
from handlers.questions import said_of
from handlers.screens import View, button, go, in_silence, is_at_now, render, screen, worse
from state import noted
from state.known import TREATMENT
from state.plan import measures
from state.safety.scanning import Category, scan


def asks_about(turn: Turn, text: str) -> bool:
    """Goes to the question, if the text speaks of a fever; before there is a case, to the signs."""
    if in_silence(turn) or not _speaks_of_fever(turn, text):
        return False
    if turn.member is None or turn.member.zone is None:
        act(turn, "w")
    else:
        go(turn, "fever", anew=True)
    return True


def _speaks_of_fever(turn: Turn, text: str) -> bool:
    """Whether it would be a danger to a child on treatment, or is the number of a fever alone."""
    caught = scan(text, content(turn).nets, known={TREATMENT})
    heard = caught is not None and caught.category is Category.EMERGENCY
    return heard or measures.is_fever_alone(text)


@screen("fever")
def _fever(turn: Turn, _about: str) -> View:
    return View(
        render(turn, "measure_asks", kind="temperature", line="", baby=may_be_a_baby(turn)),
        [
            [button(turn, "yes_one", "fever:yes"), button(turn, "none_of_these", "fever:none")],
            [button(turn, "unsure", "fever:unsure"), worse(turn)],
        ],
        alone=True,
    )


def may_be_a_baby(turn: Turn) -> bool:
    """Whether the child may be under three months old, as far as the case knows."""
    return reading.present(turn).asked.age() in {"", "under_3mo"}


@press("fever")
def _on_answer(turn: Turn, arguments: list[str]) -> None:
    """Only "none of these", to the question as it stands, is no emergency."""
    if turn.case is None or in_silence(turn):
        stale(turn)
    elif arguments[0] in {"yes", "unsure"}:
        is_emergency(turn, "temperature", sure=arguments[0] == "yes")
    elif is_at_now(turn, "fever", ""):
        if not counts_with_others(turn):
            go(turn, "measure_kept", "temperature")
    else:
        stale(turn)


def is_emergency(turn: Turn, kind: str, *, sure: bool) -> None:
    """Kept as the sign it is, whatever else was said of that screen; then the emergency card."""
    item, line, says = noted.danger(reading.present(turn), kind, sure=sure)
    note_answer(turn, item, {**said_of(turn, item), line: says})
    go(turn, "emergency", anew=True)


def counts_with_others(turn: Turn) -> bool:
    """Keeps a fever as one sign more than before, and shows what changed; False if it is none."""
    item = noted.fever_too(reading.present(turn)) if reading.card_is_due(turn) else None
    if item is None:
        return False
    note_answer(turn, item, "yes")
    changed(turn, item.id)
    return True


@screen("measure_kept")
def _kept(turn: Turn, about: str) -> View:
    """Whom to call all the same; `about` is the kind and the note, if one was kept."""
    kind, _, entry = about.partition(":")
    on = button(turn, "go_on", f"measure_on:{entry}" if entry else "next")
    rows = [[button(turn, "check_signs", "w")], [on, worse(turn)]]
    expecting = f"entry:{kind}" if entry else None
    return View(render(turn, "measure_kept", kind=kind), rows, expecting=expecting)
