"""Making an invite: its link, its code and its picture are said once, and kept by nobody here."""

from handlers import reading
from handlers.context import Turn
from handlers.screens import render
from handlers.spoken import in_full
from state import invites
from state.case import Invite, Role
from state.effects import Document, Show
from state.invites import LONG, OPEN_FOR, SHORT, Secret
from state.inviting import Draft
from state.qr_code import QrCode

FILE = "invitation.png"


def address(turn: Turn) -> str:
    """Where this bot is found."""
    return f"https://t.me/{turn.bot_name}"


def send(turn: Turn, draft: Draft) -> None:
    """Opens an invite, and says the message to send on and the picture to show."""
    case, expires_at = reading.case(turn), turn.now + OPEN_FOR
    link = invites.link_secret(turn.new_id(), turn.new_id())
    code = invites.code(SHORT, turn.new_id())
    invite = Invite(
        turn.new_id(),
        turn.chat_id,
        turn.now,
        draft.role,
        draft.relation,
        draft.leaves_out,
        expires_at,
    )
    _open(turn, invite, link, code)
    words = render(
        turn,
        "invite_message",
        link=f"{address(turn)}?start={link}",
        bot=f"@{turn.bot_name}",
        code=invites.spaced(code),
        until=in_full(turn, expires_at),
        parent=draft.relation == "parent",
    )
    turn.show(words, is_screen=False)
    picture = render(turn, "invite_picture")
    turn.send(Document(FILE, QrCode(f"{address(turn)}?start={link}"), picture, picture))
    case.invites = invites.open_invites(case, turn.now)


def send_way_back(turn: Turn) -> None:
    """A code to be written down for a lost telephone; the one before it opens nothing any more."""
    case = reading.case(turn)
    mine = case.member(turn.chat_id)
    case.invites = [one for one in case.invites if not (one.way_back and one.by == turn.chat_id)]
    code = invites.code(LONG, turn.new_id())
    invite = Invite(
        turn.new_id(),
        turn.chat_id,
        turn.now,
        Role.FULL,
        mine.relation,
        mine.leaves_out,
        way_back=True,
    )
    _open(turn, invite, code)
    turn.send(Show(render(turn, "way_back_code", code=invites.spaced(code)), is_screen=False))


def _open(turn: Turn, invite: Invite, *secrets: str) -> None:
    case = reading.case(turn)
    case.invites.append(invite)
    turn.secrets += [
        Secret(case.case_id, invite.invite_id, one, invite.expires_at) for one in secrets
    ]
