"""Erasing: what goes and what stays is said first; afterwards, that nothing is left.

With another adult on the plan only what is this adult's goes. The last one out erases everything.
"""

from telegram import Update

from handlers.context import Turn, TurnContext
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import (
    button,
    in_silence,
    name_of,
    nickname,
    render,
    say,
    stay,
    worse,
    worse_only,
)
from state.case import is_last_full
from state.effects import COUNTED, Proof, Show


async def on_delete(_update: Update, context: TurnContext) -> None:
    ask_to_delete(context.turn)


def ask_to_delete(turn: Turn) -> None:
    """Says what would go; nothing happens before the answer."""
    if _has_nothing(turn):
        _erase(turn)
        return
    rows = [
        [button(turn, "delete_mine" if _others(turn) else "delete_all", "erase")],
        [button(turn, "my_data", "mydata"), button(turn, "keep_all", "keep")],
        [worse(turn)],
    ]
    say(
        turn,
        "delete",
        rows,
        others=_others(turn),
        last_full=turn.case is not None and is_last_full(turn.case, turn.chat_id),
        nickname=nickname(turn),
        stays=_stays(turn),
    )


@press("ask_delete")
def _on_ask(turn: Turn, _arguments: list[str]) -> None:
    ask_to_delete(turn)


@press("erase")
def _on_erase(turn: Turn, _arguments: list[str]) -> None:
    if _has_nothing(turn):
        stale(turn)
        return
    if turn.pressed_is_old:
        ask_to_delete(turn)
    else:
        _erase(turn)


def _erase(turn: Turn) -> None:
    """Erases what is there, and says so once it is counted that nothing is left."""
    name, others, died = nickname(turn), _others(turn), in_silence(turn)
    case_id = turn.case.case_id if turn.case else turn.unreadable_case or ""
    otherwise = _erased(turn, name, COUNTED, others=others, died=died)
    text = _erased(turn, name, "0", others=others, died=died)
    after_a_death = worse_only(turn)  # help for anyone, as the screens of a child who has died say
    if others:
        turn.leave()
    else:
        turn.erase()
    on = button(turn, "go_on", "next") if turn.others else button(turn, "start", "start")
    turn.send(
        Show(
            text,
            after_a_death if died and not turn.others else ((on,), (worse(turn),)),
            edit=turn.pressed,
            leave_behind=worse_only(turn),
            proof=Proof(case_id, otherwise),
        )
    )


@press("keep")
def _on_keep(turn: Turn, _arguments: list[str]) -> None:
    stay(turn)


def _has_nothing(turn: Turn) -> bool:
    return turn.case is None and turn.unreadable_case is None


def _others(turn: Turn) -> bool:
    """Whether somebody else is on the plan in hand: then it stays, with them."""
    return turn.case is not None and len(turn.case.members) > 1


def _stays(turn: Turn) -> list[str]:
    """The children whose plans are not touched."""
    return [name_of(turn, case) for case in turn.others]


def _erased(turn: Turn, name: str, kept: str, *, others: bool, died: bool) -> str:
    return render(
        turn,
        "deleted",
        nickname=name,
        stays=_stays(turn),
        emergency=emergency_numbers(turn),
        kept=kept,
        others=others,
        died=died,
    )
