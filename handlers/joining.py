"""Another adult joins: what the invite is, what is kept, and only then what is on the plan.

The secret travels in the link, the typed code and the buttons below the invitation: until somebody
has agreed, nothing is kept of them. Whatever opens nothing is answered alike.
"""

from telegram import Update

from handlers import reading
from handlers.adults import is_oneself, others
from handlers.content import running
from handlers.context import Turn, TurnContext
from handlers.expected import takes
from handlers.presses import press, stale
from handlers.screens import (
    Rows,
    View,
    button,
    go,
    render,
    say,
    screen,
    tongue,
    worse,
)
from handlers.sight import sight
from handlers.telling import tell_others
from state import invites, nicknames, own_settings
from state.invites import Invited

COMMANDS = {"/start", "/join"}


def secret_in(turn: Turn, update: Update) -> str | None:
    """The secret in an update: a link, a code where one may be typed, or below an invitation."""
    if update.effective_chat is None or update.effective_chat.type != "private":
        return None
    if update.callback_query is not None:
        verb, *arguments = (update.callback_query.data or "").split(":")
        return invites.secret_in(arguments[0]) if verb == "join" and arguments else None
    if update.message is None or update.message.forward_origin is not None:
        return None
    text = update.message.text or ""
    if text.startswith("/"):
        command, _, rest = text.partition(" ")
        return invites.secret_in(rest) if command.partition("@")[0] in COMMANDS else None
    return invites.secret_in(text) if _may_type_one(turn) else None


def _may_type_one(turn: Turn) -> bool:
    """Before consent there is no place to be: a code may come at any time."""
    return turn.member is None or turn.member.expecting == "join_code"


def brings_secret(update: Update) -> bool:
    """Whether this /start came from the link of an invite, also of one that opens nothing."""
    text = (update.message and update.message.text) or ""
    return text.partition(" ")[2].strip().startswith(invites.LINK)


def is_code(text: str) -> bool:
    """Whether a typed text has the form of a code, or is a whole link."""
    return invites.secret_in(text) is not None


def arrive(turn: Turn) -> None:
    """Somebody came with a secret: what it opens is offered; nothing is kept before they agree."""
    invited = turn.invited
    if invited is None:
        _opens_nothing(turn)
    elif any(case is invited.case for case in turn.cases):
        say(turn, "invite_own", [[button(turn, "go_on", "here"), worse(turn)]])
    elif turn.case is None:
        _invite(turn, invited, [[button(turn, "join", f"join:{invited.secret}")]])
    else:
        _offer_more(turn, invited)


def _opens_nothing(turn: Turn) -> None:
    """Used, expired, taken back, unknown, or tried too often: one answer for all of them."""
    on = button(turn, "go_on", "here") if turn.case else button(turn, "start_own", "start")
    say(turn, "invite_dead", [[on], [button(turn, "have_code", "have_code"), worse(turn)]])


def _invite(turn: Turn, invited: Invited, rows: Rows, **more: object) -> None:
    facts = running(turn)
    say(
        turn,
        "invited",
        [*rows, [button(turn, "join_not", "join_not"), worse(turn)]],
        back=invited.invite.way_back,
        retention_days=facts.retention_days,
        operator_name=facts.operator_name,
        operator_contact=facts.operator_contact,
        **{"plans": 0, "alone": False, **more},
    )


def _offer_more(turn: Turn, invited: Invited) -> None:
    """Whoever has a plan keeps both, or gives up the old one: what that does is said first."""
    if len(turn.cases) >= nicknames.MOST:
        say(turn, "invite_full", [[button(turn, "go_on", "here"), worse(turn)]])
        return
    ways = [button(turn, "join_both", f"join:{invited.secret}:both")]
    if not turn.others:
        ways.append(button(turn, "join_switch", f"join:{invited.secret}:switch"))
    alone = turn.case is not None and len(turn.case.members) == 1
    _invite(turn, invited, [[way] for way in ways], plans=len(turn.cases), alone=alone)


@press("join")
def _on_join(turn: Turn, arguments: list[str]) -> None:
    """They agree. What has changed since they were asked is asked again."""
    invited, how = turn.invited, arguments[1] if len(arguments) > 1 else ""
    if invited is None and turn.member is not None:
        stale(turn)  # a second tap: they are on it
    elif invited is None or not _fits(turn, invited, how):
        arrive(turn)
    else:
        _join(turn, invited, how)


def _fits(turn: Turn, invited: Invited, how: str) -> bool:
    if any(case is invited.case for case in turn.cases):
        return False
    if how == "switch":
        return len(turn.cases) == 1 and not turn.pressed_is_old
    if how == "both":
        return 0 < len(turn.cases) < nicknames.MOST
    return not turn.cases


def _join(turn: Turn, invited: Invited, how: str) -> None:
    mine = turn.member
    consented_at = mine.consented_at if mine else turn.now
    if how == "switch":
        _give_up(turn)
    speaks = mine.language if mine else tongue(turn)
    member = invites.join(invited, turn.chat_id, speaks, turn.now)
    member.consented_at = consented_at
    if mine is not None:
        own_settings.copy(mine, member)
    turn.join(invited.case)
    invite = invited.invite
    tell_others(turn, "joined_told", about=invite.by, back=invite.way_back)
    go(turn, "joined", anew=True)


def _give_up(turn: Turn) -> None:
    """The old plan stays with the others on it; with the last adult everything of it goes."""
    if turn.case is not None and len(turn.case.members) > 1:
        turn.leave()
    else:
        turn.erase()


@screen("joined")
def _joined(turn: Turn, _about: str) -> View:
    """What whoever joins sees first; where they are, and on whose clock they live, comes next.

    Who came back is told how to shut out the phone that is lost.
    """
    rows: Rows = [[button(turn, "go_on", "next"), worse(turn)]]
    member = turn.member
    if any(is_oneself(turn, one) for one in others(turn)) and reading.card_is_due(turn):
        rows.insert(0, [button(turn, "phone_lost", "adults")])
    return View(sight(turn, member) if member else "", rows)


@press("join_not")
def _on_not_now(turn: Turn, _arguments: list[str]) -> None:
    """Nothing was kept, nobody is told; the invite stays open."""
    on = button(turn, "go_on", "here") if turn.case else button(turn, "start_own", "start")
    say(turn, "invite_not_now", [[on], [worse(turn)]])


# Codes: some telephones and computers lose what a link carries


async def on_join(update: Update, context: TurnContext) -> None:
    """/join, alone or with a code."""
    text = (update.message and update.message.text) or ""
    if text.partition(" ")[2].strip():
        arrive(context.turn)
    else:
        _ask_code(context.turn)


@press("have_code")
def _on_have_code(turn: Turn, _arguments: list[str]) -> None:
    _ask_code(turn)


def _ask_code(turn: Turn) -> None:
    """Before consent there is no place to be: a code is known by its form then."""
    if turn.case is None:
        on = [button(turn, "start_own", "start"), worse(turn)]
        say(turn, "join_code", [on])
    else:
        go(turn, "join_code", anew=True)


@screen("join_code")
def _code(turn: Turn, _about: str) -> View:
    rows: Rows = [[button(turn, "back", "next"), worse(turn)]]
    return View(render(turn, "join_code"), rows, expecting="join_code")


@takes("join_code")
def _on_code(turn: Turn, _about: str, _text: str) -> None:
    """What was typed opens something, or nothing: that was looked up before this turn."""
    arrive(turn)
