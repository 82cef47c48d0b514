"""Coming back: first whether a doctor has spoken since, then the danger signs, then the rest."""

from handlers import reading
from handlers.card import on_card
from handlers.context import Turn
from handlers.screens import View, button, go, render, screen, worse
from state import returning
from state.assessments.assessment import Item


def asks_since(turn: Turn) -> bool:
    """Whether it comes first to ask if a doctor has spoken; never amid the emergency screens."""
    if turn.case is None or turn.member is None or not reading.card_is_due(turn):
        return False
    present = reading.present(turn)
    asked = present.asked.emergencies_asked()
    return asked and returning.is_due(turn.case, turn.member, present.now_is, turn.now)


def ask_since(turn: Turn, note: str = "") -> None:
    """Asks it, and keeps when: whoever goes on is not asked again and again."""
    if turn.member is not None:
        turn.member.asked_since = turn.now
    go(turn, "since", anew=True, note=note)


@screen("since")
def _since(turn: Turn, _about: str) -> View:
    rows = [
        [button(turn, "doctor_yes", "spoke"), button(turn, "doctor_no", "not_spoke")],
        *([[button(turn, "go_on", "next")]] if reading.next_item(turn) else []),
        [button(turn, "back_to_card", "card"), worse(turn)],
    ]
    return View(render(turn, "since", **on_card(turn)), rows)


def look_again(turn: Turn, item: Item) -> str:
    """Said above the first of the danger signs where a day has gone by since they were asked."""
    first = next(one for one in reading.assessment(turn).items.values() if one.one_of_these)
    again = item is first and reading.present(turn).dangers_are_old
    return render(turn, "look_again") if again else ""
