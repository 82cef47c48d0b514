"""Stopping: a pause, not needed any more, or our child has died. Nothing is asked, all is kept."""

from datetime import timedelta

from telegram import Update

from handlers import reading
from handlers.context import Turn, TurnContext
from handlers.expected import takes
from handlers.next_step import proceed
from handlers.places import emergency_numbers
from handlers.presses import press, stale
from handlers.screens import Rows, View, button, go, is_at_now, render, screen, stay
from handlers.settings_reminders import way_on
from handlers.spoken import day
from handlers.tasks import hours, member
from state.case import Place
from state.effects import Button
from state.plan import child_states
from state.plan.child_states import ChildState

PAUSES = {"days": 3, "week": 7, "fortnight": 14, "month": 30}
"""Days from today on which the messages come again."""


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


@screen("stopping")
def _stopping(turn: Turn, _about: str) -> View:
    rows: Rows = [
        [button(turn, "pause", "pause"), button(turn, "not_needed", "enough")],
        [button(turn, "has_died", "died")],
        way_on(turn),
    ]
    return View(render(turn, "stopping"), rows)


@press("pause")
def _on_pause(turn: Turn, _arguments: list[str]) -> None:
    if turn.member is None or turn.member.zone is None:
        stale(turn)
    else:
        go(turn, "pause")


@screen("pause")
def _pause(turn: Turn, _about: str) -> View:
    choices = [button(turn, f"pause_{word}", f"pause_for:{word}") for word in PAUSES]
    rows: Rows = [choices[:2], choices[2:], [button(turn, "back", "stopping")], way_on(turn)]
    return View(render(turn, "pause"), rows)


@press("pause_for")
def _on_pause_for(turn: Turn, arguments: list[str]) -> None:
    """A pause silences this member's own chat, from now until that day."""
    ahead = PAUSES.get(arguments[0])
    if ahead is None or turn.member is None or turn.member.zone is None:
        stale(turn)
        return
    until = hours(turn).local(turn.now).date() + timedelta(days=ahead)
    member(turn).reminders.paused_until = until
    turn.take_back_reminders(turn.chat_id)
    _say_quiet(turn, day(turn, until))


@press("enough")
def _on_enough(turn: Turn, _arguments: list[str]) -> None:
    """Not needed any more: this member's own chat is silent for good, or until they say so."""
    if turn.member is None:
        stale(turn)
        return
    member(turn).reminders.stopped = True
    turn.take_back_reminders(turn.chat_id)
    _say_quiet(turn)


def _say_quiet(turn: Turn, until: str = "") -> None:
    go(turn, "quiet", until)


@screen("quiet")
def _quiet(turn: Turn, until: str) -> View:
    others = len(reading.case(turn).members) > 1
    text = render(turn, "quiet", until=until, others=others, emergency=emergency_numbers(turn))
    return View(text, [[button(turn, "write_again", "write_again")], way_on(turn)])


@press("write_again")
def _on_write_again(turn: Turn, _arguments: list[str]) -> None:
    if turn.member is None:
        stale(turn)
        return
    wishes = turn.member.reminders
    wishes.stopped, wishes.paused_until = False, None
    go(turn, "reminders" if turn.member.zone else "stopping")


@press("died")
def _on_died(turn: Turn, _arguments: list[str]) -> None:
    """Silences everybody on the case at once, and asks nothing. Old buttons do not say it."""
    if turn.case is None:
        stale(turn)
    elif not is_at_now(turn, "stopping", ""):
        go(turn, "stopping", anew=True)
    else:
        turn.case.child_states.append(ChildState("died", turn.chat_id, turn.now))
        for one in turn.case.members:
            turn.take_back_reminders(one.chat_id)
            one.place, one.expecting = Place("died"), None
        go(turn, "died")


@screen("died")
def _died(turn: Turn, _about: str) -> View:
    """For whoever said it; the others find one neutral line, and only if they write."""
    states = reading.case(turn).child_states
    own = bool(states) and states[-1].by == turn.chat_id
    text = render(turn, "died", own=own, emergency=emergency_numbers(turn))
    last = [_help(turn)]
    if child_states.may_take_back(states, turn.now):
        last.insert(0, button(turn, "take_back" if own else "go_on", "not_died"))
    return View(text, [last], expecting="nothing")


@takes("nothing")
def _on_words(turn: Turn, _about: str, _text: str) -> None:
    """Words typed here ask for no answer; the safety net has heard them before."""
    stay(turn)


def _help(turn: Turn) -> Button:
    """The way to the emergency screens, in other words than "Worse"."""
    return button(turn, "need_help", "w")


@press("not_died")
def _on_not_died(turn: Turn, _arguments: list[str]) -> None:
    """A tap that was a mistake is taken back, for thirty days, without a word about it."""
    states = turn.case.child_states if turn.case else []
    if turn.case is None or not child_states.may_take_back(states, turn.now):
        stale(turn)
        return
    states.append(ChildState("died_undone", turn.chat_id, turn.now))
    proceed(turn)
