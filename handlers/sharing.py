"""Sharing: the text to send on; from there to invite somebody, and to who is on this plan."""

from telegram import Update

from handlers import reading
from handlers.card import on_card
from handlers.content import content
from handlers.context import Turn, TurnContext
from handlers.inviting import may_invite
from handlers.presses import press, stale
from handlers.screens import Rows, View, back_to_card, button, go, language, render, screen, stay
from handlers.sign_off import unchecked
from handlers.spoken import in_full


async def on_share(_update: Update, context: TurnContext) -> None:
    """/share: before there is a card, the present question."""
    turn = context.turn
    if turn.case is None or not reading.card_is_due(turn):
        stay(turn)
    else:
        go(turn, "share", anew=True)


@press("share")
def _on_share(turn: Turn, _arguments: list[str]) -> None:
    if turn.case is None or not reading.card_is_due(turn):
        stale(turn)
    else:
        go(turn, "share", anew=True)


@screen("share")
def _share(turn: Turn, _about: str) -> View:
    moment = reading.now_is(turn).deadline
    ahead = moment is not None and moment > turn.now
    full = in_full(turn, moment) if moment and ahead else None
    values = {**on_card(turn), "why": _why(turn), "when": full, "unchecked": unchecked(turn)}
    rows: Rows = [[button(turn, "invite", "invite")]] if may_invite(turn) else []
    rows += [[button(turn, "adults", "adults")], [button(turn, "summary", "summary")]]
    return View(render(turn, "share", **values), [*rows, back_to_card(turn)])


def _why(turn: Turn) -> str:
    """The reason to come, in a sentence for whoever does not know it yet."""
    reasons = content(turn).sheet[language(turn)].triggers
    return reasons[reading.facts(turn).trigger or reading.library(turn).unknown_trigger]
