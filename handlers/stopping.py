"""Stopping: not needed any more, or our child has died. Nothing is asked, all is kept."""

from telegram import Update

from handlers import reading
from handlers.context import Turn, TurnContext
from handlers.expected import takes
from handlers.next_step import proceed
from handlers.places import crisis_line, emergency_numbers
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    button,
    go,
    in_silence,
    is_at,
    is_at_now,
    label,
    nickname,
    render,
    screen,
    stay,
    worse,
)
from handlers.settings_reminders import way_on
from handlers.tasks import member
from state.case import Place
from state.plan import child_states
from state.plan.child_states import ChildState
from state.typed import plain

LOSS = "loss"
"""The screen for stopping, shown because of words that say the child has died."""


async def on_stop(_update: Update, context: TurnContext) -> None:
    """/stop: before consent nothing is sent anyhow."""
    if context.turn.member is None:
        stay(context.turn)
    else:
        go(context.turn, "stopping", anew=True)


@press("stopping")
def _on_stopping(turn: Turn, _arguments: list[str]) -> None:
    if turn.member is None:
        stale(turn)
    else:
        go(turn, "stopping")


def hears_of_a_death(turn: Turn, text: str) -> bool:
    """Goes to where everything can be stopped, if the text says that the child has died."""
    said = f" {plain(text)} "
    told = any(f" {plain(one)} " in said for one in label(turn, "typed_died").split(","))
    if turn.member is None or in_silence(turn) or not told:
        return False
    go(turn, "stopping", LOSS, anew=True)
    return True


@screen("stopping")
def _stopping(turn: Turn, about: str) -> View:
    rows: Rows = [way_on(turn), [button(turn, "has_died", "died")]]
    if about != LOSS:
        rows.insert(0, [button(turn, "pause", "pause"), button(turn, "not_needed", "enough")])
    return View(render(turn, "stopping", nickname=nickname(turn), loss=about == LOSS), rows)


@press("enough")
def _on_enough(turn: Turn, _arguments: list[str]) -> None:
    """Not needed any more: this member's own chat is silent for good, or until they say so."""
    if turn.member is None:
        stale(turn)
        return
    member(turn).reminders.stopped = True
    turn.take_back_reminders(turn.chat_id)
    go(turn, "quiet")


@press("write_again")
def _on_write_again(turn: Turn, _arguments: list[str]) -> None:
    if turn.member is None:
        stale(turn)
        return
    wishes = turn.member.reminders
    wishes.stopped, wishes.paused_until, wishes.still_ask = False, None, False
    go(turn, "reminders" if turn.member.zone else "stopping")


@press("died")
def _on_died(turn: Turn, _arguments: list[str]) -> None:
    """Silences everybody on the case at once, and asks nothing. Old buttons do not say it."""
    if turn.case is None:
        stale(turn)
    elif not (is_at_now(turn, "stopping", "") or is_at_now(turn, "stopping", LOSS)):
        go(turn, "stopping", anew=True)
    else:
        child_states.add(turn.case.child_states, ChildState("died", turn.chat_id, turn.now))
        for one in turn.case.members:
            turn.take_back_reminders(one.chat_id)
            one.place, one.expecting = Place("died"), None
        go(turn, "died")


@screen("died")
def _died(turn: Turn, heard: str) -> View:
    """For whoever said it; the others find one neutral line, and only if they write.

    `heard`: the day on which words that were typed here had their one answer.
    """
    states = reading.case(turn).child_states
    own = _is_own(turn)
    text = render(
        turn,
        "died",
        own=own,
        heard=heard == _today(turn),
        nickname=nickname(turn),
        emergency=emergency_numbers(turn),
    )
    last = [worse(turn)]
    if child_states.may_take_back(states, turn.now):
        last.insert(0, button(turn, "mistake" if own else "go_on", "not_died"))
    rows = [[button(turn, "other_child", "another")]] if turn.others else []
    return View(text, [*rows, last], expecting="nothing", in_grief=True, says_child=True)


def _today(turn: Turn) -> str:
    return f"{turn.now:%Y-%m-%d}"


def _is_own(turn: Turn) -> bool:
    """Whether it was this member who said that the child has died."""
    states = reading.case(turn).child_states
    return bool(states) and states[-1].by == turn.chat_id


@takes("nothing")
def _on_words(turn: Turn, _about: str, _text: str) -> None:
    """Words typed here are thanked for once a day, then left in peace, and never kept.

    The safety net has heard them before.
    """
    if not _is_own(turn):
        stay(turn)
    elif not is_at(turn, "died", _today(turn)):
        go(turn, "died", _today(turn), anew=True)


@press("not_died")
def _on_not_died(turn: Turn, _arguments: list[str]) -> None:
    """A tap that was a mistake: asked once more, as one slip must not bring the plan back."""
    if turn.case is None or not child_states.may_take_back(turn.case.child_states, turn.now):
        stale(turn)
    else:
        go(turn, "not_died")


@screen("not_died")
def _not_died(turn: Turn, _about: str) -> View:
    rows = [
        [button(turn, "open_it_again", "not_died_yes")],
        [button(turn, "leave_it", "grief")],
        [worse(turn)],
    ]
    return View(render(turn, "not_died", own=_is_own(turn)), rows, in_grief=True)


@press("not_died_yes")
def _on_not_died_yes(turn: Turn, _arguments: list[str]) -> None:
    """Taken back, for thirty days, without a word about it."""
    states = turn.case.child_states if turn.case else []
    if not child_states.may_take_back(states, turn.now) or not is_at_now(turn, "not_died", ""):
        stale(turn)
        return
    child_states.add(states, ChildState("died_undone", turn.chat_id, turn.now))
    if reading.card_is_due(turn):
        go(turn, "card", anew=True)
    else:
        proceed(turn)


@press("grief")
def _on_grief(turn: Turn, _arguments: list[str]) -> None:
    """Back to the quiet page."""
    if in_silence(turn):
        go(turn, "died", anew=True)
    else:
        stale(turn)


@screen("who_needs_help")
def _who_needs_help(turn: Turn, _about: str) -> View:
    """After a death: help for whoever asks for it, before anybody's breathing is asked about."""
    rows = [
        [button(turn, "another_unwell", "unwell")],
        [button(turn, "back", "grief")],
    ]
    text = render(
        turn, "who_needs_help", emergency=emergency_numbers(turn), crisis_line=crisis_line(turn)
    )
    return View(text, rows, expecting="nothing", alone=True)
