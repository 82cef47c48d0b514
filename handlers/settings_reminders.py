"""/reminders: when this member is written to, how much, and in which words."""

from datetime import datetime, time

from telegram import Update

from handlers import reading
from handlers.adults import has_others
from handlers.context import Turn, TurnContext
from handlers.expected import takes
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    back_to_card,
    button,
    go,
    label,
    render,
    screen,
    stay,
    worse,
)
from handlers.spoken import clock, day
from handlers.tasks import hours, member
from state.effects import Button
from state.plan import reminders
from state.plan.habits import Habits, typed_hours

AT = (7, 9, 12, 18)
"""Hours to choose from for the message of the day; any other can be typed."""
QUIET = ((21, 8), (20, 9), (22, 7), (0, 0))
"""Quiet hours to choose from; none, where both are the same."""


async def on_reminders(_update: Update, context: TurnContext) -> None:
    """/reminders: before consent, and before the clock is known, the present question."""
    show(context.turn, anew=True)


@press("reminders")
def _on_reminders(turn: Turn, _arguments: list[str]) -> None:
    show(turn)


def show(turn: Turn, *, anew: bool = False) -> None:
    if _may_set(turn):
        go(turn, "reminders", anew=anew)
    else:
        stay(turn)


def _may_set(turn: Turn) -> bool:
    return turn.member is not None and turn.member.zone is not None


@screen("reminders")
def _reminders(turn: Turn, _about: str) -> View:
    wishes, habits = member(turn).reminders, hours(turn)
    text = render(
        turn,
        "reminders",
        at=_hour(turn, habits.local(habits.slot(turn.now)).hour),
        quiet=_quiet(turn, habits),
        less=wishes.less,
        hidden=wishes.hidden,
        stopped=wishes.stopped,
        until=day(turn, wishes.paused_until) if _is_paused(turn) and wishes.paused_until else "",
    )
    rows: Rows = [
        [button(turn, "set_hours", "hours")],
        [
            button(turn, "all" if wishes.less else "less", "set:less"),
            button(turn, "show_words" if wishes.hidden else "hide_words", "set:hidden"),
        ],
        [button(turn, "pause_or_stop", "stopping")],
    ]
    if has_others(turn):
        rows[0].append(button(turn, "minds_rest", "minds_rest"))
    if wishes.stopped or _is_paused(turn):
        rows = [[button(turn, "write_again", "write_again")]]
    return View(text, [*rows, way_on(turn)])


def way_on(turn: Turn) -> list[Button]:
    """Back to the card, if there is one; else to the question."""
    if reading.card_is_due(turn):
        return back_to_card(turn)
    return [button(turn, "go_on", "next"), worse(turn)]


def _is_paused(turn: Turn) -> bool:
    return reminders.is_paused(member(turn), turn.now)


def _hour(turn: Turn, hour: int) -> str:
    return clock(turn, datetime.combine(turn.now.date(), time(hour)))


def _quiet(turn: Turn, habits: Habits) -> tuple[str, str] | None:
    if habits.quiet_from == habits.quiet_to:
        return None
    return _hour(turn, habits.quiet_from), _hour(turn, habits.quiet_to)


@press("set")
def _on_set(turn: Turn, arguments: list[str]) -> None:
    """Tells less or more, hides the words or shows them: this member's own choice."""
    if not _may_set(turn) or arguments[0] not in {"less", "hidden"}:
        stale(turn)
        return
    wishes = member(turn).reminders
    if arguments[0] == "less":
        wishes.less = not wishes.less
    else:
        wishes.hidden = not wishes.hidden
    go(turn, "reminders")


@press("hours")
def _on_hours(turn: Turn, _arguments: list[str]) -> None:
    _go_if_set(turn, "message_hour")


@press("quiet_hours")
def _on_quiet_hours(turn: Turn, _arguments: list[str]) -> None:
    _go_if_set(turn, "quiet_hours")


def _go_if_set(turn: Turn, name: str) -> None:
    if _may_set(turn):
        go(turn, name)
    else:
        stale(turn)


@screen("message_hour")
def _message_hour(turn: Turn, _about: str) -> View:
    choices = [Button(_hour(turn, at), f"at:{at}") for at in AT]
    rows: Rows = [
        choices[:2],
        choices[2:],
        [button(turn, "quiet_hours", "quiet_hours"), button(turn, "back", "reminders")],
        way_on(turn),
    ]
    return View(render(turn, "message_hour"), rows, expecting="message_hour")


@screen("quiet_hours")
def _quiet_hours(turn: Turn, _about: str) -> View:
    choices = [
        button(turn, "never_quiet", f"quiet_hours_are:{start}:{end}")
        if start == end
        else Button(
            label(turn, "from_to", start=_hour(turn, start), end=_hour(turn, end)),
            f"quiet_hours_are:{start}:{end}",
        )
        for start, end in QUIET
    ]
    rows: Rows = [*([one] for one in choices), [button(turn, "back", "reminders")], way_on(turn)]
    return View(render(turn, "quiet_hours"), rows, expecting="quiet_hours")


@press("at")
def _on_at(turn: Turn, arguments: list[str]) -> None:
    if _may_set(turn) and arguments[0] in {str(at) for at in AT}:
        member(turn).reminders.digest_at = int(arguments[0])
        go(turn, "reminders")
    else:
        stale(turn)


@press("quiet_hours_are")
def _on_quiet_are(turn: Turn, arguments: list[str]) -> None:
    chosen = next((one for one in QUIET if [str(hour) for hour in one] == arguments), None)
    if chosen is None or not _may_set(turn):
        stale(turn)
        return
    _be_quiet(turn, *chosen)
    go(turn, "reminders")


def _be_quiet(turn: Turn, start: int, end: int) -> None:
    wishes = member(turn).reminders
    wishes.quiet_from, wishes.quiet_to = start, end


@takes("message_hour")
def _on_hour_typed(turn: Turn, _about: str, text: str) -> None:
    match typed_hours(text):
        case [hour]:
            member(turn).reminders.digest_at = hour
            go(turn, "reminders", anew=True)
        case _:
            stay(turn, render(turn, "no_hour", both=False))


@takes("quiet_hours")
def _on_quiet_typed(turn: Turn, _about: str, text: str) -> None:
    match typed_hours(text):
        case [start, end]:
            _be_quiet(turn, start, end)
            go(turn, "reminders", anew=True)
        case _:
            stay(turn, render(turn, "no_hour", both=True))
