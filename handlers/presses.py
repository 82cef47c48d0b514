"""Presses: one table of what each button does, for fingers and for typed words alike.

A button's data is a verb and its arguments, "a:em_head:none". A typed answer is the press of the
button it names, so both go through the same table.
"""

from collections.abc import Callable

from telegram import CallbackQuery, Update

from handlers.context import Turn, TurnContext
from handlers.rights import may_press
from handlers.screens import label, render, stay
from state.case import Role
from state.effects import PressAnswer

Action = Callable[[Turn, list[str]], None]
_actions: dict[str, Action] = {}
FOR_EVER = ("w", "not_safe")
"""What works on any message, whatever became of its plan."""
DOUBLE_TAP = 0.7
"""Seconds within which a second tap is taken for the same finger."""


def press(verb: str) -> Callable[[Action], Action]:
    """Registers what buttons with this verb do."""

    def register(action: Action) -> Action:
        if verb in _actions:
            raise ValueError(f"Two handlers want the buttons '{verb}'.")
        _actions[verb] = action
        return action

    return register


async def on_press(update: Update, context: TurnContext) -> None:
    """A button was pressed: answered at once, then done."""
    turn, query = context.turn, update.callback_query
    if query is None:
        return
    turn.pressed = query.message.message_id if query.message else None
    if _double_tap(turn, query):
        turn.press_answers.append(PressAnswer(query.id, label(turn, "double_tap")))
        return
    turn.press_answers.append(PressAnswer(query.id))
    data = query.data or ""
    if _is_gone(turn, data):
        stay(turn, render(turn, "not_on_it"))
    elif turn.has_followed and is_calm(data):  # the question may have been read hours ago
        act(turn, "next")
    else:
        act(turn, data)


def act(turn: Turn, data: str) -> None:
    """Does what a button with this data does; data nobody knows shows the present screen."""
    verb, *arguments = data.split(":")
    action = _actions.get(verb)
    if action is None:
        stale(turn)
    elif not may_press(turn, data):
        members = turn.case.members if turn.case else []
        nobody = all(one.role is not Role.FULL for one in members)
        stay(turn, render(turn, "not_yours", nobody=nobody))
    else:
        action(turn, arguments or [""])  # a button of a former version may lack them


def stale(turn: Turn) -> None:
    """An old button: said kindly, and the present screen is shown again."""
    stay(turn, render(turn, "present"))


def _is_gone(turn: Turn, data: str) -> bool:
    """Whether the button is of a plan that was erased, or left: only Worse still works there."""
    return turn.pressed_elsewhere and data.partition(":")[0] not in FOR_EVER


def is_calm(data: str) -> bool:
    """Whether this answers that there is no danger: then it must be to a screen that was read."""
    return data.endswith((":none", ":no"))


def _double_tap(turn: Turn, query: CallbackQuery) -> bool:
    """Whether "None of these" came too soon after its emergency screen to have been read."""
    if turn.pressed is None or not (query.data or "").endswith(":none"):
        return False
    seconds = turn.seconds_since_delivery(turn.pressed)
    return seconds is not None and seconds < DOUBLE_TAP
